package io.github.webhooks4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.memory.InMemoryMessageStore;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageAttempt;
import io.github.webhooks4j.receive.MessageAttempt.Outcome;
import io.github.webhooks4j.receive.MessageResult;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.receive.MessageStats;
import io.github.webhooks4j.receive.MessageStore;
import io.github.webhooks4j.receive.UnitOfWork;
import io.github.webhooks4j.testkit.MutableClock;
import io.github.webhooks4j.testkit.NewMessages;
import io.github.webhooks4j.work.Claim;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link MessageStore} must do. Extend it, hand over an empty store and a way to move its clock, name
 * the abilities that it lacks, and add nothing. A test that needs a missing ability is reported as skipped.
 *
 * <p>No test sleeps: time moves by {@code advance}. A clock that also runs by itself (a database's) does no harm,
 * as long as no test takes longer than a minute.
 *
 * <p>The abilities, all of them claimed unless {@code abilities()} is overridden:
 *
 * <ul>
 *   <li>{@code CONCURRENT_CLAIMS}: claims of several threads at the same time make progress;
 *   <li>{@code UNIT_OF_WORK}: it is a {@link UnitOfWork.Provider}, and {@code writeEffect} and {@code effects} are
 *       overridden;
 *   <li>{@code SURVIVES_REOPEN}: what it holds is there again after {@code reopenedStore}, which is overridden.
 * </ul>
 */
public abstract class MessageStoreContract extends LogContract {
    /** For subclasses. */
    protected MessageStoreContract() {}

    @Test
    void what_was_stored_is_there_after_reopening() throws Exception {
        needs(Ability.SURVIVES_REOPEN);
        UUID failed = insertIn(MessageState.FAILED, "evt-1");
        UUID queued = insertQueued();
        Claim<Message> open = claimOne();
        List<MessageAttempt> attempts = store.attempts(failed);

        store = reopenedStore();

        assertThat(stateOf(failed)).isEqualTo(MessageState.FAILED);
        assertThat(store.attempts(failed)).isEqualTo(attempts);
        assertThat(outcomes(queued)).containsExactly(Outcome.STARTED);
        assertThat(claim(10)).isEmpty();
        assertThat(store.finish(open, new MessageResult.Handled())).isTrue();
        assertThat(stateOf(queued)).isEqualTo(MessageState.HANDLED);
    }

    @Test
    void messages_are_counted_by_state_across_sources_and_what_came_lately_once_more() throws Exception {
        assertThat(store.stats(NewMessages.RECEIVED_AT, 10)).isEqualTo(new MessageStats(Map.of(), Duration.ZERO, 0));
        for (MessageState state : MessageState.values()) {
            insertIn(state, state.word());
        }
        insertNew(NewMessages.queued("bank"));
        insertNew(NewMessages.ignored("bank").receivedAt(NewMessages.RECEIVED_AT.minusSeconds(1)));

        MessageStats stats = store.stats(NewMessages.RECEIVED_AT.minusSeconds(1), 10);

        assertThat(stats.states())
                .allSatisfy((state, count) -> assertThat(count)
                        .as(state.word())
                        .isEqualTo(state == MessageState.PENDING || state == MessageState.IGNORED ? 2 : 1));
        assertThat(stats.received()).isEqualTo(8);
        assertThat(store.stats(NewMessages.RECEIVED_AT, 1).states().values()).containsOnly(1L);
        assertThat(store.stats(NewMessages.RECEIVED_AT, 1).received()).isZero();
    }

    @Test
    void only_what_is_due_counts_for_how_long_the_longest_due_has_waited() throws Exception {
        insertQueued();
        claimOne();
        insertInline();
        advance(Duration.ofMinutes(5));
        assertThat(store.stats(NewMessages.RECEIVED_AT, 10).longestDue()).isZero();
        insertNew(NewMessages.queued("bank"));
        advance(Duration.ofSeconds(30));
        insertQueued();

        assertThat(store.stats(NewMessages.RECEIVED_AT, 10).longestDue())
                .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(90));
    }

    @Test
    void effects_and_the_mark_handled_commit_together() throws Exception {
        UnitOfWork.Provider provider = provider();
        UUID id = insertQueued();
        Claim<Message> claim = claimOne();

        boolean handled = provider.handleInUnitOfWork(claim, unit -> {
            assertThat(unit).isInstanceOf(provider.unitOfWorkType());
            writeEffect(unit);
        });

        assertThat(handled).isTrue();
        assertThat(effects()).isEqualTo(1);
        assertThat(stateOf(id)).isEqualTo(MessageState.HANDLED);
        assertThat(outcomes(id)).containsExactly(Outcome.HANDLED);
        assertThat(found(id).error()).isEmpty();
        assertThat(found(id).finishedAt()).isPresent();
        assertThat(store.finish(claim, new MessageResult.Dead("late"))).isFalse();
    }

    @Test
    void what_the_work_throws_rolls_its_effects_back_and_is_thrown_on() throws Exception {
        UnitOfWork.Provider provider = provider();
        Claim<Message> claim = insertInline();
        Message before = found(claim.id());
        Exception thrown = new IOException("no luck");

        assertThatThrownBy(() -> provider.handleInUnitOfWork(claim, unit -> {
                    writeEffect(unit);
                    throw thrown;
                }))
                .isSameAs(thrown);

        assertThat(effects()).isZero();
        assertThat(found(claim.id())).isEqualTo(before);
        assertThat(outcomes(claim.id())).containsExactly(Outcome.STARTED);
        assertThat(store.finish(claim, new MessageResult.Failed("no luck"))).isTrue();
    }

    @Test
    void an_error_of_the_work_rolls_back_and_is_thrown_on() throws Exception {
        UnitOfWork.Provider provider = provider();
        Claim<Message> claim = insertInline();
        Error thrown = new StackOverflowError();

        assertThatThrownBy(() -> provider.handleInUnitOfWork(claim, unit -> {
                    writeEffect(unit);
                    throw thrown;
                }))
                .isSameAs(thrown);

        assertThat(effects()).isZero();
        assertThat(stateOf(claim.id())).isEqualTo(MessageState.RECEIVED);
    }

    @Test
    void work_of_a_lost_claim_is_rolled_back() throws Exception {
        UnitOfWork.Provider provider = provider();
        UUID id = insertQueued();
        Claim<Message> slow = claimOne();
        advance(LEASE);
        Claim<Message> next = claimOne();

        assertThat(provider.handleInUnitOfWork(slow, this::writeEffect)).isFalse();

        assertThat(effects()).isZero();
        assertThat(stateOf(id)).isEqualTo(MessageState.PENDING);
        assertThat(provider.handleInUnitOfWork(next, this::writeEffect)).isTrue();
        assertThat(effects()).isEqualTo(1);
        assertThat(provider.handleInUnitOfWork(next, this::writeEffect)).isFalse();
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void a_claim_lost_while_the_work_runs_is_rolled_back_or_holds_until_the_commit() throws Exception {
        UnitOfWork.Provider provider = provider();
        UUID id = insertQueued();
        Claim<Message> slow = claimOne();
        List<Claim<Message>> stolen = new ArrayList<>();

        boolean handled = provider.handleInUnitOfWork(slow, unit -> {
            writeEffect(unit);
            advance(LEASE);
            stolen.addAll(claim(1));
        });

        assertThat(handled).isEqualTo(stolen.isEmpty());
        assertThat(effects()).isEqualTo(handled ? 1 : 0);
        assertThat(stateOf(id)).isEqualTo(handled ? MessageState.HANDLED : MessageState.PENDING);
    }

    private UnitOfWork.Provider provider() {
        needs(Ability.UNIT_OF_WORK);
        assertThat(store).isInstanceOf(UnitOfWork.Provider.class);
        return (UnitOfWork.Provider) store;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void random_operations_end_as_on_the_reference_store(long seed) throws Exception {
        MutableClock clock = new MutableClock(NewMessages.RECEIVED_AT);
        MessageStore reference = InMemoryMessageStore.create(clock);
        RandomOperations operations = new RandomOperations(store, reference, seed);

        for (int i = 0; i < 200; i++) {
            operations.next();
            Duration step = Duration.ofMinutes(1);
            clock.advance(step);
            advance(step);
        }

        operations.compareEverything(Set.of("shop", "bank"));
    }
}

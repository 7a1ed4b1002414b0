package io.github.webhooks4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.receive.Insertion;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageAttempt;
import io.github.webhooks4j.receive.MessageResult;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.receive.MessageStore;
import io.github.webhooks4j.receive.NewMessage;
import io.github.webhooks4j.receive.UnitOfWork;
import io.github.webhooks4j.testkit.NewMessages;
import io.github.webhooks4j.work.Claim;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/** The hooks of the contract, and what its topics share. */
abstract class MessageStoreFixture {
    /** Abilities that a store may lack. A test that needs one is reported as skipped, never as passed. */
    protected enum Ability {
        /** Claims of several threads at the same time make progress. */
        CONCURRENT_CLAIMS,
        /** It is a {@link UnitOfWork.Provider}; the hooks for effects are there. */
        UNIT_OF_WORK,
        /** What it holds is there again after {@link #reopenedStore()}. */
        SURVIVES_REOPEN
    }

    /** Long against the time that a test takes, for the clock of a store may run on by itself. */
    static final Duration LEASE = Duration.ofMinutes(10);

    static final String SOURCE = "shop";
    static final String NODE = "node-1";
    static final Set<MessageState> ANY_STATE = EnumSet.allOf(MessageState.class);

    MessageStore store;

    /**
     * An empty store.
     *
     * @return the store, empty and ready
     * @throws Exception when there is none to be had: the test fails
     */
    protected abstract MessageStore emptyStore() throws Exception;

    /**
     * Moves the clock of the store made last.
     *
     * @param by how far
     * @throws Exception when it cannot be moved: the test fails
     */
    protected abstract void advance(Duration by) throws Exception;

    /**
     * What the store can do.
     *
     * @return its abilities; all of them unless overridden
     */
    protected Set<Ability> abilities() {
        return EnumSet.allOf(Ability.class);
    }

    /**
     * Another instance over the same data, as after a restart. For {@link Ability#SURVIVES_REOPEN} only.
     *
     * @return the instance
     * @throws Exception when there is none to be had: the test fails
     */
    protected MessageStore reopenedStore() throws Exception {
        throw new UnsupportedOperationException("abilities() claims SURVIVES_REOPEN without this hook");
    }

    /**
     * Writes one effect inside a unit of work. For {@link Ability#UNIT_OF_WORK} only.
     *
     * @param unit the open transaction
     * @throws Exception when it cannot be written: the test fails
     */
    protected void writeEffect(UnitOfWork unit) throws Exception {
        throw new UnsupportedOperationException("abilities() claims UNIT_OF_WORK without this hook");
    }

    /**
     * Counts the committed effects since {@link #emptyStore()}. For {@link Ability#UNIT_OF_WORK} only.
     *
     * @return how many
     * @throws Exception when they cannot be counted: the test fails
     */
    protected int effects() throws Exception {
        throw new UnsupportedOperationException("abilities() claims UNIT_OF_WORK without this hook");
    }

    @BeforeEach
    final void open() throws Exception {
        store = emptyStore();
    }

    final void needs(Ability ability) {
        Assumptions.assumeTrue(abilities().contains(ability), () -> "the store has no " + ability);
    }

    final Insertion insert(NewMessage message) throws Exception {
        return store.insert(message).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    final UUID insertQueued() throws Exception {
        return insertNew(NewMessages.queued(SOURCE));
    }

    final UUID insertNew(NewMessages builder) throws Exception {
        NewMessage message = builder.build();
        assertThat(insert(message)).isInstanceOf(Insertion.Inserted.class);
        return message.id();
    }

    final Claim<Message> insertInline() throws Exception {
        return insertInline(NewMessages.inline(SOURCE, LEASE, NODE));
    }

    final Claim<Message> insertInline(NewMessages builder) throws Exception {
        Insertion insertion = insert(builder.build());
        assertThat(insertion).isInstanceOf(Insertion.Inserted.class);
        return ((Insertion.Inserted) insertion).claim().orElseThrow();
    }

    /** A message brought into a state; {@code RECEIVED} and {@code PENDING} as they are after the insert. */
    final UUID insertIn(MessageState state, String dedupeKey) throws Exception {
        NewMessages inline = NewMessages.inline(SOURCE, LEASE, NODE).dedupeKey(dedupeKey);
        return switch (state) {
            case PENDING -> insertNew(NewMessages.queued(SOURCE).dedupeKey(dedupeKey));
            case RECEIVED -> insertInline(inline).id();
            case HANDLED -> finished(inline, new MessageResult.Handled());
            case IGNORED -> finished(inline, new MessageResult.Ignored());
            case REFUSED -> finished(inline, new MessageResult.Refused());
            case FAILED -> finished(inline, new MessageResult.Failed("an error"));
            case DEAD -> finished(inline, new MessageResult.Dead("an error"));
        };
    }

    private UUID finished(NewMessages inline, MessageResult result) throws Exception {
        Claim<Message> claim = insertInline(inline);
        assertThat(store.finish(claim, result)).isTrue();
        return claim.id();
    }

    final List<Claim<Message>> claim(int max) {
        return store.claimDue(Set.of(SOURCE), max, LEASE, NODE);
    }

    final Claim<Message> claimOne() {
        List<Claim<Message>> claims = claim(1);
        assertThat(claims).hasSize(1);
        return claims.get(0);
    }

    final Message found(UUID id) {
        return store.find(id).orElseThrow();
    }

    final MessageState stateOf(UUID id) {
        return found(id).state();
    }

    final List<MessageAttempt.Outcome> outcomes(UUID id) {
        return store.attempts(id).stream().map(MessageAttempt::outcome).toList();
    }

    static List<UUID> ids(List<Claim<Message>> claims) {
        return claims.stream().map(Claim::id).toList();
    }

    static <T> List<T> together(int threads, Callable<T> work) throws Exception {
        return Threads.together(threads, work);
    }
}

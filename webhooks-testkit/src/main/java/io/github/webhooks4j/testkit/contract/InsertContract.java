package io.github.webhooks4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.receive.Insertion;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageAttempt;
import io.github.webhooks4j.receive.MessageQuery;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.receive.NewMessage;
import io.github.webhooks4j.testkit.NewMessages;
import io.github.webhooks4j.work.Claim;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a message that is to be stored. */
abstract class InsertContract extends MessageStoreFixture {
    private static final Instant AT = NewMessages.RECEIVED_AT;
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void a_queued_message_is_pending_and_due_at_once() throws Exception {
        UUID id = insertQueued();

        assertThat(stateOf(id)).isEqualTo(MessageState.PENDING);
        assertThat(found(id).dueAt()).isPresent();
        assertThat(found(id).attempts()).isZero();
        assertThat(found(id).error()).isEmpty();
        assertThat(found(id).finishedAt()).isEmpty();
        assertThat(store.attempts(id)).isEmpty();
        assertThat(ids(claim(10))).containsExactly(id);
    }

    @Test
    void a_queued_message_comes_without_a_claim() throws Exception {
        assertThat(insert(NewMessages.queued(SOURCE).build())).isEqualTo(new Insertion.Inserted(Optional.empty()));
    }

    @Test
    void the_same_message_handed_over_twice_is_a_duplicate_of_itself() throws Exception {
        NewMessage message = NewMessages.queued(SOURCE).build();
        insert(message);

        assertThat(insert(message)).isEqualTo(new Insertion.Duplicate(message.id(), MessageState.PENDING));
    }

    @Test
    void a_message_is_found_by_its_source_and_the_providers_id() throws Exception {
        NewMessage message = NewMessages.queued(SOURCE).dedupeKey("evt-1").build();
        insert(message);

        assertThat(store.find(SOURCE, "evt-1")).map(Message::id).hasValue(message.id());
        assertThat(store.find("other", "evt-1")).isEmpty();
        assertThat(store.find(SOURCE, "evt-2")).isEmpty();
    }

    @Test
    void an_ignored_message_is_in_the_log_and_never_due() throws Exception {
        NewMessage message = NewMessages.ignored(SOURCE).build();

        assertThat(insert(message)).isEqualTo(new Insertion.Inserted(Optional.empty()));

        assertThat(stateOf(message.id())).isEqualTo(MessageState.IGNORED);
        assertThat(found(message.id()).dueAt()).isEmpty();
        assertThat(store.attempts(message.id())).isEmpty();
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void an_inline_message_comes_with_its_claim_and_its_attempt_row() throws Exception {
        Claim<Message> claim = insertInline();

        assertThat(claim.attempt()).isEqualTo(1);
        assertThat(claim.scheduled()).isEqualTo(1);
        assertThat(claim.work().id()).isEqualTo(claim.id());
        assertThat(claim.work().state()).isEqualTo(MessageState.RECEIVED);
        assertThat(claim.work().attempts()).isEqualTo(1);
        assertThat(stateOf(claim.id())).isEqualTo(MessageState.RECEIVED);
        List<MessageAttempt> attempts = store.attempts(claim.id());
        assertThat(attempts).hasSize(1);
        assertThat(attempts.get(0).number()).isEqualTo(1);
        assertThat(attempts.get(0).node()).isEqualTo(NODE);
        assertThat(attempts.get(0).outcome()).isEqualTo(MessageAttempt.Outcome.STARTED);
        assertThat(attempts.get(0).endedAt()).isEmpty();
        assertThat(attempts.get(0).error()).isEmpty();
    }

    @Test
    void an_inline_message_is_never_due_even_after_its_lease() throws Exception {
        Claim<Message> claim = insertInline();

        advance(LEASE.multipliedBy(2));

        assertThat(claim(10)).isEmpty();
        assertThat(stateOf(claim.id())).isEqualTo(MessageState.RECEIVED);
        assertThat(found(claim.id()).dueAt()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_repeat_is_a_duplicate_and_changes_nothing(MessageState state) throws Exception {
        UUID original = insertIn(state, "evt-1");
        Message before = found(original);
        List<MessageAttempt> attemptsBefore = store.attempts(original);
        NewMessage repeat = NewMessages.queued(SOURCE).dedupeKey("evt-1").build();

        assertThat(insert(repeat)).isEqualTo(new Insertion.Duplicate(original, state));

        assertThat(found(original)).isEqualTo(before);
        assertThat(found(original).dueAt()).isEqualTo(before.dueAt());
        assertThat(store.attempts(original)).isEqualTo(attemptsBefore);
        assertThat(store.find(repeat.id())).isEmpty();
    }

    @Test
    void messages_without_keys_are_never_duplicates() throws Exception {
        UUID first = insertQueued();
        UUID second = insertQueued();

        assertThat(ids(claim(10))).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void two_sources_do_not_share_keys() throws Exception {
        insertNew(NewMessages.queued(SOURCE).dedupeKey("evt-1").contentKey("hash", AT.minus(DAY)));

        insertNew(NewMessages.queued("bank").dedupeKey("evt-1").contentKey("hash", AT.minus(DAY)));

        assertThat(store.claimDue(Set.of(SOURCE, "bank"), 10, LEASE, NODE)).hasSize(2);
    }

    @Test
    void dedupe_keys_are_told_apart_exactly() throws Exception {
        insertNew(NewMessages.queued(SOURCE).dedupeKey("evt-a"));

        insertNew(NewMessages.queued(SOURCE).dedupeKey("evt-A"));
        insertNew(NewMessages.queued(SOURCE).dedupeKey("evt-a "));
        insertNew(NewMessages.queued(SOURCE).dedupeKey("evt-a".repeat(51)));

        assertThat(claim(10)).hasSize(4);
    }

    @Test
    void the_same_content_under_another_id_is_a_duplicate_within_the_window() throws Exception {
        UUID original = insertNew(NewMessages.queued(SOURCE).dedupeKey("evt-1").contentKey("hash", AT.minus(DAY)));

        Insertion repeat = insert(NewMessages.queued(SOURCE)
                .dedupeKey("evt-2")
                .receivedAt(AT.plus(DAY).minusMillis(1))
                .contentKey("hash", AT.minusMillis(1))
                .build());

        assertThat(repeat).isEqualTo(new Insertion.Duplicate(original, MessageState.PENDING));
    }

    @Test
    void the_window_of_a_content_key_includes_its_first_instant() throws Exception {
        UUID original = insertNew(NewMessages.queued(SOURCE).contentKey("hash", AT.minus(DAY)));

        Insertion repeat = insert(NewMessages.queued(SOURCE)
                .receivedAt(AT.plus(DAY))
                .contentKey("hash", AT)
                .build());

        assertThat(repeat).isEqualTo(new Insertion.Duplicate(original, MessageState.PENDING));
    }

    @Test
    void the_same_content_is_new_after_the_window() throws Exception {
        insertNew(NewMessages.queued(SOURCE).contentKey("hash", AT.minus(DAY)));
        Instant justAfter = AT.plus(1, ChronoUnit.MICROS);

        UUID second = insertNew(
                NewMessages.queued(SOURCE).receivedAt(justAfter.plus(DAY)).contentKey("hash", justAfter));

        Insertion third = insert(NewMessages.queued(SOURCE)
                .receivedAt(justAfter.plus(DAY).plusSeconds(1))
                .contentKey("hash", justAfter.plusSeconds(1))
                .build());
        assertThat(third).isEqualTo(new Insertion.Duplicate(second, MessageState.PENDING));
    }

    @Test
    void a_dedupe_key_counts_after_the_window_of_the_content_key_too() throws Exception {
        UUID original = insertNew(NewMessages.queued(SOURCE).dedupeKey("evt-1").contentKey("hash", AT.minus(DAY)));

        Insertion repeat = insert(NewMessages.queued(SOURCE)
                .dedupeKey("evt-1")
                .receivedAt(AT.plus(DAY.multipliedBy(2)))
                .contentKey("hash", AT.plus(DAY))
                .build());

        assertThat(repeat).isEqualTo(new Insertion.Duplicate(original, MessageState.PENDING));
    }

    @Test
    void a_content_key_that_was_cleared_counts_as_new() throws Exception {
        insertNew(NewMessages.queued(SOURCE).contentKey("hash", AT.minus(DAY)));

        assertThat(store.clearContentKeys(SOURCE, AT.plusSeconds(1), 10)).isEqualTo(1);

        insertNew(NewMessages.queued(SOURCE).contentKey("hash", AT.minus(DAY)));
    }

    @Test
    void of_concurrent_duplicates_exactly_one_is_inserted() throws Exception {
        assertOneOfEachIsInserted(key -> NewMessages.inline(SOURCE, LEASE, NODE).dedupeKey(key));
    }

    @Test
    void of_concurrent_duplicates_by_content_exactly_one_is_inserted() throws Exception {
        assertOneOfEachIsInserted(key -> NewMessages.inline(SOURCE, LEASE, NODE).contentKey(key, AT.minus(DAY)));
    }

    /** Fifty threads, and each of them stores every one of twenty messages. */
    private void assertOneOfEachIsInserted(Function<String, NewMessages> message) throws Exception {
        List<String> keys = IntStream.range(0, 20).mapToObj(i -> "key-" + i).toList();

        List<List<Insertion>> byThread = together(50, () -> {
            List<Insertion> mine = new ArrayList<>();
            for (String key : keys) {
                mine.add(insert(message.apply(key).build()));
            }
            return mine;
        });

        for (int i = 0; i < keys.size(); i++) {
            int key = i;
            assertOneInsertedAndTheRestDuplicatesOfIt(
                    byThread.stream().map(mine -> mine.get(key)).toList());
        }
        assertThat(store.list(MessageQuery.all()).messages()).hasSize(keys.size());
    }

    private static void assertOneInsertedAndTheRestDuplicatesOfIt(List<Insertion> outcomes) {
        List<UUID> inserted = outcomes.stream()
                .filter(Insertion.Inserted.class::isInstance)
                .map(outcome ->
                        ((Insertion.Inserted) outcome).claim().orElseThrow().id())
                .toList();
        assertThat(inserted).hasSize(1);
        assertThat(outcomes.stream().filter(Insertion.Duplicate.class::isInstance))
                .hasSize(outcomes.size() - 1)
                .allMatch(outcome -> ((Insertion.Duplicate) outcome).id().equals(inserted.get(0)));
    }
}

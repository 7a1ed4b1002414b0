package io.github.webhooks4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.receive.Insertion;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageQuery;
import io.github.webhooks4j.receive.MessageResult;
import io.github.webhooks4j.receive.NewMessage;
import io.github.webhooks4j.receive.UnitOfWork;
import io.github.webhooks4j.work.Claim;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** What this store does beyond the contract, which runs in the testkit. */
class InMemoryMessageStoreTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final InMemoryMessageStore store = InMemoryMessageStore.create(InstantSource.fixed(NOW), 2);

    @Test
    void a_full_store_of_unfinished_messages_refuses_and_says_that_it_may_pass() throws Exception {
        insert(message());
        insert(message());

        CompletableFuture<Insertion> third = store.insert(message()).toCompletableFuture();

        assertThatThrownBy(third::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebhookException.class, e -> assertThat(e.isRetryable()).isTrue());
        assertThat(store.list(MessageQuery.all()).messages()).hasSize(2);
    }

    @Test
    void what_was_done_longest_ago_makes_room_and_what_is_dead_does_not() throws Exception {
        NewMessage first = message();
        NewMessage second = message();
        insert(first);
        insert(second);
        finish(first, new MessageResult.Dead("no luck"));
        finish(second, new MessageResult.Handled());

        NewMessage third = message();
        insert(third);

        assertThat(store.find(first.id())).isPresent();
        assertThat(store.find(second.id())).isEmpty();
        assertThat(store.find(third.id())).isPresent();
    }

    @Test
    void a_message_that_was_opened_again_makes_no_room() throws Exception {
        NewMessage first = message();
        insert(first);
        insert(message());
        finish(first, new MessageResult.Refused());
        store.takeOver(first.id(), LEASE, "node").orElseThrow();

        assertThat(store.insert(message()).toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void a_duplicate_is_told_even_by_a_full_store() throws Exception {
        NewMessage first = message("evt-1");
        insert(first);
        insert(message());

        assertThat(store.insert(message("evt-1")).toCompletableFuture().get()).isInstanceOf(Insertion.Duplicate.class);
    }

    @Test
    void it_offers_no_unit_of_work_and_holds_at_least_one_message() {
        assertThat(store).isNotInstanceOf(UnitOfWork.Provider.class);
        assertThat(InMemoryMessageStore.create()).hasToString("InMemoryMessageStore[0 of 10000 messages]");
        assertThatThrownBy(() -> InMemoryMessageStore.create(InstantSource.system(), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void insert(NewMessage message) throws Exception {
        assertThat(store.insert(message).toCompletableFuture().get()).isInstanceOf(Insertion.Inserted.class);
    }

    private void finish(NewMessage message, MessageResult result) {
        for (Claim<Message> claim : store.claimDue(Set.of("shop"), 10, LEASE, "node")) {
            MessageResult own = claim.id().equals(message.id()) ? result : new MessageResult.Released();
            assertThat(store.finish(claim, own)).isTrue();
        }
    }

    private static NewMessage message() {
        return message(null);
    }

    private static NewMessage message(String dedupeKey) {
        return new NewMessage(
                UUID.randomUUID(),
                "shop",
                Optional.ofNullable(dedupeKey),
                false,
                Optional.empty(),
                NOW,
                Optional.empty(),
                "POST",
                "",
                Optional.empty(),
                "test",
                Optional.empty(),
                Headers.empty(),
                new byte[0],
                NOW,
                new NewMessage.Start.Queued());
    }
}

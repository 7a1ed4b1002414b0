package io.github.webhooks4j.jdbc;

import static io.github.webhooks4j.jdbc.Rows.insert;
import static io.github.webhooks4j.jdbc.Rows.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.receive.Insertion;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.receive.NewMessage;
import io.github.webhooks4j.testkit.NewMessages;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Many inserts in one commit. The pool has one connection: who holds it decides what the next batch is. */
@ParameterizedClass
@EnumSource
class GatheringInsertTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final TestDatabases.Kind database;
    private final String prefix = TestDatabases.freshPrefix();
    private HikariDataSource dataSource;
    private JdbcMessageStore store;

    GatheringInsertTest(TestDatabases.Kind database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        dataSource = database.pool(1);
    }

    @AfterEach
    void close() {
        store.close();
        dataSource.close();
    }

    private JdbcMessageStoreBuilder builder() {
        return JdbcMessageStore.builder(dataSource)
                .tablePrefix(prefix)
                .createTables(true)
                .writers(1)
                .storeDeadline(LONG)
                .connectionWait(LONG);
    }

    /** The first is under way alone; the others wait for it, and so make one batch. */
    private List<CompletableFuture<Insertion>> inOneBatch(List<NewMessage> messages) throws Exception {
        List<CompletableFuture<Insertion>> stages = new ArrayList<>();
        try (Connection held = dataSource.getConnection()) {
            insert(store, NewMessages.queued("plug").build());
            Awaitility.await().until(() -> dataSource.getHikariPoolMXBean().getThreadsAwaitingConnection() == 1);
            messages.forEach(message -> stages.add(insert(store, message)));
        }
        return stages;
    }

    @Test
    void a_bad_row_fails_alone_and_is_not_worth_a_retry() throws Exception {
        store = builder().build();
        NewMessage good = NewMessages.queued("shop").dedupeKey("evt-1").build();
        NewMessage bad = NewMessages.queued("shop").dedupeKey("x".repeat(300)).build();
        NewMessage alsoGood = NewMessages.inline("shop", LONG, "node").build();

        List<CompletableFuture<Insertion>> stages = inOneBatch(List.of(good, bad, alsoGood));

        assertThat(stored(stages.get(0))).isInstanceOf(Insertion.Inserted.class);
        assertThat(stages.get(1))
                .failsWithin(LONG)
                .withThrowableThat()
                .havingCause()
                .asInstanceOf(type(WebhookException.class))
                .returns(false, WebhookException::isRetryable);
        assertThat(stored(stages.get(2))).isInstanceOf(Insertion.Inserted.class);
        assertThat(store.find(good.id())).isPresent();
        assertThat(store.find(bad.id())).isEmpty();
        assertThat(store.attempts(alsoGood.id())).hasSize(1);
    }

    @Test
    void of_duplicates_inside_one_batch_the_first_by_key_is_stored() throws Exception {
        store = builder().build();
        List<NewMessage> same = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            same.add(NewMessages.queued("shop").dedupeKey("evt-1").build());
        }

        List<Insertion> outcomes = new ArrayList<>();
        for (CompletableFuture<Insertion> stage : inOneBatch(same)) {
            outcomes.add(stored(stage));
        }

        assertThat(outcomes).filteredOn(Insertion.Inserted.class::isInstance).hasSize(1);
        NewMessage original = same.get(outcomes.indexOf(new Insertion.Inserted(java.util.Optional.empty())));
        assertThat(outcomes)
                .filteredOn(Insertion.Duplicate.class::isInstance)
                .hasSize(4)
                .containsOnly(new Insertion.Duplicate(original.id(), MessageState.PENDING));
    }

    @Test
    void the_same_message_twice_in_one_batch_is_stored_once() throws Exception {
        store = builder().build();
        NewMessage message = NewMessages.inline("shop", LONG, "node").build();

        List<CompletableFuture<Insertion>> stages = inOneBatch(List.of(message, message));

        assertThat(((Insertion.Inserted) stored(stages.get(0))).claim()).isPresent();
        assertThat(stored(stages.get(1))).isEqualTo(new Insertion.Duplicate(message.id(), MessageState.RECEIVED));
    }

    @Test
    void a_message_of_its_own_id_in_the_log_is_a_duplicate() throws Exception {
        store = builder().build();
        NewMessage message = NewMessages.ignored("shop").build();
        stored(insert(store, message));

        assertThat(stored(insert(store, message)))
                .isEqualTo(new Insertion.Duplicate(message.id(), MessageState.IGNORED));
    }

    @Test
    void what_exceeds_the_queue_by_count_fails_at_once_as_retryable() throws Exception {
        store = builder().queue(2, 1_000_000).build();

        List<CompletableFuture<Insertion>> stages = inOneBatch(List.of(
                NewMessages.queued("shop").build(),
                NewMessages.queued("shop").build(),
                NewMessages.queued("shop").build()));

        assertThat(stages.get(2)).isCompletedExceptionally();
        assertRetryable(stages.get(2));
        assertThat(stored(stages.get(0))).isInstanceOf(Insertion.Inserted.class);
        assertThat(stored(stages.get(1))).isInstanceOf(Insertion.Inserted.class);
    }

    @Test
    void what_exceeds_the_queue_by_bytes_fails_at_once_but_a_large_one_alone_is_taken() throws Exception {
        store = builder().queue(100, 1000).build();
        NewMessages large = NewMessages.queued("shop").body(new byte[2000]);

        List<CompletableFuture<Insertion>> stages = inOneBatch(List.of(
                large.build(), NewMessages.queued("shop").body(new byte[1]).build()));

        assertThat(stages.get(1)).isCompletedExceptionally();
        assertRetryable(stages.get(1));
        assertThat(stored(stages.get(0))).isInstanceOf(Insertion.Inserted.class);
    }

    @Test
    void without_a_connection_all_that_wait_fail_fast_and_are_not_written_later() throws Exception {
        store = builder().writers(2).connectionWait(Duration.ofSeconds(1)).build();
        List<NewMessage> messages = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            messages.add(NewMessages.queued("shop").build());
        }

        try (Connection held = dataSource.getConnection()) {
            long start = System.nanoTime();
            List<CompletableFuture<Insertion>> stages =
                    messages.stream().map(message -> insert(store, message)).toList();
            for (CompletableFuture<Insertion> stage : stages) {
                assertRetryable(stage);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(900), Duration.ofSeconds(2));
        }

        NewMessage later = NewMessages.queued("shop").build();
        assertThat(stored(insert(store, later))).isInstanceOf(Insertion.Inserted.class);
        assertThat(messages).allMatch(message -> store.find(message.id()).isEmpty());
    }

    @Test
    void dependents_that_block_delay_no_batch() throws Exception {
        store = builder().batch(1, 1).build();
        CountDownLatch release = new CountDownLatch(1);
        List<CompletableFuture<Void>> dependents = new ArrayList<>();
        NewMessage last = NewMessages.queued("shop").build();

        try (Connection held = dataSource.getConnection()) {
            for (int i = 0; i < 5; i++) {
                dependents.add(
                        insert(store, NewMessages.queued("shop").build()).thenAccept(insertion -> await(release)));
            }
            insert(store, last);
        }

        Awaitility.await().until(() -> store.find(last.id()).isPresent());
        release.countDown();
        CompletableFuture.allOf(dependents.toArray(new CompletableFuture<?>[0])).get(20, TimeUnit.SECONDS);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void closing_writes_what_waits_and_refuses_what_comes_later() throws Exception {
        store = builder().build();
        List<CompletableFuture<Insertion>> stages = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            stages.add(insert(store, NewMessages.queued("shop").build()));
        }

        store.close();

        for (CompletableFuture<Insertion> stage : stages) {
            assertThat(stored(stage)).isInstanceOf(Insertion.Inserted.class);
        }
        assertRetryable(insert(store, NewMessages.queued("shop").build()));
        assertThat(Rows.count(dataSource, prefix + "message")).isEqualTo(300);
    }

    private static void assertRetryable(CompletableFuture<Insertion> stage) {
        assertThat(stage)
                .failsWithin(LONG)
                .withThrowableThat()
                .havingCause()
                .asInstanceOf(type(WebhookException.class))
                .returns(true, WebhookException::isRetryable);
    }
}

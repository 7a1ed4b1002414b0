package io.github.webhooks4j.jdbc;

import static io.github.webhooks4j.jdbc.Rows.insert;
import static io.github.webhooks4j.jdbc.Rows.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.receive.Insertion;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.receive.NewMessage;
import io.github.webhooks4j.testkit.NewMessages;
import io.github.webhooks4j.work.Claim;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The store beside transactions of others. */
@ParameterizedClass
@EnumSource
class ConcurrentTransactionsTest {
    private static final Duration LEASE = Duration.ofMinutes(10);

    private final TestDatabases.Kind database;
    private final String prefix = TestDatabases.freshPrefix();
    private HikariDataSource dataSource;
    private JdbcMessageStore store;

    ConcurrentTransactionsTest(TestDatabases.Kind database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        dataSource = database.pool(8);
        store = builder().createTables(true).lockTimeout(Duration.ofSeconds(10)).build();
    }

    @AfterEach
    void close() {
        store.close();
        dataSource.close();
    }

    private JdbcMessageStoreBuilder builder() {
        return JdbcMessageStore.builder(dataSource).tablePrefix(prefix).storeDeadline(Duration.ofSeconds(20));
    }

    @Test
    void a_duplicate_waits_for_an_uncommitted_original_and_becomes_its_duplicate() throws Exception {
        UUID original = UUID.randomUUID();

        CompletableFuture<Insertion> stage = insertBeside(original, Connection::commit);

        assertThat(stored(stage)).isEqualTo(new Insertion.Duplicate(original, MessageState.PENDING));
    }

    @Test
    void a_duplicate_takes_the_place_of_an_original_that_rolls_back() throws Exception {
        UUID original = UUID.randomUUID();

        CompletableFuture<Insertion> stage = insertBeside(original, Connection::rollback);

        assertThat(stored(stage)).isInstanceOf(Insertion.Inserted.class);
        assertThat(store.find(original)).isEmpty();
    }

    private interface End {
        void of(Connection connection) throws Exception;
    }

    private CompletableFuture<Insertion> insertBeside(UUID original, End end) throws Exception {
        try (Connection other = dataSource.getConnection()) {
            other.setAutoCommit(false);
            Rows.execute(other, Rows.insertRow(prefix, original, "evt-1"));

            CompletableFuture<Insertion> stage =
                    insert(store, NewMessages.queued("shop").dedupeKey("evt-1").build());
            Awaitility.await().during(Duration.ofMillis(300)).until(() -> !stage.isDone());

            end.of(other);
            other.setAutoCommit(true);
            return stage;
        }
    }

    @Test
    void a_lock_that_is_never_released_fails_the_insert_as_retryable() throws Exception {
        try (JdbcMessageStore hasty =
                        builder().lockTimeout(Duration.ofMillis(200)).build();
                Connection other = dataSource.getConnection()) {
            other.setAutoCommit(false);
            Rows.execute(other, Rows.insertRow(prefix, UUID.randomUUID(), "evt-1"));

            assertRetryable(
                    insert(hasty, NewMessages.queued("shop").dedupeKey("evt-1").build()), 5);

            assertThat(stored(insert(hasty, NewMessages.queued("shop").build())))
                    .isInstanceOf(Insertion.Inserted.class);
            other.rollback();
            other.setAutoCommit(true);
        }
    }

    @Test
    void at_the_deadline_what_waits_fails_and_what_is_under_way_is_told_when_it_commits() throws Exception {
        try (JdbcMessageStore hasty = builder()
                        .writers(1)
                        .batch(1, 1024 * 1024)
                        .lockTimeout(Duration.ofSeconds(10))
                        .statementTimeout(Duration.ofSeconds(10))
                        .storeDeadline(Duration.ofMillis(500))
                        .build();
                Connection other = dataSource.getConnection()) {
            other.setAutoCommit(false);
            Rows.execute(other, Rows.insertRow(prefix, UUID.randomUUID(), "evt-1"));
            CompletableFuture<Insertion> underWay = insert(
                    hasty,
                    NewMessages.inline("shop", Duration.ofSeconds(15), "node")
                            .dedupeKey("evt-1")
                            .build());

            assertRetryable(insert(hasty, NewMessages.queued("shop").build()), 5);
            assertThat(underWay).isNotDone();
            other.rollback();
            other.setAutoCommit(true);

            assertThat(underWay)
                    .succeedsWithin(Duration.ofSeconds(10))
                    .isInstanceOfSatisfying(
                            Insertion.Inserted.class,
                            inserted -> assertThat(inserted.claim()).isPresent());
        }
    }

    private static void assertRetryable(CompletableFuture<Insertion> stage, int seconds) {
        assertThat(stage)
                .failsWithin(Duration.ofSeconds(seconds))
                .withThrowableThat()
                .havingCause()
                .asInstanceOf(type(WebhookException.class))
                .returns(true, WebhookException::isRetryable);
    }

    @Test
    void two_nodes_claim_everything_and_nothing_twice() throws Exception {
        Set<UUID> all = new HashSet<>();
        for (int i = 0; i < 400; i++) {
            NewMessage message = NewMessages.queued("shop").build();
            stored(insert(store, message));
            all.add(message.id());
        }
        List<UUID> claimed = new ArrayList<>();
        try (JdbcMessageStore other = builder().build()) {
            claimed.addAll(inTwoThreads(() -> claimAll(store, "one"), () -> claimAll(other, "two")));
        }

        assertThat(claimed).doesNotHaveDuplicates();
        assertThat(new HashSet<>(claimed)).isEqualTo(all);
    }

    private static List<UUID> claimAll(JdbcMessageStore node, String name) {
        List<UUID> mine = new ArrayList<>();
        List<Claim<Message>> claims = node.claimDue(Set.of("shop"), 9, LEASE, name);
        while (!claims.isEmpty()) {
            claims.forEach(claim -> mine.add(claim.id()));
            claims = node.claimDue(Set.of("shop"), 9, LEASE, name);
        }
        return mine;
    }

    private static List<UUID> inTwoThreads(Callable<List<UUID>> one, Callable<List<UUID>> two) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            Future<List<UUID>> first = pool.submit(one);
            List<UUID> all = new ArrayList<>(two.call());
            all.addAll(first.get());
            return all;
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void claims_do_not_wait_for_rows_that_another_claimer_has_locked() throws Exception {
        NewMessage first = NewMessages.queued("shop").build();
        stored(insert(store, first));
        UUID locked = first.id();
        try (Connection other = dataSource.getConnection()) {
            other.setAutoCommit(false);
            Rows.text(other, "SELECT id FROM " + prefix + "message WHERE id = '" + locked + "' FOR UPDATE");
            stored(insert(store, NewMessages.queued("shop").build()));

            List<Claim<Message>> claims = store.claimDue(Set.of("shop"), 10, LEASE, "node");

            assertThat(claims).hasSize(1).noneMatch(claim -> claim.id().equals(locked));
            other.rollback();
            other.setAutoCommit(true);
        }
    }

    @Test
    void bodies_that_upset_a_parser_are_kept_byte_for_byte() throws Exception {
        List<byte[]> bodies = List.of(
                "[".repeat(1_000_000).getBytes(StandardCharsets.UTF_8),
                "{\"a\":\"\\u0000\"}".getBytes(StandardCharsets.UTF_8),
                "{\"type\":\"a\",\"type\":\"b\"} {}".getBytes(StandardCharsets.UTF_8),
                "{\"n\":1e1000000000}".getBytes(StandardCharsets.UTF_8),
                new byte[3 * 1024 * 1024]);
        for (byte[] body : bodies) {
            var message = NewMessages.queued("shop").body(body).build();

            stored(insert(store, message));

            assertThat(store.find(message.id()).orElseThrow().body()).isEqualTo(body);
        }
    }
}

package io.github.webhooks4j.it.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.it.send.CutCommits.Cut;
import io.github.webhooks4j.jdbc.JdbcWebhooks;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.Event;
import io.github.webhooks4j.send.Published;
import java.sql.Connection;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing is sent but what was committed (P2), and a commit whose end is not known never sends twice (S8). */
class TransactionsTest {
    private SendFixture fixture;

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void a_transaction_of_the_caller_is_sent_after_its_commit_and_not_before(Database database) throws Exception { // P2
        fixture = new SendFixture(database);
        fixture.register("/");
        fixture.webhooks.startDelivery();
        UUID held;
        try (Connection connection = fixture.dataSource.getConnection()) {
            connection.setAutoCommit(false);
            held = fixture.webhooks.publish(connection, SendFixture.event(1)).event();
            othersAreSent(10); // claims go on meanwhile
            assertThat(fixture.receiver.requests(held)).isEmpty();
            connection.commit();
        }
        fixture.awaitState(held, DeliveryState.DELIVERED);

        assertThat(fixture.receiver.requests(held)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void a_foreign_commit_is_noticed_long_before_the_next_poll(Database database) throws Exception {
        fixture = new SendFixture(database);
        fixture.register("/");
        JdbcWebhooks seldom =
                fixture.node("seldom", builder -> builder.sending(s -> s.pollInterval(Duration.ofMinutes(1))));
        seldom.startDelivery();
        UUID first = seldom.publish(SendFixture.event(0)).event();
        fixture.awaitState(first, DeliveryState.DELIVERED);
        UUID event;
        try (Connection connection = fixture.dataSource.getConnection()) {
            connection.setAutoCommit(false);
            event = seldom.publish(connection, SendFixture.event(1)).event();
            connection.commit();
        }

        await().atMost(Duration.ofSeconds(5))
                .until(() -> fixture.delivery(event).state() == DeliveryState.DELIVERED);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void what_was_rolled_back_is_never_sent(Database database) throws Exception { // P2
        fixture = new SendFixture(database);
        fixture.register("/");
        fixture.webhooks.startDelivery();
        UUID foreign;
        try (Connection connection = fixture.dataSource.getConnection()) {
            connection.setAutoCommit(false);
            foreign = fixture.webhooks.publish(connection, SendFixture.event(1)).event();
            othersAreSent(5);
            connection.rollback();
        }
        UUID[] own = new UUID[1];
        assertThatThrownBy(() -> fixture.webhooks.inTransaction(connection -> {
                    own[0] = fixture.webhooks.publish(SendFixture.event(2)).event();
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        othersAreSent(10);

        assertThat(fixture.receiver.requests(foreign)).isEmpty();
        assertThat(fixture.receiver.requests(own[0])).isEmpty();
        assertThat(fixture.deliveries(foreign)).isEmpty();
        assertThat(fixture.webhooks.deliveries().event(own[0])).isEmpty();
    }

    private void othersAreSent(int count) {
        for (UUID other : fixture.publishMany(count)) {
            fixture.awaitState(other, DeliveryState.DELIVERED);
        }
    }

    @ParameterizedTest
    @CsvSource({"H2, BEFORE", "H2, AFTER", "POSTGRESQL, BEFORE", "POSTGRESQL, AFTER"})
    void a_key_repeated_after_a_commit_of_unknown_end_is_sent_once(Database database, Cut cut) throws Exception { // S8
        fixture = new SendFixture(database);
        fixture.register("/");
        CutCommits cutting = new CutCommits(fixture.dataSource);
        JdbcWebhooks cutOff = fixture.node("cut", cutting.dataSource(), builder -> {});
        fixture.webhooks.startDelivery();
        Event event = SendFixture.event(1).idempotencyKey("order-1");

        cutting.cutNext(cut);
        assertThatThrownBy(() -> cutOff.inTransaction(connection -> cutOff.publish(event)))
                .isInstanceOfSatisfying(
                        WebhookException.class, e -> assertThat(e.isRetryable()).isTrue());
        Published again = cutOff.publish(event);
        othersAreSent(3);

        assertThat(again.repeated()).isEqualTo(cut == Cut.AFTER);
        fixture.awaitState(again.event(), DeliveryState.DELIVERED);
        fixture.awaitRest();
        assertThat(fixture.receiver.requests(again.event())).hasSize(1);
        assertThat(fixture.number(
                        "SELECT count(*) FROM " + fixture.prefix + "event WHERE idempotency_key = ?", "order-1"))
                .isEqualTo(1);
        assertThat(fixture.receiver.requests()).as("once, and the others").hasSize(4);
    }
}

package io.github.webhooks4j.it.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.memory.InMemoryMessageStore;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageQuery;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.receive.Receipt;
import io.github.webhooks4j.testkit.MutableClock;
import io.github.webhooks4j.testkit.SignedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How an application tests its webhook: no server, no waiting, a clock to move. What needs a server, a filter in
 * front, is in {@link AcmeWebhookBehindCsrfFilterTest}.
 */
class AcmeWebhookTest {
    private static final Secret TOKEN = Secret.of("a-token-for-tests-only");
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration SEVEN_DAYS = Duration.ofDays(7);

    private final MutableClock clock = new MutableClock(NOW);
    private final InMemoryMessageStore store = InMemoryMessageStore.create(clock);
    private final AcmeWebhook acme = new AcmeWebhook(store, clock, TOKEN);

    @BeforeEach
    void start() {
        acme.receiver().start();
    }

    @AfterEach
    void close() {
        acme.receiver().close();
    }

    @Test
    void a_bad_method_is_refused() {
        Receipt receipt = withToken(TOKEN).method("GET").sendTo(acme.receiver());

        assertThat(receipt.status()).isEqualTo(405);
        assertThat(receipt.headers().first("Allow")).contains("POST");
        assertThat(log()).isEmpty();
    }

    @Test
    void a_missing_token_is_refused() {
        Receipt receipt = SignedRequest.unsigned().path("/acme").body("{}").sendTo(acme.receiver());

        assertThat(receipt.status()).isEqualTo(403);
        assertThat(textOf(receipt)).isEqualTo("Incorrect token in Acme-Webhook-Token header.");
        assertThat(log()).isEmpty();
    }

    @Test
    void a_wrong_token_is_refused_in_the_same_way() {
        Receipt receipt = withToken(Secret.of("a-token-that-is-not-the-one")).sendTo(acme.receiver());

        assertThat(receipt.status()).isEqualTo(403);
        assertThat(textOf(receipt)).isEqualTo("Incorrect token in Acme-Webhook-Token header.");
        assertThat(log()).isEmpty();
    }

    @Test
    void a_message_is_processed_and_logged_and_an_old_one_purged() {
        clock.set(NOW.minus(SEVEN_DAYS));
        withToken(TOKEN).body("{\"this\":\"is old\"}").sendTo(acme.receiver());
        clock.set(NOW.minus(SEVEN_DAYS).plusMillis(1));
        withToken(TOKEN).body("{\"this\":\"is nearly old\"}").sendTo(acme.receiver());
        clock.set(NOW);

        Receipt receipt = withToken(TOKEN).body("{\"this\":\"is a message\"}").sendTo(acme.receiver());
        long purged = acme.receiver().purge();

        assertThat(receipt.status()).isEqualTo(200);
        assertThat(textOf(receipt)).isEqualTo("Message received okay.");
        assertThat(acme.processed()).containsExactly("is old", "is nearly old", "is a message");
        assertThat(purged).isEqualTo(1);
        assertThat(log()).hasSize(2);
        Message newest = log().get(0);
        assertThat(newest.state()).isEqualTo(MessageState.HANDLED);
        assertThat(newest.receivedAt()).isEqualTo(NOW);
        assertThat(newest.text()).contains("{\"this\":\"is a message\"}");
        assertThat(newest.headers().contains(AcmeWebhook.HEADER)).isFalse();
    }

    @Test
    void another_token_can_be_set_for_a_test() {
        Secret other = Secret.of("another-token-for-this-test");
        AcmeWebhook overridden = new AcmeWebhook(store, clock, other);
        overridden.receiver().start();

        Receipt withOther = withToken(other).sendTo(overridden.receiver());
        Receipt withUsual = withToken(TOKEN).sendTo(overridden.receiver());
        overridden.receiver().close();

        assertThat(withOther.status()).isEqualTo(200);
        assertThat(withUsual.status()).isEqualTo(403);
    }

    private static SignedRequest withToken(Secret token) {
        return SignedRequest.token(AcmeWebhook.HEADER, token).path("/acme").body("{\"this\":\"is a message\"}");
    }

    private List<Message> log() {
        return acme.receiver().messages().list(MessageQuery.all()).messages();
    }

    private static String textOf(Receipt receipt) {
        return new String(receipt.body(), StandardCharsets.UTF_8);
    }
}

package io.github.webhooks4j.testkit.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.memory.InMemoryMessageStore;
import io.github.webhooks4j.observe.Notice;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageQuery;
import io.github.webhooks4j.receive.Receipt;
import io.github.webhooks4j.receive.SourceBuilder;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.testkit.MutableClock;
import io.github.webhooks4j.testkit.SignedRequest;
import io.github.webhooks4j.verify.handshake.Handshake;
import io.github.webhooks4j.verify.handshake.HandshakeAnswer;
import io.github.webhooks4j.verify.provider.GitHub;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/** A receiver with one source {@code hook}, and everything that it heard, stored or handled. */
abstract class HandshakeFixture {
    static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    static final Secret SECRET = Secret.of("It's a Secret to Everybody");

    final MutableClock clock = new MutableClock(NOW);
    final InMemoryMessageStore store = InMemoryMessageStore.create();
    final List<Notice> notices = new CopyOnWriteArrayList<>();
    final List<Message> handled = new CopyOnWriteArrayList<>();
    private final List<WebhookReceiver> receivers = new CopyOnWriteArrayList<>();

    final WebhookReceiver source(Consumer<SourceBuilder> more) {
        WebhookReceiver receiver = WebhookReceiver.builder()
                .store(store)
                .clock(clock)
                .listener(notices::add)
                .drainDeadline(Duration.ofSeconds(2))
                .source("hook", source -> {
                    source.verifier(GitHub.verifier(SECRET)).onAny(handled::add);
                    more.accept(source);
                })
                .build()
                .start();
        receivers.add(receiver);
        return receiver;
    }

    final WebhookReceiver with(Handshake... handshakes) {
        return source(source -> source.handshake(handshakes));
    }

    @AfterEach
    final void close() {
        receivers.forEach(WebhookReceiver::close);
    }

    static SignedRequest get(String query) {
        return SignedRequest.unsigned().method("GET").path("/hook?" + query);
    }

    static SignedRequest post(String body) {
        return SignedRequest.unsigned().path("/hook").body(body);
    }

    /** A POST that the fixture's verifier accepts. */
    static SignedRequest genuine(String body) {
        return SignedRequest.github(SECRET).path("/hook").body(body);
    }

    static String text(Receipt receipt) {
        return new String(receipt.body(), StandardCharsets.UTF_8);
    }

    final List<Message> stored() {
        return store.list(MessageQuery.all()).messages();
    }

    final List<String> answered() {
        return notices.stream()
                .filter(Notice.HandshakeAnswered.class::isInstance)
                .map(notice -> ((Notice.HandshakeAnswered) notice).handshake())
                .toList();
    }

    final List<HandshakeAnswer.Reason> refused() {
        return notices.stream()
                .filter(Notice.HandshakeRefused.class::isInstance)
                .map(notice -> ((Notice.HandshakeRefused) notice).reason())
                .toList();
    }

    final void assertNothingDelivered() {
        assertThat(stored()).isEmpty();
        assertThat(handled).isEmpty();
    }

    /** 200 with this text, safe to be shown by a browser, and nothing delivered. */
    final void assertText(Receipt receipt, String body) {
        assertBody(receipt, "text/plain;charset=utf-8", body);
    }

    final void assertJson(Receipt receipt, String body) {
        assertBody(receipt, "application/json", body);
    }

    private void assertBody(Receipt receipt, String type, String body) {
        assertThat(receipt.status()).isEqualTo(200);
        assertThat(text(receipt)).isEqualTo(body);
        assertThat(receipt.headers().all("Content-Type")).containsExactly(type);
        assertThat(receipt.headers().all("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(receipt.headers().contains("Set-Cookie")).isFalse();
        assertThat(answered()).isNotEmpty();
        assertNothingDelivered();
    }

    final void assertRefused(Receipt receipt, int status, HandshakeAnswer.Reason reason) {
        assertThat(receipt.status()).isEqualTo(status);
        assertThat(receipt.body()).isEmpty();
        assertThat(refused()).isNotEmpty().endsWith(reason);
        assertThat(answered()).isEmpty();
        assertNothingDelivered();
    }
}

package io.github.webhooks4j.it.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.memory.InMemoryMessageStore;
import io.github.webhooks4j.receive.Receipt;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.verify.RejectionAnswer;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.provider.GitHub;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A receiver that is configured wrongly is not built, and tells everything that is wrong at once. */
class ConfigurationTest {
    @Test
    void every_fault_is_told_at_once() {
        assertThatThrownBy(() -> WebhookReceiver.builder()
                        .handlerThreads(0)
                        .handlerLease(Duration.ZERO)
                        .publicUrl(URI.create("https://shop.example/base"))
                        .source("Upper", s -> s.verifier(Verifier.unverified()))
                        .source("no-verifier", s -> s.maxBody(-1).readDeadline(Duration.ofDays(1)))
                        .source(
                                "github",
                                s -> s.verifier(GitHub.verifier(Secret.of("a secret of some length")))
                                        .methods("FETCH")
                                        .secretPaths(Secret.of("short"))
                                        .storeHeaders("X-Hub-Signature-256", "Authorization"))
                        .source("github", s -> s.on("a*b", m -> {}))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "no message store",
                        "handlerThreads is 0",
                        "handlerLease is PT0S",
                        "publicUrl",
                        "source 'Upper': its name must match",
                        "source 'Upper': it is unverified",
                        "source 'no-verifier': it has no verifier",
                        "maxBody is -1",
                        "readDeadline is PT24H",
                        "its methods are [FETCH]",
                        "a secret path must match",
                        "header x-hub-signature-256",
                        "header authorization",
                        "taken twice",
                        "'a*b' is no event type pattern")
                .hasMessageNotContaining("short\"");
    }

    @Test
    void nothing_at_all_is_refused_too() {
        assertThatThrownBy(() -> WebhookReceiver.builder().build())
                .hasMessageContainingAll("no message store", "no source");
    }

    @Test
    void a_receipt_and_a_rejection_are_never_410() {
        assertThatThrownBy(() -> Receipt.empty(410)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RejectionAnswer(410, "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_receiver_is_started_once_and_not_after_it_was_closed() {
        WebhookReceiver receiver = WebhookReceiver.builder()
                .store(InMemoryMessageStore.create())
                .source("github", s -> s.verifier(GitHub.verifier(Secret.of("a secret of some length"))))
                .build()
                .start();
        assertThatThrownBy(receiver::start).isInstanceOf(IllegalStateException.class);
        receiver.close();
        receiver.close();
        assertThatThrownBy(receiver::start).isInstanceOf(IllegalStateException.class);
        assertThat(receiver).hasToString("WebhookReceiver[github]");
    }
}

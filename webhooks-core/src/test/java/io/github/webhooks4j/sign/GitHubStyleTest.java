package io.github.webhooks4j.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.provider.GitHub;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitHubStyleTest {
    private final SigningStyle style = SigningStyles.gitHub();

    @Test
    void it_signs_as_githubs_documentation_shows() {
        Secret secret = Secret.of("It's a Secret to Everybody");

        Headers signed = style.signer(List.of(secret)).sign(Signed.outgoing("evt_1", "Hello, World!"));

        assertThat(signed)
                .isEqualTo(Headers.of(
                        "X-Webhook-Delivery",
                        "evt_1",
                        "X-Hub-Signature-256",
                        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                        "X-Webhook-Event",
                        "order.paid",
                        "webhook-id",
                        "evt_1"));
    }

    @Test
    void under_githubs_own_name_our_preset_reads_id_and_type() {
        SigningStyle named = SigningStyles.gitHub("GitHub");
        Secret secret = named.newSecret();
        Outgoing outgoing = Signed.outgoing("evt_1", "{\"note\":\"Zażółć ♥\"}");

        Verified verified = Signed.verified(
                GitHub.verifier(secret), named.signer(List.of(secret)).sign(outgoing), outgoing);

        assertThat(verified.id()).contains("evt_1");
        assertThat(verified.eventType()).contains("order.paid");
    }

    @Test
    void a_receiver_that_adds_the_new_secret_within_the_overlap_loses_nothing() {
        Instant over = Signed.AT.plus(Duration.ofHours(24));
        Secret old = style.newSecret().notAfter(over);
        Secret current = style.newSecret();
        DeliverySigner signer = style.signer(List.of(current, old));

        for (Instant at : List.of(Signed.AT, over)) {
            Outgoing within = new Outgoing("evt_1", "order.paid", at, new byte[] {1});
            Headers signed = signer.sign(within);
            assertThat(signed.all("X-Hub-Signature-256")).hasSize(1);
            Signed.verified(GitHub.verifier(Secret.of(old.reveal())), signed, within);
            Signed.verified(GitHub.verifier(current, Secret.of(old.reveal())), signed, within);
        }
        Outgoing after = new Outgoing("evt_1", "order.paid", over.plusNanos(1), new byte[] {1});
        Headers signed = signer.sign(after);
        Signed.verified(GitHub.verifier(current, Secret.of(old.reveal())), signed, after);
        Signed.verified(GitHub.verifier(current), signed, after);
        Signed.isRejected(GitHub.verifier(Secret.of(old.reveal())), signed, after);
    }

    @Test
    void nothing_is_signed_without_a_live_secret() {
        DeliverySigner signer = style.signer(List.of(style.newSecret().notAfter(Signed.AT.minusSeconds(1))));

        assertThatThrownBy(() -> signer.sign(Signed.outgoing("evt_1", "{}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no secret is live");
        assertThatThrownBy(() -> style.signer(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no secret");
    }

    @Test
    void one_half_of_a_key_pair_is_refused() {
        Secret half = SigningStyles.standardAsymmetric().newSecret();

        assertThatThrownBy(() -> style.check(half)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Ac me", "-Acme", "9", "Acmé", "Acme\r\nX-Evil: 1", "Acme\n", "Acme:"})
    void a_name_that_makes_no_header_field_is_refused(String name) {
        assertThatThrownBy(() -> SigningStyles.gitHub(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SigningStyles.stripe(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_name_of_more_than_50_characters_is_refused() {
        assertThatThrownBy(() -> SigningStyles.gitHub("a".repeat(51))).isInstanceOf(IllegalArgumentException.class);
        assertThat(SigningStyles.gitHub("a".repeat(50))).isNotNull();
    }
}

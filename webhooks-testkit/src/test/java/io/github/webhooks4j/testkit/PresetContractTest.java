package io.github.webhooks4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.testkit.contract.VerifierContract;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.PerRequestVerifier;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.provider.GitHub;
import io.github.webhooks4j.verify.provider.Providers;
import io.github.webhooks4j.verify.provider.StandardWebhooks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every preset, signed by the testkit and judged by the contract. */
class PresetContractTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Secret TEXT = Secret.of("a secret of the preset tests");
    private static final Secret BASE64 = Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final Secret HEX = Secret.of("9064450a8892a093d9e97efcc9639de31b74f3a7803135555a3c96f5a57915d6");

    /** A verifier and what it accepts. */
    record Preset(String name, Verifier verifier, SignedRequest request) {
        /** An HMAC preset with the first kind of secret that it can read. */
        static Preset hmac(String name) {
            HmacScheme scheme = Providers.byName(name).scheme().orElseThrow();
            Secret secret = Stream.of(TEXT, HEX, BASE64)
                    .filter(one -> isReadBy(scheme, one))
                    .findFirst()
                    .orElseThrow();
            return new Preset(
                    name,
                    Providers.byName(name).verifier(List.of(secret), Map.of()),
                    withId(SignedRequest.of(scheme, secret).externalUrl("https://hooks.example.com/")));
        }

        /** With an id where the preset has it in a header field. */
        private static SignedRequest withId(SignedRequest request) {
            SignedRequest identified = request.id("msg_1");
            try {
                identified.request();
                return identified;
            } catch (IllegalStateException inTheBody) {
                return request;
            }
        }

        private static boolean isReadBy(HmacScheme scheme, Secret secret) {
            try {
                HmacVerifier.of(scheme, secret);
                return true;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        static Preset plain(String name, SignedRequest request) {
            Map<String, String> options = name.equals("basic") ? Map.of("username", "user") : Map.of();
            return new Preset(name, Providers.byName(name).verifier(List.of(TEXT), options), request);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Preset> presets() {
        Stream<Preset> hmacs = Providers.names().stream()
                .filter(name -> Providers.byName(name).scheme().isPresent())
                .map(Preset::hmac);
        Stream<Preset> plain = Stream.of(
                Preset.plain("token", SignedRequest.token("X-Webhook-Token", TEXT)),
                Preset.plain("gitlab", SignedRequest.token("X-Gitlab-Token", TEXT)),
                Preset.plain("basic", SignedRequest.basic("user", TEXT)),
                Preset.plain("bearer", SignedRequest.bearer(TEXT)));
        return Stream.concat(hmacs, plain);
    }

    @Test
    void no_preset_is_forgotten() {
        assertThat(presets().map(Preset::name)).containsExactlyInAnyOrderElementsOf(Providers.names());
    }

    @Nested
    @ParameterizedClass(name = "{0}")
    @MethodSource("io.github.webhooks4j.testkit.PresetContractTest#presets")
    class Each extends VerifierContract {
        @Parameter
        Preset preset;

        @Override
        protected Verifier verifier() {
            return preset.verifier();
        }

        @Override
        protected WebhookRequest genuine() {
            String body = "{\"id\":\"evt_1\",\"type\":\"order.paid\",\"webhookTimestamp\":" + NOW.toEpochMilli() + "}";
            return preset.request().at(NOW).body(body).request();
        }

        @Override
        protected Instant now() {
            return NOW;
        }
    }

    @Nested
    class PerRequestOnes extends VerifierContract {
        @Override
        protected Verifier verifier() {
            return PerRequestVerifier.of(StandardWebhooks.scheme(), head -> List.of(BASE64));
        }

        @Override
        protected WebhookRequest genuine() {
            return SignedRequest.standardWebhooks(BASE64)
                    .id("msg_1")
                    .at(NOW)
                    .body("{}")
                    .request();
        }

        @Override
        protected Instant now() {
            return NOW;
        }
    }

    @Nested
    class GitHubsOwnRequest extends VerifierContract {
        @Override
        protected Verifier verifier() {
            return GitHub.verifier(TEXT);
        }

        @Override
        protected WebhookRequest genuine() {
            return SignedRequest.github(TEXT)
                    .id("d1")
                    .eventType("push")
                    .at(NOW)
                    .body("{}")
                    .request();
        }

        @Override
        protected Instant now() {
            return NOW;
        }
    }
}

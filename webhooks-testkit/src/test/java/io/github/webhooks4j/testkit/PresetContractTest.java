package io.github.webhooks4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.testkit.contract.VerifierContract;
import io.github.webhooks4j.testkit.preset.PresetCase;
import io.github.webhooks4j.testkit.preset.PresetCases;
import io.github.webhooks4j.verify.PerRequestVerifier;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.provider.GitHub;
import io.github.webhooks4j.verify.provider.Providers;
import io.github.webhooks4j.verify.provider.StandardWebhooks;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every preset, signed by the testkit and judged by the contract. */
class PresetContractTest {
    private static final Instant NOW = PresetCase.NOW;
    private static final Secret TEXT = Secret.of("a secret of the preset tests");
    private static final Secret BASE64 = Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    static Stream<PresetCase> presets() {
        return PresetCases.all();
    }

    @Test
    void no_preset_is_forgotten() {
        assertThat(presets().map(PresetCase::name)).containsExactlyInAnyOrderElementsOf(Providers.names());
    }

    @Nested
    @ParameterizedClass(name = "{0}")
    @MethodSource("io.github.webhooks4j.testkit.PresetContractTest#presets")
    class Each extends VerifierContract {
        @Parameter
        PresetCase preset;

        private Verifier verifier;
        private WebhookRequest genuine; // made once: some signatures take milliseconds

        @BeforeEach
        void make() {
            verifier = preset.verifier(0, 1);
            genuine = preset.genuine(0);
        }

        @Override
        protected Verifier verifier() {
            return verifier;
        }

        @Override
        protected WebhookRequest genuine() {
            return genuine;
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

package io.github.webhooks4j.testkit;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.testkit.contract.VerifierContract;
import io.github.webhooks4j.verify.PerRequestVerifier;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.provider.Basic;
import io.github.webhooks4j.verify.provider.Bearer;
import io.github.webhooks4j.verify.provider.GitHub;
import io.github.webhooks4j.verify.provider.Slack;
import io.github.webhooks4j.verify.provider.StandardWebhooks;
import io.github.webhooks4j.verify.provider.Stripe;
import io.github.webhooks4j.verify.provider.Svix;
import io.github.webhooks4j.verify.provider.Token;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Every preset, signed by the testkit and judged by the contract. */
class PresetContractTest {
    private static final Secret TEXT = Secret.of("a secret of the preset tests");
    private static final Secret BASE64 = Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final String BODY = "{\"id\":\"evt_1\",\"type\":\"order.paid\",\"event_id\":\"Ev1\"}";

    abstract static class Preset extends VerifierContract {
        private final Verifier verifier;
        private final SignedRequest request;

        Preset(Verifier verifier, SignedRequest request) {
            this.verifier = verifier;
            this.request = request;
        }

        @Override
        protected Verifier verifier() {
            return verifier;
        }

        @Override
        protected WebhookRequest genuine() {
            return request.at(now()).body(BODY).request();
        }

        @Override
        protected Instant now() {
            return Instant.parse("2030-01-01T00:00:00Z");
        }
    }

    @Nested
    class GitHubs extends Preset {
        GitHubs() {
            super(GitHub.verifier(TEXT), SignedRequest.github(TEXT).id("d1").eventType("push"));
        }
    }

    @Nested
    class Stripes extends Preset {
        Stripes() {
            super(Stripe.verifier(TEXT), SignedRequest.stripe(TEXT));
        }
    }

    @Nested
    class Slacks extends Preset {
        Slacks() {
            super(Slack.verifier(TEXT), SignedRequest.slack(TEXT));
        }
    }

    @Nested
    class StandardWebhooksOnes extends Preset {
        StandardWebhooksOnes() {
            super(
                    StandardWebhooks.verifier(BASE64),
                    SignedRequest.standardWebhooks(BASE64).id("msg_1"));
        }
    }

    @Nested
    class Svixes extends Preset {
        Svixes() {
            super(Svix.verifier(BASE64), SignedRequest.svix(BASE64).id("msg_1"));
        }
    }

    @Nested
    class Tokens extends Preset {
        Tokens() {
            super(Token.verifier(TEXT), SignedRequest.token("X-Webhook-Token", TEXT));
        }
    }

    @Nested
    class Basics extends Preset {
        Basics() {
            super(Basic.verifier("user", TEXT), SignedRequest.basic("user", TEXT));
        }
    }

    @Nested
    class Bearers extends Preset {
        Bearers() {
            super(Bearer.verifier(TEXT), SignedRequest.bearer(TEXT));
        }
    }

    @Nested
    class PerRequestOnes extends Preset {
        PerRequestOnes() {
            super(
                    PerRequestVerifier.of(StandardWebhooks.scheme(), head -> List.of(BASE64)),
                    SignedRequest.standardWebhooks(BASE64).id("msg_1"));
        }
    }
}

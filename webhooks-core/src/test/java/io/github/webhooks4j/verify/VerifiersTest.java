package io.github.webhooks4j.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.sign.HmacSigner;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.provider.GitHub;
import io.github.webhooks4j.verify.provider.GitLab;
import io.github.webhooks4j.verify.provider.GitLabSigning;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerifiersTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_900_000_000L);
    private static final Secret TOKEN = Secret.of("a token of these tests").named("token");
    private static final Secret SIGNING =
            Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").named("signing");
    private static final byte[] BODY = "{\"object_kind\":\"push\"}".getBytes(StandardCharsets.UTF_8);
    private static final Verifier GITLAB = Verifiers.anyOf(GitLabSigning.verifier(SIGNING), GitLab.verifier(TOKEN));

    /** Always the same verdict. */
    private record Fixed(Verification verdict, Set<String> credentialHeaders, Set<String> messageHeaders)
            implements Verifier {
        private Fixed(Verification verdict) {
            this(verdict, Set.of(), Set.of());
        }

        private Fixed(Reason reason) {
            this(Rejected.because(reason));
        }

        @Override
        public Verification verify(WebhookRequest request, Instant now) {
            return verdict;
        }

        @Override
        public RejectionAnswer rejectionAnswer() {
            return new RejectionAnswer(403, verdict.toString());
        }
    }

    private static WebhookRequest request(String... headers) {
        return new WebhookRequest(RequestHead.of("POST", "/", Headers.of(headers)), BODY);
    }

    private static WebhookRequest signed(Instant at) {
        Headers headers = HmacSigner.of(GitLabSigning.scheme(), SIGNING).sign(request(), Optional.of("m1"), at);
        return new WebhookRequest(RequestHead.of("POST", "/", headers), BODY);
    }

    @Test
    void gitlab_with_a_token_or_a_signing_token() {
        Verified bySignature = (Verified) GITLAB.verify(signed(NOW), NOW);
        Verified byToken = (Verified) GITLAB.verify(request("X-Gitlab-Token", TOKEN.reveal()), NOW);

        assertThat(bySignature.keyName()).contains("signing");
        assertThat(bySignature.bodyBound()).isTrue();
        assertThat(bySignature.id()).contains("m1");
        assertThat(byToken.keyName()).contains("token");
        assertThat(byToken.bodyBound()).isFalse();
        assertThat(byToken.eventType()).contains("push");
    }

    @Test
    void gitlab_tells_what_is_wrong_with_the_way_that_was_tried() {
        assertThat(GITLAB.verify(request(), NOW)).isEqualTo(Rejected.because(Reason.MISSING));
        assertThat(GITLAB.verify(request("X-Gitlab-Token", "wrong"), NOW)).isEqualTo(Rejected.because(Reason.MISMATCH));
        assertThat(GITLAB.verify(signed(NOW.minusSeconds(400)), NOW))
                .isEqualTo(new Rejected(Reason.TOO_OLD, Optional.of(Duration.ofSeconds(400))));
    }

    @Test
    void names_are_those_of_all_and_a_credential_of_one_is_no_message_header_of_another() {
        assertThat(GITLAB.credentialHeaders()).containsExactly("webhook-signature", "x-gitlab-token");
        Verifier mixed = Verifiers.allOf(
                new Fixed(Rejected.because(Reason.MISSING), Set.of("x-a"), Set.of("x-b", "x-c")),
                new Fixed(Rejected.because(Reason.MISSING), Set.of("x-b"), Set.of("x-d")));
        assertThat(mixed.credentialHeaders()).containsExactly("x-a", "x-b");
        assertThat(mixed.messageHeaders()).containsExactly("x-c", "x-d");
        HmacScheme query =
                HmacScheme.builder("q").signature(MessageField.query("sig")).build();
        assertThat(Verifiers.anyOf(GITLAB, HmacVerifier.of(query, TOKEN)).credentialParameters())
                .containsExactly("sig");
    }

    @Test
    void the_most_telling_rejection_is_given_in_whatever_order() {
        Reason[] telling = {
            Reason.TOO_OLD, Reason.TOO_NEW, Reason.MISMATCH, Reason.MALFORMED, Reason.NO_KEY, Reason.MISSING
        };
        assertThat(telling).containsExactlyInAnyOrder(Reason.values());
        for (int more = 0; more < telling.length; more++) {
            for (int less = more + 1; less < telling.length; less++) {
                Fixed one = new Fixed(telling[more]);
                Fixed other = new Fixed(telling[less]);
                assertThat(Verifiers.anyOf(one, other).verify(request(), NOW)).isEqualTo(one.verdict());
                assertThat(Verifiers.anyOf(other, one).verify(request(), NOW)).isEqualTo(one.verdict());
            }
        }
    }

    @Test
    void without_a_verdict_of_one_there_is_none_unless_another_decides() {
        Fixed unavailable = new Fixed(new Unavailable("keys"));
        Fixed rejecting = new Fixed(Reason.MISMATCH);
        Fixed verifying = new Fixed(Verified.builder("v").build());

        assertThat(Verifiers.anyOf(unavailable, verifying).verify(request(), NOW))
                .isSameAs(verifying.verdict());
        assertThat(Verifiers.anyOf(unavailable, rejecting).verify(request(), NOW))
                .isSameAs(unavailable.verdict());
        assertThat(Verifiers.anyOf(rejecting, unavailable).verify(request(), NOW))
                .isSameAs(unavailable.verdict());
        assertThat(Verifiers.allOf(unavailable, verifying).verify(request(), NOW))
                .isSameAs(unavailable.verdict());
        assertThat(Verifiers.allOf(verifying, unavailable).verify(request(), NOW))
                .isSameAs(unavailable.verdict());
        assertThat(Verifiers.allOf(unavailable, rejecting).verify(request(), NOW))
                .isSameAs(rejecting.verdict());
        assertThat(Verifiers.allOf(verifying, rejecting).verify(request(), NOW)).isSameAs(rejecting.verdict());
        assertThat(Verifiers.allOf(rejecting, new Fixed(Reason.MISSING)).verify(request(), NOW))
                .isSameAs(rejecting.verdict());
    }

    @Test
    void all_together_cover_what_any_of_them_covers() {
        Verifier both = Verifiers.allOf(GitLab.verifier(TOKEN), GitLabSigning.verifier(SIGNING));
        Headers headers = signed(NOW)
                .headers()
                .with("X-Gitlab-Token", TOKEN.reveal())
                .with("Idempotency-Key", "somebody wrote this");

        Verified verified = (Verified) both.verify(new WebhookRequest(RequestHead.of("POST", "/", headers), BODY), NOW);

        assertThat(verified.scheme()).isEqualTo("gitlab+gitlab-signing");
        assertThat(verified.keyName()).contains("token");
        assertThat(verified.signed()).isEqualTo(GitLabSigning.scheme().signed());
        assertThat(verified.id()).contains("m1"); // the signed one, though the token's verifier knows another
        assertThat(verified.eventType()).contains("push");
        assertThat(verified.timestamp()).contains(NOW);
        assertThat(both.verify(signed(NOW), NOW)).isEqualTo(Rejected.because(Reason.MISSING));
        assertThat(both.verify(request("X-Gitlab-Token", TOKEN.reveal()), NOW))
                .isEqualTo(Rejected.because(Reason.MISSING));
    }

    @Test
    void an_unsigned_value_never_stands_where_a_signed_one_is_missing() {
        Verified signing = Verified.builder("s")
                .signed(Set.of(SignedPart.ID, SignedPart.EVENT_TYPE))
                .build();
        Verified telling = Verified.builder("t")
                .id(Optional.of("forged"))
                .eventType(Optional.of("forged"))
                .build();

        Verified merged = (Verified)
                Verifiers.allOf(new Fixed(telling), new Fixed(signing)).verify(request(), NOW);

        assertThat(merged.id()).isEmpty();
        assertThat(merged.eventType()).isEmpty();
    }

    @Test
    void the_content_key_of_one_is_that_of_all() {
        Secret secret = Secret.of("a secret of these tests");
        Headers headers = HmacSigner.of(GitHub.scheme(), secret).sign(request(), Optional.empty(), NOW);
        WebhookRequest request =
                new WebhookRequest(RequestHead.of("POST", "/", headers.with("X-Gitlab-Token", TOKEN.reveal())), BODY);
        Verifier github = GitHub.verifier(secret);

        Verified verified =
                (Verified) Verifiers.allOf(GitLab.verifier(TOKEN), github).verify(request, NOW);

        assertThat(verified.contentKey()).isPresent().isEqualTo(((Verified) github.verify(request, NOW)).contentKey());
    }

    @Test
    void while_rotating_the_current_one_is_asked_first_and_decides_the_answer() {
        Verifier rotating = Verifiers.rotating(GitLabSigning.verifier(SIGNING), GitLab.verifier(TOKEN));

        assertThat(rotating.verify(signed(NOW), NOW)).isInstanceOf(Verified.class);
        assertThat(rotating.verify(request("X-Gitlab-Token", TOKEN.reveal()), NOW))
                .isInstanceOf(Verified.class);
        assertThat(rotating.rejectionAnswer().status()).isEqualTo(401);
        assertThat(Verifiers.rotating(GitLab.verifier(TOKEN), GITLAB)
                        .rejectionAnswer()
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_combination_with_nothing_is_refused() {
        assertThatThrownBy(() -> Verifiers.anyOf(GITLAB, Verifier.unverified()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("verifies nothing");
        assertThatThrownBy(() -> Verifiers.allOf(Verifier.unverified(), GITLAB))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Verifiers.anyOf(GITLAB)).hasMessageContaining("not 1");
        assertThatThrownBy(() -> Verifiers.allOf()).hasMessageContaining("not 0");
        assertThatThrownBy(() -> Verifiers.rotating(GITLAB)).hasMessageContaining("not 1");
    }
}

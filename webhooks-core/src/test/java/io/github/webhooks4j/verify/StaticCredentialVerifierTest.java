package io.github.webhooks4j.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.provider.Basic;
import io.github.webhooks4j.verify.provider.Bearer;
import io.github.webhooks4j.verify.provider.Token;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaticCredentialVerifierTest {
    private static final Instant NOW = HmacCase.NOW;
    private static final Secret SECRET = Secret.of("correct horse: battery").named("current");

    private static Verification verdict(Verifier verifier, String... headers) {
        return verifier.verify(HmacCase.request(Headers.of(headers), new byte[0]), NOW);
    }

    private static String basic(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_token_is_accepted_and_binds_nothing() {
        Verified verified = (Verified) verdict(Token.verifier(SECRET), "x-webhook-token", "correct horse: battery");

        assertThat(verified.bodyBound()).isFalse();
        assertThat(verified.signed()).isEmpty();
        assertThat(verified.keyName()).contains("current");
        assertThat(Token.verifier(SECRET).credentialHeaders()).containsExactly("x-webhook-token");
    }

    @Test
    void a_missing_and_a_wrong_token_are_answered_alike() {
        Verifier verifier = Token.verifier("X-Other", SECRET);

        assertThat(verifier.rejectionAnswer())
                .isEqualTo(new RejectionAnswer(403, "Incorrect token in X-Other header."));
        assertThat(verdict(verifier)).isEqualTo(Rejected.because(Reason.MISSING));
        assertThat(verdict(verifier, "X-Other", " ")).isEqualTo(Rejected.because(Reason.MISSING));
        assertThat(verdict(verifier, "X-Other", "wrong")).isEqualTo(Rejected.because(Reason.MISMATCH));
        assertThat(verdict(verifier, "X-Other", "correct horse: batterx")).isEqualTo(Rejected.because(Reason.MISMATCH));
        assertThat(verdict(verifier, "X-Other", "correct horse: batter")).isEqualTo(Rejected.because(Reason.MISMATCH));
        assertThat(verdict(verifier, "X-Other", "correct horse: battery "))
                .isEqualTo(Rejected.because(Reason.MISMATCH));
        assertThat(Basic.verifier("u", SECRET).rejectionAnswer()).isEqualTo(RejectionAnswer.UNAUTHORIZED);
    }

    @Test
    void a_credential_given_twice_is_rejected_R6() {
        String good = SECRET.reveal();

        assertThat(verdict(Token.verifier(SECRET), "X-Webhook-Token", good, "X-Webhook-Token", good))
                .isEqualTo(Rejected.because(Reason.MALFORMED));
        assertThat(verdict(Bearer.verifier(SECRET), "Authorization", "Bearer " + good, "Authorization", "Bearer x"))
                .isEqualTo(Rejected.because(Reason.MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic ", "basic ", "BASIC  "})
    void basic_takes_colons_in_the_password_and_any_case_of_its_word(String word) {
        Verifier verifier = Basic.verifier("user", SECRET);

        assertThat(verdict(verifier, "Authorization", word + basic("user:correct horse: battery")))
                .isInstanceOf(Verified.class);
        assertThat(verdict(verifier, "Authorization", word + basic("user2:correct horse: battery")))
                .isInstanceOf(Rejected.class);
        assertThat(verdict(verifier, "Authorization", word + basic("user:correct horse")))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void basic_is_utf_8() {
        assertThat(verdict(
                        Basic.verifier("jürgen", Secret.of("pässword-♥-0123456789")),
                        "Authorization",
                        "Basic " + basic("jürgen:pässword-♥-0123456789")))
                .isInstanceOf(Verified.class);
        assertThatThrownBy(() -> Basic.verifier("a:b", SECRET)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_token_beyond_ascii_is_found_in_either_reading_of_a_container() {
        Verifier verifier = Token.verifier(Secret.of("pässword-♥-0123456789"));
        String latin1 =
                new String("pässword-♥-0123456789".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        assertThat(verdict(verifier, "X-Webhook-Token", "pässword-♥-0123456789"))
                .isInstanceOf(Verified.class);
        assertThat(verdict(verifier, "X-Webhook-Token", latin1)).isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Basic", "Basic!", "Basic %%%", "Bearer dXNlcjpwdw==", "Basicx dXNlcjpwdw==", "dXNlcjpwdw=="})
    void what_is_no_basic_credential_is_rejected_R10(String value) {
        assertThat(verdict(Basic.verifier("user", SECRET), "Authorization", value))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void bearer_takes_any_case_of_its_word_only() {
        Verifier verifier = Bearer.verifier(SECRET);

        assertThat(verdict(verifier, "authorization", "bEARER correct horse: battery"))
                .isInstanceOf(Verified.class);
        assertThat(verdict(verifier, "authorization", "Bearer Correct horse: battery"))
                .isInstanceOf(Rejected.class);
        assertThat(verdict(verifier, "authorization", "correct horse: battery"))
                .isEqualTo(Rejected.because(Reason.MALFORMED));
    }

    @Test
    void several_secrets_are_accepted_until_they_expire_R17() {
        Secret previous = Secret.of("previous-0123456789").named("previous").notAfter(NOW);
        Secret gone = Secret.of("gone-0123456789").notAfter(NOW.minusNanos(1));
        Verifier verifier = Token.verifier(SECRET, previous, gone);

        assertThat(((Verified) verdict(verifier, "X-Webhook-Token", "previous-0123456789")).keyName())
                .contains("previous");
        assertThat(verdict(verifier, "X-Webhook-Token", "gone-0123456789"))
                .isEqualTo(Rejected.because(Reason.MISMATCH));
        assertThat(verdict(Token.verifier(gone), "X-Webhook-Token", "gone-0123456789"))
                .isEqualTo(Rejected.because(Reason.NO_KEY));
        assertThat(List.of(verifier.toString())).noneMatch(text -> text.contains("horse"));
    }
}

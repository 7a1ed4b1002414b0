package io.github.webhooks4j.verify.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vector 15 of the vector list, and what the scheme refuses. */
class BraintreeTest {
    private static final Secret PRIVATE = Secret.of("integration_private_key");
    private static final Verifier VERIFIER = Braintree.verifier("integration_public_key", PRIVATE);
    private static final String CHALLENGE = "20f9f8ed05f77439fe955c977e4c8a53";
    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<notification>\n"
            + "  <timestamp type=\"datetime\">2023-11-14T22:13:20Z</timestamp>\n  <kind>check</kind>\n"
            + "  <subject><kind>other</kind></subject>\n</notification>";
    private static final String PAYLOAD = Base64.getEncoder().encodeToString(XML.getBytes(StandardCharsets.UTF_8));

    private static String hmac(Secret privateKey, String payload) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            byte[] key = privateKey.reveal().getBytes(StandardCharsets.UTF_8);
            mac.init(new SecretKeySpec(MessageDigest.getInstance("SHA-1").digest(key), "HmacSHA1"));
            return HexFormat.of().formatHex(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Verification verdict(String body) {
        return verdict(VERIFIER, body);
    }

    private static Verification verdict(Verifier verifier, String body) {
        Headers headers = Headers.of("Content-Type", "application/x-www-form-urlencoded");
        return verifier.verify(
                new WebhookRequest(RequestHead.of("POST", "/", headers), body.getBytes(StandardCharsets.UTF_8)),
                Instant.EPOCH);
    }

    private static String form(String signature, String payload) {
        return "bt_signature=" + URLEncoder.encode(signature, StandardCharsets.UTF_8) + "&bt_payload="
                + URLEncoder.encode(payload, StandardCharsets.UTF_8);
    }

    private static String signed(String payload) {
        return "integration_public_key|" + hmac(PRIVATE, payload);
    }

    /** Vector 15 is the answer to a challenge: Braintree itself would have us sign it. */
    @Test
    void the_answer_to_a_challenge_is_no_signature_of_a_payload() {
        String answer = "integration_public_key|d9b899556c966b3f06945ec21311865d35df3ce4";

        assertThat(signed(CHALLENGE)).isEqualTo(answer);
        assertThat(verdict(form(answer, CHALLENGE))).isEqualTo(Rejected.because(Reason.MALFORMED));
        String longer = CHALLENGE + "0";
        assertThat(verdict(form(signed(longer), longer))).isInstanceOf(Verified.class);
    }

    @Test
    void a_payload_is_taken_with_and_without_the_line_end_that_was_signed() {
        assertThat(verdict(form(signed(PAYLOAD), PAYLOAD))).isInstanceOf(Verified.class);
        assertThat(verdict(form(signed(PAYLOAD + "\n"), PAYLOAD + "\n"))).isInstanceOf(Verified.class);
        assertThat(verdict(form(signed(PAYLOAD + "\n"), PAYLOAD))).isInstanceOf(Verified.class);
        assertThat(verdict(form(signed(PAYLOAD), PAYLOAD + "\n"))).isEqualTo(Rejected.because(Reason.MISMATCH));
    }

    @Test
    void kind_and_time_are_read_and_the_kind_of_the_subject_is_not() {
        Verified verified = (Verified) verdict(form(signed(PAYLOAD), PAYLOAD));

        assertThat(verified.eventType()).contains("check");
        assertThat(verified.timestamp()).contains(Instant.ofEpochSecond(1700000000));
        assertThat(verified.signed()).containsExactlyInAnyOrder(SignedPart.EVENT_TYPE, SignedPart.TIMESTAMP);
        assertThat(verified.contentKey())
                .isEqualTo(((Verified) verdict(form(signed(PAYLOAD + "\n"), PAYLOAD + "\n"))).contentKey());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<notification/>",
                "<!DOCTYPE x><notification><kind>check</kind></notification>",
                "<notification><subject><kind>check</kind></subject></notification>",
                "<notification><kind>&e;</kind></notification>"
            })
    void a_payload_of_another_shape_has_no_kind(String xml) {
        String payload = Base64.getEncoder().encodeToString(("  " + xml).getBytes(StandardCharsets.UTF_8));

        assertThat(((Verified) verdict(form(signed(payload), payload))).eventType())
                .isEmpty();
        assertThat(((Verified) verdict(form(signed("AAA"), "AAA"))).eventType()).isEmpty();
    }

    @Test
    void the_pair_of_our_public_key_counts() {
        String ours = signed(PAYLOAD);
        String other = "other_key|" + "0".repeat(40);

        assertThat(verdict(form(other + "&" + ours, PAYLOAD))).isInstanceOf(Verified.class);
        assertThat(verdict(form(ours + "&" + other, PAYLOAD))).isInstanceOf(Verified.class);
        assertThat(verdict(form(other, PAYLOAD))).isEqualTo(Rejected.because(Reason.MISMATCH));
        assertThat(verdict(form("other_key|" + hmac(PRIVATE, PAYLOAD), PAYLOAD)))
                .isEqualTo(Rejected.because(Reason.MISMATCH));
    }

    @ParameterizedTest
    @CsvSource({
        "bt_signature=a%7C00,MISSING",
        "bt_payload=AAAA,MISSING",
        "bt_signature=&bt_payload=AAAA,MISSING",
        "bt_signature=a&bt_payload=AAAA,MALFORMED",
        "bt_signature=a%7C00&bt_payload=AAAA,MALFORMED",
        "bt_signature=a%7C00&bt_signature=a%7C00&bt_payload=AAAA,MALFORMED",
        "bt_signature=%zz&bt_payload=AAAA,MALFORMED"
    })
    void what_is_missing_doubled_or_unreadable_is_rejected(String body, Reason reason) {
        assertThat(verdict(body)).isEqualTo(Rejected.because(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AA A", "AA\r\nAA", "AA%AA", "<xml/>", "AAAA ", "ΑΑΑΑ"})
    void a_payload_has_the_characters_of_base64_only(String payload) {
        assertThat(verdict(form(signed(payload), payload))).isEqualTo(Rejected.because(Reason.MALFORMED));
    }

    @Test
    void too_many_signatures_are_refused() {
        String many = ("k|" + "0".repeat(40) + "&").repeat(32) + signed(PAYLOAD);

        assertThat(verdict(form(many, PAYLOAD))).isEqualTo(Rejected.because(Reason.MALFORMED));
        assertThat(verdict(form(many.substring(many.indexOf('&') + 1), PAYLOAD)))
                .isInstanceOf(Verified.class);
    }

    @Test
    void several_pairs_are_told_apart_by_name() {
        Verifier verifier =
                Braintree.verifier("new", Secret.of("sk"), new Braintree.KeyPair("integration_public_key", PRIVATE));

        assertThat(((Verified) verdict(verifier, form(signed(PAYLOAD), PAYLOAD))).keyName())
                .contains("secret-2");
        assertThat(verdict(verifier, form("new|" + hmac(PRIVATE, PAYLOAD), PAYLOAD)))
                .isEqualTo(Rejected.because(Reason.MISMATCH));
        Verifier configured = Providers.byName("braintree")
                .verifier(List.of(Secret.of("sk"), PRIVATE), Map.of("public-key-id", "new, integration_public_key"));
        assertThat(verdict(configured, form(signed(PAYLOAD), PAYLOAD))).isInstanceOf(Verified.class);
    }

    @Test
    void keys_that_cannot_be_some_are_refused() {
        assertThatThrownBy(() -> Braintree.verifier(" ", PRIVATE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Braintree.verifier("a|b", PRIVATE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> Providers.byName("braintree").verifier(List.of(PRIVATE), Map.of("public-key-id", "a,b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("public-key-id");
    }
}

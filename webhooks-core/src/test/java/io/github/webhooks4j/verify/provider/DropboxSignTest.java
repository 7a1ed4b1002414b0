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
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** There is no published signature: this one was computed by another implementation with the documented formula. */
class DropboxSignTest {
    private static final Instant AT = Instant.ofEpochSecond(1700000000);
    private static final Verifier VERIFIER = DropboxSign.verifier(Secret.of("key-x"));
    private static final String HASH = "5a5e641fae5fdfce552b24b5aea764c4de21e6154d3092d1805e5db6dc6e8627";
    private static final String EVENT = "{'event':{'event_type':'signature_request_sent','event_time':'1700000000',"
            + "'event_hash':'" + HASH + "'},'signature_request':{'title':'ż'}}";

    private static Verification verdict(String type, String body) {
        return VERIFIER.verify(
                new WebhookRequest(
                        RequestHead.of("POST", "/", Headers.of("Content-Type", type)),
                        body.getBytes(StandardCharsets.UTF_8)),
                AT);
    }

    private static Verification json(String body) {
        return verdict("application/json", body.replace('\'', '"'));
    }

    private static String multipart(String json) {
        return "--b\r\ncontent-disposition: form-data; name=\"json\"\r\nContent-Type: text/plain\r\n\r\n"
                + json.replace('\'', '"') + "\r\n--b--";
    }

    @Test
    void the_same_event_in_a_body_and_in_both_kinds_of_forms() {
        String encoded = "json=" + URLEncoder.encode(EVENT.replace('\'', '"'), StandardCharsets.UTF_8);

        assertThat(json(EVENT)).isInstanceOf(Verified.class);
        assertThat(verdict("application/x-www-form-urlencoded", encoded)).isInstanceOf(Verified.class);
        Verification verdict = verdict("multipart/form-data; boundary=\"b\"", multipart(EVENT));
        assertThat(verdict).isInstanceOf(Verified.class);
        Verified verified = (Verified) verdict;
        assertThat(verified.eventType()).contains("signature_request_sent");
        assertThat(verified.timestamp()).contains(AT);
        assertThat(verified.signed()).containsExactlyInAnyOrder(SignedPart.TIMESTAMP, SignedPart.EVENT_TYPE);
        assertThat(verified.id()).isEmpty();
        assertThat(verified.contentKey()).isEmpty();
    }

    @Test
    void another_time_type_or_hash_is_a_mismatch() {
        assertThat(json(EVENT.replace("_sent", "_signed"))).isEqualTo(Rejected.because(Reason.MISMATCH));
        assertThat(json(EVENT.replace("1700000000", "1700000001"))).isEqualTo(Rejected.because(Reason.MISMATCH));
        assertThat(json(EVENT.replace(HASH, "0".repeat(64)))).isEqualTo(Rejected.because(Reason.MISMATCH));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|MISSING",
                "{'event':{}}|MISSING",
                "{'event':{'event_time':'170000000','event_type':'0signature_request_sent','event_hash':'" + HASH
                        + "'}}|MALFORMED",
                "{'event':{'event_time':' 1700000000','event_type':'a','event_hash':'" + HASH + "'}}|MALFORMED",
                "{'event':{'event_time':'1700000000','event_type':'a','event_hash':'00'}}|MALFORMED",
                "{'event':{'event_time':'1700000000','event_type':{},'event_hash':'00'}}|MALFORMED",
                "no JSON|MALFORMED"
            })
    void what_is_missing_or_unreadable_is_rejected(String body, Reason reason) {
        assertThat(json(body)).isEqualTo(Rejected.because(reason));
    }

    @ParameterizedTest
    @CsvSource({"multipart/form-data", "multipart/form-data; boundary=c", "application/x-www-form-urlencoded"})
    void a_form_that_cannot_be_read_is_malformed(String type) {
        assertThat(verdict(type, multipart(EVENT))).isEqualTo(Rejected.because(Reason.MALFORMED));
        assertThat(verdict("multipart/form-data; boundary=b", multipart(EVENT).replace("--b--", "--b")))
                .isEqualTo(Rejected.because(Reason.MALFORMED));
        assertThat(verdict("multipart/form-data; boundary=b", multipart(EVENT).replace("--b--", multipart(EVENT))))
                .isEqualTo(Rejected.because(Reason.MALFORMED));
    }

    @Test
    void an_event_that_is_too_old_is_told_so() {
        Verifier strict = DropboxSign.verifier(Duration.ofMinutes(5), Secret.of("key-x"));
        WebhookRequest request = new WebhookRequest(
                RequestHead.of("POST", "/", Headers.empty()),
                EVENT.replace('\'', '"').getBytes(StandardCharsets.UTF_8));

        assertThat(((Rejected) strict.verify(request, AT.plusSeconds(301))).reason())
                .isEqualTo(Reason.TOO_OLD);
        assertThat(((Rejected) strict.verify(request, AT.minusSeconds(301))).reason())
                .isEqualTo(Reason.TOO_NEW);
        assertThat(VERIFIER.verify(request, AT.plus(DropboxSign.DEFAULT_TOLERANCE)))
                .isInstanceOf(Verified.class);
        assertThatThrownBy(() -> DropboxSign.verifier(Duration.ofSeconds(-1), Secret.of("key-x")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

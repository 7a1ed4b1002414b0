package io.github.webhooks4j.verify.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands at the edges of Plivo's rules; see {@link PlivoTest} for the rules. */
class PlivoEdgesTest {
    private static final Verifier VERIFIER = Plivo.verifier(Secret.of("my_auth_token"));
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String SIGNATURE = "X-Plivo-Signature-V3";
    private static final String OF_MAIN_ACCOUNT = "X-Plivo-Signature-Ma-V3";
    private static final String NONCE = "X-Plivo-Signature-V3-Nonce";
    private static final String URL = "https://a.example/x";
    private static final String OF_NOTHING = "ubo5RrdeFgTq6WgqWPJGiKrReDUIQ+4cuE3wQqRm3xE="; // of that URL and 12345
    private static final String OTHER = "A".repeat(43) + "=";

    private static Verification verdict(String method, String url, String body, String... headers) {
        RequestHead head = RequestHead.of(method, "/", Headers.of(headers).with("Content-Type", FORM))
                .withExternalUrl(url);
        return VERIFIER.verify(
                new WebhookRequest(head, body.getBytes(StandardCharsets.UTF_8)), Instant.ofEpochSecond(1700000000));
    }

    /** Computed with Python's {@code parse_qs}, which Plivo's own library takes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://a.example:8443/x%20y?b=2&a=z&a=%C3%BC+1&c|B=2&A=z&A=%C5%BB+1&C="
                        + "|X/BB8sNcCSU7Rj3YXClTDOe43TnyB6wTs3kT9BM7wTM=",
                "https://a.example/x?|A=1|MiDR5N6dzHe6EC47SRW0giZ4j/xGQN62iM4k/2TEppY=",
                "https://a.example/x?a=1|''|CHVRJPpEzL7WRcRAh9KCJ1pSa4jh8GLx7SdvzwC9xY0=",
                "https://a.example/x|''|" + OF_NOTHING,
                "https://a.example/x|=|2xDb6RrN7lICI+t/Vdhe8SmdhqY2i/2KXbpaRulZdzk="
            })
    void ports_escapes_blank_fields_and_repeated_ones(String url, String body, String signature) {
        assertThat(verdict("POST", url, body, SIGNATURE, signature, NONCE, "12345"))
                .isInstanceOf(Verified.class);
    }

    /** A query says the same without a body; a body of a GET would be signed by nothing. */
    @Test
    void a_get_has_no_body() {
        assertThat(verdict("GET", URL, "", SIGNATURE, OF_NOTHING, NONCE, "12345"))
                .isInstanceOf(Verified.class);
        assertThat(verdict("GET", URL, "a=b", SIGNATURE, OF_NOTHING, NONCE, "12345"))
                .isEqualTo(Rejected.because(Reason.MALFORMED));
    }

    @Test
    void a_nonce_is_given_once() {
        assertThat(verdict("POST", URL, "", SIGNATURE, OF_NOTHING, NONCE, "12345", NONCE, "12345"))
                .isEqualTo(Rejected.because(Reason.MALFORMED));
    }

    @Test
    void the_bounds_are_those_of_both_fields_together() {
        String sixteen = String.join(",", Collections.nCopies(16, OTHER));
        String right = String.join(",", Collections.nCopies(15, OTHER)) + "," + OF_NOTHING;
        String long4 = "x".repeat(4 * 1024);

        assertThat(both(sixteen, right)).isInstanceOf(Verified.class);
        assertThat(both(long4, "x,".repeat(10) + OF_NOTHING)).isInstanceOf(Verified.class);
        for (List<String> lines : List.of(
                List.of(sixteen + "," + OTHER, right),
                List.of(OF_NOTHING, sixteen + "," + sixteen),
                List.of(long4, long4 + "," + OF_NOTHING))) {
            assertThat(both(lines.get(0), lines.get(1))).isEqualTo(Rejected.because(Reason.MALFORMED));
        }
    }

    private static Verification both(String owner, String main) {
        return verdict("POST", URL, "", SIGNATURE, owner, OF_MAIN_ACCOUNT, main, NONCE, "12345");
    }
}

package io.github.webhooks4j.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.plivo.api.util.Utils;
import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.testkit.ProviderRequests;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.provider.Plivo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Plivo's library beside ours.
 *
 * <p>Where it is known to differ from Plivo's other libraries and from the vectors it is not asked: it leaves the port
 * out, decodes the whole URL before it looks for a query, takes one value of a name only and none that holds an equals
 * sign in a query, loses a dot with a dollar sign behind it, writes a question mark or a second dot where a POST has no
 * form, and fails for a GET without a parameter. It compares methods by identity, so only literals will do.
 */
class PlivoInteropTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final String TOKEN = "a secret of the interop tests";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String URL = "https://hooks.example.com/plivo/";

    private static Iterable<Random> seeds() {
        return () -> Bodies.seeds().iterator();
    }

    /** One field at least. */
    private static Map<String, String> fields(Random random) {
        Map<String, String> fields = new HashMap<>();
        for (int i = random.nextInt(10); i >= 0; i--) {
            fields.put(text(random, 1 + random.nextInt(10)), text(random, random.nextInt(50)));
        }
        return fields;
    }

    private static String text(Random random, int characters) {
        return RandomText.of(random, characters).replace('$', 'x');
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Verification verdict(String method, String url, String body, String nonce, String signature) {
        Headers headers = Headers.of(
                "X-Plivo-Signature-V3", signature, "X-Plivo-Signature-V3-Nonce", nonce, "Content-Type", FORM);
        RequestHead head = RequestHead.of(method, "/", headers).withExternalUrl(url);
        return Plivo.verifier(Secret.of(TOKEN))
                .verify(new WebhookRequest(head, body.getBytes(StandardCharsets.UTF_8)), NOW);
    }

    @Test
    void what_it_signs_is_verified_here() throws Exception {
        for (Random random : seeds()) {
            Map<String, String> fields = fields(random);
            String nonce = String.valueOf(random.nextInt(Integer.MAX_VALUE));
            String url = URL + (random.nextBoolean() ? "?z=1&a=" + random.nextInt(1000) : "");
            String signature = Utils.computeSignatureV3(url, nonce, TOKEN, "POST", fields);

            assertThat(verdict("POST", url, form(fields), nonce, signature)).isInstanceOf(Verified.class);
            assertThat(verdict("POST", url, form(fields) + "&one=more", nonce, signature))
                    .isEqualTo(Rejected.because(Rejected.Reason.MISMATCH));
        }
    }

    @Test
    void what_it_signs_in_a_query_is_verified_here() throws Exception {
        for (Random random : seeds()) {
            Map<String, String> fields = fields(random);
            String signature = Utils.computeSignatureV3(URL, "12345", TOKEN, "GET", fields);

            assertThat(verdict("GET", URL + "?" + form(fields), "", "12345", signature))
                    .isInstanceOf(Verified.class);
        }
    }

    @Test
    @SuppressWarnings("unchecked") // it takes any number of maps
    void what_the_testkit_signs_it_takes_for_genuine() throws Exception {
        for (Random random : seeds()) {
            Map<String, String> fields = fields(random);
            WebhookRequest ours = ProviderRequests.plivo(Secret.of(TOKEN))
                    .at(NOW.plusNanos(random.nextInt(1_000_000_000)))
                    .externalUrl(URL)
                    .body(form(fields))
                    .request();
            String signature = ours.headers().only("X-Plivo-Signature-V3").orElseThrow();
            String nonce = ours.headers().only("X-Plivo-Signature-V3-Nonce").orElseThrow();

            assertThat(Utils.validateSignatureV3(URL, nonce, signature, TOKEN, "POST", fields))
                    .isTrue();
            fields.put("one", "more");
            assertThat(Utils.validateSignatureV3(URL, nonce, signature, TOKEN, "POST", fields))
                    .isFalse();
        }
    }
}

package io.github.webhooks4j.verify.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Unavailable;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors 8 to 10 of the vector list, and what the scheme refuses. */
class TwilioTest {
    private static final Instant NOW = Instant.ofEpochSecond(1700000000);
    private static final Verifier VERIFIER = Twilio.verifier(Secret.of("12345"));
    private static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private static final String PARAMETERS =
            "Digits=1234&CallSid=CA1234567890ABCDE&To=%2B18005551212&Caller=%2B14158675309&From=%2B14158675309";
    private static final String GENUINE = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String HASH = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
    private static final String JSON = "{\"property\": \"value\", \"boolean\": true}";

    private static WebhookRequest request(String method, String url, String body, String... headers) {
        RequestHead head = RequestHead.of(method, "/", Headers.of(headers)).withExternalUrl(url);
        return new WebhookRequest(head, body.getBytes(StandardCharsets.UTF_8));
    }

    private static WebhookRequest form(String url, String body, String signature) {
        return request("POST", url, body, "X-Twilio-Signature", signature, "Content-Type", FORM);
    }

    private static WebhookRequest json(String url, String body, String signature) {
        return request("POST", url, body, "X-Twilio-Signature", signature, "Content-Type", "application/json");
    }

    private static Verification verdict(WebhookRequest request) {
        return VERIFIER.verify(request, NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%\uff13\uff11", "%+31", "%zz"})
    void an_escape_that_others_read_differently_is_refused(String escape) {
        String digits = PARAMETERS.replace("Digits=1", "Digits=" + escape);

        assertThat(verdict(form(URL, digits, GENUINE))).isEqualTo(Rejected.because(Reason.MALFORMED));
        assertThat(verdict(form(URL, PARAMETERS + "&Digits=" + escape + "234", GENUINE)))
                .isEqualTo(Rejected.because(Reason.MALFORMED));
    }

    @ParameterizedTest
    @CsvSource({
        "https://mycompany.com/myapp.php?foo=1&bar=2,RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "https://mycompany.com:443/myapp.php?foo=1&bar=2,RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "https://mycompany.com/myapp.php?foo=1&bar=2,kvajT1Ptam85bY51eRf/AJRuM3w=",
        "https://mycompany.com:443/myapp.php?foo=1&bar=2,kvajT1Ptam85bY51eRf/AJRuM3w=",
        "http://mycompany.com/myapp.php?foo=1&bar=2,0ZXoZLH/DfblKGATFgpif+LLRf4=",
        "http://mycompany.com:80/myapp.php?foo=1&bar=2,0ZXoZLH/DfblKGATFgpif+LLRf4=",
        "http://mycompany.com/myapp.php?foo=1&bar=2,OyGYPqTF6ztdbRNCvuQO/oPvqQ4=",
        "http://mycompany.com:80/myapp.php?foo=1&bar=2,OyGYPqTF6ztdbRNCvuQO/oPvqQ4=",
        "http://mycompany.com:1234/myapp.php?foo=1&bar=2,Zmvh+3yNM1Phv2jhDCwEM3q5ebU="
    })
    void vector_8_a_form_under_each_spelling_of_the_default_port(String url, String signature) {
        Verification verdict = verdict(form(url, PARAMETERS, signature));

        assertThat(verdict).isInstanceOf(Verified.class);
        assertThat(((Verified) verdict).signed()).containsExactly(SignedPart.URL);
        assertThat(((Verified) verdict).bodyBound()).isFalse();
    }

    @Test
    void vector_8_a_get_signs_the_url_alone() {
        String urlOnly = "zYQTYrRWXE7LtzbG4PfP7/bkkGo=";

        assertThat(verdict(request("GET", URL, "", "X-Twilio-Signature", urlOnly)))
                .isInstanceOf(Verified.class);
        assertThat(verdict(request("GET", URL, "Digits=1", "X-Twilio-Signature", urlOnly, "Content-Type", FORM)))
                .isEqualTo(Rejected.because(Reason.MALFORMED));
        assertThat(verdict(form(URL, PARAMETERS, urlOnly))).isEqualTo(Rejected.because(Reason.MISMATCH));
    }

    @ParameterizedTest
    @CsvSource({
        "https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256=" + HASH + ",a9nBmqA0ju/hNViExpshrM61xv4=",
        "https://mycompany.com/myapp.php?bodySHA256=" + HASH + ",y77kIzt2vzLz71DgmJGsen2scGs="
    })
    void vector_9_json_with_its_hash(String url, String signature) {
        Verification verdict = verdict(json(url, JSON, signature));

        assertThat(verdict).isInstanceOf(Verified.class);
        assertThat(((Verified) verdict).signed()).containsExactlyInAnyOrder(SignedPart.URL, SignedPart.BODY);
        assertThat(verdict(json(url, JSON + " ", signature))).isEqualTo(Rejected.because(Reason.MISMATCH));
        assertThat(verdict(json(url.replace("0a1ff7", "0A1FF7"), JSON, signature)))
                .isEqualTo(Rejected.because(Reason.MISMATCH));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://mycompany.com/myapp.php|" + PARAMETERS + "|1xaxFBvyzXYvWplzNOSs28HWO94=",
                "https://mycompany.com/myapp.php?foo=hello%20world&bar=test%2Bvalue|" + PARAMETERS
                        + "|er2tvAP1Wx+iuTTE2BPgvEaN1cs=",
                URL + "|Zebra=last&Alpha=first&Beta=second&Gamma=third|enveUe73ZTVLAekHxez3Qx6JuuQ=",
                URL + "|callSid=lowercase&CallSid=uppercase&CALLSID=allcaps|jDK7WKT8wiNrwggd4ceTv4e1MJ4=",
                "https://mycompany.com/webhook/España?año=2023|" + PARAMETERS + "|G/Hx6mqqnjUNlPAoi2Sp9bGst0g=",
                URL + "|Message=Hello+%26+goodbye%21+%40%23%24%25%5E%2A%28%29&From=%2B1+%28415%29+867-5309"
                        + "&Special=unicode%3A+%C3%B1%C3%A1%C3%A9%C3%AD%C3%B3%C3%BA|dCPiR4WtQ6QFN6pJh81CtlCcWLQ="
            })
    void vector_9_what_is_sorted_and_what_is_kept(String url, String body, String signature) {
        assertThat(verdict(form(url, body, signature))).isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":443"})
    void vector_10_an_encoded_query_survives_the_change_of_the_port(String port) {
        String url = "https://someurl.com" + port + "/somepath?param1=client%3AAnonymous";
        WebhookRequest request = request("GET", url, "", "X-Twilio-Signature", "PM+bjB+ITJ9a3LIYStKWOTMZMlU=");

        assertThat(Twilio.verifier(Secret.of("1234567890")).verify(request, NOW))
                .isInstanceOf(Verified.class);
    }

    @Test
    void an_encoded_query_survives_also_when_the_port_is_added() {
        String query = "/somepath?param1=client%3AAnonymous&a=1+2&b=%2B";

        assertThat(verdict(request(
                        "GET",
                        "https://a.example" + query,
                        "",
                        "X-Twilio-Signature",
                        sign("https://a.example:443" + query))))
                .isInstanceOf(Verified.class);
    }

    /** Computed with the documented formula by another implementation, values as twilio-node takes them. */
    @Test
    void of_a_repeated_parameter_the_distinct_values_are_signed_in_order() {
        String signed = sign("https://example.com/SidMM1Typeimage/gifTypeimage/jpeg");

        assertThat(verdict(form(
                        "https://example.com/",
                        "Type=image%2Fjpeg&Sid=MM1&Type=image%2Fgif&Type=image%2Fjpeg",
                        signed)))
                .isInstanceOf(Verified.class);
    }

    @Test
    void a_form_has_at_most_a_thousand_fields() {
        String names = "a=".concat("&a=".repeat(999));

        assertThat(verdict(form("https://example.com/", names, sign("https://example.com/a"))))
                .isInstanceOf(Verified.class);
        assertThat(verdict(form("https://example.com/", names + "&a=", sign("https://example.com/a"))))
                .isEqualTo(Rejected.because(Rejected.Reason.MALFORMED));
    }

    private static String sign(String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec("12345".getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bodySHA256=",
                "bodySHA256",
                "bodySHA256=%zz",
                "bodySHA256=00",
                "body%53HA256=00",
                "bodySHA256=" + HASH + "&bodySHA256=" + HASH
            })
    void a_hash_that_is_none_never_makes_it_a_form(String query) {
        String url = "https://example.com/?" + query;
        String asForm = sign(url + "Digits1");

        assertThat(verdict(form(url, "Digits=1", asForm))).isEqualTo(Rejected.because(Reason.MALFORMED));
    }

    @Test
    void a_hash_is_checked_although_the_body_is_a_form() {
        String url = "https://example.com/?bodySHA256=" + HASH;

        assertThat(verdict(form(url, "Digits=1", sign(url + "Digits1")))).isEqualTo(Rejected.because(Reason.MISMATCH));
        assertThat(verdict(form(url, "Digits=1", sign(url)))).isEqualTo(Rejected.because(Reason.MISMATCH));
    }

    @Test
    void a_body_that_nothing_signs_is_refused() {
        assertThat(verdict(json("https://example.com/", "{}", sign("https://example.com/"))))
                .isEqualTo(Rejected.because(Reason.MISSING));
        assertThat(verdict(form("https://example.com/", "a=%zz", sign("https://example.com/"))))
                .isEqualTo(Rejected.because(Reason.MALFORMED));
    }

    @Test
    void the_header_is_read_strictly() {
        assertThat(verdict(request("POST", URL, PARAMETERS, "Content-Type", FORM)))
                .isEqualTo(Rejected.because(Reason.MISSING));
        assertThat(verdict(form(URL, PARAMETERS, " "))).isEqualTo(Rejected.because(Reason.MISSING));
        assertThat(verdict(form(URL, PARAMETERS, GENUINE.substring(1)))).isEqualTo(Rejected.because(Reason.MALFORMED));
        assertThat(verdict(form(URL, PARAMETERS, GENUINE + "="))).isEqualTo(Rejected.because(Reason.MALFORMED));
        WebhookRequest twice = request(
                "POST",
                URL,
                PARAMETERS,
                "Content-Type",
                FORM,
                "X-Twilio-Signature",
                GENUINE,
                "X-Twilio-Signature",
                GENUINE);
        assertThat(verdict(twice)).isEqualTo(Rejected.because(Reason.MALFORMED));
    }

    @Test
    void without_an_external_url_there_is_no_verdict() {
        WebhookRequest request =
                new WebhookRequest(RequestHead.of("POST", "/", Headers.of("X-Twilio-Signature", GENUINE)), new byte[0]);

        assertThat(verdict(request)).isInstanceOf(Unavailable.class);
    }

    @Test
    void the_id_is_the_token_of_the_request_and_never_that_of_the_call() {
        WebhookRequest request = request(
                "POST",
                URL,
                PARAMETERS,
                "Content-Type",
                FORM,
                "X-Twilio-Signature",
                GENUINE,
                "I-Twilio-Idempotency-Token",
                "t1");

        assertThat(((Verified) verdict(request)).id()).contains("t1");
        assertThat(((Verified) verdict(form(URL, PARAMETERS, GENUINE))).id()).isEmpty();
    }

    @Test
    void an_old_token_is_told_by_its_name() {
        Verifier verifier =
                Twilio.verifier(Secret.of("another token"), Secret.of("12345").named("old"));

        assertThat(((Verified) verifier.verify(form(URL, PARAMETERS, GENUINE), NOW)).keyName())
                .contains("old");
        Verifier expired =
                Twilio.verifier(Secret.of("another token"), Secret.of("12345").notAfter(NOW.minusSeconds(1)));
        assertThat(expired.verify(form(URL, PARAMETERS, GENUINE), NOW)).isEqualTo(Rejected.because(Reason.MISMATCH));
        assertThat(Twilio.verifier(Secret.of("12345").notAfter(NOW.minusSeconds(1)))
                        .verify(form(URL, PARAMETERS, GENUINE), NOW))
                .isEqualTo(Rejected.because(Reason.NO_KEY));
    }
}

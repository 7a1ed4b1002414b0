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
import io.github.webhooks4j.verify.TokenOnce;
import io.github.webhooks4j.verify.Unavailable;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The frozen signature of the vector list, and what the scheme refuses. */
class MailgunTest {
    private static final Secret KEY = Secret.of("key-x");
    private static final Instant AT = Instant.ofEpochSecond(1770920772);
    private static final String TOKEN = "e0b5477167110d68991efc6b9f89f0a11066af27834600e123";
    private static final String SIGNATURE = "840fb0007f74b425c1b3ad31228c86195cdfdfdffad9aa3a37e8cc3c1302f349";
    private static final String FIELDS =
            "'timestamp':'1770920772','token':'" + TOKEN + "','signature':'" + SIGNATURE + "'";
    private static final String EVENT = "'event-data':{'id':'evt_1','event':'opened'}";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Verifier verifier = Mailgun.verifier(KEY);

    private static WebhookRequest request(String type, String body) {
        return new WebhookRequest(
                RequestHead.of("POST", "/", Headers.of("Content-Type", type)), body.getBytes(StandardCharsets.UTF_8));
    }

    private static WebhookRequest json(String body) {
        return request("application/json", body.replace('\'', '"'));
    }

    private Verification verdict(WebhookRequest request) {
        return verifier.verify(request, AT);
    }

    @Test
    void the_frozen_signature() {
        Verification verdict = verdict(json("{'signature':{" + FIELDS + "}," + EVENT + "}"));

        assertThat(verdict).isInstanceOf(Verified.class);
        Verified verified = (Verified) verdict;
        assertThat(verified.id()).contains("evt_1");
        assertThat(verified.eventType()).contains("opened");
        assertThat(verified.timestamp()).contains(AT);
        assertThat(verified.signed()).containsExactly(SignedPart.TIMESTAMP);
        assertThat(verified.bodyBound()).isFalse();
    }

    @Test
    void a_time_that_is_a_number_is_its_text() {
        assertThat(verdict(json("{'signature':{" + FIELDS.replace("'1770920772'", "1770920772") + "}}")))
                .isInstanceOf(Verified.class);
        assertThat(verdict(json("{'signature':{" + FIELDS.replace("'1770920772'", "1770920772.0") + "}}")))
                .isEqualTo(Rejected.because(Reason.MALFORMED));
    }

    @Test
    void legacy_forms_have_the_same_fields() {
        String fields = "timestamp=1770920772&token=" + TOKEN + "&signature=" + SIGNATURE;
        String multipart = "--b\r\nContent-Disposition: form-data; name=\"event\"\r\n\r\nclicked\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"timestamp\"\r\n\r\n1770920772\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n" + TOKEN + "\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"token\"; filename=\"a\"\r\n\r\nfile\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"signature\"\r\n\r\n" + SIGNATURE + "\r\n--b--\r\n";

        assertThat(verdict(request(FORM, fields))).isInstanceOf(Verified.class);
        assertThat(Mailgun.verifier(KEY).verify(request("multipart/form-data; boundary=b", multipart), AT))
                .isInstanceOfSatisfying(
                        Verified.class,
                        verified -> assertThat(verified.eventType()).contains("clicked"));
        assertThat(verdict(request(FORM, fields + "&token=" + TOKEN))).isEqualTo(Rejected.because(Reason.MALFORMED));
    }

    @Test
    void a_token_belongs_to_the_body_that_it_came_with() {
        WebhookRequest genuine = json("{'signature':{" + FIELDS + "}," + EVENT + "}");
        WebhookRequest forged = json("{'signature':{" + FIELDS + "}," + EVENT.replace("opened", "unsubscribed") + "}");

        assertThat(verdict(genuine)).isInstanceOf(Verified.class);
        assertThat(verdict(forged)).isEqualTo(Rejected.because(Reason.MISMATCH));
        assertThat(verdict(genuine)).isInstanceOf(Verified.class);
    }

    @Test
    void another_node_has_the_same_content_key_for_another_body() {
        WebhookRequest genuine = json("{'signature':{" + FIELDS + "}," + EVENT + "}");
        WebhookRequest forged = json("{'signature':{" + FIELDS + "}," + EVENT.replace("evt_1", "evt_2") + "}");
        Verified here = (Verified) verdict(genuine);
        Verified there = (Verified) Mailgun.verifier(KEY).verify(forged, AT);

        assertThat(there.id()).isNotEqualTo(here.id());
        assertThat(there.contentKey()).isPresent().isEqualTo(here.contentKey());
    }

    @Test
    void a_forged_signature_never_takes_a_token() {
        WebhookRequest genuine = json("{'signature':{" + FIELDS + "}," + EVENT + "}");
        WebhookRequest forged = json("{'signature':{" + FIELDS.replace("840fb", "00000") + "}," + EVENT + "}");

        assertThat(verdict(forged)).isEqualTo(Rejected.because(Reason.MISMATCH));
        assertThat(verifier.verify(genuine, AT.plus(Duration.ofHours(13))))
                .isEqualTo(new Rejected(Reason.TOO_OLD, java.util.Optional.of(Duration.ofHours(13))));
        assertThat(verdict(json("{'signature':{" + FIELDS + "}}"))).isInstanceOf(Verified.class);
    }

    @Test
    void a_memory_that_fails_is_our_fault() {
        TokenOnce broken = (token, body, until, now) -> {
            throw new IOException("no");
        };

        assertThat(Mailgun.builder(KEY).tokens(broken).build().verify(json("{'signature':{" + FIELDS + "}}"), AT))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void the_tolerance_holds_in_both_directions() {
        Verifier strict = Mailgun.builder(KEY).tolerance(Duration.ofMinutes(1)).build();
        WebhookRequest request = json("{'signature':{" + FIELDS + "}}");

        assertThat(strict.verify(request, AT.plusSeconds(60))).isInstanceOf(Verified.class);
        assertThat(strict.verify(request, AT.minusSeconds(60))).isInstanceOf(Verified.class);
        assertThat(((Rejected) strict.verify(request, AT.plusSeconds(61))).reason())
                .isEqualTo(Reason.TOO_OLD);
        assertThat(((Rejected) strict.verify(request, AT.minusSeconds(61))).reason())
                .isEqualTo(Reason.TOO_NEW);
        assertThatThrownBy(() ->
                        Mailgun.builder(KEY).tolerance(Duration.ofDays(31)).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tolerance");
    }

    @Test
    void a_parents_signature_is_another_field() {
        Verifier ofParent = Providers.byName("mailgun").verifier(List.of(KEY), Map.of("parent-signature", "true"));
        String own = "'timestamp':'1770920772','token':'" + TOKEN + "','signature':'" + "0".repeat(64)
                + "','parent-signature':'" + SIGNATURE + "'";

        assertThat(ofParent.verify(json("{'signature':{" + own + "}}"), AT)).isInstanceOf(Verified.class);
        assertThat(verdict(json("{'signature':{" + own + "}}"))).isEqualTo(Rejected.because(Reason.MISMATCH));
        assertThat(ofParent.verify(json("{'signature':{" + FIELDS + "}}"), AT))
                .isEqualTo(Rejected.because(Reason.MISSING));
        assertThatThrownBy(() -> Providers.byName("mailgun").verifier(List.of(KEY), Map.of("parent-signature", "yes")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|MISSING",
                "{'signature':'x'}|MISSING",
                "{'signature':{'timestamp':'1770920772','token':'','signature':'00'}}|MISSING",
                "{'signature':{'timestamp':'+1770920772','token':'t','signature':'00'}}|MALFORMED",
                "{'signature':{'timestamp':[],'token':'t','signature':'00'}}|MALFORMED",
                "{'signature':{'token':'a','token':'b'}}|MALFORMED",
                "no JSON|MALFORMED",
                "``|MALFORMED"
            })
    void what_is_missing_doubled_or_unreadable_is_rejected(String body, Reason reason) {
        assertThat(verdict(json(body))).isEqualTo(Rejected.because(reason));
    }

    /** Time and token have nothing between them: the same text, cut elsewhere, has the same signature. */
    @Test
    void a_token_of_another_length_is_none() {
        String longer = "'timestamp':'177092077','token':'2" + TOKEN + "','signature':'" + SIGNATURE + "'";

        assertThat(verdict(json("{'signature':{" + longer + "}}"))).isEqualTo(Rejected.because(Reason.MALFORMED));
    }

    @Test
    void json_nested_deeper_than_any_event_is_not_read() {
        String deep = "{'a':" + "[".repeat(200) + "]".repeat(200) + ",'signature':{" + FIELDS + "}}";

        assertThat(verdict(json(deep))).isEqualTo(Rejected.because(Reason.MALFORMED));
    }
}

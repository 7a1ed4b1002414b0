package io.github.webhooks4j.verify.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.RejectionAnswer;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The presets that are a fixed credential, one by one. */
class CredentialPresetsTest {
    private static final Instant NOW = Instant.ofEpochSecond(1700000000);
    private static final String TOKEN = "a-token-of-16-bytes";
    private static final Secret SECRET = Secret.of(TOKEN).named("current");
    private static final Secret PREVIOUS = Secret.of("an older token").named("previous");

    private static Verification verdict(Verifier verifier, String target, String body, String... headers) {
        return verifier.verify(
                new WebhookRequest(
                        RequestHead.of("POST", target, Headers.of(headers)), body.getBytes(StandardCharsets.UTF_8)),
                NOW);
    }

    private static void isRejected(Verification verdict, Reason reason) {
        assertThat(verdict).isEqualTo(Rejected.because(reason));
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "okta|Authorization|{\"eventId\":\"e1\",\"data\":{\"events\":[{\"eventType\":\"user.create\"}]}}"
                        + "|e1|user.create",
                "auth0|Authorization|[{\"log_id\":\"1\"}]||",
                "telegram|X-Telegram-Bot-Api-Secret-Token|{\"update_id\":10000}|10000|",
            })
    void a_secret_is_the_whole_value_of_a_header(String preset, String header, String body, String id, String type) {
        Verifier verifier = Providers.byName(preset).verifier(List.of(SECRET, PREVIOUS), Map.of());
        Verified verified = (Verified) verdict(verifier, "/", body, header, TOKEN);

        assertThat(verified.scheme()).isEqualTo(preset);
        assertThat(verified.keyName()).contains("current");
        assertThat(verified.id().orElse(null)).isEqualTo(id);
        assertThat(verified.eventType().orElse(null)).isEqualTo(type);
        assertThat(verified.signed()).isEmpty();
        assertThat(verifier.rejectionAnswer()).isEqualTo(RejectionAnswer.UNAUTHORIZED);
        assertThat(verifier.credentialHeaders()).containsExactly(header.toLowerCase(java.util.Locale.ROOT));
        assertThat(((Verified) verdict(verifier, "/", body, header, "an older token")).keyName())
                .contains("previous");
        isRejected(verdict(verifier, "/", body, header, "Bearer " + TOKEN), Reason.MISMATCH);
        isRejected(verdict(verifier, "/", body), Reason.MISSING);
        isRejected(verdict(verifier, "/", body, header, TOKEN, header, TOKEN), Reason.MALFORMED);
    }

    @Test
    void okta_may_have_its_secret_in_another_header() {
        Verifier verifier = Providers.byName("okta").verifier(List.of(SECRET), Map.of("header", "X-Okta-Secret"));

        assertThat(verdict(verifier, "/", "{}", "X-Okta-Secret", TOKEN)).isInstanceOf(Verified.class);
        isRejected(verdict(verifier, "/", "{}", "Authorization", TOKEN), Reason.MISSING);
        assertThatThrownBy(() -> Okta.verifier("X Y", SECRET)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_google_channel_tells_its_state_and_keeps_its_headers() {
        Verifier verifier = GoogleChannel.verifier(SECRET);
        Verified verified =
                (Verified) verdict(verifier, "/", "", "X-Goog-Channel-Token", TOKEN, "X-Goog-Resource-State", "exists");

        assertThat(verified.eventType()).contains("exists");
        assertThat(verified.id()).isEmpty();
        assertThat(verifier.messageHeaders())
                .contains("x-goog-resource-state", "x-goog-message-number", "x-goog-channel-id")
                .doesNotContain("x-goog-channel-token");
    }

    @Test
    void postmark_and_chargebee_show_a_user_name_and_a_password() {
        String body = "{\"id\":\"ev_1\",\"event_type\":\"card_added\",\"RecordType\":\"Bounce\",\"MessageID\":\"m\"}";
        Verified postmark = (Verified)
                verdict(Postmark.verifier("user", SECRET), "/", body, "Authorization", basic("user:" + TOKEN));
        Verified chargebee = (Verified)
                verdict(Chargebee.verifier("user", SECRET), "/", body, "Authorization", basic("user:" + TOKEN));

        assertThat(postmark.eventType()).contains("Bounce");
        assertThat(postmark.id()).isEmpty();
        assertThat(chargebee.id()).contains("ev_1");
        assertThat(chargebee.eventType()).contains("card_added");
        isRejected(
                verdict(Postmark.verifier("user", SECRET), "/", body, "Authorization", basic("other:" + TOKEN)),
                Reason.MISMATCH);
    }

    @Test
    void cloudevents_take_the_token_from_either_place_and_not_from_both() {
        Verifier verifier = CloudEvents.verifier(SECRET, PREVIOUS);
        String inQuery = "/x?a=1&access_token=" + TOKEN;

        assertThat(verdict(verifier, "/x", "{}", "Authorization", "Bearer " + TOKEN))
                .isInstanceOf(Verified.class);
        assertThat(((Verified) verdict(verifier, "/x?access_token=an+older%20token", "{}")).keyName())
                .contains("previous");
        assertThat(verdict(verifier, inQuery, "{}")).isInstanceOf(Verified.class);
        isRejected(verdict(verifier, inQuery, "{}", "Authorization", "Bearer " + TOKEN), Reason.MALFORMED);
        isRejected(verdict(verifier, inQuery + "&access_token=" + TOKEN, "{}"), Reason.MALFORMED);
        isRejected(verdict(verifier, inQuery + "&access_token=x", "{}", "Authorization", "Bearer x"), Reason.MALFORMED);
        isRejected(verdict(verifier, "/x?access_token=", "{}"), Reason.MISSING);
        isRejected(verdict(verifier, "/x?access_token=" + TOKEN + "x", "{}"), Reason.MISMATCH);
        isRejected(verdict(verifier, "/x?Access_Token=" + TOKEN, "{}"), Reason.MISSING);
        isRejected(verdict(verifier, "/x", "{}"), Reason.MISSING);
    }

    @Test
    void cloudevents_tell_id_and_type_in_either_mode_and_never_store_the_token() {
        Verifier verifier = CloudEvents.verifier(SECRET);
        String target = "/?access_token=" + TOKEN;
        Verified binary = (Verified) verdict(verifier, target, "x", "ce-id", "1", "ce-type", "a.b");
        Verified structured = (Verified) verdict(verifier, target, "{\"id\":\"2\",\"type\":\"c.d\"}");

        assertThat(binary.id()).contains("1");
        assertThat(binary.eventType()).contains("a.b");
        assertThat(structured.id()).contains("2");
        assertThat(structured.eventType()).contains("c.d");
        assertThat(structured.scheme()).isEqualTo("cloudevents");
        assertThat(verifier.credentialParameters()).containsExactly("access_token");
        assertThat(verifier.credentialHeaders()).containsExactly("authorization");
        assertThat(verifier.messageHeaders()).contains("ce-id", "ce-type", "ce-source");
        assertThat(verifier.rejectionAnswer()).isEqualTo(RejectionAnswer.UNAUTHORIZED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"value\":[{\"clientState\":\"a-token-of-16-bytes\",\"id\":\"1\"}]}",
                "{\"value\":[{\"clientState\":\"a-token-of-16-bytes\",\"resourceData\":{\"clientState\":\"x\"}},"
                        + "{\"clientState\":\"an older token\"}],\"validationTokens\":[\"t\"]}"
            })
    void a_graph_batch_is_accepted_when_every_element_carries_a_known_state(String body) {
        Verified verified = (Verified) verdict(MicrosoftGraph.verifier(SECRET, PREVIOUS), "/", body);

        assertThat(verified.scheme()).isEqualTo("microsoft-graph");
        assertThat(verified.keyName()).contains("current");
        assertThat(verified.bodyBound()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "MISMATCH|{\"value\":[{\"clientState\":\"a-token-of-16-bytes\"},{\"clientState\":\"x\"}]}",
                "MISMATCH|{\"value\":[{\"clientState\":\"x\"},{\"clientState\":\"a-token-of-16-bytes\"}]}",
                "MISMATCH|{\"value\":[{\"clientState\":\"NA\",\"changeType\":\"Validation: Testing\"},"
                        + "{\"clientState\":\"a-token-of-16-bytes\"}]}",
                "MISSING|{\"value\":[{\"clientState\":\"a-token-of-16-bytes\"},{\"id\":\"2\"}]}",
                "MISSING|{\"value\":[{\"clientState\":\"a-token-of-16-bytes\"},{\"clientState\":null}]}",
                "MISSING|{\"value\":[{\"clientState\":[\"a-token-of-16-bytes\"]}]}",
                "MISSING|{\"value\":[\"a-token-of-16-bytes\"]}",
                "MISSING|{\"value\":[{\"x\":{\"clientState\":\"a-token-of-16-bytes\"}}]}",
                "MISSING|{\"value\":[]}",
                "MISSING|{\"value\":\"Validation: Testing\"}",
                "MISSING|{\"clientState\":\"a-token-of-16-bytes\"}",
                "MISSING|[{\"clientState\":\"a-token-of-16-bytes\"}]",
                "MISSING|",
                "MALFORMED|{\"value\":[{\"clientState\":\"x\",\"clientState\":\"a-token-of-16-bytes\"}]}",
                "MALFORMED|{\"value\":[{\"clientState\":\"x\"}],\"value\":[{\"clientState\":\"a-token-of-16-bytes\"}]}",
                "MALFORMED|{\"value\":[{\"clientState\":\"a-token-of-16-bytes\"}]}{}",
                "MALFORMED|{\"value\":[{\"clientState\":\"a-token-of-16-bytes\"}]",
                "MALFORMED|{\"value\":[{\"clientState\":\"a-token-of-16-bytes\"},",
                "MALFORMED|<value/>",
            })
    void a_graph_batch_with_one_element_that_does_not_is_refused(Reason reason, String body) {
        isRejected(verdict(MicrosoftGraph.verifier(SECRET), "/", body == null ? "" : body), reason);
    }

    @Test
    void a_graph_body_nested_without_end_is_answered() {
        String deep = "{\"value\":[{\"clientState\":" + "[".repeat(100_000);

        isRejected(verdict(MicrosoftGraph.verifier(SECRET), "/", deep), Reason.MALFORMED);
    }

    @Test
    void graph_states_expire_and_are_never_longer_than_graph_takes() {
        String body = "{\"value\":[{\"clientState\":\"an older token\"}]}";
        Secret gone = PREVIOUS.notAfter(NOW.minusNanos(1));

        isRejected(verdict(MicrosoftGraph.verifier(SECRET, gone), "/", body), Reason.MISMATCH);
        isRejected(verdict(MicrosoftGraph.verifier(gone), "/", body), Reason.NO_KEY);
        assertThat(MicrosoftGraph.verifier(Secret.of("x".repeat(128)))).isNotNull();
        assertThatThrownBy(() -> MicrosoftGraph.verifier(
                        SECRET, Secret.of("x".repeat(129)).named("long")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("long")
                .hasMessageNotContaining("xxx");
    }

    @ParameterizedTest
    @CsvSource({
        "query:token, /x?token=a-token-of-16-bytes, ''",
        "form:token, /, token=a-token-of-16-bytes",
        "json:auth.token, /, '{\"auth\":{\"token\":\"a-token-of-16-bytes\"}}'",
        "header:Content-Language, /, ''"
    })
    void a_token_may_stand_anywhere(String place, String target, String body) {
        Verifier verifier = Providers.byName("token").verifier(List.of(SECRET), Map.of("place", place));
        String[] headers = {"Content-Type", "application/x-www-form-urlencoded", "Content-Language", TOKEN};

        assertThat(verdict(verifier, target, body, headers)).isInstanceOf(Verified.class);
        isRejected(verdict(Token.verifier(MessageField.query("token"), PREVIOUS), "/", ""), Reason.MISSING);
        isRejected(
                verdict(
                        Providers.byName("token").verifier(List.of(PREVIOUS), Map.of("place", place)),
                        target,
                        body,
                        headers),
                Reason.MISMATCH);
        assertThat(verifier.credentialParameters().isEmpty()).isEqualTo(!place.startsWith("query"));
        assertThat(verifier.credentialHeaders().isEmpty()).isEqualTo(!place.startsWith("header"));
    }

    @Test
    void a_token_has_one_place() {
        assertThatThrownBy(() -> Token.verifier(MessageField.query("a").or(MessageField.header("b")), SECRET))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one place");
        for (Map<String, String> options :
                List.of(Map.of("place", "query:t", "header", "X"), Map.of("place", "cookie:t"))) {
            assertThatThrownBy(() -> Providers.byName("token").verifier(List.of(SECRET), options))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("place");
        }
    }
}

package io.github.webhooks4j.verify.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plaid's answers are written down from its documentation; nothing is asked of Plaid here. */
class PlaidKeysTest {
    private static final URI ADDRESS = URI.create("https://sandbox.plaid.com/webhook_verification_key/get");
    private static final Secret SECRET = Secret.of("a \"secret\" of the tests");
    private static final String ID = "bfbd5111-8e33-4643-8ced-b2e642a72f3c";
    private static final String KEY = "{\"alg\":\"ES256\",\"created_at\":1560466143,\"crv\":\"P-256\","
            + "\"expired_at\":null,\"kid\":\"" + ID + "\",\"kty\":\"EC\",\"use\":\"sig\","
            + "\"x\":\"hKXLGIjWvCBv-cP5euCTxl8g9GLG9zHo_3pO5NN1DwQ\","
            + "\"y\":\"shhexqPB7YffGn6fR6h2UhTSuCtPmfzQJ6ENVIoO4Ys\"}";

    private final List<String> questions = new ArrayList<>();
    private String answer = "";

    private PlaidKeys keys() {
        return new PlaidKeys(
                (address, json) -> {
                    assertThat(address).isEqualTo(ADDRESS);
                    questions.add(new String(json, StandardCharsets.UTF_8));
                    return answer.getBytes(StandardCharsets.UTF_8);
                },
                ADDRESS,
                "client",
                SECRET);
    }

    @Test
    void a_key_is_asked_for_with_the_credentials_and_handed_on() throws Exception {
        answer = "{\"key\":" + KEY + ",\"request_id\":\"RZ6Omi1bzzwDaLo\"}";

        assertThat(keys().find(ID)).contains(KEY);
        assertThat(questions)
                .containsExactly("{\"client_id\":\"client\",\"secret\":\"a \\\"secret\\\" of the tests\","
                        + "\"key_id\":\"" + ID + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"k", "", "bfbd5111-8e33-4643-8ced-b2e642a72f3", ID + "\n", "../" + ID, "\"" + ID})
    void what_is_no_id_of_plaid_is_not_asked_for(String kid) throws Exception {
        assertThat(keys().find(kid)).isEmpty();
        assertThat(questions).isEmpty();
    }

    @Test
    void an_unknown_and_an_expired_key_are_none() throws Exception {
        answer = "{\"error_type\":\"INVALID_INPUT\",\"error_code\":\"INVALID_WEBHOOK_VERIFICATION_KEY_ID\"}";
        assertThat(keys().find(ID)).isEmpty();

        answer = "{\"key\":" + KEY.replace("\"expired_at\":null", "\"expired_at\":1560466143") + "}";
        assertThat(keys().find(ID)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"key\":\"" + ID + "\"}",
                "{\"key\":{\"kid\":\"another\"}}",
                "{\"error_type\":\"INVALID_INPUT\",\"error_code\":\"INVALID_API_KEYS\",\"hidden\":1}",
            })
    void any_other_answer_is_a_failure_that_repeats_nothing(String text) {
        answer = text;

        assertThatThrownBy(() -> keys().find(ID))
                .isInstanceOf(IOException.class)
                .message()
                .doesNotContain(ID, "hidden", "client\"");
    }

    @Test
    void the_preset_has_options_for_what_it_asks_with() {
        Provider plaid = Providers.byName("plaid");

        assertThat(plaid.verifier(List.of(SECRET), Map.of("client-id", "client")))
                .isNotNull();
        assertThat(plaid.verifier(List.of(SECRET), Map.of("client-id", "client", "environment", "sandbox")))
                .isNotNull();
        assertThatThrownBy(() -> plaid.verifier(List.of(SECRET), Map.of("client-id", "client", "environment", "test")))
                .hasMessageContaining("environment must be production or sandbox");
        assertThatThrownBy(() -> plaid.verifier(List.of(SECRET), Map.of()))
                .hasMessageContaining("client-id is missing");
        assertThatThrownBy(() -> Plaid.verifier(" ", SECRET)).hasMessageContaining("the client id is blank");
        assertThat(keys()).hasToString("PlaidKeys[sandbox.plaid.com]");
    }
}

package io.github.webhooks4j.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningStylesTest {
    private static final byte[] BODY = "a body of some length".getBytes(StandardCharsets.UTF_8);

    @Test
    void the_built_in_styles_have_the_names_of_the_presets_that_verify_them() {
        assertThat(SigningStyles.builtIn().keySet())
                .containsExactly("standard-webhooks", "standard-webhooks-v1a", "github", "stripe");
        assertThatThrownBy(() -> SigningStyles.builtIn().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard-webhooks", "standard-webhooks-v1a", "github", "stripe"})
    void every_style_sends_the_id_once_and_leaves_the_body_alone(String name) {
        SigningStyle style = SigningStyles.builtIn().get(name);
        byte[] body = BODY.clone();

        Headers signed = style.signer(List.of(style.newSecret()))
                .sign(new Outgoing("0192f0c1-7b7a-7000-8000-000000000001", "order.paid", Signed.AT, body));

        assertThat(signed.all("webhook-id")).containsExactly("0192f0c1-7b7a-7000-8000-000000000001");
        assertThat(body).isEqualTo(BODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard-webhooks", "standard-webhooks-v1a", "github", "stripe"})
    void eleven_secrets_of_one_name_may_sign_one_after_the_other_and_the_fields_stay_small(String name) {
        SigningStyle style = SigningStyles.builtIn().get(name);
        List<Secret> secrets = Stream.generate(style::newSecret).limit(11).toList();

        Headers signed = style.signer(secrets).sign(Signed.outgoing("evt_1", "{}"));

        signed.forEach((field, value) -> assertThat(value.length()).isLessThan(2048));
    }

    @Test
    void a_style_of_ones_own_is_one_method() {
        SigningStyle token = secrets -> outgoing -> Headers.of(
                "webhook-id", outgoing.id(),
                "X-Acme-Token", secrets.get(0).reveal());
        Secret secret = token.newSecret();

        token.check(secret);
        assertThat(token.signer(List.of(secret)).sign(Signed.outgoing("evt_1", "{}")))
                .isEqualTo(Headers.of("webhook-id", "evt_1", "X-Acme-Token", secret.reveal()));
        assertThat(token.forReceiver(secret)).isEqualTo(secret);
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard-webhooks", "standard-webhooks-v1a", "github", "stripe"})
    void nothing_prints_a_secret_or_a_body(String name) {
        SigningStyle style = SigningStyles.builtIn().get(name);
        Secret secret = style.newSecret();

        assertThat(style.toString() + style.signer(List.of(secret)) + secret + style.forReceiver(secret))
                .doesNotContain(secret.reveal())
                .doesNotContain(secret.reveal().substring(6));
        assertThat(new Outgoing("evt_1", "order.paid", Signed.AT, BODY))
                .hasToString("Outgoing[evt_1, order.paid, 2023-11-14T22:13:20Z, 21 bytes]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\r\nX-Evil: 1", "a\n", "zażółć", "a\u007f", "a\u0000"})
    void what_cannot_stand_in_a_header_field_is_refused(String text) {
        assertThatThrownBy(() -> new Outgoing(text, "order.paid", Signed.AT, BODY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Outgoing("evt_1", text, Signed.AT, BODY))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

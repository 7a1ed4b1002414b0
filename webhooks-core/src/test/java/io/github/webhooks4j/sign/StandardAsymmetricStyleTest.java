package io.github.webhooks4j.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardAsymmetricStyleTest {
    private static final String PUBLISHED =
            "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";
    private static final String PUBLISHED_PUBLIC = "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=";
    private static final String PUBLISHED_SIGNATURE =
            "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==";

    private final SigningStyle style = SigningStyles.standardAsymmetric();

    @Test
    void it_signs_as_the_published_vector() {
        Outgoing outgoing = Signed.outgoing("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}");

        Headers signed = style.signer(List.of(Secret.of(PUBLISHED))).sign(outgoing);

        assertThat(signed)
                .isEqualTo(Headers.of(
                        "webhook-id",
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        "webhook-timestamp",
                        "1614265330",
                        "webhook-signature",
                        PUBLISHED_SIGNATURE));
    }

    @Test
    void the_receiver_is_shown_the_public_key_only() {
        Secret shown = style.forReceiver(Secret.of(PUBLISHED).named("acme"));

        assertThat(shown.reveal()).isEqualTo(PUBLISHED_PUBLIC);
        assertThat(shown.name()).isEqualTo("acme");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_private_key_without_its_public_key_is_the_same_key(boolean padded) {
        Base64.Encoder base64 =
                padded ? Base64.getEncoder() : Base64.getEncoder().withoutPadding();
        Secret bare = Secret.of("whsk_" + base64.encodeToString(Arrays.copyOf(bytes(PUBLISHED), 32)));
        Outgoing outgoing = Signed.outgoing("evt_1", "{}");

        assertThat(style.forReceiver(bare).reveal()).isEqualTo(PUBLISHED_PUBLIC);
        assertThat(style.signer(List.of(bare)).sign(outgoing))
                .isEqualTo(style.signer(List.of(Secret.of(PUBLISHED))).sign(outgoing));
    }

    @Test
    void every_live_key_signs_and_the_platform_verifies_with_the_public_key_shown() throws Exception {
        Secret current = style.newSecret();
        Secret previous = style.newSecret().notAfter(Signed.AT);
        Secret expired = style.newSecret().notAfter(Signed.AT.minusNanos(1));
        Outgoing outgoing = Signed.outgoing("evt_1", "{\"note\":\"Zażółć ♥\"}");

        Headers signed = style.signer(List.of(current, previous, expired)).sign(outgoing);

        String[] signatures = signed.only("webhook-signature").orElseThrow().split(" ");
        assertThat(signatures).hasSize(2).allMatch(signature -> signature.startsWith("v1a,"));
        assertThat(verifies(current, signatures[0], outgoing)).isTrue();
        assertThat(verifies(previous, signatures[1], outgoing)).isTrue();
        assertThat(verifies(previous, signatures[0], outgoing)).isFalse();
    }

    private boolean verifies(Secret secret, String signature, Outgoing outgoing) throws GeneralSecurityException {
        byte[] spki = HexFormat.of()
                .parseHex("302a300506032b6570032100"
                        + HexFormat.of()
                                .formatHex(bytes(style.forReceiver(secret).reveal())));
        PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        String before = outgoing.id() + "." + outgoing.at().getEpochSecond() + ".";
        message.writeBytes(before.getBytes(StandardCharsets.US_ASCII));
        message.writeBytes(outgoing.body());
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(key);
        verifier.update(message.toByteArray());
        return verifier.verify(Base64.getDecoder().decode(signature.substring("v1a,".length())));
    }

    @Test
    void a_new_secret_is_whsk_with_both_keys_and_never_the_same() {
        Secret secret = style.newSecret();

        assertThat(secret.reveal()).startsWith("whsk_");
        byte[] both = bytes(secret.reveal());
        assertThat(both).hasSize(64);
        assertThat(bytes(style.forReceiver(secret).reveal())).isEqualTo(Arrays.copyOfRange(both, 32, 64));
        assertThat(style.newSecret().reveal()).isNotEqualTo(secret.reveal());
        style.check(secret);
    }

    @Test
    void a_private_key_with_the_public_key_of_another_is_refused() {
        byte[] both = bytes(PUBLISHED);
        both[40] ^= 1;
        Secret mismatched = Secret.of("whsk_" + Base64.getEncoder().encodeToString(both));

        assertThatThrownBy(() -> style.check(mismatched)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PUBLISHED_PUBLIC,
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==",
                "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMQ==",
                "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbd=",
                "whsk_*Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbc=",
                "whsk_",
                "why",
            })
    void every_secret_that_is_no_private_key_is_named_and_none_is_shown(String text) {
        Secret first = Secret.of(text).named("first");
        Secret second = Secret.of(text).named("second");

        assertThatThrownBy(() -> style.signer(List.of(first, Secret.of(PUBLISHED), second)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageContaining("secret first")
                .hasMessageContaining("secret second")
                .hasMessageNotContaining("Xb/dCc")
                .hasMessageNotContaining("MfKQ9r");
    }

    @Test
    void nothing_is_signed_without_a_live_key_or_with_a_dot_in_the_id() {
        Secret expired = style.newSecret().notAfter(Signed.AT.minusSeconds(1));

        assertThatThrownBy(() -> style.signer(List.of(expired)).sign(Signed.outgoing("evt_1", "{}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no secret is live");
        assertThatThrownBy(() -> style.signer(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no secret");
        assertThatThrownBy(() -> style.signer(List.of(style.newSecret())).sign(Signed.outgoing("evt.1", "{}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dot");
    }

    private static byte[] bytes(String prefixed) {
        return Base64.getDecoder().decode(prefixed.substring(5));
    }
}

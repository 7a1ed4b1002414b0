package io.github.webhooks4j.verify.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.sign.HmacSigner;
import io.github.webhooks4j.verify.SignatureScheme;
import io.github.webhooks4j.verify.Verified;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvidersTest {
    private static final List<Secret> SECRET = List.of(Secret.of("0123456789abcdef"));

    @Test
    void an_unknown_name_lists_all_names() {
        assertThatThrownBy(() -> Providers.byName("GitHub"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GitHub")
                .hasMessageContaining(String.join(", ", Providers.names()));
        assertThat(List.copyOf(Providers.names())).isSorted().contains("basic", "bearer", "github", "svix", "token");
    }

    @Test
    void every_preset_of_this_package_has_its_name() throws Exception {
        Path classes = Path.of(Providers.class.getResource("Providers.class").toURI());
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(classes.getParent())) {
            for (Path file : files.toList()) {
                String type = file.getFileName().toString().replaceFirst("\\.class$", "");
                Class<?> preset = Class.forName(Providers.class.getPackageName() + "." + type);
                if (Stream.of(preset.getMethods()).anyMatch(method -> isScheme(method))) {
                    SignatureScheme scheme =
                            (SignatureScheme) preset.getMethod("scheme").invoke(null);
                    assertThat(schemeOf(scheme.name())).containsSame(scheme);
                    found.add(scheme.name());
                }
            }
        }

        assertThat(found)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(Providers.names().stream()
                        .filter(name -> schemeOf(name).isPresent())
                        .toList());
    }

    private static Optional<SignatureScheme> schemeOf(String name) {
        Provider provider = Providers.byName(name);
        return Stream.of(provider.scheme(), provider.publicKeyScheme())
                .flatMap(Optional::stream)
                .map(SignatureScheme.class::cast)
                .findFirst();
    }

    private static boolean isScheme(Method method) {
        return method.getName().equals("scheme")
                && method.getParameterCount() == 0
                && Modifier.isStatic(method.getModifiers());
    }

    @Test
    void every_fault_of_the_options_is_named_at_once() {
        assertThatThrownBy(() -> Providers.byName("basic").verifier(List.of(), Map.of("header", "x", "zone", "y")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("basic", "secret is missing", "username is missing", "header", "zone");
        assertThatThrownBy(() -> Providers.byName("github").verifier(SECRET, Map.of("tolerance", "PT1M")))
                .hasMessageContaining("tolerance is unknown");
        assertThatThrownBy(() -> Providers.byName("stripe").verifier(SECRET, Map.of("tolerance", "5m")))
                .hasMessageContaining("PT5M");
        assertThatThrownBy(() -> Providers.byName("stripe").verifier(SECRET, Map.of("tolerance", "PT-1S")))
                .hasMessageContaining("negative");
    }

    @Test
    void options_reach_the_verifier() {
        assertThat(Providers.byName("token").options()).containsExactly("header", "place");
        assertThat(Providers.byName("token")
                        .verifier(SECRET, Map.of("header", "X-My"))
                        .credentialHeaders())
                .containsExactly("x-my");
        assertThat(Providers.byName("basic")
                        .verifier(SECRET, Map.of("username", "u"))
                        .credentialHeaders())
                .containsExactly("authorization");
        assertThat(Providers.byName("github").verifier(SECRET, Map.of()).messageHeaders())
                .containsExactly("x-github-delivery", "x-github-event", "x-github-hook-id");
        assertThat(Providers.byName("slack").verifier(SECRET, Map.of()).credentialHeaders())
                .containsExactly("x-slack-signature");
    }

    @Test
    void http_signatures_are_configured_by_text_alone() {
        Provider provider = Providers.byName("http-signature");
        Map<String, String> hmac = Map.of(
                "algorithm",
                "hmac-sha256",
                "key-id",
                "k1",
                "encoding",
                "hex",
                "components",
                "@method, date",
                "label",
                "a");

        assertThat(provider.options())
                .containsExactly("algorithm", "components", "encoding", "key-id", "label", "tolerance");
        assertThat(provider.verifier(SECRET, hmac))
                .hasToString("HttpMessageSignatureVerifier[HttpSignatureKey[k1, " + "hmac-sha256]]");
        assertThatThrownBy(() -> provider.verifier(SECRET, Map.of())).hasMessageContainingAll("algorithm", "key-id");
        assertThatThrownBy(() -> provider.verifier(SECRET, Map.of("algorithm", "none", "key-id", "k1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'none'", "rsa-pss-sha512");
        assertThatThrownBy(() -> provider.verifier(SECRET, Map.of("algorithm", "ed25519", "key-id", "k1")))
                .hasMessageContaining("cannot be read as a public key");
        assertThatThrownBy(() -> provider.verifier(
                        SECRET, Map.of("algorithm", "hmac-sha256", "key-id", "k1", "encoding", "rot13")))
                .hasMessageContaining("utf-8, base64 or hex");
        assertThatThrownBy(() -> provider.verifier(
                        SECRET, Map.of("algorithm", "hmac-sha256", "key-id", "k1", "components", "Date,")))
                .hasMessageContaining("'Date'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"event_callback\",\"event_id\":\"Ev1\",\"event\":{\"type\":\"app_mention\"}}|Ev1|app_mention",
                "{\"event\":{\"type\":\"app_mention\"},\"type\":\"event_callback\"}||app_mention",
                "{\"type\":\"url_verification\",\"challenge\":\"c\"}||url_verification",
            })
    void slack_prefers_the_inner_event_type(String body, String id, String type) {
        Instant now = Instant.ofEpochSecond(1700000000);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Headers headers = HmacSigner.of(Slack.scheme(), SECRET.get(0))
                .sign(request(Headers.empty(), bytes), Optional.empty(), now);
        Verified verified = (Verified) Slack.verifier(SECRET.get(0)).verify(request(headers, bytes), now);

        assertThat(verified.id()).isEqualTo(Optional.ofNullable(id));
        assertThat(verified.eventType()).contains(type);
    }

    private static WebhookRequest request(Headers headers, byte[] body) {
        return new WebhookRequest(RequestHead.of("POST", "/", headers), body);
    }
}

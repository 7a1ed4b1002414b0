package io.github.webhooks4j.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.handshake.Handshake;
import io.github.webhooks4j.verify.handshake.HandshakeAnswer;
import io.github.webhooks4j.verify.provider.Providers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options of single providers, and the handshakes that they switch on. */
class SourceOptionsTest {
    private static final String SECRET = "It's a Secret to Everybody";
    private static final String EBAY_TOKEN = "webhook-co-ebay-verify-token-0123456789abcdef";
    private static final String[] EBAY = {
        "provider", "ebay", "secret", SECRET, "client-id", "app", "verify-token", EBAY_TOKEN
    };
    private static final String ED25519 = "79b5562e8fe654f94078b112e8a98ba7901f853ae695bed7e0e3910bad049664";

    private final List<String> faults = new ArrayList<>();
    private Optional<URI> publicUrl = Optional.empty();

    private SourceConfig source(String... keysAndValues) {
        return SourceConfig.of("s", options(keysAndValues), publicUrl, faults)
                .orElseThrow(() -> new AssertionError(faults.toString()));
    }

    private List<String> faults(String... keysAndValues) {
        assertThat(SourceConfig.of("s", options(keysAndValues), publicUrl, faults))
                .isEmpty();
        return faults;
    }

    private static Map<String, String> options(String... keysAndValues) {
        Map<String, String> options = new TreeMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            options.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return options;
    }

    private static List<String> handshakes(SourceConfig source) {
        return source.handshakes().stream().map(Handshake::name).toList();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    discord,         discord
                    dropbox,         dropbox
                    intercom,        head
                    mandrill,        head
                    trello,          head
                    microsoft-graph, microsoft-graph
                    okta,            okta
                    slack,           slack
                    twitch,          twitch
                    x,               x
                    xero,            ''
                    zoom,            zoom
                    cloudevents,     cloudevents
                    """)
    void true_switches_on_the_handshake_of_the_provider(String provider, String handshake) {
        String secret = provider.equals("discord") ? ED25519 : SECRET;

        assertThat(handshakes(source("provider", provider, "secret", secret, "handshake", "true")))
                .containsExactlyElementsOf(handshake.isEmpty() ? List.of() : List.of(handshake));
        assertThat(handshakes(source("provider", provider, "secret", secret))).isEmpty();
        assertThat(handshakes(source("provider", provider, "secret", secret, "handshake", "false")))
                .isEmpty();
    }

    @Test
    void true_stands_beside_names_and_a_name_twice_is_once() {
        assertThat(handshakes(source("provider", "slack", "secret", SECRET, "handshake", "true, head, slack")))
                .containsExactly("slack", "head");
    }

    @Test
    void a_provider_without_a_handshake_that_a_file_can_switch_on_is_a_fault() {
        assertThat(faults("provider", "asana", "secret", SECRET, "handshake", "true"))
                .singleElement()
                .asString()
                .startsWith("source.s.handshake is true, but asana has none that a file can switch on; those that have"
                        + " one: braintree, cloudevents, discord");
    }

    @Test
    void sns_confirms_and_braintree_answers_under_the_key_pair_of_now() {
        assertThat(handshakes(source(
                        "provider",
                        "sns",
                        "topic-arns",
                        "arn:aws:sns:us-east-1:123456789012:a, arn:aws:sns:us-east-1:123456789012:b",
                        "handshake",
                        "true")))
                .containsExactly("sns");

        SourceConfig braintree =
                source("provider", "braintree", "secret", "sk", "public-key-id", "pk", "handshake", "true");

        assertThat(answer(braintree, "/?bt_challenge=20f9f8ed05f77439fe955c977e4c8a53"))
                .isEqualTo(HandshakeAnswer.text("pk|fc556fbd2d47bd3ca7fc108f8f20088e2085c7f8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify-token", "handshake.secret"})
    void the_verify_token_of_meta_has_two_names(String name) {
        SourceConfig meta = source("provider", "meta", "secret", SECRET, name, "0123456789abcdef", "handshake", "true");

        assertThat(answer(meta, "/?hub.mode=subscribe&hub.verify_token=0123456789abcdef&hub.challenge=1158201444"))
                .isEqualTo(HandshakeAnswer.text("1158201444"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://hooks.example.com", "https://hooks.example.com/"})
    void the_challenge_of_ebay_is_answered_for_the_url_of_the_source(String url) throws Exception {
        publicUrl = Optional.of(URI.create(url));
        SourceConfig ebay = source(EBAY);
        String signed = "71745723-9b5e" + EBAY_TOKEN + "https://hooks.example.com/webhooks/s";
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(signed.getBytes(StandardCharsets.UTF_8));

        assertThat(handshakes(ebay)).containsExactly("ebay");
        assertThat(answer(ebay, "/?challenge_code=71745723-9b5e"))
                .isEqualTo(HandshakeAnswer.json(
                        "{\"challengeResponse\":\"" + HexFormat.of().formatHex(hash) + "\"}"));
    }

    @Test
    void ebay_needs_an_https_url_and_a_token_of_its_kind() {
        faults(EBAY);
        publicUrl = Optional.of(URI.create("http://hooks.example.com"));
        faults(EBAY);
        publicUrl = Optional.of(URI.create("https://hooks.example.com"));
        faults("provider", "ebay", "secret", SECRET, "client-id", "app", "handshake", "true");
        faults("provider", "ebay", "secret", SECRET, "client-id", "app", "verify-token", "too short");

        String endpoint = "source.s.handshake ebay: its endpoint must be the https URL that eBay was given";
        assertThat(faults)
                .containsExactly(
                        endpoint,
                        endpoint,
                        "source.s.handshake ebay: it has no verification token",
                        "source.s.handshake ebay: its verification token must match [A-Za-z0-9_-]{32,80}");
    }

    @Test
    void a_verify_token_switches_the_handshake_on_unless_that_is_false() {
        String[] token = {"provider", "meta", "secret", SECRET, "verify-token", "0123456789abcdef"};

        assertThat(handshakes(source(token))).containsExactly("meta");
        assertThat(handshakes(source(
                        "provider",
                        "meta",
                        "secret",
                        SECRET,
                        "verify-token",
                        "0123456789abcdef",
                        "handshake",
                        "false")))
                .isEmpty();
    }

    @Test
    void what_is_wrong_with_these_options_is_told() {
        faults("provider", "meta", "secret", SECRET, "handshake", "true");
        faults("provider", "github", "secret", SECRET, "verify-token", "0123456789abcdef", "public-key", ED25519);
        faults("provider", "discord", "secret", ED25519, "public-key", ED25519);
        faults("provider", "meta", "secret", SECRET, "verify-token", "0123456789abcdef", "handshake.secret", SECRET);
        faults("provider", "discord");

        assertThat(faults)
                .contains(
                        "source.s.handshake meta: it has no verify token",
                        "source.s.verify-token is an unknown key",
                        "source.s.public-key is an unknown key",
                        "source.s.public-key is given beside secret, which is the same",
                        "source.s.verify-token is given beside handshake.secret, which is the same",
                        "source.s.secret is missing");
        assertThat(faults.toString()).doesNotContain(ED25519, "0123456789abcdef", SECRET);
    }

    @Test
    void a_public_key_is_named_as_such() {
        assertThat(source("provider", "discord", "public-key", ED25519).verifier())
                .hasToString("PublicKeyVerifier[discord, [source.s.public-key]]");
    }

    @Test
    void every_provider_of_the_handshakes_is_a_preset() {
        assertThat(Providers.names()).containsAll(NamedHandshakes.providers());
    }

    @Test
    void the_environment_has_these_options_too() {
        assertThat(SourceKey.ofVariable("SOURCE_A_PUBLIC_KEY", Map.of())).contains(new SourceKey("a", "public-key"));
        assertThat(SourceKey.ofVariable("SOURCE_A_PUBLIC_KEY_ID", Map.of()))
                .contains(new SourceKey("a", "public-key-id"));
        assertThat(SourceKey.ofVariable("SOURCE_A_VERIFY_TOKEN", Map.of()))
                .contains(new SourceKey("a", "verify-token"));
        assertThat(SourceKey.ofVariable("SOURCE_A_HANDSHAKE", Map.of())).contains(new SourceKey("a", "handshake"));
    }

    private static HandshakeAnswer answer(SourceConfig source, String target) {
        WebhookRequest request = new WebhookRequest(RequestHead.of("GET", target, Headers.empty()), new byte[0]);
        return source.handshakes().get(0).answer(request, Instant.EPOCH).orElseThrow();
    }
}

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
import io.github.webhooks4j.verify.Unavailable;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.jwt.TestTokens;
import io.github.webhooks4j.verify.key.KeyFetcher;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JwtPresetsTest {
    private static final Secret SECRET = Secret.of("a secret of the token presets");
    private static final Instant NOW = Instant.ofEpochSecond(1_900_000_000L);
    private static final String TIMES = "\"iat\":1900000000,\"exp\":1900000180,";
    private static final KeyPair RSA = TestTokens.rsa(2048);

    private final List<URI> fetched = new ArrayList<>();
    private final KeyFetcher fetcher = address -> {
        fetched.add(address);
        return TestTokens.set(TestTokens.jwk(RSA, "r1", ""));
    };

    private static WebhookRequest request(String method, String target, String body, String... headers) {
        return new WebhookRequest(
                RequestHead.of(method, target, Headers.of(headers)), body.getBytes(StandardCharsets.UTF_8));
    }

    private static String token(String claims) {
        return TestTokens.hs256(SECRET.reveal().getBytes(StandardCharsets.UTF_8), claims);
    }

    private static void assertRejected(Verification verdict, Reason reason) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Rejected.class, it -> assertThat(it.reason()).isEqualTo(reason));
    }

    // MessageBird, vector 20

    private static final Secret MESSAGEBIRD =
            Secret.of("36efdd1aace2e26cd490f0d951138253bef2f7c6d34d18981da781555cc4cebb");
    private static final String MESSAGEBIRD_TOKEN = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
            + "eyJpc3MiOiJNZXNzYWdlQmlyZCIsIm5iZiI6MTYyNTQ3OTIwMCwiZXhwIjoxNjI1NDc5MjYwLCJqdGkiOiI5M2U1NTAwNi1hMGU4"
            + "LTQ1MjYtYTE5MC1mYTVmZjAwZWExMTYiLCJ1cmxfaGFzaCI6IjQxZjA1ZjBkZGQwYTIyYWIyMDlhYzQ2ZjQ3YzQ1NzJkOWNlZmEy"
            + "NTdlZDc0YjI0MDA0YmFlNzUzZWNlNmMyNjAiLCJwYXlsb2FkX2hhc2giOiJkZmZkNjAyMWJiMmJkNWIwYWY2NzYyOTA4MDllYzNh"
            + "NTMxOTFkZDgxYzdmNzBhNGIyODY4OGEzNjIxODI5ODZmIn0._H--TOuYFLpeEH39-rg5E3IHVkjHozBcaKVWPRC5m9I";

    private static WebhookRequest messageBird(String url, String body) {
        RequestHead head =
                RequestHead.of("POST", "/path?bar=1&foo=2", Headers.of("MessageBird-Signature-JWT", MESSAGEBIRD_TOKEN));
        return new WebhookRequest(
                url == null ? head : head.withExternalUrl(url), body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "1625479139, TOO_NEW",
        "1625479140,",
        "1625479230,",
        "1625479320,",
        "1625479321, TOO_OLD",
    })
    void messagebird_published_a_token_that_holds_a_minute(long now, Reason fault) {
        Verification verdict = MessageBird.verifier(MESSAGEBIRD)
                .verify(
                        messageBird("https://example.com/path?bar=1&foo=2", "Hello, World!"),
                        Instant.ofEpochSecond(now));
        if (fault != null) {
            assertRejected(verdict, fault);
        } else {
            assertThat(verdict).isInstanceOfSatisfying(Verified.class, it -> {
                assertThat(it.id()).contains("93e55006-a0e8-4526-a190-fa5ff00ea116");
                assertThat(it.signed())
                        .containsExactlyInAnyOrder(
                                SignedPart.BODY, SignedPart.URL, SignedPart.TIMESTAMP, SignedPart.ID);
            });
        }
    }

    @Test
    void messagebird_covers_url_and_body() {
        Instant now = Instant.ofEpochSecond(1625479230);
        Verifier verifier = MessageBird.verifier(MESSAGEBIRD);

        assertRejected(
                verifier.verify(messageBird("https://example.com/path?foo=2&bar=1", "Hello, World!"), now),
                Reason.MISMATCH);
        assertRejected(
                verifier.verify(messageBird("https://example.com/path?bar=1&foo=2", "Hello, World"), now),
                Reason.MISMATCH);
        assertRejected(verifier.verify(messageBird("https://example.com/path?bar=1&foo=2", ""), now), Reason.MISMATCH);
        assertThat(verifier.verify(messageBird(null, "Hello, World!"), now)).isInstanceOf(Unavailable.class);
        assertRejected(
                MessageBird.verifier(SECRET)
                        .verify(messageBird("https://example.com/path?bar=1&foo=2", "Hello, World!"), now),
                Reason.MISMATCH);
    }

    // Google Pub/Sub, vector 28

    private static final String GOOGLE = "{\"aud\":\"https://example.com\",\"azp\":\"113774264463038321964\","
            + "\"email\":\"gae-gcp@appspot.gserviceaccount.com\",\"sub\":\"113774264463038321964\","
            + "\"email_verified\":true,\"exp\":1550185935,\"iat\":1550182335,"
            + "\"iss\":\"https://accounts.google.com\"}";

    private Verification google(String claims, long now) {
        String body =
                "{\"message\":{\"messageId\":\"136969346945\",\"attributes\":{\"eventType\":\"OBJECT_FINALIZE\"}}}";
        return GooglePubSub.verifier(fetcher, "https://example.com", "gae-gcp@appspot.gserviceaccount.com")
                .verify(
                        request("POST", "/", body, "Authorization", "Bearer " + TestTokens.rs256(RSA, "r1", claims)),
                        Instant.ofEpochSecond(now));
    }

    @Test
    void googles_documented_token_is_verified_in_its_hour_and_expired_after_it() {
        assertThat(google(GOOGLE, 1550182400L)).isInstanceOfSatisfying(Verified.class, it -> {
            assertThat(it.id()).contains("136969346945");
            assertThat(it.eventType()).contains("OBJECT_FINALIZE");
            assertThat(it.signed()).containsExactly(SignedPart.TIMESTAMP);
        });
        assertRejected(google(GOOGLE, 1900000000L), Reason.TOO_OLD);
        assertThat(fetched).containsOnly(URI.create("https://www.googleapis.com/oauth2/v3/certs"));
    }

    @Test
    void google_has_two_names_and_others_have_none() {
        long now = 1550182400L;
        assertThat(google(GOOGLE.replace("https://accounts", "accounts"), now)).isInstanceOf(Verified.class);
        assertRejected(google(GOOGLE.replace("https://accounts", "http://accounts"), now), Reason.MISMATCH);
        assertRejected(google(GOOGLE.replace("example.com", "example.org"), now), Reason.MISMATCH);
        assertRejected(google(GOOGLE.replace("gae-gcp", "other"), now), Reason.MISMATCH);
        assertRejected(google(GOOGLE.replace("true", "false"), now), Reason.MISMATCH);
        assertRejected(google(GOOGLE.replace("1550185935", "1550190000"), now), Reason.TOO_NEW);
    }

    // Microsoft Graph

    private static final String GRAPH = "{\"aud\":\"my-app\",\"iss\":\"https://sts.windows.net/t1/\"," + TIMES
            + "\"appid\":\"0bf30f3b-4a52-48df-9a82-234910c4a086\"}";

    private Verification graph(String... claims) {
        List<String> tokens = new ArrayList<>();
        for (String one : claims) {
            tokens.add("\"" + TestTokens.rs256(RSA, "r1", one) + "\"");
        }
        String body = "{\"value\":[],\"validationTokens\":[" + String.join(",", tokens) + "]}";
        return MicrosoftGraphRich.verifier(fetcher, "my-app", "t1", "t2").verify(request("POST", "/", body), NOW);
    }

    @Test
    void microsoft_graph_has_every_token_right() {
        String second = GRAPH.replace("https://sts.windows.net/t1/", "https://login.microsoftonline.com/t2/v2.0")
                .replace("appid", "azp");

        assertThat(graph(GRAPH, second))
                .isInstanceOfSatisfying(
                        Verified.class, it -> assertThat(it.bodyBound()).isFalse());
        assertRejected(graph(GRAPH, second.replace("t2", "t3")), Reason.MISMATCH);
        assertRejected(graph(GRAPH, second.replace("my-app", "their-app")), Reason.MISMATCH);
        assertRejected(graph(GRAPH, second.replace("0bf30f3b", "1bf30f3b")), Reason.MISMATCH);
        assertRejected(graph(GRAPH, second.replace("1900000180", "1")), Reason.TOO_OLD);
        assertRejected(graph(GRAPH.replace("\"appid\"", "\"azp\":\"other\",\"appid\"")), Reason.MISMATCH);
        assertRejected(graph(GRAPH.replace("appid", "other")), Reason.MISMATCH);
        assertRejected(graph(), Reason.MALFORMED);
        assertThat(fetched).containsOnly(URI.create("https://login.microsoftonline.com/common/discovery/v2.0/keys"));
        assertThatThrownBy(() -> MicrosoftGraphRich.verifier("app", "t", " "))
                .isInstanceOf(IllegalArgumentException.class);
    }

    // those with a shared secret

    private static final String BODY =
            "{\"state\":\"ready\",\"webhook_code\":\"SYNC\",\"event\":{\"type\":\"t\",\"triggerUuid\":\"u\"}}";

    private static String bodyHash() {
        return Sha256.hex(BODY);
    }

    @Test
    void vonage_binds_the_body_and_has_its_id_in_the_token() {
        String claims =
                "{\"iss\":\"Vonage\",\"jti\":\"j1\",\"iat\":1900000000,\"payload_hash\":\"" + bodyHash() + "\"}";
        Verifier verifier = Vonage.verifier(SECRET);

        assertThat(verifier.verify(request("POST", "/", BODY, "Authorization", "Bearer " + token(claims)), NOW))
                .isInstanceOfSatisfying(Verified.class, it -> {
                    assertThat(it.id()).contains("j1");
                    assertThat(it.bodyBound()).isTrue();
                });
        assertRejected(
                verifier.verify(request("POST", "/", BODY + " ", "Authorization", "Bearer " + token(claims)), NOW),
                Reason.MISMATCH);
        String other = claims.replace("Vonage", "Nexmo");
        assertRejected(
                verifier.verify(request("POST", "/", BODY, "Authorization", "Bearer " + token(other)), NOW),
                Reason.MISMATCH);
        assertRejected(
                verifier.verify(
                        request("POST", "/", BODY, "Authorization", "Bearer " + token(claims)), NOW.plusSeconds(361)),
                Reason.TOO_OLD);
    }

    @Test
    void netlify_binds_the_body_for_ever() {
        String claims = "{\"iss\":\"netlify\",\"sha256\":\"" + bodyHash() + "\"}";
        Verifier verifier = Netlify.verifier(SECRET);

        assertThat(verifier.verify(request("POST", "/", BODY, "X-Webhook-Signature", token(claims)), Instant.MAX))
                .isInstanceOfSatisfying(Verified.class, it -> {
                    assertThat(it.eventType()).contains("ready");
                    assertThat(it.id()).isEmpty();
                    assertThat(it.contentKey()).isPresent();
                    assertThat(it.timestamp()).isEmpty();
                    assertThat(it.signed()).containsExactlyInAnyOrder(SignedPart.BODY, SignedPart.EVENT_TYPE);
                });
        String other = claims.replace("netlify", "else");
        assertRejected(
                verifier.verify(request("POST", "/", BODY, "X-Webhook-Signature", token(other)), NOW), Reason.MISMATCH);
        assertRejected(
                verifier.verify(request("POST", "/", "{}", "X-Webhook-Signature", token(claims)), NOW),
                Reason.MISMATCH);
    }

    @Test
    void monday_is_for_one_url() {
        String claims = "{" + TIMES + "\"aud\":\"https://hooks.example.com/monday\"}";
        Verifier verifier = Monday.verifier("https://hooks.example.com/monday", SECRET);

        assertThat(verifier.verify(request("POST", "/", BODY, "Authorization", token(claims)), NOW))
                .isInstanceOfSatisfying(Verified.class, it -> {
                    assertThat(it.id()).contains("u");
                    assertThat(it.eventType()).contains("t");
                    assertThat(it.bodyBound()).isFalse();
                });
        String other = claims.replace("/monday", "/other");
        assertRejected(
                verifier.verify(request("POST", "/", BODY, "Authorization", token(other)), NOW), Reason.MISMATCH);
        String endless = claims.replace("\"exp\":1900000180,", "");
        assertRejected(
                verifier.verify(request("POST", "/", BODY, "Authorization", token(endless)), NOW), Reason.MISSING);
    }

    @Test
    void plaid_binds_the_body_with_a_key_that_it_hands_out() {
        KeyPair ec = TestTokens.ec("secp256r1");
        Verifier verifier =
                Plaid.verifier(kid -> kid.equals("k1") ? Optional.of(TestTokens.jwk(ec, kid, "")) : Optional.empty());
        String claims = "{\"iat\":1900000000,\"request_body_sha256\":\"" + bodyHash() + "\"}";

        assertThat(verifier.verify(
                        request("POST", "/", BODY, "Plaid-Verification", TestTokens.es256(ec, "k1", claims)), NOW))
                .isInstanceOfSatisfying(Verified.class, it -> {
                    assertThat(it.eventType()).contains("SYNC");
                    assertThat(it.bodyBound()).isTrue();
                    assertThat(it.contentKey()).isPresent();
                });
        assertRejected(
                verifier.verify(
                        request("POST", "/", BODY, "Plaid-Verification", TestTokens.es256(ec, "k1", claims)),
                        NOW.plusSeconds(361)),
                Reason.TOO_OLD);
        assertRejected(
                verifier.verify(
                        request("POST", "/", BODY, "Plaid-Verification", TestTokens.es256(ec, "k2", claims)), NOW),
                Reason.NO_KEY);
        assertRejected(
                verifier.verify(
                        request("POST", "/", "{}", "Plaid-Verification", TestTokens.es256(ec, "k1", claims)), NOW),
                Reason.MISMATCH);
        assertRejected(
                verifier.verify(request("POST", "/", BODY, "Plaid-Verification", token(claims)), NOW),
                Reason.MALFORMED);
    }

    // Atlassian Connect, vector 19

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "GET|/test?param=value|GET&/test&param=value",
                "get|/path/to/service?zee_last=param&repeated=parameter%202&first=param&repeated=parameter+1"
                        + "|GET&/path/to/service&first=param&repeated=parameter%201,parameter%202&zee_last=param",
                "POST|/?jwt=a.b.c&a=1|POST&/&a=1",
                "POST||POST&/&",
                "POST|/a/|POST&/a&",
                "POST|/a&b|POST&/a%26b&",
                "POST|/a?x|POST&/a&x=",
                "POST|/a?x=a%2Cb&x=~*|POST&/a&x=a%2Cb,~%2A",
                "POST|/a?&&a=1&|POST&/a&a=1",
                "POST|/a?a=%zz|-",
                "POST|/a?b=1=2&B=3|POST&/a&B=3&b=1%3D2",
            })
    void atlassians_canonical_request(String method, String target, String canonical) {
        assertThat(new AtlassianQsh("").canonical(method, target == null ? "" : target))
                .isEqualTo(Optional.ofNullable(canonical));
    }

    @Test
    void the_base_path_is_no_part_of_it() {
        AtlassianQsh qsh = new AtlassianQsh("/app");
        assertThat(qsh.canonical("POST", "/app/hook")).contains("POST&/hook&");
        assertThat(qsh.canonical("POST", "/app")).contains("POST&/&");
        assertThat(qsh.canonical("POST", "/apple")).contains("POST&/apple&");
        assertThatThrownBy(() -> new AtlassianQsh("app/")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void atlassian_connect_covers_method_and_url_with_the_published_hash() {
        String claims = "{\"iss\":\"client\"," + TIMES
                + "\"qsh\":\"be16910858a41fd19ea5c1b4e9decca9a784d1024cb00b2158defe2f29dc86dd\"}";
        Verifier verifier = AtlassianConnect.verifier("client", "", SECRET);
        String[] right = {"Authorization", "JWT " + token(claims), "X-Atlassian-Webhook-Identifier", "w1"};

        assertThat(verifier.verify(request("GET", "/test?param=value", "{\"event\":\"e\"}", right), NOW))
                .isInstanceOfSatisfying(Verified.class, it -> {
                    assertThat(it.signed())
                            .containsExactlyInAnyOrder(SignedPart.METHOD, SignedPart.URL, SignedPart.TIMESTAMP);
                    assertThat(it.id()).contains("w1");
                    assertThat(it.eventType()).contains("e");
                });
        assertRejected(verifier.verify(request("POST", "/test?param=value", "", right), NOW), Reason.MISMATCH);
        assertRejected(verifier.verify(request("GET", "/test?param=other", "", right), NOW), Reason.MISMATCH);
        assertRejected(verifier.verify(request("GET", "/test?param=%", "", right), NOW), Reason.MALFORMED);
        for (String wrong : List.of(
                claims.replaceFirst("\"qsh\":\"[0-9a-f]+\"", "\"qsh\":\"context-qsh\""),
                claims.replace("client", "other"))) {
            String[] headers = {"Authorization", "JWT " + token(wrong)};
            assertRejected(verifier.verify(request("GET", "/test?param=value", "", headers), NOW), Reason.MISMATCH);
        }
        String[] without = {"Authorization", "JWT " + token(claims.replace("qsh", "other"))};
        assertRejected(verifier.verify(request("GET", "/test?param=value", "", without), NOW), Reason.MISSING);
    }

    @Test
    void atlassian_connect_takes_the_path_of_the_external_url() {
        String claims = "{\"iss\":\"client\"," + TIMES + "\"qsh\":\"" + Sha256.hex("POST&/hook&a=1") + "\"}";
        RequestHead head = RequestHead.of("POST", "/inner", Headers.of("Authorization", "JWT " + token(claims)))
                .withExternalUrl("https://hooks.example.com/app/hook?a=1");

        assertThat(AtlassianConnect.verifier("client", "/app", SECRET)
                        .verify(new WebhookRequest(head, new byte[0]), NOW))
                .isInstanceOf(Verified.class);
    }

    @Test
    void options_make_the_presets_and_their_faults_are_named() {
        List<Secret> secrets = List.of(SECRET);
        assertThat(Providers.byName("google-pubsub").verifier(List.of(), Map.of("audience", "a", "email", "e")))
                .hasToString("JwtVerifier[google-pubsub]");
        assertThat(Providers.byName("microsoft-graph-rich")
                        .verifier(List.of(), Map.of("app-id", "a", "tenants", "t1, t2")))
                .hasToString("JwtVerifier[microsoft-graph-rich]");
        assertThat(Providers.byName("atlassian-connect")
                        .verifier(secrets, Map.of("client-key", "c", "base-path", "/b")))
                .hasToString("JwtVerifier[atlassian-connect]");
        assertThat(Providers.byName("monday").verifier(secrets, Map.of("audience", "https://x")))
                .hasToString("JwtVerifier[monday]");
        for (String name : List.of("messagebird", "netlify", "vonage")) {
            assertThat(Providers.byName(name).verifier(secrets, Map.of())).hasToString("JwtVerifier[" + name + "]");
        }
        assertThatThrownBy(() -> Providers.byName("google-pubsub").verifier(secrets, Map.of()))
                .hasMessageContainingAll("a secret is given", "audience", "email");
        assertThatThrownBy(() -> Providers.byName("microsoft-graph-rich")
                        .verifier(List.of(), Map.of("app-id", "a", "tenants", "t1,")))
                .hasMessageContaining("tenant");
    }
}

package io.github.webhooks4j.verify.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.HmacHash;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacSchemeBuilder;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures that providers, specifications and SDKs published; the numbers are those of the vector list. */
class PublishedVectorsTest {
    private static final String FROZEN = "{\"id\":\"evt_1\",\"note\":\"Zażółć ♥\"}";
    private static final Instant FROZEN_AT = Instant.ofEpochSecond(1700000000);
    private static final String SPEC_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String SPEC_ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";

    private static WebhookRequest post(String body, String... headers) {
        return new WebhookRequest(
                RequestHead.of("POST", "/webhooks/x", Headers.of(headers)), body.getBytes(StandardCharsets.UTF_8));
    }

    private static Verified accepted(Verifier verifier, WebhookRequest request, Instant now) {
        Verification verdict = verifier.verify(request, now);
        assertThat(verdict).isInstanceOf(Verified.class);
        return (Verified) verdict;
    }

    private static void isRejected(Verifier verifier, WebhookRequest request) {
        assertThat(verifier.verify(request, FROZEN_AT)).isEqualTo(Rejected.because(Rejected.Reason.MISMATCH));
    }

    @ParameterizedTest
    @CsvSource({"webhook-,standard-webhooks", "webhook-,svix", "svix-,svix"})
    void vector_1_standard_webhooks_and_svix(String prefix, String preset) {
        Verifier verifier = preset.equals("svix")
                ? Svix.verifier(Secret.of(SPEC_SECRET))
                : StandardWebhooks.verifier(Secret.of(SPEC_SECRET));
        WebhookRequest request = post(
                "{\"test\": 2432232314}",
                prefix + "id",
                SPEC_ID,
                prefix + "timestamp",
                "1614265330",
                prefix + "signature",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

        Verified verified = accepted(verifier, request, Instant.ofEpochSecond(1614265330));

        assertThat(verified.id()).contains(SPEC_ID);
        assertThat(verified.eventType()).isEmpty();
        assertThat(verified.timestamp()).contains(Instant.ofEpochSecond(1614265330));
        assertThat(verified.signed())
                .containsExactlyInAnyOrder(SignedPart.ID, SignedPart.TIMESTAMP, SignedPart.BODY, SignedPart.EVENT_TYPE);
        assertThat(verified.scheme()).isEqualTo(preset);
        assertThat(verified.contentKey()).isEmpty();
    }

    @Test
    void vector_2_standard_webhooks_of_the_rust_library() {
        WebhookRequest request = post(
                "{\"email\":\"test@example.com\",\"username\":\"test_user\"}",
                "webhook-id",
                "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk",
                "webhook-timestamp",
                "1649367553",
                "webhook-signature",
                "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=");

        accepted(
                StandardWebhooks.verifier(Secret.of("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD")),
                request,
                Instant.ofEpochSecond(1649367553));
    }

    @Test
    void vector_4_github_documentation() {
        Verified verified = accepted(
                GitHub.verifier(Secret.of("It's a Secret to Everybody")),
                post(
                        "Hello, World!",
                        "X-Hub-Signature-256",
                        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                        "X-GitHub-Delivery",
                        "72d3162e-cc78-11e3-81ab-4c9367dc0958",
                        "X-GitHub-Event",
                        "push"),
                FROZEN_AT);

        assertThat(verified.id()).contains("72d3162e-cc78-11e3-81ab-4c9367dc0958");
        assertThat(verified.eventType()).contains("push");
        assertThat(verified.signed()).containsExactly(SignedPart.BODY);
        assertThat(verified.bodyBound()).isTrue();
        assertThat(verified.contentKey())
                .contains("dffd6021bb2bd5b0af676290809ec3a53191dd81c7f70a4b28688a362182986f"); // sha256 of the body
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "mysecret|{\"foo\":\"bar\"}|4864d2759938a15468b5df9ade20bf161da9b4f737ea61794142f3484236bda3",
                "development|{\"foo\":\"Foo\\n\\u001B[34mbar: ♥♥♥♥♥♥♥♥\\nthis-is-lost\\u001B[0m\\u001B[2K\"}"
                        + "|afecc3caa27548bb90d51a50384cb2868b9a3327b4ad6a01c9bd4ed0f8b0b12c",
                "It's a Secret to Everybody|Hello World!"
                        + "|a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9",
                "mysecret|" + FROZEN + "|5cf5173fb560938287154437151d626b08e01f962ce48052e36cbb3ae8ba907d",
            })
    void vectors_5_and_6_and_frozen_body_only_in_hex(String secret, String body, String hex) {
        WebhookRequest request = post(body, "X-Hub-Signature-256", "sha256=" + hex);

        accepted(GitHub.verifier(Secret.of(secret)), request, FROZEN_AT);
    }

    @Test
    void vector_7_slack_documentation() {
        String body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F"
                + "96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

        Verified verified = accepted(
                Slack.verifier(Secret.of("8f742231b10e8888abcd99yyyzzz85a5")),
                post(
                        body,
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "X-Slack-Request-Timestamp",
                        "1531420618",
                        "X-Slack-Signature",
                        "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"),
                Instant.ofEpochSecond(1531420618));

        assertThat(verified.id()).isEmpty();
        assertThat(verified.eventType()).contains("/webhook-collect");
        assertThat(verified.signed()).contains(SignedPart.EVENT_TYPE, SignedPart.TIMESTAMP, SignedPart.BODY);
    }

    @Test
    void vector_17_convoy_hex_base64_and_sha512() {
        HmacSchemeBuilder convoy = HmacScheme.builder("convoy").signatureHeader("X-Convoy");
        String body = "Test Payload Body";
        Secret secret = Secret.of("Convoy");

        accepted(
                HmacVerifier.of(convoy.build(), secret),
                post(body, "X-Convoy", "d7a154547e7c35e31c4c820e20237650939c3d34dae136e30a7757ca61abb4cf"),
                FROZEN_AT);
        accepted(
                HmacVerifier.of(convoy.encoding(SignatureEncoding.BASE64).build(), secret),
                post(body, "X-Convoy", "16FUVH58NeMcTIIOICN2UJOcPTTa4TbjCndXymGrtM8="),
                FROZEN_AT);
        accepted(
                HmacVerifier.of(
                        convoy.encoding(SignatureEncoding.HEX)
                                .hash(HmacHash.SHA512)
                                .build(),
                        secret),
                post(
                        body,
                        "X-Convoy",
                        "83306382f5361d35351d6de45998f23b52f40bcf96befe4e92f137c0f1bf4a71"
                                + "19388b238d8f9d502ac77e6f1a8849a4778272667ed88d530cac8050bd1fee2d"),
                FROZEN_AT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "test|{\"_id\":\"resume\"}|1633519811129|tLa470fx7qkLLEcMOcEUFuBbRSkGujyskxrNXcoh0N0",
                "try-me|{\"title\":\"GROQ-Hooks are neat\"}|1633518820676|e7C9h2sfbFfc4V7TEz7PSOp4IoNzl0UdVsBV-1wgdeA"
            })
    void vector_21_sanity_base64url_and_milliseconds(String secret, String body, long millis, String signature) {
        HmacScheme sanity = HmacScheme.builder("sanity")
                .template("{ts}.{body}")
                .signatureHeader("sanity-webhook-signature")
                .syntax(SignatureSyntax.keyValues(',', "v1", "t"))
                .encoding(SignatureEncoding.BASE64URL)
                .timestampInSignature(TimestampFormat.MILLISECONDS)
                .build();

        accepted(
                HmacVerifier.of(sanity, Secret.of(secret)),
                post(body, "sanity-webhook-signature", "t=" + millis + ",v1=" + signature),
                Instant.ofEpochMilli(millis));
    }

    @Test
    void vector_27_zendesk_signs_time_then_body_and_not_the_reverse() {
        HmacScheme zendesk = HmacScheme.builder("zendesk")
                .template("{ts}{body}")
                .signatureHeader("X-Zendesk-Webhook-Signature")
                .encoding(SignatureEncoding.BASE64)
                .timestamp(MessageField.header("X-Zendesk-Webhook-Signature-Timestamp"), TimestampFormat.RFC3339)
                .ageEnforced(false)
                .build();
        Verifier verifier = HmacVerifier.of(zendesk, Secret.of("HRkRd4BeOAoUkfZr-mhauJT64rvBASlJRoIyPsd3zeA="));
        String time = "2021-07-25T10:00:00Z";
        String header = "X-Zendesk-Webhook-Signature";

        Verified verified = accepted(
                verifier,
                post(
                        "{\"say\": \"hello\"}",
                        header,
                        "Rry/4TtIdFyawtXXp8QdI6tlAUUQ/5kL1OTp5qo/ZIk=",
                        header + "-Timestamp",
                        time),
                FROZEN_AT);
        assertThat(verified.timestamp()).contains(Instant.parse(time));
        isRejected(
                verifier,
                post(
                        "{\"say\": \"hello\"}",
                        header,
                        "tRDSF7URY8BLCDlaBcQ7FHu051Zk+aAB0NKMP53teMw=",
                        header + "-Timestamp",
                        time));
    }

    @Test
    void vector_8_twilio_signs_url_and_sorted_form() {
        HmacScheme twilio = HmacScheme.builder("twilio-form")
                .hash(HmacHash.SHA1)
                .template("{url}{sortedForm}")
                .signatureHeader("X-Twilio-Signature")
                .encoding(SignatureEncoding.BASE64)
                .build();
        RequestHead head = RequestHead.of(
                        "POST",
                        "/myapp.php?foo=1&bar=2",
                        Headers.of(
                                "X-Twilio-Signature",
                                "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
                                "Content-Type",
                                "application/x-www-form-urlencoded; charset=utf-8"))
                .withExternalUrl("https://mycompany.com/myapp.php?foo=1&bar=2");
        String form = "Digits=1234&CallSid=CA1234567890ABCDE&To=%2B18005551212&Caller=%2B14158675309"
                + "&From=%2B14158675309";

        Verified verified = accepted(
                HmacVerifier.of(twilio, Secret.of("12345")),
                new WebhookRequest(head, form.getBytes(StandardCharsets.US_ASCII)),
                FROZEN_AT);

        assertThat(verified.signed()).containsExactly(SignedPart.URL);
        assertThat(verified.bodyBound()).isFalse();
    }

    @Test
    void vector_12_square_signs_url_and_body() {
        HmacScheme square = HmacScheme.builder("square")
                .template("{url}{body}")
                .signatureHeader("x-square-hmacsha256-signature")
                .encoding(SignatureEncoding.BASE64)
                .build();
        RequestHead head = RequestHead.of(
                        "POST",
                        "/webhook",
                        Headers.of("x-square-hmacsha256-signature", "2kRE5qRU2tR+tBGlDwMEw2avJ7QM4ikPYD/PJ3bd9Og="))
                .withExternalUrl("https://example.com/webhook");

        accepted(
                HmacVerifier.of(square, Secret.of("asdf1234")),
                new WebhookRequest(head, "{\"hello\":\"world\"}".getBytes(StandardCharsets.US_ASCII)),
                FROZEN_AT);
    }

    @Test
    void frozen_stripe() {
        Verified verified = accepted(
                Stripe.verifier(Secret.of("whsec_test_secret")),
                post(
                        FROZEN,
                        "Stripe-Signature",
                        "t=1700000000, v1=3c5247f022a69484b3b30dc8723dd6a7d4db5d0ad32637d10fa608fddc3c072e"),
                FROZEN_AT);

        assertThat(verified.id()).contains("evt_1");
        assertThat(verified.signed())
                .containsExactlyInAnyOrder(SignedPart.ID, SignedPart.TIMESTAMP, SignedPart.BODY, SignedPart.EVENT_TYPE);
    }

    @Test
    void frozen_standard_webhooks() {
        accepted(
                StandardWebhooks.verifier(Secret.of(SPEC_SECRET)),
                post(
                        FROZEN,
                        "webhook-id",
                        SPEC_ID,
                        "webhook-timestamp",
                        "1700000000",
                        "webhook-signature",
                        "v1,OFe7m2H5nRgtlzMhUGRh0EhfuwRJTb70YzLX61MNutg="),
                FROZEN_AT);
    }

    @Test
    void frozen_slack() {
        Verified verified = accepted(
                Slack.verifier(Secret.of("8f742231b10e8888abcd99yyyzzz85a5")),
                post(
                        FROZEN,
                        "X-Slack-Request-Timestamp",
                        "1700000000",
                        "X-Slack-Signature",
                        "v0=65dfde3367d2daaeaa00f8aed07be8e2e35d32f794e4870b47a6cb374551803e"),
                FROZEN_AT);

        assertThat(verified.id()).isEmpty();
        assertThat(verified.eventType()).isEmpty();
    }

    @Test
    void frozen_twitch_signs_id_time_and_body_without_separators() {
        HmacScheme twitch = HmacScheme.builder("twitch")
                .template("{id}{ts}{body}")
                .signatureHeader("Twitch-Eventsub-Message-Signature")
                .syntax(SignatureSyntax.prefix("sha256="))
                .timestamp(MessageField.header("Twitch-Eventsub-Message-Timestamp"), TimestampFormat.RFC3339)
                .id(MessageField.header("Twitch-Eventsub-Message-Id"))
                .build();

        accepted(
                HmacVerifier.of(twitch, Secret.of("s3cRe7s3cRe7")),
                post(
                        FROZEN,
                        "Twitch-Eventsub-Message-Id",
                        "e76c6bd4-55c9-4987-8304-da1588d8988b",
                        "Twitch-Eventsub-Message-Timestamp",
                        "2023-11-14T22:13:20.000000000Z",
                        "Twitch-Eventsub-Message-Signature",
                        "sha256=1b886d106b937160c5a736ad783fb40cb23db74336451820d59825655ab83330"),
                FROZEN_AT);
    }

    @Test
    void frozen_body_only_of_sha1_and_base64() {
        accepted(
                HmacVerifier.of(
                        HmacScheme.builder("intercom")
                                .hash(HmacHash.SHA1)
                                .signatureHeader("X-Hub-Signature")
                                .syntax(SignatureSyntax.prefix("sha1="))
                                .build(),
                        Secret.of("s")),
                post(FROZEN, "X-Hub-Signature", "sha1=0bbd92a591aa465bdf6e8bd9ba88653bac90f62e"),
                FROZEN_AT);
        accepted(
                HmacVerifier.of(
                        HmacScheme.builder("typeform")
                                .encoding(SignatureEncoding.BASE64)
                                .signatureHeader("Typeform-Signature")
                                .syntax(SignatureSyntax.prefix("sha256="))
                                .build(),
                        Secret.of("s")),
                post(FROZEN, "Typeform-Signature", "sha256=45EZ1I7gNBsGH/rt6nSKFNqy2DG1RU5G+rPiEEOrCI8="),
                FROZEN_AT);
    }
}

package io.github.webhooks4j.verify.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.Verifiers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures of private keys that providers, specifications and SDKs published, by the numbers of the vector list. */
class PublicKeyVectorsTest {
    private static final String WHPK = "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=";
    private static final String WHSK =
            "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";
    private static final String WHSEC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String V1 = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final String V1A =
            "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3m" + "Nl8EM+m7TBAg==";
    private static final Instant SPEC_TIME = Instant.ofEpochSecond(1614265330);

    private static final String SENDGRID_KEY =
            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpig"
                    + "lSI8eNEc6wEA3F+g==";
    private static final String SENDGRID_OTHER_KEY =
            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqTxd43gyp8IOEto2LdIfjRQrIbsd4SXZkLW6jDutdhXSJCWHw8REntlo7aNDthvj+y7GjU"
                    + "uFDb/R1NGe1OPzpA==";
    private static final String SENDGRID_BODY = "[{\"email\":\"hello@world.com\",\"event\":\"dropped\",\"reason\":"
            + "\"Bounced Address\",\"sg_event_id\":\"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA\","
            + "\"sg_message_id\":\"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0\","
            + "\"smtp-id\":\"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>\",\"timestamp\":1600112492}]";
    private static final Instant SENDGRID_TIME = Instant.ofEpochSecond(1600112502);

    private static final String DISCORD_KEY = "79b5562e8fe654f94078b112e8a98ba7901f853ae695bed7e0e3910bad049664";
    private static final String DISCORD_SIGNATURE = "50db4086e890c41c26b539f0dd95af18b4d8b03d2f4203964d238b4946943ee2"
            + "cc6fd52c47ddb355d267086a8c4e299d1054d3d655dba6e0f237a779f634800d";

    private static WebhookRequest post(String body, String... headers) {
        return new WebhookRequest(
                RequestHead.of("POST", "/webhooks/x", Headers.of(headers)), body.getBytes(StandardCharsets.UTF_8));
    }

    private static Verified accepted(Verification verdict) {
        assertThat(verdict).isInstanceOf(Verified.class);
        return (Verified) verdict;
    }

    private static void isRejected(Verification verdict, Rejected.Reason reason) {
        assertThat(verdict).isEqualTo(Rejected.because(reason));
    }

    private static WebhookRequest specRequest(String signatures) {
        return post(
                "{\"test\": 2432232314}",
                "webhook-id",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "webhook-timestamp",
                "1614265330",
                "webhook-signature",
                signatures);
    }

    @ParameterizedTest
    @ValueSource(strings = {V1A, V1 + " " + V1A, V1A + " " + V1, "v2,AAAA " + V1A, "v1a,AAAA " + V1A})
    void vector_3_standard_webhooks_v1a_alone_and_in_mixed_lists(String signatures) {
        Verifier verifier = StandardWebhooksV1a.verifier(Secret.of(WHPK));

        Verified verified = accepted(verifier.verify(specRequest(signatures), SPEC_TIME));

        assertThat(verified.id()).contains("msg_p5jXN8AQM9LWM0D4loKWxJek");
        assertThat(verified.timestamp()).contains(SPEC_TIME);
        assertThat(verified.signed())
                .containsExactlyInAnyOrder(SignedPart.ID, SignedPart.TIMESTAMP, SignedPart.BODY, SignedPart.EVENT_TYPE);
    }

    @Test
    void vector_3_either_version_is_enough_where_both_are_configured() {
        Verifier both = Verifiers.anyOf(
                StandardWebhooks.verifier(Secret.of(WHSEC)), StandardWebhooksV1a.verifier(Secret.of(WHPK)));

        assertThat(accepted(both.verify(specRequest(V1), SPEC_TIME)).scheme()).isEqualTo("standard-webhooks");
        assertThat(accepted(both.verify(specRequest(V1A), SPEC_TIME)).scheme()).isEqualTo("standard-webhooks-v1a");
        assertThat(accepted(both.verify(specRequest(V1 + " " + V1A), SPEC_TIME)).scheme())
                .isEqualTo("standard-webhooks");
        isRejected(both.verify(specRequest("v2,AAAA"), SPEC_TIME), Rejected.Reason.MISSING);
    }

    @Test
    void r13_no_version_takes_the_signature_or_the_key_of_the_other() {
        Verifier v1 = StandardWebhooks.verifier(Secret.of(WHSEC));
        Verifier v1a = StandardWebhooksV1a.verifier(Secret.of(WHPK));

        isRejected(v1.verify(specRequest(V1A), SPEC_TIME), Rejected.Reason.MISSING);
        isRejected(v1a.verify(specRequest(V1), SPEC_TIME), Rejected.Reason.MISSING);
        isRejected(v1.verify(specRequest("v1," + V1A.substring(4)), SPEC_TIME), Rejected.Reason.MALFORMED);
        isRejected(v1a.verify(specRequest("v1a," + V1.substring(3)), SPEC_TIME), Rejected.Reason.MALFORMED);
        for (String text : List.of(WHPK, WHSK)) {
            assertThatThrownBy(() -> StandardWebhooks.verifier(Secret.of(text)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("asymmetric")
                    .hasMessageNotContaining(text.substring(5));
        }
        for (String text : List.of(WHSEC, WHSK)) {
            assertThatThrownBy(() -> StandardWebhooksV1a.verifier(Secret.of(text)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("standard-webhooks-v1a: key secret")
                    .hasMessageNotContaining(text.substring(6));
        }
    }

    @Test
    void vector_11_sendgrid_with_the_line_end_that_is_signed() {
        Verifier verifier = SendGrid.verifier(Secret.of(SENDGRID_KEY));

        Verified verified = accepted(verifier.verify(sendGrid(SENDGRID_BODY + "\r\n"), SENDGRID_TIME));

        assertThat(verified.signed()).containsExactlyInAnyOrder(SignedPart.BODY, SignedPart.TIMESTAMP);
        assertThat(verified.id()).isEmpty();
        assertThat(verified.contentKey()).isPresent();
        for (String body : List.of(SENDGRID_BODY, SENDGRID_BODY + "\n", SENDGRID_BODY + "\r\n\r\n")) {
            isRejected(verifier.verify(sendGrid(body), SENDGRID_TIME), Rejected.Reason.MISMATCH);
        }
        isRejected(
                SendGrid.verifier(Secret.of(SENDGRID_OTHER_KEY))
                        .verify(sendGrid(SENDGRID_BODY + "\r\n"), SENDGRID_TIME),
                Rejected.Reason.MISMATCH);
    }

    @Test
    void sendgrid_repeats_for_a_day_and_no_longer() {
        Verifier verifier = SendGrid.verifier(Secret.of(SENDGRID_KEY));
        WebhookRequest request = sendGrid(SENDGRID_BODY + "\r\n");

        accepted(verifier.verify(request, SENDGRID_TIME.plus(Duration.ofHours(25))));
        assertThat(verifier.verify(
                        request, SENDGRID_TIME.plus(Duration.ofHours(25)).plusSeconds(1)))
                .isInstanceOf(Rejected.class)
                .extracting(verdict -> ((Rejected) verdict).reason())
                .isEqualTo(Rejected.Reason.TOO_OLD);
    }

    /** Between time and body there is nothing: a digit of one could be a digit of the other. */
    @Test
    void sendgrid_time_and_body_cannot_be_cut_at_another_place() {
        WebhookRequest cut = post(
                "2" + SENDGRID_BODY + "\r\n",
                "X-Twilio-Email-Event-Webhook-Signature",
                SENDGRID_SIGNATURE,
                "X-Twilio-Email-Event-Webhook-Timestamp",
                "160011250");

        assertThat(SendGrid.verifier(Secret.of(SENDGRID_KEY)).verify(cut, SENDGRID_TIME))
                .isInstanceOf(Rejected.class);
    }

    private static final String SENDGRID_SIGNATURE =
            "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=";

    private static WebhookRequest sendGrid(String body) {
        return post(
                body,
                "X-Twilio-Email-Event-Webhook-Signature",
                SENDGRID_SIGNATURE,
                "X-Twilio-Email-Event-Webhook-Timestamp",
                "1600112502");
    }

    @Test
    void vector_18_discord() {
        Verifier verifier = Discord.verifier(Secret.of(DISCORD_KEY));
        Instant now = Instant.ofEpochSecond(1610000000);

        Verified verified = accepted(verifier.verify(discord("{\"type\":1}", DISCORD_SIGNATURE), now));

        assertThat(verified.eventType()).contains("1");
        assertThat(verified.signed())
                .containsExactlyInAnyOrder(SignedPart.BODY, SignedPart.TIMESTAMP, SignedPart.EVENT_TYPE);
        assertThat(verifier.rejectionAnswer().status()).isEqualTo(401);
        isRejected(verifier.verify(discord("{\"type\":2}", DISCORD_SIGNATURE), now), Rejected.Reason.MISMATCH);
        isRejected(
                verifier.verify(discord("{\"type\":1}", "f".repeat(128)), now),
                Rejected.Reason.MISMATCH); // where the platform throws
    }

    private static WebhookRequest discord(String body, String signature) {
        return post(body, "X-Signature-Ed25519", signature, "X-Signature-Timestamp", "1610000000");
    }

    @Test
    void configuration_makes_the_same_verifiers() {
        Verifier verifier =
                Providers.byName("discord").verifier(List.of(Secret.of(DISCORD_KEY)), Map.of("tolerance", "PT1S"));

        accepted(verifier.verify(discord("{\"type\":1}", DISCORD_SIGNATURE), Instant.ofEpochSecond(1610000001)));
        assertThat(verifier.verify(discord("{\"type\":1}", DISCORD_SIGNATURE), Instant.ofEpochSecond(1610000002)))
                .isInstanceOf(Rejected.class);
        assertThat(Providers.byName("wise").options()).isEmpty();
        assertThat(Providers.byName("wise").scheme()).isEmpty();
        assertThat(Providers.byName("wise").publicKeyScheme()).contains(Wise.scheme());
    }
}

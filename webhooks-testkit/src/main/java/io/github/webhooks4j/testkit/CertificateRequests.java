package io.github.webhooks4j.testkit;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * Requests as those providers send them that sign with a certificate. Keys and certificates are the test's own; the
 * verifier gets them by a {@link io.github.webhooks4j.verify.key.KeyFetcher} of the test.
 */
public final class CertificateRequests {
    /** Three digits always: what reads the time and writes it anew to verify it must come to the same text. */
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private CertificateRequests() {}

    /**
     * As Amazon SNS notifies, with signature version 2: the body becomes the {@code Message} of the notification.
     *
     * @param key signs
     * @param topicArn the topic
     * @param certificateUrl where the certificate is said to be
     * @return a POST to {@code /}
     */
    public static SignedRequest sns(PrivateKey key, String topicArn, String certificateUrl) {
        return SignedRequest.by((request, id, at) -> {
            Map<String, String> message = new LinkedHashMap<>(); // in the order in which SNS signs
            message.put("Message", new String(request.body(), StandardCharsets.UTF_8));
            message.put("MessageId", idOf(request, at));
            message.put("Timestamp", MILLIS.format(at));
            message.put("TopicArn", topicArn);
            message.put("Type", "Notification");
            StringBuilder signed = new StringBuilder();
            message.forEach((name, value) ->
                    signed.append(name).append('\n').append(value).append('\n'));
            message.put("SignatureVersion", "2");
            message.put("Signature", signature(key, signed.toString()));
            message.put("SigningCertURL", certificateUrl);
            return new WebhookRequest(request.head(), JwtSigner.json(message));
        });
    }

    private static String idOf(WebhookRequest request, Instant at) {
        String content = at + new String(request.body(), StandardCharsets.ISO_8859_1);
        return UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /**
     * As PayPal calls.
     *
     * @param key signs
     * @param webhookId the id of the webhook
     * @param certificateUrl where the certificate is said to be
     * @return an empty POST to {@code /}
     */
    public static SignedRequest payPal(PrivateKey key, String webhookId, String certificateUrl) {
        return SignedRequest.byHeaders((request, id, at) -> {
            String transmission = idOf(request, at);
            String time = at.truncatedTo(ChronoUnit.SECONDS).toString();
            CRC32 crc = new CRC32();
            crc.update(request.body());
            String signed = transmission + "|" + time + "|" + webhookId + "|" + crc.getValue();
            return Headers.of(
                    "PAYPAL-TRANSMISSION-ID", transmission,
                    "PAYPAL-TRANSMISSION-TIME", time,
                    "PAYPAL-TRANSMISSION-SIG", signature(key, signed),
                    "PAYPAL-CERT-URL", certificateUrl,
                    "PAYPAL-AUTH-ALGO", "SHA256withRSA");
        });
    }

    private static String signature(PrivateKey key, String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("this key does not sign with SHA256withRSA", e);
        }
    }
}

package io.github.webhooks4j.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The schemes of {@link ProviderRequests}, written down once more: nothing here is shared with what verifies. */
final class BodySignatures {
    private static final ObjectMapper JSON = new ObjectMapper();

    private BodySignatures() {}

    static String twilio(Secret authToken, WebhookRequest request) {
        Map<String, SortedSet<String>> parameters = new TreeMap<>();
        for (String pair : text(request.body()).split("&", -1)) {
            String[] parts = pair.split("=", 2);
            if (!pair.isEmpty()) {
                parameters
                        .computeIfAbsent(decode(parts[0]), name -> new TreeSet<>())
                        .add(parts.length < 2 ? "" : decode(parts[1]));
            }
        }
        StringBuilder signed = new StringBuilder(url(request));
        parameters.forEach(
                (name, values) -> values.forEach(value -> signed.append(name).append(value)));
        return base64(hmac("HmacSHA1", utf8(authToken), signed.toString()));
    }

    static String twilioUrl(Secret authToken, WebhookRequest request) {
        return base64(hmac("HmacSHA1", utf8(authToken), url(request)));
    }

    private static String url(WebhookRequest request) {
        return request.head()
                .externalUrl()
                .orElseThrow(() -> new IllegalStateException("Twilio signs the URL: give an externalUrl"));
    }

    static byte[] adyenPayments(Secret key, byte[] body) {
        ObjectNode notification = object(body);
        for (JsonNode element : notification.path("notificationItems")) {
            JsonNode item = element.path("NotificationRequestItem");
            String signed = String.join(
                    ":",
                    item.path("pspReference").asText(""),
                    item.path("originalReference").asText(""),
                    item.path("merchantAccountCode").asText(""),
                    item.path("merchantReference").asText(""),
                    item.path("amount").path("value").asText(""),
                    item.path("amount").path("currency").asText(""),
                    item.path("eventCode").asText(""),
                    item.path("success").asText(""));
            ((ObjectNode) item)
                    .withObject("/additionalData")
                    .put(
                            "hmacSignature",
                            base64(hmac("HmacSHA256", HexFormat.of().parseHex(key.reveal()), signed)));
        }
        return bytes(notification);
    }

    static byte[] braintree(String publicKey, Secret privateKey, byte[] xml) {
        String payload = base64(xml) + "\n"; // as most senders do
        byte[] key = digest("SHA-1", utf8(privateKey));
        String signature = publicKey + "|" + hex(hmac("HmacSHA1", key, payload));
        return ("bt_signature=" + encode(signature) + "&bt_payload=" + encode(payload))
                .getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] mailgun(Secret signingKey, byte[] body, Instant at) {
        ObjectNode event = object(body);
        String time = Long.toString(at.getEpochSecond());
        String token =
                sha256((time + text(body)).getBytes(StandardCharsets.UTF_8)).substring(0, 50);
        event.putObject("signature")
                .put("timestamp", time)
                .put("token", token)
                .put("signature", hex(hmac("HmacSHA256", utf8(signingKey), time + token)));
        return bytes(event);
    }

    static byte[] dropboxSign(Secret apiKey, byte[] body, Instant at) {
        ObjectNode callback = object(body);
        ObjectNode event = callback.withObject("/event");
        String time = Long.toString(at.getEpochSecond());
        String type = event.path("event_type").asText();
        event.put("event_time", time).put("event_hash", hex(hmac("HmacSHA256", utf8(apiKey), time + type)));
        return ("json=" + encode(text(bytes(callback)))).getBytes(StandardCharsets.US_ASCII);
    }

    static String sha256(byte[] bytes) {
        return hex(digest("SHA-256", bytes));
    }

    private static ObjectNode object(byte[] body) {
        try {
            if (JSON.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("this provider signs inside a JSON object, and the body is none", e);
        }
        throw new IllegalArgumentException("this provider signs inside a JSON object, and the body is none");
    }

    private static byte[] bytes(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hmac(String algorithm, byte[] key, String message) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no working " + algorithm, e);
        }
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    private static byte[] utf8(Secret secret) {
        return secret.reveal().getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}

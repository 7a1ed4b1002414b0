package io.github.webhooks4j.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The schemes of {@link ProviderRequests}, written down once more: nothing here is shared with what verifies. */
final class BodySignatures {
    private static final ObjectMapper JSON = new ObjectMapper();

    private BodySignatures() {}

    static String twilio(Secret authToken, WebhookRequest request) {
        StringBuilder signed = new StringBuilder(url(request));
        parameters(text(request.body()))
                .forEach((name, values) -> new TreeSet<>(values)
                        .forEach(value -> signed.append(name).append(value)));
        return base64(hmac("HmacSHA1", utf8(authToken), signed.toString()));
    }

    static String twilioUrl(Secret authToken, WebhookRequest request) {
        return base64(hmac("HmacSHA1", utf8(authToken), url(request)));
    }

    private static String url(WebhookRequest request) {
        return request.head()
                .externalUrl()
                .orElseThrow(() -> new IllegalStateException("this provider signs the URL: give an externalUrl"));
    }

    /** The decoded values of each name, in order. */
    private static Map<String, List<String>> parameters(String encoded) {
        Map<String, List<String>> parameters = new TreeMap<>();
        for (String pair : encoded.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            if (!pair.isEmpty()) {
                parameters
                        .computeIfAbsent(decode(parts[0]), name -> new ArrayList<>())
                        .add(parts.length < 2 ? "" : decode(parts[1]));
            }
        }
        parameters.values().forEach(Collections::sort);
        return parameters;
    }

    static String plivo(Secret authToken, WebhookRequest request, String nonce) {
        String[] url = url(request).split("\\?", 2);
        List<String> query = new ArrayList<>();
        parameters(url.length < 2 ? "" : url[1])
                .forEach((name, values) -> values.forEach(value -> query.add(name + "=" + value)));
        List<String> form = new ArrayList<>();
        parameters(text(request.body())).forEach((name, values) -> values.forEach(value -> form.add(name + value)));
        List<String> fields = new ArrayList<>();
        if (!query.isEmpty()) {
            fields.add(String.join("&", query));
        }
        if (!form.isEmpty()) {
            fields.add(String.join("", form));
        }
        String signed = url[0] + (fields.isEmpty() ? "" : "?" + String.join(".", fields)) + "." + nonce;
        return base64(hmac("HmacSHA256", utf8(authToken), signed));
    }

    /** Signature, list and time; every header field of the request is in the list. */
    static Headers contentful(Secret secret, WebhookRequest request, Instant at) {
        Map<String, String> fields = new TreeMap<>();
        request.headers().forEach((name, value) -> fields.putIfAbsent(name.toLowerCase(Locale.ROOT), value.strip()));
        String time = Long.toString(at.toEpochMilli());
        fields.put("x-contentful-timestamp", time);
        fields.put("x-contentful-signed-headers", "");
        String list = String.join(",", fields.keySet());
        fields.put("x-contentful-signed-headers", list);
        String lines = request.head().method()
                + "\n"
                + contentfulPath(request)
                + "\n"
                + fields.entrySet().stream()
                        .map(field -> field.getKey() + ":" + field.getValue())
                        .collect(Collectors.joining(";"))
                + "\n";
        byte[] head = lines.getBytes(StandardCharsets.UTF_8);
        byte[] signed = Arrays.copyOf(head, head.length + request.body().length);
        System.arraycopy(request.body(), 0, signed, head.length, request.body().length);
        return Headers.of(
                "X-Contentful-Signature", hex(hmac("HmacSHA256", utf8(secret), signed)),
                "X-Contentful-Signed-Headers", list,
                "X-Contentful-Timestamp", time);
    }

    private static String contentfulPath(WebhookRequest request) {
        String target = request.head()
                .externalUrl()
                .map(url -> url.replaceFirst("^https?://[^/]*", ""))
                .orElse(request.head().target());
        String[] parts = target.split("\\?", 3);
        return uriEncoded(
                parts.length < 2 || parts[1].isEmpty() ? parts[0] : parts[0] + "?" + componentEncoded(parts[1]));
    }

    /** JavaScript's {@code encodeURIComponent}. */
    private static String componentEncoded(String text) {
        return restored(encode(text).replace("+", "%20").replace("%7E", "~"), "!'()");
    }

    /** JavaScript's {@code encodeURI}. */
    private static String uriEncoded(String text) {
        return restored(componentEncoded(text), ";,/?:@&=+$#");
    }

    private static String restored(String encoded, String characters) {
        String text = encoded;
        for (int i = 0; i < characters.length(); i++) {
            char c = characters.charAt(i);
            text = text.replace("%" + HexFormat.of().withUpperCase().toHexDigits((byte) c), String.valueOf(c));
        }
        return text;
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
        return hmac(algorithm, key, message.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(String algorithm, byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(message);
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

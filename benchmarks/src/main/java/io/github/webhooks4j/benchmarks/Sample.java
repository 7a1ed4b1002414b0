package io.github.webhooks4j.benchmarks;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.provider.Provider;
import io.github.webhooks4j.verify.provider.Providers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A genuine request of a provider, its verifier, and the JDK's part of the same work.
 *
 * @param request the request
 * @param verifier ours
 * @param bare the JDK alone, on one thread
 */
record Sample(WebhookRequest request, Verifier verifier, Callable<Boolean> bare) {
    static final String KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final byte[] KEY_BYTES = Base64.getDecoder().decode(KEY.substring(6));

    /** A JSON object of so many bytes, 2 at least. */
    static byte[] body(int bytes) {
        byte[] body = new byte[Math.max(2, bytes)];
        Arrays.fill(body, (byte) ' ');
        byte[] start = "{\"id\":\"evt_1\",\"type\":\"order.paid\",\"text\":\"".getBytes(StandardCharsets.US_ASCII);
        if (body.length > start.length + 2) {
            Arrays.fill(body, (byte) 'x');
            System.arraycopy(start, 0, body, 0, start.length);
            body[body.length - 2] = '"';
        } else {
            body[0] = '{';
        }
        body[body.length - 1] = '}';
        return body;
    }

    static Sample of(String provider, int bytes, Instant now) {
        byte[] body = body(bytes);
        try {
            return switch (provider) {
                case "discord" -> ed25519(body, now);
                case "sendgrid" -> ecdsa(body, now);
                case "vonage" -> jwt(body, now);
                case "token" -> token(body);
                default -> hmac(provider, body, now);
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has it", e);
        }
    }

    static WebhookRequest request(Headers headers, byte[] body) {
        return new WebhookRequest(RequestHead.of("POST", "/webhooks", headers), body);
    }

    private static Sample hmac(String provider, byte[] body, Instant now) throws GeneralSecurityException {
        Provider preset = Providers.byName(provider);
        HmacScheme scheme = preset.scheme().orElseThrow();
        Secret secret = Secret.of(KEY);
        boolean identified = provider.equals("standard-webhooks") || provider.equals("svix");
        Headers headers = scheme.sign(
                scheme.keys(secret),
                request(Headers.empty(), body),
                Optional.of(ID).filter(id -> identified),
                now);
        String before = identified ? ID + "." + now.getEpochSecond() + "." : now.getEpochSecond() + ".";
        byte[] head = before.getBytes(StandardCharsets.US_ASCII);
        byte[] key = identified ? KEY_BYTES : KEY.getBytes(StandardCharsets.UTF_8);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] signed = provider.equals("github") ? new byte[0] : head;
        byte[] expected = mac(mac, signed, body);
        return new Sample(
                request(headers, body),
                preset.verifier(List.of(secret), Map.of()),
                () -> MessageDigest.isEqual(expected, mac(mac, signed, body)));
    }

    private static byte[] mac(Mac mac, byte[] head, byte[] body) {
        mac.update(head);
        mac.update(body);
        return mac.doFinal();
    }

    private static Sample ed25519(byte[] body, Instant now) throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = pair.getPublic().getEncoded();
        String key = HexFormat.of().formatHex(encoded, encoded.length - 32, encoded.length);
        byte[] time = String.valueOf(now.getEpochSecond()).getBytes(StandardCharsets.US_ASCII);
        byte[] signature = sign("Ed25519", pair, time, body);
        Headers headers = Headers.of(
                "X-Signature-Ed25519", HexFormat.of().formatHex(signature),
                "X-Signature-Timestamp", String.valueOf(now.getEpochSecond()));
        return asymmetric("discord", key, "Ed25519", pair, headers, time, body, signature);
    }

    private static Sample ecdsa(byte[] body, Instant now) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        String key = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        byte[] time = String.valueOf(now.getEpochSecond()).getBytes(StandardCharsets.US_ASCII);
        byte[] signature = sign("SHA256withECDSA", pair, time, body);
        Headers headers = Headers.of(
                "X-Twilio-Email-Event-Webhook-Signature",
                Base64.getEncoder().encodeToString(signature),
                "X-Twilio-Email-Event-Webhook-Timestamp",
                String.valueOf(now.getEpochSecond()));
        return asymmetric("sendgrid", key, "SHA256withECDSA", pair, headers, time, body, signature);
    }

    private static byte[] sign(String algorithm, KeyPair pair, byte[] head, byte[] body)
            throws GeneralSecurityException {
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(pair.getPrivate());
        signer.update(head);
        signer.update(body);
        return signer.sign();
    }

    private static Sample asymmetric(
            String provider,
            String key,
            String algorithm,
            KeyPair pair,
            Headers headers,
            byte[] head,
            byte[] body,
            byte[] signature)
            throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(algorithm);
        return new Sample(
                request(headers, body), Providers.byName(provider).verifier(List.of(Secret.of(key)), Map.of()), () -> {
                    verifier.initVerify(pair.getPublic());
                    verifier.update(head);
                    verifier.update(body);
                    return verifier.verify(signature);
                });
    }

    /** The bare part: the HMAC of the token and the hash of the body that it carries. */
    private static Sample jwt(byte[] body, Instant now) throws GeneralSecurityException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] hash = sha256.digest(body);
        String claims = "{\"iss\":\"Vonage\",\"iat\":" + now.getEpochSecond() + ",\"jti\":\"" + ID
                + "\",\"payload_hash\":\"" + HexFormat.of().formatHex(hash) + "\"}";
        String signed = base64Url("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64Url(claims.getBytes(StandardCharsets.UTF_8));
        byte[] head = signed.getBytes(StandardCharsets.US_ASCII);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal(head);
        Headers headers = Headers.of("Authorization", "Bearer " + signed + "." + base64Url(signature));
        return new Sample(
                request(headers, body),
                Providers.byName("vonage").verifier(List.of(Secret.of(KEY)), Map.of()),
                () -> MessageDigest.isEqual(signature, mac.doFinal(head))
                        && MessageDigest.isEqual(hash, sha256.digest(body)));
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Sample token(byte[] body) {
        byte[] shown = KEY.getBytes(StandardCharsets.UTF_8);
        byte[] known = shown.clone();
        Verifier verifier = Providers.byName("token").verifier(List.of(Secret.of(KEY)), Map.of());
        return new Sample(
                request(Headers.of("X-Webhook-Token", KEY), body), verifier, () -> MessageDigest.isEqual(known, shown));
    }
}

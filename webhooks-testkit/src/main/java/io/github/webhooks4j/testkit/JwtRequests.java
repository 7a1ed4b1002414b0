package io.github.webhooks4j.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Requests as those providers send them that carry a JSON Web Token. */
public final class JwtRequests {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JwtRequests() {}

    /** What a token says, once body, URL and time are known. */
    @FunctionalInterface
    public interface Claims {
        /**
         * The claims.
         *
         * @param request what is sent, without the token
         * @param at the time of signing
         * @return the claims, as {@link JwtSigner#token} takes them
         */
        Map<String, ?> of(WebhookRequest request, Instant at);
    }

    /**
     * With any token in a header field.
     *
     * @param signer signs it
     * @param header the field
     * @param before what stands before the token, such as {@code Bearer } with its space
     * @param claims what it says
     * @return an empty POST to {@code /}
     */
    public static SignedRequest inHeader(JwtSigner signer, String header, String before, Claims claims) {
        return SignedRequest.byHeaders(
                (request, id, at) -> Headers.of(header, before + signer.token(claims.of(request, at))));
    }

    /**
     * As Google Cloud Pub/Sub pushes.
     *
     * @param signer signs by RS256
     * @param audience the audience of the subscription
     * @param email the e-mail address of the service account
     * @return an empty POST to {@code /}
     */
    public static SignedRequest googlePubSub(JwtSigner signer, String audience, String email) {
        return inHeader(signer, "Authorization", "Bearer ", (request, at) -> {
            Map<String, Object> claims = lasting(at, 3600);
            claims.put("iss", "https://accounts.google.com");
            claims.put("aud", audience);
            claims.put("email", email);
            claims.put("email_verified", true);
            return claims;
        });
    }

    /**
     * As Microsoft Graph sends notifications with resource data: one token, in the JSON body's list
     * {@code validationTokens}.
     *
     * @param signer signs by RS256
     * @param appId for which app
     * @param tenantId of which tenant
     * @return a POST to {@code /} that needs a body, which is a JSON object
     */
    public static SignedRequest microsoftGraphRich(JwtSigner signer, String appId, String tenantId) {
        return SignedRequest.by((request, id, at) -> {
            Map<String, Object> claims = lasting(at, 3600);
            claims.put("iss", "https://sts.windows.net/" + tenantId + "/");
            claims.put("aud", appId);
            claims.put("appid", "0bf30f3b-4a52-48df-9a82-234910c4a086");
            ObjectNode body = object(request.body());
            body.putArray("validationTokens").add(signer.token(claims));
            return new WebhookRequest(request.head(), JwtSigner.json(body));
        });
    }

    /**
     * As Vonage calls back.
     *
     * @param secret the signature secret
     * @return an empty POST to {@code /}
     */
    public static SignedRequest vonage(Secret secret) {
        return inHeader(
                JwtSigner.hs256(secret),
                "Authorization",
                "Bearer ",
                (request, at) -> Map.of(
                        "iss", "Vonage",
                        "iat", at.getEpochSecond(),
                        "jti", sha256(at.toString().getBytes(StandardCharsets.UTF_8)),
                        "payload_hash", sha256(request.body())));
    }

    /**
     * As MessageBird calls. It needs an external URL.
     *
     * @param secret the signing key
     * @return an empty POST to {@code /}
     */
    public static SignedRequest messageBird(Secret secret) {
        return inHeader(JwtSigner.hs256(secret), "MessageBird-Signature-JWT", "", (request, at) -> {
            String url = request.head()
                    .externalUrl()
                    .orElseThrow(() -> new IllegalStateException("this preset signs the URL: set an external URL"));
            Map<String, Object> claims = lasting(at, 60);
            claims.put("nbf", at.getEpochSecond());
            claims.put("iss", "MessageBird");
            claims.put("jti", sha256(at.toString().getBytes(StandardCharsets.UTF_8)));
            claims.put("url_hash", sha256(url.getBytes(StandardCharsets.UTF_8)));
            if (request.body().length > 0) {
                claims.put("payload_hash", sha256(request.body()));
            }
            return claims;
        });
    }

    /**
     * As Netlify notifies.
     *
     * @param secret the secret of the notification
     * @return an empty POST to {@code /}
     */
    public static SignedRequest netlify(Secret secret) {
        return inHeader(
                JwtSigner.hs256(secret),
                "X-Webhook-Signature",
                "",
                (request, at) -> Map.of("iss", "netlify", "sha256", sha256(request.body())));
    }

    /**
     * As monday.com calls.
     *
     * @param audience the URL that the webhook was registered with
     * @param secret the app's signing secret
     * @return an empty POST to {@code /}
     */
    public static SignedRequest monday(String audience, Secret secret) {
        return inHeader(JwtSigner.hs256(secret), "Authorization", "", (request, at) -> {
            Map<String, Object> claims = lasting(at, 300);
            claims.put("aud", audience);
            return claims;
        });
    }

    /**
     * As Plaid calls.
     *
     * @param signer signs by ES256
     * @return an empty POST to {@code /}
     */
    public static SignedRequest plaid(JwtSigner signer) {
        return inHeader(
                signer,
                "Plaid-Verification",
                "",
                (request, at) -> Map.of("iat", at.getEpochSecond(), "request_body_sha256", sha256(request.body())));
    }

    /**
     * As Atlassian sends to an app on Connect whose base URL has no path.
     *
     * @param clientKey the client key of the installation
     * @param secret its shared secret
     * @return an empty POST to {@code /}; names and values of its query need no percent-encoding
     */
    public static SignedRequest atlassianConnect(String clientKey, Secret secret) {
        return inHeader(JwtSigner.hs256(secret), "Authorization", "JWT ", (request, at) -> {
            Map<String, Object> claims = lasting(at, 180);
            claims.put("iss", clientKey);
            String query = Stream.of(request.head().query().split("&")).sorted().collect(Collectors.joining("&"));
            String canonical = request.head().method() + "&" + request.head().path() + "&" + query;
            claims.put("qsh", sha256(canonical.getBytes(StandardCharsets.UTF_8)));
            return claims;
        });
    }

    private static Map<String, Object> lasting(Instant at, int seconds) {
        return new LinkedHashMap<>(Map.of("iat", at.getEpochSecond(), "exp", at.getEpochSecond() + seconds));
    }

    static ObjectNode object(byte[] body) {
        try {
            JsonNode read = JSON.readTree(body);
            return Optional.of(read)
                    .filter(ObjectNode.class::isInstance)
                    .map(ObjectNode.class::cast)
                    .orElseThrow(() -> new IllegalStateException("this preset needs a body that is a JSON object"));
        } catch (IOException e) {
            throw new IllegalStateException("this preset needs a body that is a JSON object", e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

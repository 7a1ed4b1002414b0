package io.github.webhooks4j.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Requests of presets that show a secret elsewhere than in a header field, or hash it without an HMAC. {@link
 * SignedRequest} makes the others.
 */
public final class CredentialRequests {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CredentialRequests() {}

    /**
     * With a token as a query parameter, behind those that the path has.
     *
     * @param parameter the parameter's name
     * @param token the token
     * @return an empty POST to {@code /}
     */
    public static SignedRequest inQuery(String parameter, Secret token) {
        return SignedRequest.by((request, id, at) -> {
            RequestHead head = request.head();
            String separator = head.target().indexOf('?') < 0 ? "?" : "&";
            String target = head.target() + separator + encoded(parameter) + "=" + encoded(token.reveal());
            RequestHead sent = RequestHead.of(head.method(), target, head.headers());
            return new WebhookRequest(
                    head.externalUrl().map(sent::withExternalUrl).orElse(sent), request.body());
        });
    }

    /**
     * As Microsoft Graph sends notifications: with a client state in every element of {@code value}.
     *
     * @param clientState the client state
     * @return a POST to {@code /} that needs a body, a JSON object with an array {@code value} of objects
     */
    public static SignedRequest microsoftGraph(Secret clientState) {
        return SignedRequest.by((request, id, at) -> {
            try {
                JsonNode body = JSON.readTree(request.body());
                for (JsonNode element : body.path("value")) {
                    ((ObjectNode) element).put("clientState", clientState.reveal());
                }
                return new WebhookRequest(request.head(), JSON.writeValueAsBytes(body));
            } catch (IOException e) {
                throw new IllegalStateException("the body is no JSON object with an array of objects", e);
            }
        });
    }

    /**
     * As HubSpot signs in version 1.
     *
     * @param clientSecret the app's client secret
     * @return an empty POST to {@code /}
     */
    public static SignedRequest hubSpotV1(Secret clientSecret) {
        return SignedRequest.byHeaders(
                (request, id, at) -> Headers.of("X-HubSpot-Signature", digest(clientSecret.reveal(), request.body())));
    }

    /**
     * As HubSpot signs in version 2.
     *
     * @param clientSecret the app's client secret
     * @return an empty POST to {@code /}; it needs an {@link SignedRequest#externalUrl}
     */
    public static SignedRequest hubSpotV2(Secret clientSecret) {
        return SignedRequest.byHeaders((request, id, at) -> {
            String url = request.head()
                    .externalUrl()
                    .orElseThrow(() -> new IllegalStateException("version 2 signs the external URL: set it"));
            String before = clientSecret.reveal() + request.head().method() + url;
            return Headers.of("X-HubSpot-Signature", digest(before, request.body()));
        });
    }

    private static String digest(String before, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(before.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

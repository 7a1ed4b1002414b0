package io.github.webhooks4j.testkit;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import java.util.Optional;

/**
 * Requests as those providers send them whose scheme is like no other. What is missing is added: a signature that has
 * its place in the body is put into the body given, which must be what that provider sends.
 */
public final class ProviderRequests {
    private static final String FORM = "application/x-www-form-urlencoded";

    private ProviderRequests() {}

    /**
     * As Twilio sends a form. It needs a {@link SignedRequest#externalUrl}; the body is an urlencoded form, of a GET
     * empty. An id becomes {@code I-Twilio-Idempotency-Token}.
     *
     * @param authToken the auth token
     * @return an empty POST to {@code /}
     */
    public static SignedRequest twilio(Secret authToken) {
        return SignedRequest.byHeaders((request, id, at) -> twilio(BodySignatures.twilio(authToken, request), id))
                .header("Content-Type", FORM);
    }

    /**
     * As Twilio sends JSON. It needs a {@link SignedRequest#externalUrl} with {@code bodySHA256} in its query: see {@link
     * #twilioHash}. An id becomes {@code I-Twilio-Idempotency-Token}.
     *
     * @param authToken the auth token
     * @return an empty POST to {@code /}
     */
    public static SignedRequest twilioJson(Secret authToken) {
        return SignedRequest.byHeaders((request, id, at) -> twilio(BodySignatures.twilioUrl(authToken, request), id))
                .header("Content-Type", "application/json");
    }

    /**
     * What Twilio adds to the query of a URL that it posts JSON to.
     *
     * @param body the body
     * @return {@code bodySHA256=} and the hash
     */
    public static String twilioHash(byte[] body) {
        return "bodySHA256=" + BodySignatures.sha256(body);
    }

    /**
     * As Plivo sends it, under version 3 of its signature, with a nonce made of the time. It needs a {@link
     * SignedRequest#externalUrl}; the body is an urlencoded form, of a GET empty.
     *
     * @param authToken the auth token
     * @return an empty POST to {@code /}
     */
    public static SignedRequest plivo(Secret authToken) {
        return SignedRequest.byHeaders((request, id, at) -> {
                    String nonce = Long.toString(at.getEpochSecond()) + (1_000_000_000 + at.getNano());
                    String signature = BodySignatures.plivo(authToken, request, nonce);
                    return Headers.of("X-Plivo-Signature-V3", signature, "X-Plivo-Signature-V3-Nonce", nonce);
                })
                .header("Content-Type", FORM);
    }

    /**
     * As Contentful sends it: every header field of the request is signed, but not an id, which becomes {@code
     * X-Contentful-Idempotency-Key}. The event type is the field {@code X-Contentful-Topic}.
     *
     * @param signingSecret the signing secret, of 64 characters
     * @return an empty POST to {@code /}
     */
    public static SignedRequest contentful(Secret signingSecret) {
        return SignedRequest.byHeaders((request, id, at) -> {
                    Headers signed = BodySignatures.contentful(signingSecret, request, at);
                    return id.isPresent() ? signed.with("X-Contentful-Idempotency-Key", id.get()) : signed;
                })
                .header("Content-Type", "application/vnd.contentful.management.v1+json");
    }

    /**
     * As Adyen sends standard webhooks: each item of the body gets its {@code additionalData.hmacSignature}.
     *
     * @param key the HMAC key in hex
     * @return an empty POST to {@code /}; it needs a body with {@code notificationItems}
     */
    public static SignedRequest adyenPayments(Secret key) {
        return SignedRequest.by(
                        (request, id, at) -> withBody(request, BodySignatures.adyenPayments(key, request.body())))
                .header("Content-Type", "application/json");
    }

    /**
     * As Braintree sends it: the body given is the XML, which becomes the form field {@code bt_payload}.
     *
     * @param publicKey the public key
     * @param privateKey the private key of the same pair
     * @return an empty POST to {@code /}; it needs a body
     */
    public static SignedRequest braintree(String publicKey, Secret privateKey) {
        return SignedRequest.by((request, id, at) ->
                        withBody(request, BodySignatures.braintree(publicKey, privateKey, request.body())))
                .header("Content-Type", FORM);
    }

    /**
     * As Mailgun sends it: the body gets its member {@code signature}, with a token made of time and body, so that the
     * same request always has the same.
     *
     * @param signingKey the HTTP webhook signing key
     * @return an empty POST to {@code /}; it needs a body that is a JSON object
     */
    public static SignedRequest mailgun(Secret signingKey) {
        return SignedRequest.by(
                        (request, id, at) -> withBody(request, BodySignatures.mailgun(signingKey, request.body(), at)))
                .header("Content-Type", "application/json");
    }

    /**
     * As Dropbox Sign sends it: the body given is JSON with {@code event.event_type}; it gets time and hash and becomes
     * the form field {@code json}.
     *
     * @param apiKey the API key
     * @return an empty POST to {@code /}; it needs a body
     */
    public static SignedRequest dropboxSign(Secret apiKey) {
        return SignedRequest.by(
                        (request, id, at) -> withBody(request, BodySignatures.dropboxSign(apiKey, request.body(), at)))
                .header("Content-Type", FORM);
    }

    private static WebhookRequest withBody(WebhookRequest request, byte[] body) {
        return new WebhookRequest(request.head(), body);
    }

    private static Headers twilio(String signature, Optional<String> id) {
        Headers signed = Headers.of("X-Twilio-Signature", signature);
        return id.isPresent() ? signed.with("I-Twilio-Idempotency-Token", id.get()) : signed;
    }
}

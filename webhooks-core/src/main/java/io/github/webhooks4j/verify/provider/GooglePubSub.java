package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.jwt.JwtAlgorithm;
import io.github.webhooks4j.verify.jwt.JwtKeys;
import io.github.webhooks4j.verify.jwt.JwtVerifier;
import io.github.webhooks4j.verify.key.HttpsKeyFetcher;
import io.github.webhooks4j.verify.key.KeyFetcher;
import java.net.URI;
import java.time.Duration;

/**
 * Push subscriptions of Google Cloud Pub/Sub, as its documentation
 * <a href="https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions">Authentication for push
 * subscriptions</a> has it.
 *
 * <p>An OpenID Connect token in {@code Authorization: Bearer}, RS256 with Google's published keys. Its issuer is
 * Google in either spelling, its audience and its e-mail address are those configured for the subscription, the
 * address is verified, and it expires within an hour. <b>Not signed:</b> the body and everything else of the request;
 * Google may send one token with several messages. The message id is {@code message.messageId}; as event type serves
 * the attribute {@code eventType}, as Cloud Storage sets it. Needs {@code com.nimbusds:nimbus-jose-jwt}.
 */
public final class GooglePubSub {
    private static final String KEY_HOST = "www.googleapis.com";
    private static final URI KEYS = URI.create("https://" + KEY_HOST + "/oauth2/v3/certs");

    private GooglePubSub() {}

    /**
     * Verifies pushes of one subscription.
     *
     * @param audience the audience of the subscription; its endpoint's URL where none was set
     * @param email the e-mail address of the service account that the subscription pushes as
     * @return the verifier; it fetches Google's keys
     * @throws IllegalArgumentException when one is blank, or the JWT library is missing
     */
    public static Verifier verifier(String audience, String email) {
        return verifier(HttpsKeyFetcher.of(KEY_HOST), audience, email);
    }

    /**
     * Verifies pushes of one subscription, with keys fetched another way.
     *
     * @param fetcher gets Google's keys
     * @param audience the audience of the subscription; its endpoint's URL where none was set
     * @param email the e-mail address of the service account that the subscription pushes as
     * @return the verifier
     * @throws IllegalArgumentException when one is blank, or the JWT library is missing
     */
    public static Verifier verifier(KeyFetcher fetcher, String audience, String email) {
        return JwtVerifier.builder("google-pubsub", JwtKeys.published(JwtAlgorithm.RS256, KEYS, fetcher))
                .issuers("https://accounts.google.com", "accounts.google.com")
                .audiences(audience)
                .claim("email", email)
                .flag("email_verified")
                .expires(Duration.ofHours(1))
                .id(MessageField.json("message.messageId"))
                .eventType(MessageField.json("message.attributes.eventType"))
                .build();
    }
}

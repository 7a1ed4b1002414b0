package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.StaticCredentialVerifier;
import io.github.webhooks4j.verify.Verifier;

/**
 * A fixed token in a header field or elsewhere, for senders that cannot sign. Nothing of the message is covered:
 * whoever sees one request can send others.
 *
 * <p>In a header field, a missing and a wrong token are both answered 403 with {@code Incorrect token in NAME header.}
 *
 * <p>There is no tolerance, for there is no time; id and event type are where the source says, and as little covered.
 */
public final class Token {
    private Token() {}

    /**
     * Accepts requests with a token in {@value StaticCredentialVerifier#DEFAULT_TOKEN_HEADER}.
     *
     * @param current the token in use
     * @param previous tokens that are still accepted
     * @return the verifier
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return verifier(StaticCredentialVerifier.DEFAULT_TOKEN_HEADER, current, previous);
    }

    /**
     * Accepts requests with a token in a header field.
     *
     * @param header the field's name
     * @param current the token in use
     * @param previous tokens that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException when the name is blank
     */
    public static Verifier verifier(String header, Secret current, Secret... previous) {
        return StaticCredentialVerifier.token(header, current, previous);
    }

    /**
     * Accepts requests with a token elsewhere. What is rejected is answered 401 with nothing more.
     *
     * @param place a header field, query parameter, form field or JSON member; a query parameter is not stored
     * @param current the token in use
     * @param previous tokens that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException when the place has alternatives
     */
    public static Verifier verifier(MessageField place, Secret current, Secret... previous) {
        return StaticCredentialVerifier.tokenAt(place, current, previous);
    }
}

package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.jwt.JwtKeys;
import io.github.webhooks4j.verify.jwt.JwtVerifier;
import java.time.Duration;

/**
 * Webhooks of monday.com apps, as its documentation
 * <a href="https://developer.monday.com/api-reference/reference/webhooks">Webhooks</a> has it; what the token holds,
 * and where id and type are, is general knowledge only.
 *
 * <p>A token that is the whole value of {@code Authorization}, HS256 with the app's signing secret, for the URL of the
 * webhook ({@code aud}), which expires within an hour. <b>Not signed:</b> the body and everything else. The message id
 * is {@code event.triggerUuid}, the event type {@code event.type}.
 */
public final class Monday {
    private Monday() {}

    /**
     * Verifies requests of monday.com.
     *
     * @param audience the URL that the webhook was registered with
     * @param current the signing secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException when the audience is blank
     */
    public static Verifier verifier(String audience, Secret current, Secret... previous) {
        return JwtVerifier.builder("monday", JwtKeys.hs256(current, previous))
                .header("Authorization")
                .audiences(audience)
                .expires(Duration.ofHours(1))
                .id(MessageField.json("event.triggerUuid"))
                .eventType(MessageField.json("event.type"))
                .build();
    }
}

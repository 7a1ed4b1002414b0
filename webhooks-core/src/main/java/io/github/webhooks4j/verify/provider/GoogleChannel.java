package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.StaticCredentialVerifier;
import io.github.webhooks4j.verify.Verifier;
import java.util.Optional;

/**
 * Push notifications of Google Calendar, Drive and other APIs:
 * <a href="https://developers.google.com/workspace/calendar/api/guides/push">Push notifications</a>.
 *
 * <p>{@code X-Goog-Channel-Token} is the token that was given when the channel was made. <b>Nothing is signed:</b>
 * whoever sees one request can send others with any body, and a repeat <em>cannot</em> be told. The event type is
 * {@code X-Goog-Resource-State}, such as {@code sync} or {@code exists}. There is no id: {@code X-Goog-Message-Number}
 * counts within one channel only. There is usually no body: ask Google what changed.
 *
 * <p>All of this is not verified against the provider's own software: it is general knowledge.
 */
public final class GoogleChannel {
    private GoogleChannel() {}

    /**
     * Accepts requests with a channel token.
     *
     * @param current the token in use
     * @param previous tokens that are still accepted
     * @return the verifier
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return StaticCredentialVerifier.tokenAt(MessageField.header("X-Goog-Channel-Token"), current, previous)
                .telling(
                        "google-channel",
                        Optional.empty(),
                        Optional.of(MessageField.header("X-Goog-Resource-State")),
                        "X-Goog-Channel-ID",
                        "X-Goog-Message-Number",
                        "X-Goog-Resource-ID",
                        "X-Goog-Resource-URI",
                        "X-Goog-Changed");
    }
}

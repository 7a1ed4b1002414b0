package io.github.webhooks4j.verify.handshake;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What a WebSub hub says that a subscriber wants. It is not verified: only the subscriber knows whether that is so.
 *
 * @param mode what shall happen
 * @param topic the topic's URL as the hub writes it, of any content; at most 2048 characters
 * @param lease how long the subscription holds, when the hub says so
 */
public record WebSubIntent(Mode mode, String topic, Optional<Duration> lease) {
    /** What shall happen with a subscription. */
    public enum Mode {
        /** It begins, or is renewed. */
        SUBSCRIBE,
        /** It ends. */
        UNSUBSCRIBE,
        /** The hub did not grant it, or has ended it. */
        DENIED;

        static Optional<Mode> of(String word) {
            for (Mode mode : values()) {
                if (mode.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return Optional.of(mode);
                }
            }
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "WebSubIntent[" + mode + "]";
    }
}

package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.TokenOnce;
import io.github.webhooks4j.verify.Verifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Mailgun: <a href="https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks">Securing
 * webhooks</a>.
 *
 * <p>The signature is in the body: {@code timestamp}, {@code token} and {@code signature} in the JSON member {@code
 * signature}, or of legacy webhooks as fields of a form. Hex, HMAC-SHA-256 with the HTTP webhook signing key over time
 * (seconds) and token (50 letters and digits) with nothing between them.
 *
 * <p><b>Not signed:</b> everything else, above all what happened: {@link
 * io.github.webhooks4j.verify.Verified#bodyBound()} is {@code false}. Whoever saw one request could send any event with
 * its token, so a token belongs to the first body that it came with ({@link TokenOnce}), and {@link
 * io.github.webhooks4j.verify.Verified#contentKey()}, which is over time and token, makes the message log take it once
 * whatever the body. By default the memory of tokens is that of this process, {@value #DEFAULT_TOKENS} tokens. Id and
 * event type are {@code event-data.id} and {@code event-data.event} (of a form: {@code event}), unsigned.
 *
 * <p>Tolerance 12 hours, in both directions: Mailgun repeats for 8 hours, and whether it signs anew is not documented. It
 * is shorter than the 24 hours for which the message log remembers a content key.
 */
public final class Mailgun {
    /** How far a request's time may be from ours: 12 hours. */
    public static final Duration DEFAULT_TOLERANCE = Duration.ofHours(12);

    /** How many tokens the memory of one process holds: {@value}. */
    public static final int DEFAULT_TOKENS = 100_000;

    /** The widest tolerance that can be set: 30 days. */
    public static final Duration MAX_TOLERANCE = Duration.ofDays(30);

    private Mailgun() {}

    /**
     * Verifies requests of Mailgun.
     *
     * @param current the HTTP webhook signing key in use
     * @param previous keys that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Mailgun
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return builder(current, previous).build();
    }

    /**
     * Starts a verifier with other settings.
     *
     * @param current the HTTP webhook signing key in use
     * @param previous keys that are still accepted
     * @return the builder
     */
    public static Builder builder(Secret current, Secret... previous) {
        return new Builder(current, previous);
    }

    /** Not thread-safe. */
    public static final class Builder {
        final Secret current;
        final Secret[] previous;
        Duration tolerance = DEFAULT_TOLERANCE;
        TokenOnce tokens = TokenOnce.inMemory(DEFAULT_TOKENS);
        boolean ofParent;

        private Builder(Secret current, Secret... previous) {
            this.current = current;
            this.previous = previous.clone();
        }

        /**
         * How far a request's time may be from ours. Default {@link Mailgun#DEFAULT_TOLERANCE}.
         *
         * @param value in both directions, at most {@link Mailgun#MAX_TOLERANCE}
         * @return this builder
         */
        public Builder tolerance(Duration value) {
            tolerance = value;
            return this;
        }

        /**
         * The memory of tokens, such as one that several nodes share. By default that of this process.
         *
         * @param memory the memory
         * @return this builder
         */
        public Builder tokens(TokenOnce memory) {
            tokens = memory;
            return this;
        }

        /**
         * Reads {@code parent-signature} instead of {@code signature}: the same under the key of the parent account,
         * for webhooks of a subaccount.
         *
         * @return this builder
         */
        public Builder parentSignature() {
            ofParent = true;
            return this;
        }

        /**
         * The verifier.
         *
         * @return the verifier
         * @throws IllegalArgumentException naming every fault
         */
        public Verifier build() {
            List<String> faults = new ArrayList<>();
            if (tolerance.isNegative() || tolerance.compareTo(MAX_TOLERANCE) > 0) {
                faults.add("tolerance is " + tolerance + " but must be from PT0S to " + MAX_TOLERANCE);
            }
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException("mailgun: " + String.join("; ", faults));
            }
            return new MailgunVerifier(this);
        }
    }
}

package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Svix and who sends through it: <a href="https://docs.svix.com/receiving/verifying-payloads/how-manual">Verifying
 * webhooks manually</a>.
 *
 * <p>{@link StandardWebhooks} under the header names {@code svix-id}, {@code svix-timestamp} and
 * {@code svix-signature}. When any of the three is missing, all three are taken from {@code webhook-*}, as
 * Svix's libraries do; both sets carry the same signature.
 *
 * <p>Method, URL and the other header fields are not signed. Tolerance five minutes, in both directions. The id is
 * {@code svix-id}, the event type the JSON member {@code type}; both are signed.
 */
public final class Svix {
    private static final HmacScheme SCHEME = StandardWebhooks.scheme("svix", "svix-");
    private static final HmacScheme FALLBACK = StandardWebhooks.scheme("svix", "webhook-");

    private Svix() {}

    /** Takes the names that the request has. */
    private record EitherName(Verifier svix, Verifier standard) implements Verifier {
        @Override
        public Verification verify(WebhookRequest request, Instant now) {
            Headers headers = request.headers();
            boolean complete = headers.contains("svix-id")
                    && headers.contains("svix-timestamp")
                    && headers.contains("svix-signature");
            return (complete ? svix : standard).verify(request, now);
        }

        @Override
        public Set<String> credentialHeaders() {
            return union(svix.credentialHeaders(), standard.credentialHeaders());
        }

        @Override
        public Set<String> messageHeaders() {
            return union(svix.messageHeaders(), standard.messageHeaders());
        }

        private static Set<String> union(Set<String> some, Set<String> others) {
            Set<String> all = new TreeSet<>(some);
            all.addAll(others);
            return Collections.unmodifiableSet(all);
        }
    }

    /**
     * Verifies requests of Svix.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Svix
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return verifier(HmacScheme.DEFAULT_TOLERANCE, current, previous);
    }

    static Verifier verifier(Duration tolerance, Secret current, Secret... previous) {
        List<Verifier> both = List.of(
                HmacVerifier.of(SCHEME.withTolerance(tolerance), current, previous),
                HmacVerifier.of(FALLBACK.withTolerance(tolerance), current, previous));
        return new EitherName(both.get(0), both.get(1));
    }

    /**
     * How Svix signs, under the {@code svix-*} names.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}

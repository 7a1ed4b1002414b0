package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.key.HttpsKeyFetcher;
import io.github.webhooks4j.verify.key.KeyFetcher;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * PayPal, as its documentation
 * <a href="https://developer.paypal.com/api/rest/webhooks/rest/">Integrate webhooks</a> and its SDK have it.
 *
 * <p>Header fields {@code PAYPAL-TRANSMISSION-ID}, {@code PAYPAL-TRANSMISSION-TIME}, {@code PAYPAL-TRANSMISSION-SIG} and
 * {@code PAYPAL-CERT-URL}. Signed, with SHA256withRSA whatever {@code PAYPAL-AUTH-ALGO} says: transmission id, time, the
 * configured webhook id and the CRC-32 of the body, with {@code |} between them. The certificate comes from PayPal's own
 * host and path, is PayPal's by its name, and is trusted by the JDK's authorities; revocation is not asked for.
 * <b>The body is not bound:</b> a CRC-32 is forged at will, so who has seen one signature can put another body under
 * it. Have the handler ask PayPal for the resource. Id and event type are the JSON members {@code id} and
 * {@code event_type}, as little covered as the rest. That PayPal answers under {@code api-m} too is general knowledge
 * only.
 *
 * <p>A message is accepted up to {@link #DEFAULT_MAX_AGE} after its time: whether PayPal signs a repeat anew is not
 * documented, and it repeats for three days.
 */
public final class PayPal {
    /** How old a message may be: 4 days. */
    public static final Duration DEFAULT_MAX_AGE = Duration.ofDays(4);

    private PayPal() {}

    /**
     * Verifies messages of the live environment.
     *
     * @param webhookId the id of the webhook, as PayPal shows it
     * @return the verifier; it fetches PayPal's certificates
     * @throws IllegalArgumentException when the id is none
     */
    public static Verifier verifier(String webhookId) {
        return builder(webhookId).build();
    }

    /**
     * Starts a verifier.
     *
     * @param webhookId the id of the webhook, as PayPal shows it
     * @return the builder
     */
    public static Builder builder(String webhookId) {
        return new Builder(webhookId);
    }

    /** Collects the settings. Not thread-safe. */
    public static final class Builder {
        private final String webhookId;
        private boolean sandbox;
        private Duration maxAge = DEFAULT_MAX_AGE;
        private @Nullable KeyFetcher fetcher;
        private List<X509Certificate> roots = List.of();

        private Builder(String webhookId) {
            this.webhookId = webhookId;
        }

        /**
         * Verifies messages of the sandbox instead.
         *
         * @return this builder
         */
        public Builder sandbox() {
            sandbox = true;
            return this;
        }

        /**
         * How old a message may be.
         *
         * @param longest positive; by default {@link PayPal#DEFAULT_MAX_AGE}
         * @return this builder
         */
        public Builder maxAge(Duration longest) {
            maxAge = longest;
            return this;
        }

        /**
         * Gets certificates another way.
         *
         * @param fetcher asked only for addresses at PayPal's hosts
         * @return this builder
         */
        public Builder fetcher(KeyFetcher fetcher) {
            this.fetcher = fetcher;
            return this;
        }

        /**
         * Trusts these authorities instead of the JDK's.
         *
         * @param authorities their certificates, at least one
         * @return this builder
         */
        public Builder trusting(X509Certificate... authorities) {
            roots = List.of(authorities);
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
            if (!webhookId.matches("[-_A-Za-z0-9]{1,100}")) {
                faults.add("the webhook id is none: letters, digits and hyphens, 100 at most");
            }
            if (maxAge.isNegative() || maxAge.isZero()) {
                faults.add("maxAge is " + maxAge + " but must be positive");
            }
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException("paypal: " + String.join("; ", faults));
            }
            List<String> hosts = sandbox
                    ? List.of("api.sandbox.paypal.com", "api-m.sandbox.paypal.com")
                    : List.of("api.paypal.com", "api-m.paypal.com");
            KeyFetcher given = fetcher;
            return new PayPalVerifier(
                    webhookId,
                    hosts,
                    maxAge,
                    given == null ? HttpsKeyFetcher.of(hosts.toArray(String[]::new)) : given,
                    roots.isEmpty() ? TrustedAuthorities.ofTheJdk() : TrustedAuthorities.of(roots));
        }
    }
}

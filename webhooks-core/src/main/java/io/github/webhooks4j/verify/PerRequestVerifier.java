package io.github.webhooks4j.verify;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Verifies by an HMAC scheme with secrets that are looked up for each request. An unknown tenant is {@link
 * Rejected.Reason#NO_KEY}, answered like every other rejection; a look-up that throws, or hands out a secret
 * that is none of this scheme, is {@link Unavailable}.
 *
 * <p>Immutable and as thread-safe as its look-up.
 */
public final class PerRequestVerifier implements Verifier {
    private final HmacScheme scheme;
    private final SecretLookup lookup;

    private PerRequestVerifier(HmacScheme scheme, SecretLookup lookup) {
        this.scheme = scheme;
        this.lookup = lookup;
    }

    /**
     * A verifier for many tenants.
     *
     * @param scheme how they all sign, such as {@code GitHub.scheme()}
     * @param lookup finds a request's secrets
     * @return the verifier
     */
    public static PerRequestVerifier of(HmacScheme scheme, SecretLookup lookup) {
        return new PerRequestVerifier(scheme, lookup);
    }

    @Override
    public Verification verify(WebhookRequest request, Instant now) {
        HmacVerifier verifier;
        try {
            List<Secret> secrets = lookup.secretsFor(request.head());
            if (secrets.isEmpty()) {
                return Rejected.because(Rejected.Reason.NO_KEY);
            }
            verifier = HmacVerifier.of(
                    scheme, secrets.get(0), secrets.subList(1, secrets.size()).toArray(new Secret[0]));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unavailable("secret look-up interrupted");
        } catch (Exception e) {
            return new Unavailable("secret look-up: " + e.getClass().getName());
        }
        return verifier.verify(request, now);
    }

    @Override
    public Set<String> credentialHeaders() {
        return scheme.credentialHeaders();
    }

    @Override
    public Set<String> credentialParameters() {
        return scheme.credentialParameters();
    }

    @Override
    public Set<String> messageHeaders() {
        return scheme.messageHeaders();
    }

    @Override
    public String toString() {
        return "PerRequestVerifier[" + scheme.name() + "]";
    }
}

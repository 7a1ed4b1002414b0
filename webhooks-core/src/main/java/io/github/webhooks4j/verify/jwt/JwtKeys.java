package io.github.webhooks4j.verify.jwt;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacHash;
import io.github.webhooks4j.verify.HmacKeys;
import io.github.webhooks4j.verify.KeyForm;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.Unavailable;
import io.github.webhooks4j.verify.key.KeyCache;
import io.github.webhooks4j.verify.key.KeyFetcher;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * With what a provider signs: one algorithm, and where its keys are. Both are configuration; a token can neither
 * choose nor bring along a key.
 *
 * <p>Safe for all threads. A key that cannot be had is {@link Unavailable}; one that a provider does not have is a
 * rejection.
 */
public final class JwtKeys {
    private static final String LIBRARY = "com.nimbusds.jose.JWSVerifier";

    /** Judges the signature of a token. */
    @FunctionalInterface
    private interface Judge {
        SignatureVerdict judge(SignedToken token, Instant now);
    }

    private final JwtAlgorithm algorithm;
    private final Judge judge;

    private JwtKeys(JwtAlgorithm algorithm, Judge judge) {
        this.algorithm = algorithm;
        this.judge = judge;
    }

    /**
     * A shared secret, its UTF-8 bytes being the key. Needs nothing but the JDK.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted; of two with one name the later is told as {@code name-2}
     * @return the keys
     */
    public static JwtKeys hs256(Secret current, Secret... previous) {
        HmacKeys secrets = HmacKeys.of("JSON Web Token", HmacHash.SHA256, KeyForm.utf8(), current, previous);
        return new JwtKeys(JwtAlgorithm.HS256, (token, now) -> {
            if (secrets.noneLive(now)) {
                return SignatureVerdict.refused(Reason.NO_KEY);
            }
            return secrets.match(now, token.signature(), token.signed())
                    .map(SignatureVerdict::by)
                    .orElseGet(() -> SignatureVerdict.refused(Reason.MISMATCH));
        });
    }

    /**
     * A set of public keys that the provider publishes (RFC 7517, section 5). A token names one by its id; one that
     * names an unknown key has the set fetched anew, at most once in
     * {@link KeyCache#DEFAULT_REFRESH_FLOOR}, and is rejected when it is still unknown.
     *
     * @param algorithm not {@link JwtAlgorithm#HS256}
     * @param address where the set is
     * @param fetcher who gets it
     * @return the keys
     * @throws IllegalArgumentException for an algorithm with shared secrets, or when the JWT library is missing
     */
    public static JwtKeys published(JwtAlgorithm algorithm, URI address, KeyFetcher fetcher) {
        requirePublic(algorithm);
        KeyCache<URI, Map<String, SignatureCheck>> sets =
                KeyCache.of(at -> NimbusKeys.set(algorithm, fetcher.fetch(at)));
        return byId(
                algorithm,
                "set of keys",
                (kid, now) -> {
                    Optional<Map<String, SignatureCheck>> set = sets.get(address, now);
                    if (set.isPresent() && !set.get().containsKey(kid)) {
                        set = sets.refresh(address, now);
                    }
                    return set.map(keys -> new Found(keys.get(kid)));
                },
                kid -> {});
    }

    /**
     * Public keys that the provider hands out one by one.
     *
     * @param algorithm not {@link JwtAlgorithm#HS256}
     * @param lookup who asks for one
     * @return the keys
     * @throws IllegalArgumentException for an algorithm with shared secrets, or when the JWT library is missing
     */
    public static JwtKeys byId(JwtAlgorithm algorithm, JwkLookup lookup) {
        requirePublic(algorithm);
        KeyCache<String, Found> keys = KeyCache.of(kid -> {
            Optional<String> jwk = lookup.find(kid);
            return new Found(jwk.isEmpty() ? null : NimbusKeys.one(algorithm, jwk.get()));
        });
        return byId(algorithm, "key by id", keys::get, keys::confirm);
    }

    /** The key of an id; none when the provider knows none. */
    private record Found(@Nullable SignatureCheck key) {}

    /** Empty when keys cannot be had now. */
    @FunctionalInterface
    private interface ById {
        Optional<Found> find(String kid, Instant now);
    }

    private static JwtKeys byId(JwtAlgorithm algorithm, String what, ById keys, Consumer<String> genuine) {
        return new JwtKeys(algorithm, (token, now) -> {
            Optional<String> kid = token.kid();
            if (kid.isEmpty()) {
                return SignatureVerdict.refused(Reason.MALFORMED);
            }
            Optional<Found> found = keys.find(kid.get(), now);
            if (found.isEmpty()) {
                return SignatureVerdict.refused(new Unavailable(what + " could not be had"));
            }
            SignatureCheck key = found.get().key();
            if (key == null) {
                return SignatureVerdict.refused(Reason.NO_KEY);
            }
            if (!key.verifies(token.signed(), token.signature())) {
                return SignatureVerdict.refused(Reason.MISMATCH);
            }
            genuine.accept(kid.get());
            return SignatureVerdict.by(algorithm.name());
        });
    }

    private static void requirePublic(JwtAlgorithm algorithm) {
        if (algorithm == JwtAlgorithm.HS256) {
            throw new IllegalArgumentException("HS256 has shared secrets, which nobody publishes");
        }
        requireLibrary();
    }

    private static void requireLibrary() {
        try {
            Class.forName(LIBRARY, false, JwtKeys.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "JSON Web Tokens with public keys need the optional dependency com.nimbusds:nimbus-jose-jwt, which is missing",
                    e);
        }
    }

    /** The signature is judged once the header is found to ask for what is configured, and for nothing else. */
    SignatureVerdict judge(SignedToken token, Instant now) {
        return token.asksFor(algorithm) ? judge.judge(token, now) : SignatureVerdict.refused(Reason.MALFORMED);
    }

    /** Tells the algorithm. */
    @Override
    public String toString() {
        return "JwtKeys[" + algorithm + "]";
    }
}

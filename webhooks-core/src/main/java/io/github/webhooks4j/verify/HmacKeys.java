package io.github.webhooks4j.verify;

import io.github.webhooks4j.Secret;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Secrets made ready for one scheme: decoded and checked once, with prepared HMACs.
 *
 * <p>Immutable for its users, safe for all threads; made by {@link HmacScheme#keys}, or by {@link #of} for a
 * verifier of one's own whose message no template can tell. {@link #toString()} prints names.
 */
public final class HmacKeys {
    private static final Logger log = LoggerFactory.getLogger(HmacKeys.class);

    private final Key[] keys;
    private final boolean lasting; // one is live for ever

    /** One reading of one secret. */
    record Key(String name, Secret secret, PreparedHmac hmac) {
        boolean isLive(Instant now) {
            return secret.isLive(now);
        }
    }

    HmacKeys(HmacScheme scheme, Secret current, Secret... others) {
        this(scheme.name, scheme.hash, scheme.keyForm, current, others);
    }

    private HmacKeys(String scheme, HmacHash hash, KeyForm form, Secret current, Secret... others) {
        List<Key> keys = new ArrayList<>();
        List<Secret> secrets = named(current, others);
        List<String> faults = new ArrayList<>();
        for (Secret secret : secrets) {
            try {
                for (byte[] key : form.keys(secret)) {
                    if (key.length < Secret.SHORT_BYTES && secret.reveal().length() >= Secret.SHORT_BYTES) {
                        log.warn("key is short once decoded name={} bytes<{}", secret.name(), Secret.SHORT_BYTES);
                    }
                    keys.add(new Key(secret.name(), secret, new PreparedHmac(hash, key)));
                }
            } catch (IllegalArgumentException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(scheme + ": " + String.join("; ", faults));
        }
        this.keys = keys.toArray(Key[]::new);
        lasting = keys.stream().anyMatch(key -> key.isLive(Instant.MAX));
    }

    /**
     * Secrets for a scheme that is no {@link HmacScheme}.
     *
     * @param scheme its name, for messages
     * @param hash the hash under the HMAC
     * @param form how a secret becomes a key
     * @param current the secret in use
     * @param previous secrets that are still accepted; of two with one name the later is told as {@code name-2}
     * @return the keys
     * @throws IllegalArgumentException for a secret that is not of this form, or decodes to nothing
     */
    public static HmacKeys of(String scheme, HmacHash hash, KeyForm form, Secret current, Secret... previous) {
        return new HmacKeys(scheme, hash, form, current, previous);
    }

    /**
     * Whether a live secret gives this signature. All of them are tried, and compared in constant time.
     *
     * @param now secrets that have run out by then are not tried
     * @param signature what arrived, decoded
     * @param message the signed bytes, in pieces
     * @return the name of the first secret that matches
     */
    public Optional<String> match(Instant now, byte[] signature, byte[]... message) {
        return Optional.ofNullable(firstMatch(now, new byte[][] {signature}, message));
    }

    /**
     * Whether a live secret gives one of these signatures. All of both are tried, and compared in constant time; the
     * message is read once per secret, however many signatures there are.
     *
     * @param now secrets that have run out by then are not tried
     * @param signatures what arrived, decoded
     * @param message the signed bytes, in pieces
     * @return the name of the first secret that matches
     */
    public Optional<String> matchAny(Instant now, List<byte[]> signatures, byte[]... message) {
        return Optional.ofNullable(firstMatch(now, signatures.toArray(byte[][]::new), message));
    }

    /** The name of the first secret that matches; {@code null} when none does. */
    @Nullable
    String firstMatch(Instant now, byte[][] signatures, byte[][] message) {
        String matched = null;
        for (Key key : keys) {
            if (!key.isLive(now)) {
                continue;
            }
            byte[] expected = key.hmac().compute(message);
            boolean hit = false;
            for (byte[] signature : signatures) {
                hit |= MessageDigest.isEqual(expected, signature);
            }
            matched = hit && matched == null ? key.name() : matched;
        }
        return matched;
    }

    /** All secrets, each under a name of its own: a second {@code secret} becomes {@code secret-2}. */
    static List<Secret> named(Secret current, Secret... others) {
        List<Secret> all = new ArrayList<>();
        all.add(current);
        all.addAll(List.of(others));
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            String name = all.get(i).name();
            for (int n = 2; !taken.add(name); n++) {
                name = all.get(i).name() + "-" + n;
            }
            all.set(i, all.get(i).named(name));
        }
        return all;
    }

    /**
     * Whether every secret has run out.
     *
     * @param now the time to ask about
     * @return whether there is nothing to verify with
     */
    public boolean noneLive(Instant now) {
        if (lasting) {
            return false;
        }
        for (Key key : keys) {
            if (key.isLive(now)) {
                return false;
            }
        }
        return true;
    }

    /** One signature of each live secret. */
    List<byte[]> signatures(byte[][] pieces, Instant at) {
        return Stream.of(keys)
                .filter(key -> key.isLive(at))
                .map(key -> key.hmac().compute(pieces))
                .toList();
    }

    @Override
    public String toString() {
        return "HmacKeys" + Stream.of(keys).map(Key::name).toList();
    }
}

package io.github.webhooks4j.verify;

import io.github.webhooks4j.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Secrets made ready for one {@link HmacScheme}: decoded and checked once, with prepared HMACs.
 *
 * <p>Immutable for its users, safe for all threads; made by {@link HmacScheme#keys}. {@link #toString()}
 * prints names.
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
        List<Key> keys = new ArrayList<>();
        List<Secret> secrets = named(current, others);
        List<String> faults = new ArrayList<>();
        for (Secret secret : secrets) {
            try {
                for (byte[] key : scheme.keyForm.keys(secret)) {
                    if (key.length < Secret.SHORT_BYTES && secret.reveal().length() >= Secret.SHORT_BYTES) {
                        log.warn("key is short once decoded name={} bytes<{}", secret.name(), Secret.SHORT_BYTES);
                    }
                    keys.add(new Key(secret.name(), secret, new PreparedHmac(scheme.hash, key)));
                }
            } catch (IllegalArgumentException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(scheme.name + ": " + String.join("; ", faults));
        }
        this.keys = keys.toArray(Key[]::new);
        lasting = keys.stream().anyMatch(key -> key.isLive(Instant.MAX));
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

    int size() {
        return keys.length;
    }

    Key get(int index) {
        return keys[index];
    }

    boolean noneLive(Instant now) {
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

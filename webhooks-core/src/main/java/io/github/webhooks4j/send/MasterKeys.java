package io.github.webhooks4j.send;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals the secrets of endpoints for the database, and opens them: AES-256-GCM under a named master key, bound to the
 * endpoint's id, so that a sealed secret copied to another endpoint does not open there.
 *
 * <p><b>Rotation.</b> First every node is given the new key with {@link #alsoOpens}: a node that lacks a key cannot
 * sign with the secrets that it seals. Then name it as the current one and the old one with {@code alsoOpens}, seal
 * again what is not {@linkplain #isCurrent current} with {@link Endpoints#resealSecrets}, then drop the old one. What was stored in clear opens with any master keys.
 *
 * <p>Key names are 1 to 64 letters, digits, dots, underscores and hyphens; they are stored and logged.
 *
 * <p><b>Threads.</b> Immutable. <b>Cost.</b> One AES pass over a hundred bytes, and what a {@link MasterKeySource}
 * costs.
 */
public final class MasterKeys {
    private static final Logger log = LoggerFactory.getLogger(MasterKeys.class);
    private static final AtomicBoolean WARNED = new AtomicBoolean();

    private static final String CLEAR = "clear:";
    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Optional<String> current;
    private final Map<String, SecretKey> keys;
    private final Optional<FetchedKeys> fetched;
    private final AtomicBoolean warned;

    private MasterKeys(
            Optional<String> current,
            Map<String, SecretKey> keys,
            Optional<FetchedKeys> fetched,
            AtomicBoolean warned) {
        this.current = current;
        this.keys = keys;
        this.fetched = fetched;
        this.warned = warned;
    }

    /**
     * One master key, which seals and opens.
     *
     * @param name the key's name
     * @param key 32 random bytes; copied
     * @return the master keys
     * @throws IllegalArgumentException for another name, or another number of bytes
     */
    public static MasterKeys of(String name, byte[] key) {
        return new MasterKeys(Optional.of(checked(name)), Map.of(), Optional.empty(), WARNED).alsoOpens(name, key);
    }

    /**
     * One master key, which seals and opens, from its text.
     *
     * @param name the key's name
     * @param key the Base64 of 32 random bytes, as {@code openssl rand -base64 32} prints them
     * @return the master keys
     * @throws IllegalArgumentException for another name, or another text
     */
    public static MasterKeys of(String name, Secret key) {
        return of(name, decode(name, key));
    }

    /**
     * Master keys that somebody else keeps, such as a vault. What it says is kept in memory for five minutes, that
     * there is no such key, or that it failed, for five seconds. A call is waited for no longer than five seconds; one
     * that hangs costs one thread, and everything that needs its key fails at once until it ends.
     *
     * @param currentName the key that seals
     * @param source asked for a key by name
     * @return the master keys
     * @throws IllegalArgumentException for another name
     */
    public static MasterKeys from(String currentName, MasterKeySource source) {
        return from(currentName, source, System::nanoTime);
    }

    static MasterKeys from(String currentName, MasterKeySource source, LongSupplier nanos) {
        FetchedKeys fetched = new FetchedKeys(source, nanos);
        return new MasterKeys(Optional.of(checked(currentName)), Map.of(), Optional.of(fetched), WARNED);
    }

    /**
     * No master key: secrets are stored in clear, which is warned about once per process, at the first sealing.
     *
     * @return the master keys
     */
    public static MasterKeys none() {
        return none(WARNED);
    }

    static MasterKeys none(AtomicBoolean warned) {
        return new MasterKeys(Optional.empty(), Map.of(), Optional.empty(), warned);
    }

    /**
     * A copy that opens with one key more, such as the one before the current.
     *
     * @param name the key's name
     * @param key its 32 bytes; copied
     * @return the copy
     * @throws IllegalArgumentException for another name, a name given twice, or another number of bytes
     */
    public MasterKeys alsoOpens(String name, byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "master key " + checked(name) + " has " + key.length + " bytes, not " + KEY_BYTES);
        }
        Map<String, SecretKey> more = new HashMap<>(keys);
        if (more.put(checked(name), new SecretKeySpec(key, "AES")) != null) {
            throw new IllegalArgumentException("master key " + name + " is given twice");
        }
        return new MasterKeys(current, Map.copyOf(more), fetched, warned);
    }

    /**
     * A copy that opens with one key more, from its text.
     *
     * @param name the key's name
     * @param key the Base64 of its 32 bytes
     * @return the copy
     * @throws IllegalArgumentException for another name, a name given twice, or another text
     */
    public MasterKeys alsoOpens(String name, Secret key) {
        return alsoOpens(name, decode(name, key));
    }

    /**
     * Seals a secret with the current key. The result differs every time. Name and expiry of the secret are not in
     * it.
     *
     * @param endpoint whose secret it is
     * @param secret the secret
     * @return the text to store: four thirds of the secret's UTF-8 bytes, the key's name, and at most 60 characters
     *     more; ASCII unless there is no master key
     * @throws SecretSealException when the current key is unknown to its source, or is none
     * @throws WebhookException when the source failed; trying again can succeed
     */
    public String seal(UUID endpoint, Secret secret) {
        if (current.isEmpty()) {
            warnOnce();
            return CLEAR + secret.reveal();
        }
        String name = current.get();
        byte[] nonce = new byte[SealedText.NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] text = secret.reveal().getBytes(StandardCharsets.UTF_8);
        try {
            byte[] ciphertext = cipher(Cipher.ENCRYPT_MODE, endpoint, key(name, endpoint), nonce)
                    .doFinal(text);
            return new SealedText(name, nonce, ciphertext).format();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no working AES-GCM", e);
        }
    }

    /**
     * Opens what {@link #seal} made, with whichever key made it.
     *
     * @param endpoint whose secret it is
     * @param sealed the stored text
     * @return the secret, without name and expiry
     * @throws SecretSealException when no key of that name is known, the text was changed or is none, or it was
     *     sealed for another endpoint or with another key
     * @throws WebhookException when the source failed; trying again can succeed
     */
    public Secret open(UUID endpoint, String sealed) {
        if (sealed.startsWith(CLEAR) && sealed.substring(CLEAR.length()).isBlank()) {
            throw corrupt(endpoint);
        }
        if (sealed.startsWith(CLEAR)) {
            return Secret.of(sealed.substring(CLEAR.length()));
        }
        SealedText text = SealedText.parse(sealed).orElseThrow(() -> corrupt(endpoint));
        SecretKey key = key(text.keyName(), endpoint);
        try {
            byte[] opened =
                    cipher(Cipher.DECRYPT_MODE, endpoint, key, text.nonce()).doFinal(text.ciphertext());
            return Secret.of(new String(opened, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new SecretSealException(
                    "the secret of endpoint " + endpoint + " does not open with master key " + text.keyName()
                            + ": it was changed, or sealed for another endpoint or with another key of that name",
                    e);
        }
    }

    /**
     * Whether a stored text is sealed with the current key, so that it need not be sealed again. Looks at the text's
     * form only and asks no source.
     *
     * @param sealed the stored text
     * @return whether it is; without a master key, whether it is in clear
     */
    public boolean isCurrent(String sealed) {
        if (current.isEmpty()) {
            return sealed.startsWith(CLEAR);
        }
        return SealedText.parse(sealed)
                .filter(text -> text.keyName().equals(current.get()))
                .isPresent();
    }

    private SecretKey key(String name, UUID endpoint) {
        SecretKey held = keys.get(name);
        return held != null ? held : fetch(name, endpoint);
    }

    private SecretKey fetch(String name, UUID endpoint) {
        Optional<byte[]> found;
        try {
            found = fetched.isPresent() ? fetched.get().key(name) : Optional.empty();
        } catch (ExecutionException e) {
            throw unavailable(name, endpoint, e.getCause());
        } catch (TimeoutException e) {
            throw unavailable(name, endpoint, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(name, endpoint, e);
        }
        byte[] key = found.orElseThrow(() -> new SecretSealException(
                "there is no master key " + name + " for the secret of endpoint " + endpoint, null));
        if (key.length != KEY_BYTES) {
            throw new SecretSealException(
                    "master key " + name + " has " + key.length + " bytes, not " + KEY_BYTES, null);
        }
        return new SecretKeySpec(key, "AES");
    }

    private static WebhookException unavailable(String name, UUID endpoint, @Nullable Throwable cause) {
        return new WebhookException("master key " + name + " for endpoint " + endpoint + " cannot be had", cause);
    }

    private static Cipher cipher(int mode, UUID endpoint, SecretKey key, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(SealedText.TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(endpoint.toString().getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    private void warnOnce() {
        if (warned.compareAndSet(false, true)) {
            log.warn("endpoint secrets are stored in clear: no master key is configured");
        }
    }

    /** Tells nothing of the text: it may be a secret that was never sealed. */
    private static SecretSealException corrupt(UUID endpoint) {
        return new SecretSealException(
                "what is stored as the secret of endpoint " + endpoint + " is no sealed secret", null, true);
    }

    private static String checked(String name) {
        if (!SealedText.isKeyName(name)) {
            throw new IllegalArgumentException(
                    "a master key's name is 1 to 64 letters, digits, dots, underscores and hyphens");
        }
        return name;
    }

    private static byte[] decode(String name, Secret key) {
        try {
            return Base64.getDecoder().decode(key.reveal());
        } catch (IllegalArgumentException e) { // without the cause: its message shows a part of the key
            throw new IllegalArgumentException("master key " + checked(name) + " is not the Base64 of 32 bytes");
        }
    }

    /** Tells the names of keys. */
    @Override
    public String toString() {
        return "MasterKeys[current " + current.orElse("none") + ", held " + new TreeSet<>(keys.keySet()) + "]";
    }
}

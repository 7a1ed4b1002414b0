package io.github.webhooks4j.send;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sealed secret as it is stored: {@code v1:<key name>:<Base64url of nonce, ciphertext and tag>}.
 *
 * @param keyName the master key's name
 * @param nonce never used twice with a key
 * @param ciphertext with its tag at the end
 */
@SuppressWarnings("ArrayRecordComponent") // lives within one call
record SealedText(String keyName, byte[] nonce, byte[] ciphertext) {
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;

    private static final String KEY_NAME = "[A-Za-z0-9._-]{1,64}";
    private static final Pattern KEY_NAMES = Pattern.compile(KEY_NAME);
    private static final Pattern FORM = Pattern.compile("v1:(" + KEY_NAME + "):([A-Za-z0-9_-]+)");

    static boolean isKeyName(String name) {
        return KEY_NAMES.matcher(name).matches();
    }

    /** Reads one; empty for any other text. */
    static Optional<SealedText> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(form.group(2));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length < NONCE_BYTES + TAG_BYTES) {
            return Optional.empty();
        }
        byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
        byte[] ciphertext = Arrays.copyOfRange(bytes, NONCE_BYTES, bytes.length);
        SealedText sealed = new SealedText(form.group(1), nonce, ciphertext);
        return Optional.of(sealed).filter(read -> read.format().equals(text)); // one spelling only
    }

    String format() {
        byte[] bytes = Arrays.copyOf(nonce, nonce.length + ciphertext.length);
        System.arraycopy(ciphertext, 0, bytes, nonce.length, ciphertext.length);
        return "v1:" + keyName + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "SealedText[" + keyName + "]";
    }
}

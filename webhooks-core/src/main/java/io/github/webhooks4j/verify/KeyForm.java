package io.github.webhooks4j.verify;

import io.github.webhooks4j.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * How the text of a secret becomes the key of an HMAC.
 *
 * <p>Every form refuses a text that decodes to nothing, and a text that is marked as one half of an
 * asymmetric key pair ({@code whpk_}, {@code whsk_}): a public key used as an HMAC secret lets everybody
 * sign. The refusal names the secret, never its text.
 *
 * <p>Immutable.
 */
public final class KeyForm {
    private static final KeyForm UTF8 = new KeyForm("UTF-8", text -> List.of(text.getBytes(StandardCharsets.UTF_8)));
    private static final KeyForm HEX =
            new KeyForm("hex", text -> List.of(HexFormat.of().parseHex(text)));
    private static final KeyForm SHA1 = new KeyForm("SHA-1 of UTF-8", text -> List.of(sha1(text)));

    private final String name;
    private final Decoder decoder;

    /** Throws {@link IllegalArgumentException} for what it cannot read. */
    private interface Decoder {
        List<byte[]> decode(String text);
    }

    private KeyForm(String name, Decoder decoder) {
        this.name = name;
        this.decoder = decoder;
    }

    /**
     * The UTF-8 bytes of the whole text, whatever prefix it has.
     *
     * @return the form
     */
    public static KeyForm utf8() {
        return UTF8;
    }

    /**
     * Base64 (RFC 4648, section 4), padded or not, after an optional prefix.
     *
     * @param prefix stripped when the text begins with it, such as {@code whsec_}; empty for none
     * @return the form
     */
    public static KeyForm base64(String prefix) {
        return new KeyForm("Base64", text -> List.of(decodeBase64(text, prefix)));
    }

    /**
     * Two hex digits per byte.
     *
     * @return the form
     */
    public static KeyForm hex() {
        return HEX;
    }

    /**
     * The SHA-1 of the UTF-8 bytes, as Braintree has it.
     *
     * @return the form
     */
    public static KeyForm sha1OfUtf8() {
        return SHA1;
    }

    /**
     * Several readings of one text, each of which makes a key; a text that one of them cannot read is left
     * to the others. For providers that changed their mind.
     *
     * @param forms two or more
     * @return the form
     */
    public static KeyForm anyOf(KeyForm... forms) {
        List<KeyForm> all = List.of(forms);
        if (all.size() < 2) {
            throw new IllegalArgumentException("anyOf takes two key forms or more, not " + all.size());
        }
        List<String> names = all.stream().map(form -> form.name).toList();
        return new KeyForm(String.join(" or ", names), text -> readWithAny(all, text));
    }

    /**
     * One form for texts that begin with a prefix, another for all others. For providers that have both.
     *
     * @param prefix matched exactly, such as {@code whsec_}
     * @param with the form of texts that begin with it; it gets the prefix too
     * @param without the form of all other texts
     * @return the form
     */
    public static KeyForm byPrefix(String prefix, KeyForm with, KeyForm without) {
        return new KeyForm(
                with.name + " after " + prefix + ", else " + without.name,
                text -> (text.startsWith(prefix) ? with : without).decoder.decode(text));
    }

    /**
     * A form that refuses one known text, for secrets that a provider published.
     *
     * @param known the text that is no secret
     * @return the form
     */
    public KeyForm refusing(String known) {
        return new KeyForm(name + " other than the published one", text -> {
            if (text.equals(known)) {
                throw new IllegalArgumentException("published");
            }
            return decoder.decode(text);
        });
    }

    /**
     * A form that refuses keys of another length.
     *
     * @param least how many bytes a key has at least
     * @param most how many it has at most
     * @return the form
     * @throws IllegalArgumentException for bounds that no key meets
     */
    public KeyForm ofBytes(int least, int most) {
        if (least < 1 || most < least) {
            throw new IllegalArgumentException("a key has 1 byte or more, not " + least + " to " + most);
        }
        return new KeyForm(name + " of " + least + " to " + most + " bytes", text -> {
            List<byte[]> keys = decoder.decode(text);
            if (keys.stream().anyMatch(key -> key.length < least || key.length > most)) {
                throw new IllegalArgumentException("of another length");
            }
            return keys;
        });
    }

    /**
     * The keys that a secret stands for.
     *
     * @param secret the secret
     * @return one key, or one of each of several readings; none is empty
     * @throws IllegalArgumentException naming the secret, never its text
     */
    public List<byte[]> keys(Secret secret) {
        String text = secret.reveal();
        if (text.startsWith("whpk_") || text.startsWith("whsk_")) {
            throw new IllegalArgumentException("secret " + secret.name()
                    + " is one half of an asymmetric key pair (whpk_ or whsk_) and no HMAC secret");
        }
        List<byte[]> keys;
        try {
            keys = decoder.decode(text);
        } catch (IllegalArgumentException e) { // without the cause: its message shows a part of the secret
            throw new IllegalArgumentException("secret " + secret.name() + " cannot be read as " + name);
        }
        if (keys.stream().anyMatch(key -> key.length == 0)) {
            throw new IllegalArgumentException("secret " + secret.name() + " is empty when read as " + name);
        }
        return keys;
    }

    private static List<byte[]> readWithAny(List<KeyForm> forms, String text) {
        List<byte[]> keys = new ArrayList<>();
        for (KeyForm form : forms) {
            try {
                keys.addAll(form.decoder.decode(text));
            } catch (IllegalArgumentException e) {
                // another form reads it
            }
        }
        keys.removeIf(key -> key.length == 0);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("no form reads it");
        }
        return keys;
    }

    private static byte[] decodeBase64(String text, String prefix) {
        String digits = text.startsWith(prefix) ? text.substring(prefix.length()) : text;
        byte[] key = Base64.getDecoder().decode(digits);
        String padded = Base64.getEncoder().encodeToString(key);
        String bare = Base64.getEncoder().withoutPadding().encodeToString(key);
        if (!digits.equals(padded) && !digits.equals(bare)) {
            throw new IllegalArgumentException("not canonical");
        }
        return key;
    }

    private static byte[] sha1(String text) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

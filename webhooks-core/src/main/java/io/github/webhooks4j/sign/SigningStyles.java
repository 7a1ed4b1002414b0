package io.github.webhooks4j.sign;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The built-in styles. Each of them sends {@code webhook-id}, the event's id, by which a receiver can tell repeats
 * whatever the style. No style but GitHub's sends the event type: a receiver should take it from the body, which is
 * signed.
 */
public final class SigningStyles {
    /** The name under which {@link #gitHub()} and {@link #stripe()} sign, as in {@code X-Webhook-Signature}. */
    public static final String DEFAULT_HEADER_NAME = "Webhook";

    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,49}");
    private static final SigningStyle STANDARD = new StandardStyle();
    private static final SigningStyle STANDARD_ASYMMETRIC = new StandardAsymmetricStyle();
    private static final Map<String, SigningStyle> BUILT_IN = builtInStyles();

    private SigningStyles() {}

    /**
     * Standard Webhooks, the symmetric version {@code v1}; what to use unless a receiver wants another. Header
     * fields {@code webhook-id}, {@code webhook-timestamp} and {@code webhook-signature}: a list separated by blanks
     * with one {@code v1,<base64>} for every live secret, so that a receiver may change secrets at any time of a
     * rotation.
     *
     * <p>Secrets are the Base64 of 24 to 64 bytes, usually after {@code whsec_}. Ids that hold a dot are refused.
     *
     * @return the style
     */
    public static SigningStyle standard() {
        return STANDARD;
    }

    /**
     * Standard Webhooks, the asymmetric version {@code v1a} (Ed25519): as {@link #standard()}, with
     * {@code v1a,<base64>} for every live secret. Receivers hold no secret, only a public key.
     *
     * <p>Secrets are {@code whsk_} and the Base64 of a private key of 32 bytes, alone or followed by the 32 bytes of
     * its public key. {@link SigningStyle#forReceiver} makes {@code whpk_} and the Base64 of the public key.
     *
     * <p><b>Cost.</b> One Ed25519 signature per live secret: many times an HMAC.
     *
     * @return the style
     */
    public static SigningStyle standardAsymmetric() {
        return STANDARD_ASYMMETRIC;
    }

    /**
     * GitHub's style under {@link #DEFAULT_HEADER_NAME}: see {@link #gitHub(String)}.
     *
     * @return the style
     */
    public static SigningStyle gitHub() {
        return gitHub(DEFAULT_HEADER_NAME);
    }

    /**
     * GitHub's style: {@code X-Hub-Signature-256: sha256=<hex>} over the body, {@code X-<Name>-Delivery} with the
     * event's id, {@code X-<Name>-Event} with its type, and {@code webhook-id}. Only the body is signed: a receiver
     * cannot tell when.
     *
     * <p><b>Rotation.</b> There is room for one signature, so not every live secret can sign: the <em>oldest</em>
     * live one does, until the overlap is over. Signing with the newest at once would fail every receiver until it
     * has the new secret, and would leave the overlap without a meaning. As it is, a receiver that accepts two
     * secrets adds the new one at any time of the overlap and loses nothing; one that holds a single secret changes
     * it when the overlap ends, and retries deliver what failed in between. A secret that leaked is rotated without
     * overlap.
     *
     * <p>Secrets are the UTF-8 bytes of any text.
     *
     * @param name what stands in the header fields, such as {@code GitHub}: letters, digits and hyphens, a letter
     *     first, at most 50 characters
     * @return the style
     * @throws IllegalArgumentException for another name
     */
    public static SigningStyle gitHub(String name) {
        return new GitHubStyle(checked(name));
    }

    /**
     * Stripe's style under {@link #DEFAULT_HEADER_NAME}: see {@link #stripe(String)}.
     *
     * @return the style
     */
    public static SigningStyle stripe() {
        return stripe(DEFAULT_HEADER_NAME);
    }

    /**
     * Stripe's style: {@code X-<Name>-Signature: t=<seconds>,v1=<hex>[,v1=<hex>]} over time and body, one {@code v1}
     * for every live secret, and {@code webhook-id}, which is not signed.
     *
     * <p>Secrets are the UTF-8 bytes of any text.
     *
     * @param name what stands in the header field: letters, digits and hyphens, a letter first, at most 50
     *     characters
     * @return the style
     * @throws IllegalArgumentException for another name
     */
    public static SigningStyle stripe(String name) {
        return new StripeStyle(checked(name));
    }

    /**
     * The built-in styles by the names that configuration calls them by: {@code standard-webhooks},
     * {@code standard-webhooks-v1a}, {@code github}, {@code stripe}.
     *
     * @return name to style, unmodifiable
     */
    public static Map<String, SigningStyle> builtIn() {
        return BUILT_IN;
    }

    private static Map<String, SigningStyle> builtInStyles() {
        Map<String, SigningStyle> styles = new LinkedHashMap<>();
        styles.put("standard-webhooks", STANDARD);
        styles.put("standard-webhooks-v1a", STANDARD_ASYMMETRIC);
        styles.put("github", gitHub());
        styles.put("stripe", stripe());
        return Collections.unmodifiableMap(styles);
    }

    private static String checked(String name) {
        if (!HEADER_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name
                    + "' is no name for header fields: letters, digits, hyphens, a letter first, 50 at most");
        }
        return name;
    }
}

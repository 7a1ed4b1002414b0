package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.internal.FlatJson;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What eBay's header field says, taken apart and not yet believed.
 *
 * @param kid the id of the key, a UUID
 * @param signature DER, if it is one
 * @param digest as eBay names it
 */
@SuppressWarnings("ArrayRecordComponent") // inside the package; read, never changed
record EbaySignature(String kid, byte[] signature, String digest) {
    /** The most characters that the field may have; eBay's has less than 400. */
    static final int MAX_LENGTH = 2048;

    /** As documented, and as sent; no other mixture of case is eBay's. */
    private static final Set<String> ALGORITHMS = Set.of("ECDSA", "ecdsa");

    private static final Pattern KID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** {@code null} for what is none. */
    static @Nullable EbaySignature read(String value) {
        byte[] decoded = value.length() > MAX_LENGTH ? null : SigningCertificates.base64(value);
        FlatJson json = decoded == null ? null : FlatJson.read(decoded);
        if (json == null || json.text("alg").filter(ALGORITHMS::contains).isEmpty()) {
            return null;
        }
        Optional<String> kid = json.text("kid").filter(KID.asMatchPredicate());
        Optional<String> digest = json.text("digest").filter(EbayKey::isDigest);
        byte[] signature = SigningCertificates.base64(json.text("signature").orElse(""));
        return kid.isEmpty() || digest.isEmpty() || signature == null
                ? null
                : new EbaySignature(kid.get(), signature, digest.get());
    }

    /** Tells nothing. */
    @Override
    public String toString() {
        return "EbaySignature";
    }
}

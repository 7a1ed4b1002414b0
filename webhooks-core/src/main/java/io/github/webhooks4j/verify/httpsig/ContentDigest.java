package io.github.webhooks4j.verify.httpsig;

import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.httpsig.Member.Bytes;
import io.github.webhooks4j.verify.httpsig.Member.Item;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code Content-Digest} (RFC 9530): what stands for the body in a signature. */
final class ContentDigest {
    static final String HEADER = "Content-Digest";

    /** Registered name to the name in the JDK. Those that RFC 9530 calls insecure are not known here. */
    private static final Map<String, String> KNOWN = Map.of("sha-256", "SHA-256", "sha-512", "SHA-512");

    private ContentDigest() {}

    /** Why the field does not vouch for the body: one known digest at least, and every known one must be right. */
    static Optional<Reason> fault(List<String> lines, byte[] body) {
        Map<String, Member> digests = StructuredField.dictionary(lines);
        if (digests == null) {
            return Optional.of(Reason.MALFORMED);
        }
        boolean known = false;
        for (Map.Entry<String, Member> digest : digests.entrySet()) {
            String algorithm = KNOWN.get(digest.getKey());
            if (algorithm != null) {
                known = true;
                if (!(digest.getValue() instanceof Item item && item.value() instanceof Bytes bytes)) {
                    return Optional.of(Reason.MALFORMED);
                }
                if (!MessageDigest.isEqual(digest(algorithm, body), bytes.bytes())) {
                    return Optional.of(Reason.MISMATCH);
                }
            }
        }
        return known ? Optional.empty() : Optional.of(Reason.MISSING);
    }

    /** The field's value with SHA-256. */
    static String of(byte[] body) {
        return "sha-256=" + Bytes.of(digest("SHA-256", body));
    }

    private static byte[] digest(String algorithm, byte[] body) {
        try {
            return MessageDigest.getInstance(algorithm).digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no working " + algorithm, e);
        }
    }
}

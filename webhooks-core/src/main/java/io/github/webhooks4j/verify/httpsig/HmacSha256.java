package io.github.webhooks4j.verify.httpsig;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256, which verifies by signing once more. */
final class HmacSha256 {
    private HmacSha256() {}

    static byte[] of(byte[] key, byte[] base) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(base);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no working HmacSHA256", e);
        }
    }
}

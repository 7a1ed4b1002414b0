package io.github.webhooks4j.verify.jwt;

import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.Verification;
import java.util.Optional;

/** Which key signed a token, or why none did. */
record SignatureVerdict(String keyName, Optional<Verification> refusal) {
    static SignatureVerdict by(String keyName) {
        return new SignatureVerdict(keyName, Optional.empty());
    }

    static SignatureVerdict refused(Reason reason) {
        return new SignatureVerdict("", Optional.of(Rejected.because(reason)));
    }

    static SignatureVerdict refused(Verification why) {
        return new SignatureVerdict("", Optional.of(why));
    }
}

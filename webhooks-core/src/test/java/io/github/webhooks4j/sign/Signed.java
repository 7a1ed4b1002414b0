package io.github.webhooks4j.sign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What is sent, and what a receiver says to it. */
final class Signed {
    static final Instant AT = Instant.ofEpochSecond(1700000000);

    private Signed() {}

    static Outgoing outgoing(String id, String body) {
        return outgoing(id, AT.getEpochSecond(), body);
    }

    static Outgoing outgoing(String id, long time, String body) {
        return new Outgoing(id, "order.paid", Instant.ofEpochSecond(time), body.getBytes(StandardCharsets.UTF_8));
    }

    static Verified verified(Verifier verifier, Headers signed, Outgoing outgoing) {
        Verification verdict = verify(verifier, signed, outgoing);
        assertThat(verdict).isInstanceOf(Verified.class);
        return (Verified) verdict;
    }

    static void isRejected(Verifier verifier, Headers signed, Outgoing outgoing) {
        assertThat(verify(verifier, signed, outgoing)).isInstanceOf(Rejected.class);
    }

    private static Verification verify(Verifier verifier, Headers signed, Outgoing outgoing) {
        RequestHead head = RequestHead.of("POST", "/webhooks", signed);
        return verifier.verify(new WebhookRequest(head, outgoing.body()), outgoing.at());
    }
}

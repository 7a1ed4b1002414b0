package io.github.webhooks4j.it.receive;

import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.time.Instant;
import java.util.Set;

/** A verifier of an application's own: a token in the query. */
final class QueryToken implements Verifier {
    @Override
    public Verification verify(WebhookRequest request, Instant now) {
        return request.head().query().contains("token=hush-hush")
                ? Verified.builder("query-token").build()
                : Rejected.because(Rejected.Reason.MISMATCH);
    }

    @Override
    public Set<String> credentialParameters() {
        return Set.of("token");
    }
}

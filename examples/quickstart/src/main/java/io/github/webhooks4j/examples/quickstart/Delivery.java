package io.github.webhooks4j.examples.quickstart;

import io.github.webhooks4j.testkit.SignedRequest;
import java.util.Optional;

/**
 * A request that a provider sends.
 *
 * @param source the source that it goes to
 * @param id the provider's id of the message, where the scheme has one
 * @param request the request, signed
 */
record Delivery(String source, Optional<String> id, SignedRequest request) {
    /** Method and path, for the table. */
    String line() {
        return request.request().head().method() + " /webhooks"
                + request.request().head().target();
    }
}

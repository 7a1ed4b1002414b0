package io.github.webhooks4j.verify.handshake;

import java.io.IOException;
import java.net.URI;

/**
 * Makes the GET request that confirms a subscription. The URL is checked before; follow no redirect all the same, and
 * keep to a deadline of a few seconds. Thread-safe.
 */
@FunctionalInterface
public interface SubscriptionVisitor {
    /**
     * Makes the request and waits for its answer.
     *
     * @param url https, at a host that is pinned; its query holds a token: never log it
     * @throws IOException when there was no answer, or none that is 2xx: the sender is answered 503 and asks again
     * @throws InterruptedException when the thread was interrupted: the same
     */
    void visit(URI url) throws IOException, InterruptedException;
}

package io.github.webhooks4j.send;

import io.github.webhooks4j.send.target.TargetVerdict;
import java.util.concurrent.CompletionStage;

/**
 * Makes the requests: dials only what its target policy allows, follows no redirect, keeps to one deadline and
 * caps what it reads.
 *
 * <p>Implementations are thread-safe. A request in flight costs memory but no thread.
 */
public interface Transport extends AutoCloseable {
    /**
     * Whether requests to this URL would be made, by the same rules that guard each of them: the URL itself, and
     * the addresses that its host has now. A host that cannot be resolved now is no reason to refuse. May block
     * for the address look-up, for a bounded time.
     *
     * @param url the URL as given
     * @return the verdict
     */
    TargetVerdict check(String url);

    /**
     * Makes a request. Never blocks.
     *
     * @param request what to send
     * @return the result within the request's timeout; never completes exceptionally
     */
    CompletionStage<TransportResult> send(OutboundRequest request);

    /** Closes every connection. Requests in flight fail. */
    @Override
    void close();
}

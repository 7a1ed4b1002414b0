package io.github.webhooks4j.send;

/** Which answers count as delivered. Implementations are immutable and thread-safe. */
@FunctionalInterface
public interface StatusPolicy {
    /** Every 2xx, as Standard Webhooks says, and nothing else. */
    StatusPolicy SUCCESS = status -> status >= 200 && status <= 299;

    /**
     * Whether the endpoint took it.
     *
     * @param status of a whole answer; never a redirect, which is never followed and never counts, nor 410
     * @return whether it is delivered
     */
    boolean isDelivered(int status);
}

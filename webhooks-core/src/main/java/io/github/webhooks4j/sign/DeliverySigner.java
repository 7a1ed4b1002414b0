package io.github.webhooks4j.sign;

import io.github.webhooks4j.Headers;

/**
 * Signs what is delivered to one endpoint; made by a {@link SigningStyle}, with the secrets inside.
 *
 * <p>Implementations are immutable and thread-safe, do no I/O and never block.
 */
@FunctionalInterface
public interface DeliverySigner {
    /**
     * The header fields that make a receiver believe a request.
     *
     * @param outgoing what will be sent; read, never changed, not kept after the call
     * @return the fields to add to the request
     * @throws IllegalArgumentException when it cannot be signed: no secret is live at that time, or the id is
     *     none that the style can sign
     */
    Headers sign(Outgoing outgoing);
}

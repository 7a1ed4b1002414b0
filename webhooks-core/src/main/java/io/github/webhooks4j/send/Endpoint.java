package io.github.webhooks4j.send;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A registered endpoint, without its secrets.
 *
 * @param id its id, of version 7
 * @param spec how it is wanted; always with an owner
 * @param state whether it gets requests
 * @param disabledBecause of a disabled one: why
 * @param stateSince when it came to this state
 * @param createdAt when it was registered
 */
public record Endpoint(
        UUID id,
        EndpointSpec spec,
        EndpointState state,
        Optional<DisabledBecause> disabledBecause,
        Instant stateSince,
        Instant createdAt) {
    /**
     * Whose events it gets.
     *
     * @return the owner
     */
    public String owner() {
        return spec.owner().orElseThrow();
    }

    @Override
    public String toString() {
        return "Endpoint[" + id + ", " + spec + ", " + state + "]";
    }
}

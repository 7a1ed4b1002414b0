package io.github.webhooks4j.send;

import io.github.webhooks4j.Secret;
import java.util.List;
import java.util.UUID;

/** What became of registering or changing an endpoint. Its owner may have sent anything: nothing here is thrown. */
public sealed interface EndpointResult {
    /**
     * A new endpoint.
     *
     * @param endpoint the endpoint
     * @param secret its secret, to be shown to its owner once: it cannot be had again
     */
    record Registered(Endpoint endpoint, Secret secret) implements EndpointResult {}

    /**
     * It is changed.
     *
     * @param endpoint as it is now
     */
    record Changed(Endpoint endpoint) implements EndpointResult {}

    /**
     * It has a new secret.
     *
     * @param endpoint the endpoint
     * @param secret the new secret, to be shown to its owner once: it cannot be had again
     */
    record Rotated(Endpoint endpoint, Secret secret) implements EndpointResult {}

    /**
     * Something is wrong with what was asked for; nothing was done.
     *
     * @param faults all of them, in words for the endpoint's owner
     */
    record Refused(List<String> faults) implements EndpointResult {
        /**
         * Keeps a copy.
         *
         * @param faults all of them
         */
        public Refused {
            faults = List.copyOf(faults);
        }
    }

    /**
     * The owner has this URL already; nothing was done.
     *
     * @param existing the other endpoint
     */
    record Duplicate(UUID existing) implements EndpointResult {}

    /** There is no such endpoint. */
    record Missing() implements EndpointResult {}

    /**
     * The registration, for who knows that it succeeds.
     *
     * @return endpoint and secret
     * @throws IllegalArgumentException telling why it was not registered
     */
    default Registered registered() {
        if (this instanceof Registered registered) {
            return registered;
        }
        throw new IllegalArgumentException("endpoint is not registered: " + why());
    }

    /**
     * The rotation, for who knows that it succeeds.
     *
     * @return endpoint and new secret
     * @throws IllegalArgumentException telling why nothing was rotated
     */
    default Rotated rotated() {
        if (this instanceof Rotated rotated) {
            return rotated;
        }
        throw new IllegalArgumentException("secret is not rotated: " + why());
    }

    /**
     * The change, for who knows that it succeeds.
     *
     * @return the endpoint
     * @throws IllegalArgumentException telling why it is not changed
     */
    default Endpoint changed() {
        if (this instanceof Changed changed) {
            return changed.endpoint();
        }
        throw new IllegalArgumentException("endpoint is not changed: " + why());
    }

    private String why() {
        if (this instanceof Refused refused) {
            return String.join("; ", refused.faults());
        }
        if (this instanceof Duplicate duplicate) {
            return "its owner has this URL already, endpoint " + duplicate.existing();
        }
        return this instanceof Missing ? "there is none" : "something else was done";
    }
}

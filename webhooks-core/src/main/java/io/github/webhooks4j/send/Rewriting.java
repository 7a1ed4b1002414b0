package io.github.webhooks4j.send;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Reads an endpoint, changes it and writes it, again when somebody else was faster. */
final class Rewriting {
    private static final int TRIES = 5;

    private final EndpointStore store;

    Rewriting(EndpointStore store) {
        this.store = store;
    }

    /** What follows from what was read. */
    sealed interface Step {}

    /** Write this; with the new secret, when there is one to tell. */
    record Write(StoredEndpoint endpoint, Optional<Secret> secret) implements Step {}

    /** Write nothing. */
    record Stop(EndpointResult result) implements Step {}

    EndpointResult run(UUID id, Function<StoredEndpoint, Step> change) {
        for (int i = 0; i < TRIES; i++) {
            Optional<StoredEndpoint> stored = store.find(id);
            if (stored.isEmpty()) {
                return new EndpointResult.Missing();
            }
            Optional<EndpointResult> result = take(change.apply(stored.get()));
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw new WebhookException("endpoint id=" + id + " was changed by others " + TRIES + " times in a row", null);
    }

    /** Empty when somebody else was faster. */
    private Optional<EndpointResult> take(Step step) {
        if (step instanceof Stop stop) {
            return Optional.of(stop.result());
        }
        Write write = (Write) step;
        EndpointStore.Written written = store.update(write.endpoint());
        if (written instanceof EndpointStore.Written.Stale) {
            return Optional.empty();
        }
        if (written instanceof EndpointStore.Written.Done done) {
            Endpoint endpoint = done.endpoint().endpoint();
            return Optional.of(
                    write.secret().isPresent()
                            ? new EndpointResult.Rotated(
                                    endpoint, write.secret().get())
                            : new EndpointResult.Changed(endpoint));
        }
        return Optional.of(other(written));
    }

    /** The result of a write that was not done and is not worth another try. */
    static EndpointResult other(EndpointStore.Written written) {
        return written instanceof EndpointStore.Written.Duplicate duplicate
                ? new EndpointResult.Duplicate(duplicate.existing())
                : new EndpointResult.Missing();
    }
}

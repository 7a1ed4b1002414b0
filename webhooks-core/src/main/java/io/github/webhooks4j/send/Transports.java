package io.github.webhooks4j.send;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The transport that was given, or the one that is found when it is first needed. */
final class Transports implements AutoCloseable {
    private final Optional<Transport> given;
    private @Nullable Transport found;

    Transports(Optional<Transport> given) {
        this.given = given;
    }

    synchronized Transport get() {
        if (given.isPresent()) {
            return given.get();
        }
        if (found == null) {
            found = find();
        }
        return found;
    }

    private static Transport find() {
        List<TransportFactory> factories = ServiceLoader.load(TransportFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        if (factories.size() != 1) {
            throw new IllegalStateException("no transport is given, and " + factories.size()
                    + " are found: add webhooks-http to the class path, or give one with transport(…)");
        }
        return factories.get(0).create();
    }

    @Override
    public synchronized void close() {
        if (found != null) {
            found.close();
            found = null;
        }
    }
}

package io.github.webhooks4j.send;

/**
 * How a transport is found when none is given: by {@link java.util.ServiceLoader}. A module that brings a transport
 * provides exactly one factory.
 */
@FunctionalInterface
public interface TransportFactory {
    /**
     * A transport with default settings.
     *
     * @return a new transport, to be closed by who asked for it
     */
    Transport create();
}

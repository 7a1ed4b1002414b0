package io.github.webhooks4j.receive;

/**
 * Reads a payload as one type, for a single handler. Thread-safe.
 *
 * @param <T> the type
 */
@FunctionalInterface
public interface BodyReader<T> {
    /**
     * Reads a payload.
     *
     * @param body the bytes as received
     * @return the object
     * @throws Exception when they are no such thing: the attempt fails
     */
    T read(byte[] body) throws Exception;
}

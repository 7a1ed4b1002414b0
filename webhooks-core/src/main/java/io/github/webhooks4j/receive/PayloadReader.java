package io.github.webhooks4j.receive;

/**
 * Reads any payload as any class: the one seam to a JSON mapper. {@code mapper::readValue} of Jackson 2 and
 * of Jackson 3 both fit. Thread-safe.
 */
@FunctionalInterface
public interface PayloadReader {
    /**
     * Reads a payload.
     *
     * @param body the bytes as received
     * @param type what to read them as
     * @param <T> the type
     * @return the object
     * @throws Exception when they are no such thing: the attempt fails
     */
    <T> T read(byte[] body, Class<T> type) throws Exception;
}

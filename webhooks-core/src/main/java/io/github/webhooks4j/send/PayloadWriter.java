package io.github.webhooks4j.send;

/**
 * Turns the payload of an event into bytes, once, when it is published. One method, so that {@code
 * mapper::writeValueAsBytes} of any mapper fits.
 *
 * <p>Implementations are thread-safe.
 */
@FunctionalInterface
public interface PayloadWriter {
    /**
     * Writes a payload.
     *
     * @param payload what was published
     * @return the bytes to send, from here on not to be changed
     * @throws Exception when it cannot be written: nothing is published
     */
    byte[] write(Object payload) throws Exception;
}

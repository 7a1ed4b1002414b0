package io.github.webhooks4j.receive;

/** A {@link Handler} that takes the message as it is, without reading its payload as a type first. */
@FunctionalInterface
public interface MessageHandler {
    /**
     * Handles one message.
     *
     * @param message the message
     * @throws Exception anything: the attempt failed
     */
    void handle(Message message) throws Exception;
}

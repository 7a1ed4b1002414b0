package io.github.webhooks4j.receive;

/**
 * Asks the provider itself whether a message is true, before any handler runs: for payment providers whose
 * callback is a hint rather than a proof. Thread-safe, and bounded in time by whoever writes it.
 */
@FunctionalInterface
public interface ProviderConfirmation {
    /**
     * Asks the provider.
     *
     * @param message what was received
     * @return {@code true}: handle it; {@code false}: refuse it (answered 2xx; a repeat asks again)
     * @throws Exception the provider could not be asked: inline, the message stays and the answer is 503;
     *     queued, it is asked again on the schedule
     */
    boolean confirm(Message message) throws Exception;
}

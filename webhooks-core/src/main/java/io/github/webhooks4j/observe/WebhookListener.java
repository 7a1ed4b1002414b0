package io.github.webhooks4j.observe;

/**
 * Hears what happens. It is called on the thread where it happened, after the fact is committed: be quick,
 * hand on what takes time. A listener that throws is logged once and disturbs nothing.
 *
 * <p>Implementations are thread-safe.
 */
@FunctionalInterface
public interface WebhookListener {
    /**
     * Something happened.
     *
     * @param notice what, safe to log
     */
    void on(Notice notice);
}

package io.github.webhooks4j.observe;

/**
 * Hears what happens. It is called on the thread where it happened, an I/O thread of a transport among them: be
 * quick, hand on what takes time. What it hears is committed, but for an event published in a transaction of the
 * caller's, and an attempt that has just been answered. A listener that throws is logged once and disturbs nothing.
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

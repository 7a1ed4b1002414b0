package io.github.webhooks4j.observe;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls several listeners in order, and keeps what one of them throws from everybody else: logged once per
 * listener at WARN, then only counted out.
 *
 * <p>Thread-safe.
 */
public final class Listeners implements WebhookListener {
    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    private final List<WebhookListener> listeners;
    private final Set<WebhookListener> complainedAbout =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    /**
     * Several listeners as one.
     *
     * @param listeners in calling order
     */
    public Listeners(List<WebhookListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void on(Notice notice) {
        for (WebhookListener listener : listeners) {
            try {
                listener.on(notice);
            } catch (Throwable e) {
                if (complainedAbout.add(listener)) {
                    log.warn(
                            "listener threw, logged only once listener={}",
                            listener.getClass().getName(),
                            e);
                }
            }
        }
    }
}

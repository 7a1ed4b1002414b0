package io.github.webhooks4j.verify;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** See {@link TokenOnce#inMemory}. Thread-safe by one lock, held for a look-up in a map. */
final class InMemoryTokenOnce implements TokenOnce {
    private final int most;
    private final Map<String, Use> uses = new LinkedHashMap<>(); // the oldest first

    private record Use(String body, Instant until) {}

    InMemoryTokenOnce(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a memory of tokens remembers 1 or more, not " + most);
        }
        this.most = most;
    }

    @Override
    public synchronized boolean claim(String token, String body, Instant until, Instant now) {
        forget(now);
        Use known = uses.putIfAbsent(token, new Use(body, until));
        if (uses.size() > most) {
            Iterator<String> oldest = uses.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return known == null || known.body.equals(body); // a digest of what everybody on the way could see
    }

    /** Those at the head; one that lasts longer than those behind it keeps them for a while. */
    private void forget(Instant now) {
        Iterator<Use> oldest = uses.values().iterator();
        while (oldest.hasNext() && oldest.next().until.isBefore(now)) {
            oldest.remove();
        }
    }

    @Override
    public synchronized String toString() {
        return "TokenOnce[" + uses.size() + " of " + most + "]";
    }
}

package io.github.webhooks4j.receive;

import io.github.webhooks4j.observe.Notice;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** Deletes what is done and old enough, in batches, and lets content keys go whose window has passed. */
final class Retention {
    private static final Set<MessageState> DONE =
            EnumSet.of(MessageState.HANDLED, MessageState.IGNORED, MessageState.REFUSED);
    private static final int BATCH = 500;

    private final MessageStore store;
    private final Collection<Source> sources;
    private final Notices notices;

    Retention(MessageStore store, Collection<Source> sources, Notices notices) {
        this.store = store;
        this.sources = sources;
        this.notices = notices;
    }

    /** One round over all sources; ends early when its thread is interrupted. */
    long run() {
        long total = 0;
        for (Source source : sources) {
            Instant now = notices.clock().instant();
            Instant until = now.minus(source.retention());
            long count = drain(() -> store.purge(source.name(), DONE, until, BATCH));
            if (count > 0) {
                notices.tell(new Notice.MessagesPurged(now, source.name(), count));
            }
            if (source.contentKeyed()) {
                Instant before = now.minus(source.contentWindow());
                drain(() -> store.clearContentKeys(source.name(), before, BATCH));
            }
            total += count;
        }
        return total;
    }

    private interface Batch {
        int run();
    }

    private static long drain(Batch batch) {
        long total = 0;
        int count = BATCH;
        while (count == BATCH && !Thread.currentThread().isInterrupted()) {
            count = batch.run();
            total += count;
        }
        return total;
    }
}

package io.github.webhooks4j.receive;

import io.github.webhooks4j.observe.Notice;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

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

    /**
     * One round over all sources. A source whose deletes fail does not keep the others waiting: its failure is
     * thrown at the end.
     *
     * @param stop asked between batches
     */
    long run(BooleanSupplier stop) {
        long total = 0;
        @Nullable RuntimeException failure = null;
        for (Source source : sources) {
            try {
                total += run(source, stop);
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return total;
    }

    private long run(Source source, BooleanSupplier stop) {
        Instant now = notices.clock().instant();
        Instant until = now.minus(source.retention());
        long count = drain(stop, () -> store.purge(source.name(), DONE, until, BATCH));
        if (count > 0) {
            notices.tell(new Notice.MessagesPurged(now, source.name(), count));
        }
        if (source.contentKeyed()) {
            Instant before = now.minus(source.contentWindow());
            drain(stop, () -> store.clearContentKeys(source.name(), before, BATCH));
        }
        return count;
    }

    private interface Batch {
        int run();
    }

    private static long drain(BooleanSupplier stop, Batch batch) {
        long total = 0;
        int count = BATCH;
        while (count == BATCH && !stop.getAsBoolean()) {
            count = batch.run();
            total += count;
        }
        return total;
    }
}

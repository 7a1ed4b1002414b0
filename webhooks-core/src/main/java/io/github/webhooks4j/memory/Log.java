package io.github.webhooks4j.memory;

import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.receive.MessageCursor;
import io.github.webhooks4j.receive.MessageQuery;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.receive.NewMessage;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The messages and their indexes. Not thread-safe: the store's lock guards it. */
final class Log {
    /** What may make room for a new message: nobody waits for it any more. */
    private static final Set<MessageState> DISPOSABLE =
            EnumSet.of(MessageState.HANDLED, MessageState.IGNORED, MessageState.REFUSED);

    private static final Comparator<UUID> UNSIGNED = Comparator.comparing(
                    UUID::getMostSignificantBits, Long::compareUnsigned)
            .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

    private static final Comparator<MessageCursor> BY_RECEIPT =
            Comparator.comparing(MessageCursor::receivedAt).thenComparing(MessageCursor::id, UNSIGNED);

    private static final Comparator<Entry> BY_DUE =
            Comparator.comparing(Entry::dueAt).thenComparing(Entry::sequence);

    private record Key(String source, String key) {}

    private final Map<UUID, Entry> byId = new HashMap<>();
    private final Map<Key, Entry> byDedupeKey = new HashMap<>();
    private final Map<Key, Entry> byContentKey = new HashMap<>();
    private final NavigableSet<Entry> byReceipt = new TreeSet<>(Comparator.comparing(Log::cursor, BY_RECEIPT));
    private final Map<String, NavigableSet<Entry>> queues = new HashMap<>();
    private final Map<String, Long> lastServed = new HashMap<>();
    private final Set<Entry> disposable = new LinkedHashSet<>();
    private long served;

    int size() {
        return byId.size();
    }

    Optional<Entry> find(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<Entry> find(String source, String dedupeKey) {
        return Optional.ofNullable(byDedupeKey.get(new Key(source, dedupeKey)));
    }

    Optional<Entry> duplicateOf(NewMessage message) {
        Optional<Entry> sameId = message.dedupeKey().flatMap(key -> find(message.source(), key));
        if (sameId.isPresent()) {
            return sameId;
        }
        return message.contentKey()
                .map(key -> byContentKey.get(new Key(message.source(), key)))
                .filter(entry -> !entry.received().receivedAt().isBefore(message.contentSince()));
    }

    /** A content key past its window passes on to the new message. */
    void add(Entry entry) {
        NewMessage received = entry.received();
        if (byId.putIfAbsent(received.id(), entry) != null) {
            throw new WebhookException("message is in the log already id=" + received.id(), null, false);
        }
        received.dedupeKey().ifPresent(key -> byDedupeKey.put(new Key(received.source(), key), entry));
        received.contentKey().ifPresent(key -> {
            Entry before = byContentKey.get(new Key(received.source(), key));
            if (before != null) {
                clearContentKey(before);
            }
            byContentKey.put(new Key(received.source(), key), entry);
        });
        byReceipt.add(entry);
        index(entry);
    }

    void delete(Entry entry) {
        NewMessage received = entry.received();
        unindex(entry);
        clearContentKey(entry);
        received.dedupeKey().ifPresent(key -> byDedupeKey.remove(new Key(received.source(), key)));
        byReceipt.remove(entry);
        byId.remove(received.id());
    }

    void clearContentKey(Entry entry) {
        NewMessage received = entry.received();
        received.contentKey().ifPresent(key -> byContentKey.remove(new Key(received.source(), key), entry));
        entry.clearContentKey();
    }

    /** Drops what was finished longest ago; tells whether there was anything to drop. */
    boolean evictOne() {
        Iterator<Entry> oldest = disposable.iterator();
        if (!oldest.hasNext()) {
            return false;
        }
        delete(oldest.next());
        return true;
    }

    /** Every change of state or due time goes through here, for both are in indexes. */
    <T> T change(Entry entry, Supplier<T> change) {
        unindex(entry);
        try {
            return change.get();
        } finally {
            index(entry);
        }
    }

    /** The longest due of the source that was served longest ago. */
    Optional<Entry> nextDue(Set<String> sources, Instant now) {
        @Nullable Entry next = null;
        long nextServed = Long.MAX_VALUE;
        for (String source : sources) {
            NavigableSet<Entry> queue = queues.get(source);
            long servedAt = lastServed.getOrDefault(source, 0L);
            if (queue == null || queue.first().dueAt().isAfter(now) || servedAt >= nextServed) {
                continue;
            }
            next = queue.first();
            nextServed = servedAt;
        }
        if (next != null) {
            lastServed.put(next.received().source(), ++served);
        }
        return Optional.ofNullable(next);
    }

    Stream<Entry> oldestFirst() {
        return byReceipt.stream();
    }

    Stream<Entry> newestFirst() {
        return byReceipt.descendingSet().stream();
    }

    static boolean isOlder(Entry entry, MessageCursor cursor) {
        return BY_RECEIPT.compare(cursor(entry), cursor) < 0;
    }

    static boolean matches(Entry entry, MessageQuery query) {
        NewMessage received = entry.received();
        return query.source().map(received.source()::equals).orElse(true)
                && query.state().map(entry.state()::equals).orElse(true)
                && (query.eventType().isEmpty() || query.eventType().equals(received.eventType()))
                && query.from()
                        .map(from -> !received.receivedAt().isBefore(from))
                        .orElse(true)
                && query.to().map(to -> received.receivedAt().isBefore(to)).orElse(true);
    }

    private void unindex(Entry entry) {
        disposable.remove(entry);
        queues.computeIfPresent(entry.received().source(), (source, queue) -> {
            queue.remove(entry);
            return queue.isEmpty() ? null : queue;
        });
    }

    private void index(Entry entry) {
        if (entry.state() == MessageState.PENDING) {
            queues.computeIfAbsent(entry.received().source(), source -> new TreeSet<>(BY_DUE))
                    .add(entry);
        } else if (DISPOSABLE.contains(entry.state())) {
            disposable.add(entry);
        }
    }

    private static MessageCursor cursor(Entry entry) {
        return new MessageCursor(entry.received().receivedAt(), entry.received().id());
    }
}

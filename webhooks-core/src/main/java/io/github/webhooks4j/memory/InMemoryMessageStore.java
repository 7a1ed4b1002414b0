package io.github.webhooks4j.memory;

import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.receive.Insertion;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageAttempt;
import io.github.webhooks4j.receive.MessageCursor;
import io.github.webhooks4j.receive.MessagePage;
import io.github.webhooks4j.receive.MessageQuery;
import io.github.webhooks4j.receive.MessageResult;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.receive.MessageStats;
import io.github.webhooks4j.receive.MessageStore;
import io.github.webhooks4j.receive.NewMessage;
import io.github.webhooks4j.work.Claim;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The message log in this process's memory, for tests and demonstrations: <b>everything is lost when the
 * process ends</b>, so a sender's repeat after a restart runs its handler again.
 *
 * <p>It holds a bounded number of messages. When it is full, the message that was handled, ignored or refused
 * longest ago makes room for a new one; when every message is unfinished, failed or dead, the insert fails
 * with a retryable {@link WebhookException}.
 *
 * <p>It offers no {@link io.github.webhooks4j.receive.UnitOfWork}: there is nothing to roll back to.
 *
 * <p><b>Threads.</b> Thread-safe. <b>Cost.</b> One lock for all; {@link #list}, {@link #stats}, {@link
 * #purge} and {@link #clearContentKeys} look at every message. Inserts are complete when the call returns.
 */
public final class InMemoryMessageStore implements MessageStore {
    /** How many messages it holds unless told otherwise: 10,000. */
    public static final int DEFAULT_MAX_MESSAGES = 10_000;

    private final InstantSource clock;
    private final int maxMessages;
    private final ReentrantLock lock = new ReentrantLock();
    private final Log log = new Log();
    private long inserts;

    private InMemoryMessageStore(InstantSource clock, int maxMessages) {
        this.clock = clock;
        this.maxMessages = maxMessages;
    }

    /**
     * An empty store by the system's clock, for {@value #DEFAULT_MAX_MESSAGES} messages.
     *
     * @return the store
     */
    public static InMemoryMessageStore create() {
        return create(InstantSource.system());
    }

    /**
     * An empty store for {@value #DEFAULT_MAX_MESSAGES} messages.
     *
     * @param clock measures what is due and how long leases hold
     * @return the store
     */
    public static InMemoryMessageStore create(InstantSource clock) {
        return create(clock, DEFAULT_MAX_MESSAGES);
    }

    /**
     * An empty store.
     *
     * @param clock measures what is due and how long leases hold
     * @param maxMessages how many messages it holds, at least one
     * @return the store
     * @throws IllegalArgumentException for a number below one
     */
    public static InMemoryMessageStore create(InstantSource clock, int maxMessages) {
        if (maxMessages < 1) {
            throw new IllegalArgumentException("maxMessages is " + maxMessages + " but must be at least 1");
        }
        return new InMemoryMessageStore(clock, maxMessages);
    }

    @Override
    public CompletionStage<Insertion> insert(NewMessage message) {
        try {
            return CompletableFuture.completedFuture(locked(() -> insertNow(Copies.toTheMicrosecond(message))));
        } catch (WebhookException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Insertion insertNow(NewMessage message) {
        Optional<Entry> original = log.duplicateOf(message).or(() -> log.find(message.id()));
        if (original.isPresent()) {
            return new Insertion.Duplicate(
                    original.get().received().id(), original.get().state());
        }
        if (log.size() >= maxMessages && !log.evictOne()) {
            throw new WebhookException("the in-memory store is full of unfinished messages max=" + maxMessages, null);
        }
        NewMessage.Start start = message.start();
        Entry entry = new Entry(message, stateAt(start), inserts++, now());
        log.add(entry);
        if (start instanceof NewMessage.Start.Inline inline) {
            return new Insertion.Inserted(
                    Optional.of(log.change(entry, () -> entry.claim(inline.lease(), inline.node(), now()))));
        }
        return new Insertion.Inserted(Optional.empty());
    }

    private static MessageState stateAt(NewMessage.Start start) {
        if (start instanceof NewMessage.Start.Ignored) {
            return MessageState.IGNORED;
        }
        return start instanceof NewMessage.Start.Queued ? MessageState.PENDING : MessageState.RECEIVED;
    }

    @Override
    public Optional<Claim<Message>> takeOver(UUID id, Duration lease, String node) {
        return locked(() -> log.find(id)
                .filter(entry -> entry.mayBeTakenOver(now()))
                .map(entry -> log.change(entry, () -> entry.takeOver(lease, node, now()))));
    }

    @Override
    public boolean reopen(UUID id, Set<MessageState> from) {
        return locked(() -> {
            Optional<Entry> found = log.find(id).filter(entry -> entry.mayBeReopened(from, now()));
            found.ifPresent(entry -> log.change(entry, () -> {
                entry.reopen(now());
                return true;
            }));
            return found.isPresent();
        });
    }

    @Override
    public List<Claim<Message>> claimDue(Set<String> sources, int max, Duration lease, String node) {
        return locked(() -> {
            Instant now = now();
            List<Claim<Message>> claims = new ArrayList<>();
            while (claims.size() < max) {
                Optional<Entry> next = log.nextDue(sources, now);
                if (next.isEmpty()) {
                    break;
                }
                Entry entry = next.get();
                claims.add(log.change(entry, () -> entry.claim(lease, node, now)));
            }
            return List.copyOf(claims);
        });
    }

    @Override
    public boolean finish(Claim<Message> claim, MessageResult result) {
        return locked(() -> log.find(claim.id())
                .map(entry -> log.change(entry, () -> entry.finish(claim, result, now())))
                .orElse(false));
    }

    @Override
    public Optional<Message> find(UUID id) {
        return locked(() -> log.find(id).map(Entry::snapshot));
    }

    @Override
    public Optional<Message> find(String source, String dedupeKey) {
        return locked(() -> log.find(source, dedupeKey).map(Entry::snapshot));
    }

    @Override
    public List<MessageAttempt> attempts(UUID id) {
        return locked(() -> log.find(id).map(Entry::attempts).orElse(List.of()));
    }

    @Override
    public MessagePage list(MessageQuery query) {
        Optional<MessageCursor> after = query.cursor();
        return locked(() -> {
            List<Message> found = log.newestFirst()
                    .filter(entry -> after.isEmpty() || Log.isOlder(entry, after.get()))
                    .filter(entry -> Log.matches(entry, query))
                    .limit(query.limit() + 1L)
                    .map(Entry::snapshot)
                    .toList();
            if (found.size() <= query.limit()) {
                return new MessagePage(found, Optional.empty());
            }
            List<Message> page = found.subList(0, query.limit());
            Message last = page.get(page.size() - 1);
            return new MessagePage(page, Optional.of(new MessageCursor(last.receivedAt(), last.id()).text()));
        });
    }

    @Override
    public MessageStats stats(Instant receivedAfter, int most) {
        return locked(() -> {
            Instant now = now();
            Map<MessageState, Long> states = new EnumMap<>(MessageState.class);
            log.oldestFirst().forEach(entry -> states.merge(entry.state(), 1L, (a, b) -> Math.min(a + b, most)));
            Duration longestDue = log.oldestFirst()
                    .filter(entry -> entry.state() == MessageState.PENDING)
                    .filter(entry -> !entry.dueAt().isAfter(now))
                    .map(entry -> Duration.between(entry.dueAt(), now))
                    .max(Comparator.naturalOrder())
                    .orElse(Duration.ZERO);
            long received = log.newestFirst()
                    .takeWhile(entry -> entry.received().receivedAt().isAfter(receivedAfter))
                    .count();
            return new MessageStats(states, longestDue, received);
        });
    }

    @Override
    public int purge(String source, Set<MessageState> states, Instant receivedUntil, int max) {
        return locked(() -> {
            List<Entry> old = log.oldestFirst()
                    .filter(entry -> entry.received().source().equals(source))
                    .filter(entry -> states.contains(entry.state()))
                    .filter(entry -> !entry.received().receivedAt().isAfter(receivedUntil))
                    .limit(max)
                    .toList();
            old.forEach(log::delete);
            return old.size();
        });
    }

    @Override
    public int clearContentKeys(String source, Instant receivedBefore, int max) {
        return locked(() -> {
            List<Entry> old = log.oldestFirst()
                    .filter(entry -> entry.received().source().equals(source))
                    .filter(entry -> entry.received().contentKey().isPresent())
                    .filter(entry -> entry.received().receivedAt().isBefore(receivedBefore))
                    .limit(max)
                    .toList();
            old.forEach(log::clearContentKey);
            return old.size();
        });
    }

    @Override
    public String toString() {
        return "InMemoryMessageStore[" + locked(log::size) + " of " + maxMessages + " messages]";
    }

    private Instant now() {
        return Copies.micros(clock.instant());
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}

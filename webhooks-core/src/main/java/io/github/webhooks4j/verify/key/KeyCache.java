package io.github.webhooks4j.verify.key;

import io.github.webhooks4j.internal.LogText;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that come from outside, kept for a while. Everything is bounded, for what names a key may stand in a
 * forged request: how long a key is used, how soon a failure is tried again, how many are kept, how many are being
 * loaded, how many loads one minute may see, and how long a caller waits. So that forged requests do not use up
 * these bounds, a verifier says with {@link #confirm} which keys genuine requests were signed with.
 *
 * <p>However many ask for one key at once, it is loaded once, on a thread of its own. Ages are measured with the
 * time that callers hand in, in either direction: after a clock was set back, what was loaded before is loaded
 * anew. Failures are logged at WARN, once per load, with their message and
 * without the name.
 *
 * <p>Safe for all threads.
 *
 * @param <A> what names a key; compared by {@code equals}
 * @param <K> the key
 */
public final class KeyCache<A, K> {
    /** How long a key is used before it is loaded anew: 1 hour. */
    public static final Duration DEFAULT_TIME_TO_LIVE = Duration.ofHours(1);

    /** How long after a failure it is not tried again: 10 seconds. */
    public static final Duration DEFAULT_PAUSE_AFTER_FAILURE = Duration.ofSeconds(10);

    /** How long after a load none is made because somebody names a key that is not among them: 1 minute. */
    public static final Duration DEFAULT_REFRESH_FLOOR = Duration.ofMinutes(1);

    /** The longest that a caller waits: 4 seconds. */
    public static final Duration DEFAULT_WAIT = Duration.ofSeconds(4);

    /** The most keys and failures that are kept: 64. */
    public static final int DEFAULT_MAX_ENTRIES = 64;

    /** The most loads that may begin within a minute: 60, and as many of confirmed keys. */
    public static final int DEFAULT_LOADS_PER_MINUTE = 60;

    private static final int MOST_AT_ONCE = 4;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Logger log = LoggerFactory.getLogger(KeyCache.class);

    private final KeySource<A, K> source;
    private final Duration timeToLive;
    private final Duration wait;
    private final Map<A, Entry<K>> entries = new HashMap<>();
    private int loading;
    private @Nullable Instant minute;
    private int begunInMinute; // of names that nobody vouched for
    private int confirmedInMinute;

    /** What is known of one key; guarded by the cache's lock. */
    private static final class Entry<K> {
        private @Nullable K key;
        private Instant loadedAt = Instant.MIN;
        private @Nullable Instant failedAt;
        private boolean confirmed;
        private @Nullable CompletableFuture<Optional<K>> load;
        private long loadBegan;
    }

    private KeyCache(KeySource<A, K> source, Duration timeToLive, Duration wait) {
        this.source = source;
        this.timeToLive = timeToLive;
        this.wait = wait;
    }

    /**
     * A cache with all defaults.
     *
     * @param source where keys come from
     * @param <A> what names a key
     * @param <K> the key
     * @return the cache, empty
     */
    public static <A, K> KeyCache<A, K> of(KeySource<A, K> source) {
        return of(source, DEFAULT_TIME_TO_LIVE, DEFAULT_WAIT);
    }

    /**
     * A cache.
     *
     * @param source where keys come from
     * @param timeToLive how long a key is used before it is loaded anew; positive
     * @param wait the longest that a caller waits; positive
     * @param <A> what names a key
     * @param <K> the key
     * @return the cache, empty
     * @throws IllegalArgumentException when a duration is not positive
     */
    public static <A, K> KeyCache<A, K> of(KeySource<A, K> source, Duration timeToLive, Duration wait) {
        if (timeToLive.isNegative() || timeToLive.isZero() || wait.isNegative() || wait.isZero()) {
            throw new IllegalArgumentException(
                    "timeToLive is " + timeToLive + " and wait is " + wait + " but both must be positive");
        }
        return new KeyCache<>(source, timeToLive, wait);
    }

    /**
     * The key, loaded if need be.
     *
     * @param name what names it
     * @param now the time
     * @return the key; empty when it cannot be had now
     */
    public Optional<K> get(A name, Instant now) {
        return waitFor(found(name, now, false));
    }

    /**
     * The key, loaded anew unless it was loaded a moment ago: for a set of keys that lacks the one that is asked
     * for.
     *
     * @param name what names the set
     * @param now the time
     * @return the key, as fresh as it may be asked for; empty when it cannot be had now
     */
    public Optional<K> refresh(A name, Instant now) {
        return waitFor(found(name, now, true));
    }

    /**
     * Says that a genuine request was signed with a key. From then on the names that forgers make up stand behind
     * this one: it is the last to be dropped for want of room, and when it is loaded anew it has a minute's loads
     * and places of its own.
     *
     * @param name what names the key; one that is not kept is left alone
     */
    public synchronized void confirm(A name) {
        Entry<K> entry = entries.get(name);
        if (entry != null) {
            entry.confirmed = true;
        }
    }

    private synchronized CompletableFuture<Optional<K>> found(A name, Instant now, boolean refresh) {
        Entry<K> entry = entries.get(name);
        if (entry == null) {
            return begin(name, now, null);
        }
        K key = entry.key;
        if (key != null && isWithin(refresh ? DEFAULT_REFRESH_FLOOR : timeToLive, entry.loadedAt, now)) {
            return CompletableFuture.completedFuture(Optional.of(key)); // even while a refresh is going on
        }
        if (entry.load != null) {
            boolean hangs = System.nanoTime() - entry.loadBegan > wait.toNanos();
            return hangs ? nothing() : entry.load;
        }
        Duration pause = refresh ? DEFAULT_REFRESH_FLOOR : DEFAULT_PAUSE_AFTER_FAILURE;
        Instant failedAt = entry.failedAt;
        return failedAt != null && isWithin(pause, failedAt, now) ? nothing() : begin(name, now, entry);
    }

    private static boolean isWithin(Duration limit, Instant then, Instant now) {
        return Duration.between(then, now).abs().compareTo(limit) < 0;
    }

    private CompletableFuture<Optional<K>> nothing() {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    private CompletableFuture<Optional<K>> begin(A name, Instant now, @Nullable Entry<K> known) {
        Entry<K> entry = known == null ? new Entry<>() : known;
        int most = entry.confirmed ? 2 * MOST_AT_ONCE : MOST_AT_ONCE;
        if (loading >= most || isOverBudget(entry, now) || (known == null && !hasRoom())) {
            return nothing();
        }
        begunInMinute += entry.confirmed ? 0 : 1;
        confirmedInMinute += entry.confirmed ? 1 : 0;
        loading++;
        CompletableFuture<Optional<K>> load = new CompletableFuture<>();
        entry.load = load;
        entry.loadBegan = System.nanoTime();
        entries.put(name, entry);
        Thread thread = new Thread(() -> load(name, entry, load, now), "webhooks-key-loader");
        thread.setDaemon(true);
        thread.start();
        return load;
    }

    private boolean isOverBudget(Entry<K> entry, Instant now) {
        Instant began = minute;
        if (began == null || !isWithin(MINUTE, began, now)) {
            minute = now;
            begunInMinute = 0;
            confirmedInMinute = 0;
        }
        return (entry.confirmed ? confirmedInMinute : begunInMinute) >= DEFAULT_LOADS_PER_MINUTE;
    }

    /**
     * What nobody vouched for goes first: failures, then the key that was loaded longest ago. What is being loaded
     * stays.
     */
    private boolean hasRoom() {
        if (entries.size() < DEFAULT_MAX_ENTRIES) {
            return true;
        }
        Comparator<Map.Entry<A, Entry<K>>> order = Comparator.comparing(each -> each.getValue().confirmed);
        Optional<A> first = entries.entrySet().stream()
                .filter(each -> each.getValue().load == null)
                .min(order.thenComparing(each -> each.getValue().loadedAt)) // a failure's is the first of all times
                .map(Map.Entry::getKey);
        first.ifPresent(entries::remove);
        return first.isPresent();
    }

    private void load(A name, Entry<K> entry, CompletableFuture<Optional<K>> load, Instant now) {
        Optional<K> loaded = Optional.empty();
        try {
            loaded = Optional.of(source.load(name));
        } catch (Exception e) { // a source's defect is a key that cannot be had, and must not end the loading of others
            log.warn("key could not be loaded failure={}", LogText.of(e, LogText.MAX_IN_LOG));
        } finally {
            finish(entry, loaded, now);
            load.complete(loaded);
        }
    }

    private synchronized void finish(Entry<K> entry, Optional<K> loaded, Instant now) {
        loading--;
        entry.load = null;
        if (loaded.isPresent()) {
            entry.key = loaded.get();
            entry.loadedAt = now;
            entry.failedAt = null;
        } else {
            entry.failedAt = now;
        }
    }

    private Optional<K> waitFor(CompletableFuture<Optional<K>> load) {
        try {
            return load.get(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }

    /** Tells how many keys and failures are kept. */
    @Override
    public synchronized String toString() {
        return "KeyCache[" + entries.size() + "]";
    }
}

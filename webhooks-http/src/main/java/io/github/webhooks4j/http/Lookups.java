package io.github.webhooks4j.http;

import io.github.webhooks4j.send.ErrorKind;
import io.github.webhooks4j.send.target.AddressResolver;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Address look-ups on threads of their own, each with a deadline. The JDK's look-up cannot be broken off: one that
 * is given up keeps its thread until it returns. A name holds only a share of the threads, so that a slow one does
 * not stop the others; while all of its share, or all threads, are kept by look-ups that were given up, the next one
 * fails at once.
 */
final class Lookups {
    private static final long IDLE_SECONDS = 30;

    /** What part of the threads one name may hold. */
    private static final int SHARE = 8;

    /** The look-ups of one name. Guarded by {@link #names}. */
    private static final class Name {
        private int running;
        private int hanging;
        private final Deque<Lookup> waiting = new ArrayDeque<>();
    }

    private final AddressResolver resolver;
    private final Timer timer;
    private final Duration timeout;
    private final int threads;
    private final int perName;
    private final ThreadPoolExecutor pool;
    private final Map<String, Name> names = new HashMap<>();
    private final AtomicInteger hanging = new AtomicInteger();
    private final AtomicInteger named = new AtomicInteger();

    Lookups(AddressResolver resolver, int threads, Duration timeout, Timer timer) {
        this.resolver = resolver;
        this.threads = threads;
        this.perName = Math.max(1, threads / SHARE);
        this.timeout = timeout;
        this.timer = timer;
        pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
        pool.allowCoreThreadTimeOut(true);
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "webhooks-http-lookup-" + named.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /**
     * The addresses of a receiver's name, by one call of the resolver; fails with a {@link Failure} when there is
     * none within the deadline.
     */
    CompletableFuture<List<InetAddress>> resolve(String host) {
        return lookUp(host + ".");
    }

    /** The addresses of a host that the operator has named: an address, or a name that a search list may complete. */
    CompletableFuture<List<InetAddress>> resolveAsWritten(String host) {
        return lookUp(host);
    }

    private CompletableFuture<List<InetAddress>> lookUp(String host) {
        Lookup lookup = new Lookup(host);
        synchronized (names) {
            Name name = names.computeIfAbsent(host, key -> new Name());
            if (hanging.get() >= threads || name.hanging >= perName) {
                lookup.fail("address look-ups hang");
                forgetIfIdle(host, name);
            } else if (name.running < perName) {
                name.running++;
                lookup.arm();
                lookup.submit();
            } else {
                name.waiting.add(lookup);
                lookup.arm();
            }
        }
        return lookup.addresses;
    }

    /** One of a name has ended: the next may begin. */
    private void next(String host, boolean hung) {
        synchronized (names) {
            Name name = names.computeIfAbsent(host, key -> new Name());
            name.running--;
            name.hanging -= hung ? 1 : 0;
            @Nullable Lookup waiting = name.waiting.poll();
            while (waiting != null && waiting.addresses.isDone()) {
                waiting = name.waiting.poll();
            }
            if (waiting != null) {
                name.running++;
                waiting.submit();
            }
            forgetIfIdle(host, name);
        }
    }

    private void forgetIfIdle(String host, Name name) {
        if (name.running == 0 && name.waiting.isEmpty()) {
            names.remove(host);
        }
    }

    private void hangs(String host) {
        hanging.incrementAndGet();
        synchronized (names) {
            names.computeIfAbsent(host, key -> new Name()).hanging++;
        }
    }

    void close() {
        pool.shutdownNow();
    }

    private final class Lookup implements Runnable {
        private final String host;
        private final CompletableFuture<List<InetAddress>> addresses = new CompletableFuture<>();
        private volatile @Nullable Future<?> task;
        private boolean running;
        private boolean givenUp;
        private boolean over;

        private Lookup(String host) {
            this.host = host;
        }

        private void arm() {
            @Nullable Future<?> deadline = timer.in(timeout.toNanos(), this::giveUp);
            var unused = addresses.whenComplete((found, failure) -> {
                if (deadline != null) {
                    deadline.cancel(false);
                }
            });
        }

        /** Its place among those of its name is taken already. */
        private void submit() {
            try {
                task = pool.submit(this);
            } catch (RejectedExecutionException | OutOfMemoryError none) { // closed, or no thread to be had
                fail("no address look-up is possible now");
                ended();
            }
        }

        @Override
        @SuppressWarnings("CatchAndPrintStackTrace") // nothing is printed; whatever a resolver throws is "no address"
        public void run() {
            if (!started()) {
                return;
            }
            try {
                List<InetAddress> found = resolver.resolve(host);
                if (found == null || found.isEmpty()) {
                    fail("the host name has no address");
                } else {
                    addresses.complete(List.copyOf(found));
                }
            } catch (Exception | LinkageError | StackOverflowError failed) {
                fail("the host name has no address");
            } finally {
                ended();
            }
        }

        /** One that was given up before does not begin, and leaves its place to the next. */
        private boolean started() {
            boolean begins;
            synchronized (this) {
                begins = !givenUp;
                running = begins;
            }
            if (!begins) {
                ended();
            }
            return begins;
        }

        /** Once, whatever happened. */
        private void ended() {
            boolean hung;
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
                hung = running && givenUp;
                running = false;
            }
            if (hung) {
                hanging.decrementAndGet();
            }
            next(host, hung);
        }

        private void giveUp() {
            synchronized (this) {
                givenUp = true;
                if (running) {
                    hangs(host);
                }
            }
            @Nullable Future<?> submitted = task;
            if (submitted != null) {
                submitted.cancel(true);
                if (!isRunning()) {
                    ended(); // it was cancelled before it began, and never will
                }
            }
            fail("the address look-up took too long");
        }

        private synchronized boolean isRunning() {
            return running;
        }

        private void fail(String detail) {
            addresses.completeExceptionally(new Failure(ErrorKind.DNS, detail));
        }
    }
}

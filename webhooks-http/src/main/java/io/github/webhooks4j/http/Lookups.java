package io.github.webhooks4j.http;

import io.github.webhooks4j.send.ErrorKind;
import io.github.webhooks4j.send.target.AddressResolver;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Address look-ups on threads of their own, each with a deadline. The JDK's look-up cannot be broken off: one that
 * is given up keeps its thread until it returns, and when all threads are kept like that the next look-up fails at
 * once.
 */
final class Lookups {
    private static final long IDLE_SECONDS = 30;

    private final AddressResolver resolver;
    private final Timer timer;
    private final Duration timeout;
    private final int threads;
    private final ThreadPoolExecutor pool;
    private final ConcurrentMap<String, Lookup> byName = new ConcurrentHashMap<>();
    private final AtomicInteger hanging = new AtomicInteger();
    private final AtomicInteger named = new AtomicInteger();

    Lookups(AddressResolver resolver, int threads, Duration timeout, Timer timer) {
        this.resolver = resolver;
        this.threads = threads;
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
     * The addresses of a receiver's name; fails with a {@link Failure} when there is none within the deadline.
     * Whoever asks for a name while it is looked up gets the answer of that look-up; while one of it hangs, the name
     * fails at once: however many requests wait for it, a name holds one thread.
     */
    CompletableFuture<List<InetAddress>> resolve(String host) {
        return lookUp(host + ".");
    }

    /** The addresses of a host that the operator has named: an address, or a name that a search list may complete. */
    CompletableFuture<List<InetAddress>> resolveAsWritten(String host) {
        return lookUp(host);
    }

    private CompletableFuture<List<InetAddress>> lookUp(String name) {
        Lookup lookup = new Lookup(name);
        @Nullable Lookup underWay = byName.putIfAbsent(name, lookup);
        if (underWay != null) {
            return underWay.addresses.copy();
        }
        if (hanging.get() >= threads) {
            lookup.failUnbegun("address look-ups hang");
            return lookup.addresses;
        }
        try {
            lookup.begin();
        } catch (RejectedExecutionException closed) {
            lookup.failUnbegun("the transport is closed");
        } catch (OutOfMemoryError noThread) {
            lookup.failUnbegun("no thread for an address look-up");
        }
        return lookup.addresses.copy();
    }

    void close() {
        pool.shutdownNow();
    }

    private final class Lookup implements Runnable {
        private final String host;
        private final CompletableFuture<List<InetAddress>> addresses = new CompletableFuture<>();
        private boolean running;
        private boolean givenUp;

        private Lookup(String host) {
            this.host = host;
        }

        private void begin() {
            Future<?> task = pool.submit(this);
            @Nullable Future<?> deadline = timer.in(timeout.toNanos(), () -> giveUp(task));
            var unused = addresses.whenComplete((found, failure) -> {
                if (deadline != null) {
                    deadline.cancel(false);
                }
            });
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

        private synchronized boolean started() {
            running = !givenUp;
            return running;
        }

        private synchronized void ended() {
            running = false;
            byName.remove(host, this);
            if (givenUp) {
                hanging.decrementAndGet();
            }
        }

        private void failUnbegun(String detail) {
            byName.remove(host, this);
            fail(detail);
        }

        private void giveUp(Future<?> task) {
            synchronized (this) {
                givenUp = true;
                if (running) {
                    hanging.incrementAndGet();
                } else {
                    byName.remove(host, this); // it has ended, or never begins
                }
            }
            task.cancel(true);
            fail("the address look-up took too long");
        }

        private void fail(String detail) {
            addresses.completeExceptionally(new Failure(ErrorKind.DNS, detail));
        }
    }
}

package io.github.webhooks4j.receive;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.observe.RequestFault;
import io.github.webhooks4j.work.WorkLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives webhooks: verifies each request over its raw bytes, keeps it in the message log, and handles it,
 * inside the request or after it. Bound to no container: a head and bytes go in, a {@link Receipt} comes
 * out; {@code WebhookServlet} of the servlet module does that for any servlet container.
 *
 * <p>{@link #start()} starts the queue and retention; before it, and after {@link #close()}, every request
 * is answered 503. Thread-safe.
 */
public final class WebhookReceiver implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WebhookReceiver.class);
    private static final int MOST_OWN_THREADS = 64;
    private static final int MOST_WAITING = 1024;
    private static final Duration CLOSING_MARGIN = Duration.ofSeconds(5);

    private final ReceiverSettings settings;
    private final Notices notices;
    private final InFlight inFlight = new InFlight();
    private final ThreadPoolExecutor ownThreads = ownThreads();
    private final Deadlines deadlines = new Deadlines();
    private final SkewWatch skew = new SkewWatch();
    private final Retention retention;
    private final WorkLoop<Message> queue;
    private final Messages messages;
    private final Intake intake;
    private final ScheduledThreadPoolExecutor retentionThread = retentionThread();
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    WebhookReceiver(ReceiverSettings settings) {
        this.settings = settings;
        notices = new Notices(settings.listener(), settings.clock());
        Attempts attempts = new Attempts(settings.store(), settings.sources(), notices, closed::get);
        retention = new Retention(settings.store(), settings.sources().values(), notices);
        queue = QueueLoop.of(settings, attempts);
        messages = new Messages(settings.store(), notices, queue::wake);
        ReceivePath path = new ReceivePath(settings, notices, inFlight, attempts, deadlines, skew, queue::wake);
        intake = new Intake(settings, notices, path, ownThreads);
    }

    /**
     * Starts collecting the configuration of a receiver.
     *
     * @return the builder
     */
    public static WebhookReceiverBuilder builder() {
        return new WebhookReceiverBuilder();
    }

    /**
     * Starts taking requests, the queue, and retention.
     *
     * @return this receiver
     * @throws IllegalStateException when it was started or closed before
     */
    public WebhookReceiver start() {
        if (closed.get() || !started.compareAndSet(false, true)) {
            throw new IllegalStateException("a receiver is started once, and not after it was closed");
        }
        queue.start();
        if (!settings.purgeInterval().isZero()) {
            long nanos = settings.purgeInterval().toNanos();
            var unused = retentionThread.scheduleWithFixedDelay(this::purgeQuietly, nanos, nanos, TimeUnit.NANOSECONDS);
        }
        inFlight.open();
        log.info(
                "webhook receiver started sources={} node={}",
                settings.sources().keySet(),
                settings.node());
        return this;
    }

    /**
     * Looks at the head of a request.
     *
     * @param head what is known of it
     * @param path what of its path lies below the place where this receiver is mounted, not decoded: {@code
     *     /github}, or {@code /bank/SEGMENT} for a source with secret paths
     * @return its answer, when that is known already; else the limits within which to read the body
     */
    public Admission begin(RequestHead head, String path) {
        if (!inFlight.isOpen()) {
            notices.rejected(Optional.empty(), RequestFault.NOT_RUNNING);
            return new Admission.Refused(Receipts.of(RequestFault.NOT_RUNNING));
        }
        return intake.begin(head, path);
    }

    /**
     * The message log, to look at and to act on.
     *
     * @return the log
     */
    public Messages messages() {
        return messages;
    }

    /**
     * How far our clock is from those of the senders: the median over the last hundred genuine requests that
     * carry a signed time, stale ones among them. For a health check: above a minute something is wrong, and is
     * also logged at WARN, once an hour.
     *
     * @return positive when our clock is ahead; empty while fewer than ten such requests have come
     */
    public Optional<Duration> clockSkew() {
        return skew.median();
    }

    /**
     * Deletes what is done and older than its source's retention, in batches, until nothing is left of it.
     * Runs in the background anyway; this is for a cron, and for tests.
     *
     * @return how many messages were deleted
     * @throws io.github.webhooks4j.WebhookException when the store failed; what was deleted stays so
     */
    public long purge() {
        return retention.run(closed::get);
    }

    private void purgeQuietly() {
        try {
            retention.run(closed::get);
        } catch (RuntimeException e) {
            log.warn("retention failed, tried again after {}", settings.purgeInterval(), e);
        }
    }

    /**
     * Takes no more requests, waits for those under way and for running handlers up to the drain deadline,
     * gives back what was claimed and not begun, and stops every thread. The store stays open. A second
     * call does nothing.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        long begun = System.nanoTime();
        inFlight.shut();
        retentionThread.shutdown();
        Thread queueClosing = new Thread(() -> queue.close(settings.drainDeadline()), "webhooks-receive-closing");
        queueClosing.setDaemon(true);
        queueClosing.start();
        boolean answered = inFlight.drain(settings.drainDeadline());
        inFlight.answerLeft(Receipts.unavailable());
        try {
            queueClosing.join(settings.drainDeadline().plus(CLOSING_MARGIN).toMillis());
            retentionThread.awaitTermination(
                    deadlines.left(begun, settings.drainDeadline()).toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        deadlines.close();
        ownThreads.shutdown();
        log.info("webhook receiver closed answeredAll={}", answered);
    }

    private static ScheduledThreadPoolExecutor retentionThread() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "webhooks-receive-retention");
            thread.setDaemon(true);
            return thread;
        });
        executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        return executor;
    }

    /** What comes in a burst waits for a moment, within its deadlines; what would wait too long is refused. */
    private static ThreadPoolExecutor ownThreads() {
        AtomicInteger number = new AtomicInteger();
        LinkedBlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(MOST_OWN_THREADS, MOST_OWN_THREADS, 30, TimeUnit.SECONDS, waiting, work -> {
                    Thread thread = new Thread(work, "webhooks-receive-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    @Override
    public String toString() {
        return "WebhookReceiver" + settings.sources().keySet();
    }
}

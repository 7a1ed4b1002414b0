package io.github.webhooks4j.work;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.slf4j.LoggerFactory;

/** A loop on a queue that counts, with what it logs written down. */
abstract class WorkLoopFixture {
    static final Duration NEVER = Duration.ofDays(1);
    static final Duration DRAIN = Duration.ofSeconds(30);

    final FakeQueue queue = new FakeQueue();
    final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    final Logger logger = (Logger) LoggerFactory.getLogger(WorkLoop.class);

    @BeforeEach
    void listen() {
        logged.list = new CopyOnWriteArrayList<>();
        logged.start();
        logger.addAppender(logged);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(logged);
        logger.setAdditive(true);
    }

    /** A loop for such runs; a subclass may choose another kind. */
    WorkLoopBuilder<String> builder(WorkRunner<String> runner) {
        return WorkLoop.builder("test", "node", queue, runner);
    }

    final WorkLoop<String> loop(WorkRunner<String> runner) {
        return builder(runner).poll(NEVER, NEVER).build();
    }

    final WorkLoopBuilder<String> async(AsyncRunner<String> runner) {
        return WorkLoop.async("test", "node", queue, runner).poll(NEVER, NEVER);
    }

    final List<String> messages(Level level) {
        return logged.list.stream()
                .filter(event -> event.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    static List<String> threadsOf(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(thread -> thread.startsWith("webhooks-" + name + "-"))
                .toList();
    }

    static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void awaitQuietly(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Hands out what was offered; counts what is open at the same time. */
    static final class FakeQueue implements WorkQueue<String> {
        final Semaphore due = new Semaphore(0);
        final AtomicInteger made = new AtomicInteger();
        final AtomicInteger claims = new AtomicInteger();
        final AtomicInteger failures = new AtomicInteger();
        final AtomicInteger open = new AtomicInteger();
        final AtomicInteger mostOpen = new AtomicInteger();
        final Queue<Claim<String>> released = new ConcurrentLinkedQueue<>();
        final Queue<Claim<String>> lost = new ConcurrentLinkedQueue<>();
        volatile boolean heedsMax = true;
        volatile Runnable afterLooking = () -> {};

        void afterLookingOnce(Runnable action) {
            afterLooking = () -> {
                afterLooking = () -> {};
                action.run();
            };
        }

        void offer(int count) {
            due.release(count);
        }

        @Override
        public List<Claim<String>> claim(int max, Duration lease, String node) {
            claims.incrementAndGet();
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("the database is away");
            }
            List<Claim<String>> found = new ArrayList<>();
            while ((found.size() < max || !heedsMax) && due.tryAcquire()) {
                int number = made.getAndIncrement();
                found.add(new Claim<>(new UUID(0, number), "work " + number, 1, 1, 1));
            }
            mostOpen.accumulateAndGet(open.addAndGet(found.size()), Math::max);
            afterLooking.run();
            return found;
        }

        @Override
        public void release(Claim<String> claim) {
            released.add(claim);
        }

        @Override
        public void lost(Claim<String> claim) {
            lost.add(claim);
            throw new NoClassDefFoundError("costs no slot");
        }
    }
}

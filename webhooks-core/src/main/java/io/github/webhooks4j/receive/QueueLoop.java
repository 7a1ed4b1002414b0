package io.github.webhooks4j.receive;

import io.github.webhooks4j.work.Claim;
import io.github.webhooks4j.work.WorkLoop;
import io.github.webhooks4j.work.WorkQueue;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The queue of messages that wait for their handlers, on the one loop that all durable work runs on. */
final class QueueLoop implements WorkQueue<Message> {
    /** How many times longer than under load the pauses between looks at the queue become when idle. */
    private static final int IDLE_FACTOR = 5;

    private final MessageStore store;
    private final Set<String> sources;
    private final Attempts attempts;

    private QueueLoop(MessageStore store, Set<String> sources, Attempts attempts) {
        this.store = store;
        this.sources = sources;
        this.attempts = attempts;
    }

    /** Messages of every source, queued or not: an operator may dispatch those of inline sources again. */
    static WorkLoop<Message> of(ReceiverSettings settings, Attempts attempts) {
        QueueLoop queue = new QueueLoop(settings.store(), settings.sources().keySet(), attempts);
        Duration poll = settings.pollInterval();
        return WorkLoop.builder("receive", settings.node(), queue, attempts::queued)
                .concurrency(settings.handlerThreads())
                .lease(settings.handlerLease())
                .poll(poll, poll.multipliedBy(IDLE_FACTOR))
                .build();
    }

    @Override
    public List<Claim<Message>> claim(int max, Duration lease, String node) {
        return store.claimDue(sources, max, lease, node);
    }

    @Override
    public void release(Claim<Message> claim) {
        attempts.release(claim);
    }
}

package io.github.webhooks4j.receive;

import io.github.webhooks4j.work.WorkLoop;

/** The queue of messages that wait for their handlers, on the one loop that all durable work runs on. */
final class QueueLoop {
    private QueueLoop() {}

    static WorkLoop<Message> of(ReceiverSettings settings, Attempts attempts) {
        return new WorkLoop<>();
    }
}

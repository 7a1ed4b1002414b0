package io.github.webhooks4j.it.receive;

import io.github.webhooks4j.memory.InMemoryMessageStore;
import io.github.webhooks4j.receive.MessageStore;
import java.time.Duration;

class InMemoryReceiverTest extends InputBehaviours {
    @Override
    MessageStore emptyStore() {
        return InMemoryMessageStore.create(clock);
    }

    @Override
    void advanceStore(Duration by) {} // the same clock
}

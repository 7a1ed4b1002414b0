package io.github.webhooks4j.testkit;

import io.github.webhooks4j.memory.InMemoryMessageStore;
import io.github.webhooks4j.receive.MessageStore;
import io.github.webhooks4j.testkit.contract.MessageStoreContract;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

class InMemoryMessageStoreContractTest extends MessageStoreContract {
    private final MutableClock clock = new MutableClock(Instant.parse("2030-01-01T00:00:00Z"));

    @Override
    protected MessageStore emptyStore() {
        return InMemoryMessageStore.create(clock);
    }

    @Override
    protected void advance(Duration by) {
        clock.advance(by);
    }

    @Override
    protected Set<Ability> abilities() {
        return EnumSet.of(Ability.CONCURRENT_CLAIMS);
    }
}

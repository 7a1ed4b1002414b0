package io.github.webhooks4j.testkit;

import io.github.webhooks4j.memory.InMemorySendStore;
import io.github.webhooks4j.send.SendStore;
import io.github.webhooks4j.testkit.contract.OutboxStoreContract;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

class InMemoryOutboxStoreContractTest extends OutboxStoreContract {
    private final MutableClock clock = new MutableClock(Instant.parse("2030-01-01T00:00:00Z"));

    @Override
    protected SendStore emptyStore() {
        return InMemorySendStore.create(clock);
    }

    @Override
    protected void advance(Duration by) {
        clock.advance(by);
    }

    @Override
    protected Set<Ability> abilities() {
        return EnumSet.noneOf(Ability.class);
    }
}

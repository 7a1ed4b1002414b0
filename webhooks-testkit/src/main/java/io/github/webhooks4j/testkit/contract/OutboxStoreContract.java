package io.github.webhooks4j.testkit.contract;

import io.github.webhooks4j.send.OutboxStore;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link OutboxStore} must do. Extend it, hand over an empty store and a way to move its clock, name the
 * abilities that it lacks, and add nothing. A test that needs a missing ability is reported as skipped.
 *
 * <p>No test sleeps: time moves by {@code advance}. A clock that also runs by itself (a database's) does no harm,
 * as long as no test takes longer than a minute.
 *
 * <p>The abilities, all of them claimed unless {@code abilities()} is overridden:
 *
 * <ul>
 *   <li>{@code JOINS_TRANSACTIONS}: publishing is part of the transaction that the calling thread is in, and {@code
 *       inTransaction} is overridden;
 *   <li>{@code SURVIVES_REOPEN}: what it holds is there again after {@code reopenedStore}, which is overridden.
 * </ul>
 */
public abstract class OutboxStoreContract extends DeliveryLogContract {
    /** For subclasses. */
    protected OutboxStoreContract() {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void random_operations_end_as_on_the_model(long seed) throws Exception {
        RandomSending sending = new RandomSending(store, seed);
        Duration step = Duration.ofMinutes(1);

        for (int i = 0; i < 300; i++) {
            sending.next();
            sending.advance(step);
            advance(step);
        }

        sending.compareEverything();
    }
}

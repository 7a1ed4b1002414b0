package io.github.webhooks4j.testkit.contract;

import io.github.webhooks4j.send.OutboxStore;

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
}

package io.github.webhooks4j.jdbc.internal;

import java.sql.Connection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An open transaction with the database's clock. The clock was read once, in the round trip that set the limits,
 * and goes on from there: it neither stands still with the transaction nor costs another round trip.
 */
public record Transaction(Connection connection, Instant start, long startNanos) {
    /** The store's time, in microseconds as the database keeps it. */
    public Instant now() {
        return start.plusNanos(System.nanoTime() - startNanos).truncatedTo(ChronoUnit.MICROS);
    }
}

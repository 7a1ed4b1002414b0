package io.github.webhooks4j.jdbc.internal;

import java.time.Duration;

/** How long a statement may run, and how long it may wait for a lock. */
public record Limits(Duration statement, Duration lock) {
    /** The limit of a statement as JDBC wants it: rounded up, for zero would mean none. */
    int statementSeconds() {
        return (int) Math.max(1, statement.plusMillis(999).toSeconds());
    }
}

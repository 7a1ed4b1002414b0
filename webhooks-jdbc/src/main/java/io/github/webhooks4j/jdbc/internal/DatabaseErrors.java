package io.github.webhooks4j.jdbc.internal;

import io.github.webhooks4j.WebhookException;
import java.sql.SQLException;
import java.util.Set;

/** What a database error means, by its SQLState and never by its text. */
public final class DatabaseErrors {
    /** Unsupported, bad data, broken constraint, bad statement: the same again fails again. */
    private static final Set<String> PERMANENT = Set.of("0A", "22", "23", "42");

    /** Connection lost, out of resources, stopped by an operator or by a time-out: other rows fare no better. */
    private static final Set<String> EVERYONE = Set.of("08", "53", "57");

    private static final String READ_ONLY = "25006";

    private DatabaseErrors() {}

    /** The exception for callers; the database's own text stays in the cause. */
    public static WebhookException translate(String doing, SQLException error) {
        return new WebhookException(doing + " failed, SQLState " + error.getSQLState(), error, isRetryable(error));
    }

    /** A statement that the database does not take at all: whatever the row. */
    static boolean isEveryonesFault(SQLException error) {
        return Set.of("42", "0A").contains(stateClass(error));
    }

    /** Whether the same again may succeed later. */
    static boolean isRetryable(SQLException error) {
        return !PERMANENT.contains(stateClass(error));
    }

    /** Whether the fault may be one row's alone, so that its companions deserve a try without it. */
    static boolean mayBeOneRow(SQLException error) {
        return error.getSQLState() != null
                && !EVERYONE.contains(stateClass(error))
                && !READ_ONLY.equals(error.getSQLState());
    }

    private static String stateClass(SQLException error) {
        String state = error.getSQLState();
        return state == null || state.length() < 2 ? "" : state.substring(0, 2);
    }
}

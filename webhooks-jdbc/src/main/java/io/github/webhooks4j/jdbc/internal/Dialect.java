package io.github.webhooks4j.jdbc.internal;

import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.NewMessage;
import io.github.webhooks4j.work.Claim;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What differs between databases: whole, readable statements, and how several of them make one step. */
public sealed interface Dialect permits PostgreSql, H2 {
    /**
     * Refuses to guess: the wrong dialect would show up as doubled work, not as an error.
     *
     * @throws IllegalStateException naming the known products
     */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "PostgreSQL" -> new PostgreSql();
            case "H2" -> new H2();
            default ->
                throw new IllegalStateException("no dialect for '" + product + "'; known: PostgreSQL, H2. The"
                        + " stores of webhooks4j need one of them, or be of your own making");
        };
    }

    /** The folder of its scripts. */
    String folder();

    /** Limits on a transaction, and the database's clock as it stood when they were set. */
    interface Limited extends AutoCloseable {
        Instant now();

        /** Takes back what would outlive the transaction. */
        @Override
        void close() throws SQLException;
    }

    /** Takes back a change to the connection. */
    interface Restore extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    /** Bounds the statements of the open transaction. */
    Limited limit(Connection connection, Limits limits) throws SQLException;

    /** Whether a time-out set on a statement is that statement's alone, so that no other statement need set one. */
    default boolean limitsEachStatement() {
        return false;
    }

    /** Which rows to claim: of one source, at most so many. */
    record Wanted(List<String> sources, int perSource, int max, Duration lease, String node) {}

    /** Claims due messages that nobody else is claiming, and writes their attempt rows. */
    List<Claim<Message>> claimDue(Transaction transaction, Tables tables, Wanted wanted) throws SQLException;

    /** Inserts what no unique key refuses, with the first attempt of what is claimed at once; tells what it was. */
    Set<UUID> insertNew(Transaction transaction, Tables tables, List<NewMessage> messages) throws SQLException;

    /** A message of the log with a key of one that is to be stored. */
    record Existing(UUID wantedId, UUID id, String state, Instant receivedAt, boolean byContent) {}

    /** The messages that stand in the way of these; with the same id or dedupe key, or the same content key. */
    List<Existing> existing(Connection connection, Tables tables, List<NewMessage> messages) throws SQLException;

    /** Deletes old messages. Parameters: source, seven states, received until, limit. */
    String purge();

    /** Clears content keys. Parameters: source, received before, limit. */
    String clearContentKeys();

    /** Makes sure that one creator works on the tables at a time, as far as the database can. */
    void lockSchema(Connection connection, Tables tables, Duration wait) throws SQLException;

    /** Lets unqualified names of a script mean the chosen schema, for this transaction or until restored. */
    Restore useSchema(Connection connection, String schema) throws SQLException;

    /** What an operator should know about this connection, if anything. */
    default List<String> warnings(Connection connection) {
        return List.of();
    }
}

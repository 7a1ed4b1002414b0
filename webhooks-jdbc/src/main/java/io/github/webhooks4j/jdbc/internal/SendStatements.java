package io.github.webhooks4j.jdbc.internal;

/** The statements of sending that are the same on every database. */
final class SendStatements {
    static final String LOSE_ATTEMPT = """
            UPDATE {delivery_attempt}
               SET outcome = 'unknown', ended_at = ?
             WHERE delivery_id = ANY (?) AND outcome = 'started'
            """;

    static final String DISABLE = """
            UPDATE {endpoint}
               SET state = 'disabled', disabled_because = ?, state_since = ?, version = version + 1
             WHERE id = ? AND state = 'enabled' AND version = ?
            """;

    static final String KILL = """
            UPDATE {delivery}
               SET state = 'dead', due_at = NULL, lease_until = NULL, finished_at = ?, last_status = NULL,
                   last_error = ?
             WHERE id = ?
            """;

    static final String END_KILLED = """
            UPDATE {delivery_attempt}
               SET outcome = 'not_sent', ended_at = ?, error = ?
             WHERE delivery_id = ? AND number = ?
            """;

    static final String SETTLE = """
            UPDATE {delivery}
               SET state = ?, due_at = ?, finished_at = ?, lease_until = NULL
             WHERE id = ANY (?)
            """;

    static final String LOCK_TO_REDELIVER = """
            SELECT endpoint_id
              FROM {delivery}
             WHERE id = ? AND (lease_until IS NULL OR lease_until <= ?)
               FOR UPDATE
            """;

    static final String ENDPOINT_STATE = "SELECT state FROM {endpoint} WHERE id = ? AND state <> 'removed'";

    static final String REDELIVER = """
            UPDATE {delivery}
               SET state = ?, due_at = ?, finished_at = NULL, lease_until = NULL, scheduled = 0
             WHERE id = ?
            """;

    static final String OVER = """
            SELECT id, event_id
              FROM {delivery}
             WHERE finished_at <= ?
             ORDER BY finished_at
             LIMIT ?
               FOR UPDATE SKIP LOCKED
            """;

    static final String DELETE_DELIVERY = "DELETE FROM {delivery} WHERE id = ANY (?)";

    /** Two purges that delete the last two deliveries of an event must not both leave the event to the other. */
    static final String LOCK_EVENTS = "SELECT id FROM {event} WHERE id = ANY (?) ORDER BY id FOR UPDATE";

    static final String DELETE_LEFT_EVENTS = """
            DELETE FROM {event}
             WHERE id = ANY (?) AND NOT EXISTS (SELECT 1 FROM {delivery} d WHERE d.event_id = {event}.id)
            """;

    static final String UNHEARD = """
            SELECT id
              FROM {event}
             WHERE deliveries = 0 AND created_at <= ?
             ORDER BY created_at
             LIMIT ?
               FOR UPDATE SKIP LOCKED
            """;

    static final String DELETE_EVENT = "DELETE FROM {event} WHERE id = ANY (?)";

    static final String GONE_ENDPOINTS = """
            SELECT id
              FROM {endpoint}
             WHERE state = 'removed'
               AND NOT EXISTS (SELECT 1 FROM {delivery} d WHERE d.endpoint_id = {endpoint}.id)
             ORDER BY id
             LIMIT ?
               FOR UPDATE SKIP LOCKED
            """;

    static final String DELETE_ENDPOINT = "DELETE FROM {endpoint} WHERE id = ANY (?)";

    private SendStatements() {}
}

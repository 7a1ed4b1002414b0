package io.github.webhooks4j.jdbc.internal;

/** The statements of sending on H2. */
final class H2SendStatements {
    static final String ONLY_TARGET = """
            SELECT id, state = 'enabled' AS enabled
              FROM {endpoint}
             WHERE id = ? AND owner = ? AND state <> 'removed'
            """;

    static final String TARGETS = """
            SELECT e.id, e.state = 'enabled' AS enabled
              FROM {subscription} s
              JOIN {endpoint} e ON e.id = s.endpoint_id
             WHERE s.owner = ? AND s.pattern = ? AND e.state <> 'removed'
            """;

    static final String INSERT_EVENT = """
            INSERT INTO {event}
                   (id, event_type, owner, content_type, payload, tags, idempotency_key, deliveries, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    static final String INSERT_DELIVERY = """
            INSERT INTO {delivery}
                   (id, event_id, endpoint_id, owner, event_type, state, due_at, created_at, fence, attempts, scheduled)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0)
            """;

    static final String KNOWN = "SELECT id, deliveries FROM {event} WHERE owner = ? AND idempotency_key = ?";

    static final String OPEN = """
            SELECT DISTINCT d.endpoint_id, e.max_in_flight
              FROM {delivery} d
              JOIN {endpoint} e ON e.id = d.endpoint_id
             WHERE d.state = 'pending' AND d.due_at <= ? AND e.state = 'enabled'
            """;

    static final String DUE = """
            SELECT id, due_at
              FROM {delivery}
             WHERE endpoint_id = ? AND state = 'pending' AND due_at <= ?
             ORDER BY due_at, id
             LIMIT ?
               FOR UPDATE SKIP LOCKED
            """;

    static final String TAKE = """
            UPDATE {delivery}
               SET fence = fence + 1, attempts = attempts + 1, scheduled = scheduled + 1, due_at = ?, lease_until = ?
             WHERE id = ?
            """;

    static final String BEGIN_ATTEMPT = """
            INSERT INTO {delivery_attempt} (delivery_id, number, node, started_at, outcome)
            SELECT id, attempts, ?, ?, 'started' FROM {delivery} WHERE id = ?
            """;

    static final String TAKEN = """
            SELECT d.id, d.fence, d.attempts, d.scheduled, CAST(? AS timestamp(6) with time zone) AS was_due,
                   CAST(? AS timestamp(6) with time zone) AS now, {event_as_columns}, {endpoint_as_columns}
              FROM {delivery} d
              JOIN {event} ev ON ev.id = d.event_id
              JOIN {endpoint} en ON en.id = d.endpoint_id
             WHERE d.id = ?
            """;

    static final String LOCK = "SELECT id FROM {delivery} WHERE id = ? FOR UPDATE";

    static final String FINISH = """
            UPDATE {delivery}
               SET state = ?, due_at = ?, finished_at = ?, lease_until = NULL, scheduled = scheduled - ?,
                   last_status = ?, last_error = ?
             WHERE id = ? AND fence = ? AND lease_until IS NOT NULL
            """;

    static final String END_ATTEMPT = """
            UPDATE {delivery_attempt}
               SET outcome = ?, ended_at = ?, status = ?, error_kind = ?, error = ?, response_headers = ?,
                   response_body = ?
             WHERE delivery_id = ? AND number = ? AND outcome IN ('started', 'unknown')
            """;

    /** An endpoint that is gone counts as removed. */
    static final String MISFITS = """
            SELECT d.id, d.lease_until, (SELECT e.state FROM {endpoint} e WHERE e.id = d.endpoint_id) AS endpoint_state
              FROM {delivery} d
             WHERE d.state = ? AND (d.lease_until IS NULL OR d.lease_until <= ?)
               AND NOT EXISTS (SELECT 1 FROM {endpoint} e WHERE e.id = d.endpoint_id AND e.state = ?)
             ORDER BY d.id
             LIMIT ?
               FOR UPDATE SKIP LOCKED
            """;

    private H2SendStatements() {}
}

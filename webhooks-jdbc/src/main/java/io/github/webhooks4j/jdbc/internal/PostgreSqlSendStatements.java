package io.github.webhooks4j.jdbc.internal;

/**
 * The statements of sending on PostgreSQL. {@code statement_timestamp()} is the clock: it can be an index condition,
 * which a volatile function cannot, and unlike {@code now()} it goes on inside a transaction.
 */
final class PostgreSqlSendStatements {
    /** One probe of the index for each pattern that a type matches; no row is locked. */
    static final String TARGETS = """
            SELECT DISTINCT found.event, found.endpoint_id, found.enabled,
                   statement_timestamp() + offset_micros.value * interval '1 microsecond' AS now
              FROM (
                   SELECT w.event, s.endpoint_id, e.state = 'enabled' AS enabled
                     FROM unnest(?::integer[], ?::text[], ?::text[]) AS w (event, owner, pattern)
                     JOIN {subscription} s ON s.owner = w.owner AND s.pattern = w.pattern
                     JOIN {endpoint} e ON e.id = s.endpoint_id
                    WHERE e.state <> 'removed'
                   UNION ALL
                   SELECT o.event, e.id, e.state = 'enabled'
                     FROM unnest(?::integer[], ?::text[], ?::uuid[]) AS o (event, owner, endpoint_id)
                     JOIN {endpoint} e ON e.id = o.endpoint_id AND e.owner = o.owner
                    WHERE e.state <> 'removed') found,
                   (VALUES (?::bigint)) AS offset_micros (value)
            """;

    /** Never fails for a key that is known, which would end the caller's transaction; waits for one under way. */
    static final String INSERT_EVENTS = """
            INSERT INTO {event}
                   (created_at, id, event_type, owner, content_type, payload, tags, idempotency_key, deliveries)
            SELECT statement_timestamp() + ?::bigint * interval '1 microsecond',
                   n.id, n.event_type, n.owner, n.content_type, n.payload, n.tags, n.idempotency_key, n.deliveries
              FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::text[], ?::text[], ?::integer[])
                AS n (id, event_type, owner, content_type, payload, tags, idempotency_key, deliveries)
                ON CONFLICT (owner, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING
            RETURNING id
            """;

    static final String INSERT_DELIVERIES = """
            INSERT INTO {delivery}
                   (created_at, due_at, id, event_id, endpoint_id, owner, event_type, state, fence, attempts, scheduled)
            SELECT moment.now, CASE WHEN n.state = 'pending' THEN moment.now END,
                   n.id, n.event_id, n.endpoint_id, n.owner, n.event_type, n.state, 0, 0, 0
              FROM (SELECT statement_timestamp() + ?::bigint * interval '1 microsecond') AS moment (now),
                   unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[])
                AS n (id, event_id, endpoint_id, owner, event_type, state)
            """;

    static final String KNOWN = """
            SELECT e.owner, e.idempotency_key, e.id, e.deliveries
              FROM unnest(?::text[], ?::text[]) AS w (owner, idempotency_key)
              JOIN {event} e ON e.owner = w.owner AND e.idempotency_key = w.idempotency_key
            """;

    /**
     * Walks over the endpoints that have pending work by one probe of the due index each, first {@code onward} from
     * the one where the last claim stopped, then {@code again} from the first one up to it, and takes from those that
     * are enabled, have something due and have free places ({@code due}). Nothing behind a full, disabled or waiting
     * endpoint is looked at, and no dead index entry twice. LATERAL with LIMIT or OFFSET keeps the planner on the
     * indexes; the outer LIMIT ends the walk.
     *
     * <p>Updates join a subquery with a LIMIT that cuts nothing off: the planner takes an unknown one for a tenth, so
     * that it goes row by row through the primary key even while a table is nearly empty and a scan looks cheaper. A
     * prepared statement keeps the plan it made then.
     */
    static final String CLAIM = """
            WITH RECURSIVE
            moment (now, lease_end, after) AS MATERIALIZED (
              SELECT t.now, t.now + ?::bigint * interval '1 microsecond', ?::uuid
                FROM (SELECT statement_timestamp() + ?::bigint * interval '1 microsecond') AS t (now)),
            onward (endpoint_id, due_at) AS (
              (SELECT endpoint_id, due_at
                 FROM {delivery}
                WHERE state = 'pending' AND endpoint_id > (SELECT after FROM moment)
                ORDER BY endpoint_id, due_at, id
                LIMIT 1)
              UNION ALL
              SELECT following.endpoint_id, following.due_at
                FROM onward
               CROSS JOIN LATERAL (
                     SELECT endpoint_id, due_at
                       FROM {delivery}
                      WHERE state = 'pending' AND endpoint_id > onward.endpoint_id
                      ORDER BY endpoint_id, due_at, id
                      LIMIT 1) following),
            again (endpoint_id, due_at) AS (
              (SELECT endpoint_id, due_at
                 FROM {delivery}
                WHERE state = 'pending' AND endpoint_id <= (SELECT after FROM moment)
                ORDER BY endpoint_id, due_at, id
                LIMIT 1)
              UNION ALL
              SELECT following.endpoint_id, following.due_at
                FROM again
               CROSS JOIN LATERAL (
                     SELECT endpoint_id, due_at
                       FROM {delivery}
                      WHERE state = 'pending' AND endpoint_id > again.endpoint_id
                        AND endpoint_id <= (SELECT after FROM moment)
                      ORDER BY endpoint_id, due_at, id
                      LIMIT 1) following),
            due AS MATERIALIZED (
              SELECT d.id, d.due_at AS was_due, d.lease_until IS NOT NULL AS lapsed
                FROM (SELECT * FROM onward UNION ALL SELECT * FROM again) walk
               CROSS JOIN LATERAL (
                     SELECT coalesce(max_in_flight, ?)
                            - coalesce((?::integer[])[array_position(?::uuid[], id)], 0) AS free
                       FROM {endpoint}
                      WHERE id = walk.endpoint_id AND state = 'enabled'
                     OFFSET 0) e
               CROSS JOIN LATERAL (
                     SELECT id, due_at, lease_until
                       FROM {delivery}
                      WHERE endpoint_id = walk.endpoint_id AND state = 'pending'
                        AND due_at >= walk.due_at AND due_at <= (SELECT now FROM moment)
                      ORDER BY due_at, id
                      LIMIT greatest(e.free, 0)
                        FOR UPDATE SKIP LOCKED) d
               WHERE walk.due_at <= (SELECT now FROM moment)
               LIMIT ?),
            lost AS (
              UPDATE {delivery_attempt} a
                 SET outcome = 'unknown', ended_at = (SELECT now FROM moment)
                FROM (SELECT id FROM due WHERE lapsed LIMIT (SELECT count(*) FROM due)) l
               WHERE a.delivery_id = l.id AND a.outcome = 'started'),
            claimed AS (
              UPDATE {delivery} d
                 SET fence = d.fence + 1, attempts = d.attempts + 1, scheduled = d.scheduled + 1,
                     due_at = (SELECT lease_end FROM moment), lease_until = (SELECT lease_end FROM moment)
                FROM (SELECT id, was_due FROM due LIMIT (SELECT count(*) FROM due)) l
               WHERE d.id = l.id
              RETURNING d.id, d.event_id, d.endpoint_id AS to_endpoint, d.fence, d.attempts, d.scheduled, l.was_due),
            begun AS (
              INSERT INTO {delivery_attempt} (delivery_id, number, node, started_at, outcome)
              SELECT id, attempts, ?, (SELECT now FROM moment), 'started' FROM claimed)
            SELECT claimed.id, claimed.fence, claimed.attempts, claimed.scheduled, claimed.was_due,
                   (SELECT now FROM moment) AS now, {event_as_columns}, {endpoint_as_columns}
              FROM claimed
             CROSS JOIN LATERAL (SELECT * FROM {event} WHERE id = claimed.event_id OFFSET 0) ev
             CROSS JOIN LATERAL (SELECT * FROM {endpoint} WHERE id = claimed.to_endpoint OFFSET 0) en
            """;

    /**
     * An attempt is only written by who holds the lock on its delivery, so all of them are locked first, by id: a
     * claim that loses an attempt never waits for a result, and two batches of results never for each other's rest.
     *
     * <p>Limits as in {@link #CLAIM}; {@code + 0} because the planner overrates the cost of a look-up by a whole key.
     */
    static final String FINISH = """
            WITH
            moment (now) AS MATERIALIZED (
              SELECT statement_timestamp() + ?::bigint * interval '1 microsecond'),
            result AS MATERIALIZED (
              SELECT *
                FROM unnest(?::uuid[], ?::bigint[], ?::integer[], ?::text[], ?::integer[], ?::text[], ?::text[],
                            ?::text[], ?::bytea[], ?::text[], ?::bigint[], ?::integer[])
                  AS r (id, fence, number, outcome, status, error_kind, error, headers, body, next, retry_micros,
                        given_back)),
            locked AS MATERIALIZED (
              SELECT r.*, d.holds
                FROM (SELECT * FROM result ORDER BY id) r
               CROSS JOIN LATERAL (
                     SELECT fence = r.fence AND lease_until IS NOT NULL AS holds
                       FROM {delivery}
                      WHERE id = r.id
                        FOR UPDATE) d),
            ended AS (
              UPDATE {delivery_attempt} a
                 SET outcome = l.outcome, ended_at = (SELECT now FROM moment), status = l.status,
                     error_kind = l.error_kind, error = l.error, response_headers = l.headers,
                     response_body = nullif(l.body, ''::bytea)
                FROM (SELECT * FROM locked LIMIT (SELECT count(*) FROM locked)) l
               WHERE a.delivery_id = l.id AND a.number + 0 = l.number AND a.outcome IN ('started', 'unknown')),
            finished AS (
              UPDATE {delivery} d
                 SET state = l.next, lease_until = NULL, scheduled = d.scheduled - l.given_back,
                     due_at = CASE WHEN l.next = 'pending'
                                   THEN (SELECT now FROM moment) + l.retry_micros * interval '1 microsecond' END,
                     finished_at = CASE WHEN l.next <> 'pending' THEN (SELECT now FROM moment) END,
                     last_status = l.status, last_error = l.error
                FROM (SELECT * FROM locked WHERE holds LIMIT (SELECT count(*) FROM locked)) l
               WHERE d.id = l.id
              RETURNING d.id)
            SELECT id FROM finished
            """;

    /** As the claim walks; an endpoint that is gone counts as removed. */
    static final String PENDING_MISFITS = """
            WITH RECURSIVE
            moment (now) AS MATERIALIZED (SELECT ?::timestamptz),
            walk (endpoint_id) AS (
              (SELECT endpoint_id
                 FROM {delivery}
                WHERE state = 'pending'
                ORDER BY endpoint_id, due_at, id
                LIMIT 1)
              UNION ALL
              SELECT following.endpoint_id
                FROM walk
               CROSS JOIN LATERAL (
                     SELECT endpoint_id
                       FROM {delivery}
                      WHERE state = 'pending' AND endpoint_id > walk.endpoint_id
                      ORDER BY endpoint_id, due_at, id
                      LIMIT 1) following)
            SELECT d.id, d.lapsed, e.state AS endpoint_state
              FROM walk
              LEFT JOIN LATERAL (SELECT state FROM {endpoint} WHERE id = walk.endpoint_id OFFSET 0) e ON true
             CROSS JOIN LATERAL (
                   SELECT id, lease_until IS NOT NULL AS lapsed
                     FROM {delivery}
                    WHERE endpoint_id = walk.endpoint_id AND state = 'pending'
                      AND (lease_until IS NULL OR lease_until <= (SELECT now FROM moment))
                    ORDER BY due_at, id
                    LIMIT CASE WHEN e.state = 'enabled' THEN 0 ELSE ? END
                      FOR UPDATE SKIP LOCKED) d
             LIMIT ?
            """;

    /** Those held for an endpoint that is not disabled. */
    static final String HELD_MISFITS = """
            WITH RECURSIVE
            walk (endpoint_id) AS (
              (SELECT endpoint_id FROM {delivery} WHERE state = 'held' ORDER BY endpoint_id LIMIT 1)
              UNION ALL
              SELECT following.endpoint_id
                FROM walk
               CROSS JOIN LATERAL (
                     SELECT endpoint_id
                       FROM {delivery}
                      WHERE state = 'held' AND endpoint_id > walk.endpoint_id
                      ORDER BY endpoint_id
                      LIMIT 1) following)
            SELECT d.id, false AS lapsed, e.state AS endpoint_state
              FROM walk
              LEFT JOIN LATERAL (SELECT state FROM {endpoint} WHERE id = walk.endpoint_id OFFSET 0) e ON true
             CROSS JOIN LATERAL (
                   SELECT id
                     FROM {delivery}
                    WHERE endpoint_id = walk.endpoint_id AND state = 'held'
                    LIMIT CASE WHEN e.state = 'disabled' THEN 0 ELSE ? END
                      FOR UPDATE SKIP LOCKED) d
             LIMIT ?
            """;

    private PostgreSqlSendStatements() {}
}

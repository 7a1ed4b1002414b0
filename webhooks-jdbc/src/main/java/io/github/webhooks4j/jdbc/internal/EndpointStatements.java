package io.github.webhooks4j.jdbc.internal;

/** The statements on endpoints. */
final class EndpointStatements {
    static final String INSERT = """
            INSERT INTO {endpoint}
                   (id, owner, url, url_key, event_types, state, disabled_because, state_since, description, headers,
                    content_type, signing, schedule, timeout_ms, max_in_flight, secrets, created_at, version)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
            """;

    static final String SUBSCRIBE = "INSERT INTO {subscription} (endpoint_id, owner, pattern) VALUES (?, ?, ?)";

    static final String UNSUBSCRIBE = "DELETE FROM {subscription} WHERE endpoint_id = ?";

    static final String BY_URL = "SELECT id FROM {endpoint} WHERE owner = ? AND url_key = ?";

    static final String FIND = "SELECT {endpoint_columns} FROM {endpoint} WHERE id = ?";

    static final String FIND_PRESENT = """
            SELECT {endpoint_columns}
              FROM {endpoint}
             WHERE id = ? AND state <> 'removed'
            """;

    static final String LOCK = """
            SELECT owner, state, version
              FROM {endpoint}
             WHERE id = ? AND state <> 'removed'
               FOR UPDATE
            """;

    static final String UPDATE = """
            UPDATE {endpoint}
               SET url = ?, url_key = ?, event_types = ?, description = ?, headers = ?, content_type = ?, signing = ?,
                   schedule = ?, timeout_ms = ?, max_in_flight = ?, secrets = ?, version = version + 1
             WHERE id = ?
            """;

    static final String SET_STATE = """
            UPDATE {endpoint}
               SET state = ?, disabled_because = ?, state_since = ?, version = version + 1
             WHERE id = ?
            """;

    static final String FREE_URL = "UPDATE {endpoint} SET url_key = NULL WHERE id = ?";

    static final String LIST = """
            SELECT {endpoint_columns}
              FROM {endpoint}
             WHERE id < ? AND state <> 'removed'
             ORDER BY id DESC
             LIMIT ?
            """;

    static final String LIST_OF_OWNER = """
            SELECT {endpoint_columns}
              FROM {endpoint}
             WHERE owner = ? AND id < ? AND state <> 'removed'
             ORDER BY id DESC
             LIMIT ?
            """;

    static final String SCAN = """
            SELECT {endpoint_columns}
              FROM {endpoint}
             WHERE id > ? AND state <> 'removed'
             ORDER BY id
             LIMIT ?
            """;

    private EndpointStatements() {}
}

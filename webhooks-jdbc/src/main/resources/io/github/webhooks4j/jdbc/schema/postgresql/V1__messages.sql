-- webhooks4j, version 1: the message log of the receiver, on PostgreSQL.
-- Runs as it is, by hand or from a migration tool. Another table prefix: replace webhook_ throughout.

CREATE TABLE webhook_message (
    id                uuid         NOT NULL,
    source            varchar(255) NOT NULL,
    -- received, pending, handled, ignored, refused, failed, dead
    state             varchar(16)  NOT NULL,
    received_at       timestamptz  NOT NULL,
    event_type        varchar(255),
    -- the provider's id of the message; NULL: no dedupe by id
    dedupe_key        varchar(255),
    dedupe_key_signed boolean      NOT NULL,
    -- a hash of what was signed; NULL: no dedupe by content, or its window is over
    content_key       varchar(255),
    method            varchar(32)  NOT NULL,
    query             text         NOT NULL,
    remote_address    varchar(255),
    scheme            varchar(255) NOT NULL,
    key_name          varchar(255),
    -- JSON: [["name","value"],...]; text on purpose, jsonb would refuse or change what was sent
    headers           text         NOT NULL,
    body              bytea        NOT NULL,
    -- pending only: when it is due, or, once claimed, when the lease of the claim ends
    due_at            timestamptz,
    -- while claimed: when the lease ends; NULL when nobody holds it
    lease_until       timestamptz,
    -- counts claims: a result that names an older one is refused
    fence             bigint       NOT NULL,
    attempts          integer      NOT NULL,
    -- the place on the retry schedule
    scheduled         integer      NOT NULL,
    error             text,
    finished_at       timestamptz,
    CONSTRAINT webhook_message_pk PRIMARY KEY (id)
);

CREATE UNIQUE INDEX webhook_message_dedupe ON webhook_message (source, dedupe_key)
    WHERE dedupe_key IS NOT NULL;
CREATE UNIQUE INDEX webhook_message_content ON webhook_message (source, content_key)
    WHERE content_key IS NOT NULL;
-- content keys whose window is over
CREATE INDEX webhook_message_window ON webhook_message (source, received_at, id)
    WHERE content_key IS NOT NULL;
-- only what waits for a handler: finished rows leave this index
CREATE INDEX webhook_message_due ON webhook_message (source, due_at, id)
    WHERE state = 'pending';
-- the log, newest first, and retention
CREATE INDEX webhook_message_log ON webhook_message (received_at, id);
CREATE INDEX webhook_message_source ON webhook_message (source, state, received_at, id);

CREATE TABLE webhook_message_attempt (
    message_id uuid         NOT NULL,
    number     integer      NOT NULL,
    node       varchar(255) NOT NULL,
    started_at timestamptz  NOT NULL,
    ended_at   timestamptz,
    -- started, handled, ignored, refused, failed, not_run, unknown
    outcome    varchar(16)  NOT NULL,
    error      text,
    CONSTRAINT webhook_message_attempt_pk PRIMARY KEY (message_id, number),
    CONSTRAINT webhook_message_attempt_fk FOREIGN KEY (message_id)
        REFERENCES webhook_message (id) ON DELETE CASCADE
);

CREATE TABLE webhook_schema_version (
    version      integer     NOT NULL,
    installed_at timestamptz NOT NULL,
    CONSTRAINT webhook_schema_version_pk PRIMARY KEY (version)
);

INSERT INTO webhook_schema_version (version, installed_at) VALUES (1, CURRENT_TIMESTAMP);

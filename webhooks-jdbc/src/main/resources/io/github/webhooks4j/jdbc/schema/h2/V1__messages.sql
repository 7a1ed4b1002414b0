-- webhooks4j, version 1: the message log of the receiver, on H2.
-- Runs as it is, by hand or from a migration tool. Another table prefix: replace webhook_ throughout.
-- H2 commits after each statement: all of them can be run again after an interruption.

CREATE TABLE IF NOT EXISTS webhook_message (
    id                uuid         NOT NULL,
    source            varchar(255) NOT NULL,
    -- received, pending, handled, ignored, refused, failed, dead
    state             varchar(16)  NOT NULL,
    received_at       timestamp(6) with time zone NOT NULL,
    event_type        varchar(255),
    -- the provider's id of the message; NULL: no dedupe by id
    dedupe_key        varchar(255),
    dedupe_key_signed boolean      NOT NULL,
    -- a hash of what was signed; NULL: no dedupe by content, or its window is over
    content_key       varchar(255),
    method            varchar(32)  NOT NULL,
    query             varchar      NOT NULL,
    remote_address    varchar(255),
    scheme            varchar(255) NOT NULL,
    key_name          varchar(255),
    -- JSON: [["name","value"],...]
    headers           varchar      NOT NULL,
    body              blob         NOT NULL,
    -- pending only (NULL otherwise, which keeps finished rows at the far end of the index):
    -- when it is due, or, once claimed, when the lease of the claim ends
    due_at            timestamp(6) with time zone,
    -- while claimed: when the lease ends; NULL when nobody holds it
    lease_until       timestamp(6) with time zone,
    -- counts claims: a result that names an older one is refused
    fence             bigint       NOT NULL,
    attempts          integer      NOT NULL,
    -- the place on the retry schedule
    scheduled         integer      NOT NULL,
    error             varchar,
    finished_at       timestamp(6) with time zone,
    CONSTRAINT webhook_message_pk PRIMARY KEY (id)
);

CREATE UNIQUE INDEX IF NOT EXISTS webhook_message_dedupe ON webhook_message (source, dedupe_key);
CREATE UNIQUE INDEX IF NOT EXISTS webhook_message_content ON webhook_message (source, content_key);
CREATE INDEX IF NOT EXISTS webhook_message_due ON webhook_message (source, due_at, id);
-- the log, newest first, and retention
CREATE INDEX IF NOT EXISTS webhook_message_log ON webhook_message (received_at, id);
CREATE INDEX IF NOT EXISTS webhook_message_source ON webhook_message (source, state, received_at, id);

CREATE TABLE IF NOT EXISTS webhook_message_attempt (
    message_id uuid         NOT NULL,
    number     integer      NOT NULL,
    node       varchar(255) NOT NULL,
    started_at timestamp(6) with time zone NOT NULL,
    ended_at   timestamp(6) with time zone,
    -- started, handled, ignored, refused, failed, not_run, unknown
    outcome    varchar(16)  NOT NULL,
    error      varchar,
    CONSTRAINT webhook_message_attempt_pk PRIMARY KEY (message_id, number),
    CONSTRAINT webhook_message_attempt_fk FOREIGN KEY (message_id)
        REFERENCES webhook_message (id) ON DELETE CASCADE
);

CREATE TABLE IF NOT EXISTS webhook_schema_version (
    version      integer NOT NULL,
    installed_at timestamp(6) with time zone NOT NULL,
    CONSTRAINT webhook_schema_version_pk PRIMARY KEY (version)
);

MERGE INTO webhook_schema_version (version, installed_at) KEY (version) VALUES (1, CURRENT_TIMESTAMP);

-- webhooks4j, version 2: events, endpoints, deliveries and attempts of the sender, on H2.
-- Runs as it is, by hand or from a migration tool. Another table prefix: replace webhook_ throughout.
-- H2 commits after each statement: all of them can be run again after an interruption.

CREATE TABLE IF NOT EXISTS webhook_event (
    id              uuid         NOT NULL,
    event_type      varchar(255) NOT NULL,
    owner           varchar(255) NOT NULL,
    content_type    varchar(255) NOT NULL,
    -- exactly what every attempt sends
    payload         blob         NOT NULL,
    -- JSON: ["tag",...]
    tags            varchar         NOT NULL,
    idempotency_key varchar(255),
    -- how many endpoints it was published to; never changes
    deliveries      integer      NOT NULL,
    created_at      timestamp(6) with time zone NOT NULL,
    CONSTRAINT webhook_event_pk PRIMARY KEY (id)
);

-- an idempotency key publishes once
CREATE UNIQUE INDEX IF NOT EXISTS webhook_event_key ON webhook_event (owner, idempotency_key);
-- retention of events that nobody wanted; the others go with their last delivery
CREATE INDEX IF NOT EXISTS webhook_event_unheard ON webhook_event (deliveries, created_at);

CREATE TABLE IF NOT EXISTS webhook_endpoint (
    id               uuid          NOT NULL,
    owner            varchar(255)  NOT NULL,
    url              varchar(2048) NOT NULL,
    -- SHA-256 of the URL, in hexadecimal: a URL is too long for an index; NULL once removed, which frees the URL
    url_key          varchar(64),
    -- JSON: ["pattern",...], as given; webhook_subscription is made of it
    event_types      varchar          NOT NULL,
    -- enabled, disabled, removed
    state            varchar(16)   NOT NULL,
    -- operator, gone, receiver_asked
    disabled_because varchar(32),
    state_since      timestamp(6) with time zone NOT NULL,
    description      varchar          NOT NULL,
    -- JSON: [["name","value"],...]
    headers          varchar          NOT NULL,
    -- NULL: the event's own
    content_type     varchar(255),
    signing          varchar(255)  NOT NULL,
    -- JSON: {"delays":["duration",...],"jitter":share}; NULL: the sender's
    schedule         varchar,
    -- NULL: the sender's
    timeout_ms       bigint,
    max_in_flight    integer,
    -- JSON: [{"sealed":"text","created":"instant","until":"instant"},...], the newest first
    secrets          varchar          NOT NULL,
    -- counts changes: a change of an older version is refused
    version          bigint        NOT NULL,
    created_at       timestamp(6) with time zone NOT NULL,
    CONSTRAINT webhook_endpoint_pk PRIMARY KEY (id)
);

-- an owner registers a URL once
CREATE UNIQUE INDEX IF NOT EXISTS webhook_endpoint_url ON webhook_endpoint (owner, url_key);
-- an owner's list, newest first
CREATE INDEX IF NOT EXISTS webhook_endpoint_owner ON webhook_endpoint (owner, id);
-- retention of removed ones
CREATE INDEX IF NOT EXISTS webhook_endpoint_removed ON webhook_endpoint (state, id);

-- which endpoints want a type: one row for each pattern of an endpoint that is not removed
CREATE TABLE IF NOT EXISTS webhook_subscription (
    endpoint_id uuid         NOT NULL,
    owner       varchar(255) NOT NULL,
    pattern     varchar(255) NOT NULL,
    CONSTRAINT webhook_subscription_pk PRIMARY KEY (endpoint_id, pattern),
    CONSTRAINT webhook_subscription_fk FOREIGN KEY (endpoint_id)
        REFERENCES webhook_endpoint (id) ON DELETE CASCADE
);

-- publishing looks endpoints up by it, and needs nothing else of the row
CREATE INDEX IF NOT EXISTS webhook_subscription_pattern ON webhook_subscription (owner, pattern, endpoint_id);

CREATE TABLE IF NOT EXISTS webhook_delivery (
    id          uuid         NOT NULL,
    event_id    uuid         NOT NULL,
    -- no foreign key: publishing locks no endpoint
    endpoint_id uuid         NOT NULL,
    owner       varchar(255) NOT NULL,
    event_type  varchar(255) NOT NULL,
    -- pending, held, delivered, dead, cancelled
    state       varchar(16)  NOT NULL,
    -- pending only: when it is due, or, once claimed, when the lease of the claim ends
    due_at      timestamp(6) with time zone,
    -- while claimed: when the lease ends; NULL when nobody holds it
    lease_until timestamp(6) with time zone,
    -- counts claims: a result that names an older one is refused
    fence       bigint       NOT NULL,
    attempts    integer      NOT NULL,
    -- the place on the retry schedule
    scheduled   integer      NOT NULL,
    created_at  timestamp(6) with time zone NOT NULL,
    -- delivered, dead and cancelled only
    finished_at timestamp(6) with time zone,
    last_status integer,
    last_error  varchar,
    CONSTRAINT webhook_delivery_pk PRIMARY KEY (id),
    CONSTRAINT webhook_delivery_fk FOREIGN KEY (event_id) REFERENCES webhook_event (id)
);

-- Each index is written at every claim and every result, so there are no more than these.
-- what waits for its time, its result, or its endpoint to be enabled: the only one that a claim follows
CREATE INDEX IF NOT EXISTS webhook_delivery_due ON webhook_delivery (state, endpoint_id, due_at, id);
-- what an event came to, and whether it has any delivery left
CREATE INDEX IF NOT EXISTS webhook_delivery_event ON webhook_delivery (event_id);
-- an endpoint's log, newest first, and whether it has any delivery left
CREATE INDEX IF NOT EXISTS webhook_delivery_endpoint ON webhook_delivery (endpoint_id, id);
-- an owner's log, newest first
CREATE INDEX IF NOT EXISTS webhook_delivery_owner ON webhook_delivery (owner, id);
-- what was given up, newest first: few among many
CREATE INDEX IF NOT EXISTS webhook_delivery_dead ON webhook_delivery (state, id);
-- retention
CREATE INDEX IF NOT EXISTS webhook_delivery_finished ON webhook_delivery (finished_at);

CREATE TABLE IF NOT EXISTS webhook_delivery_attempt (
    delivery_id      uuid         NOT NULL,
    number           integer      NOT NULL,
    node             varchar(255) NOT NULL,
    started_at       timestamp(6) with time zone NOT NULL,
    ended_at         timestamp(6) with time zone,
    -- started, delivered, failed, not_sent, unknown
    outcome          varchar(16)  NOT NULL,
    status           integer,
    error_kind       varchar(32),
    error            varchar,
    -- JSON: [["name","value"],...]; NULL: none
    response_headers varchar,
    -- NULL: empty
    response_body    blob,
    CONSTRAINT webhook_delivery_attempt_pk PRIMARY KEY (delivery_id, number),
    CONSTRAINT webhook_delivery_attempt_fk FOREIGN KEY (delivery_id)
        REFERENCES webhook_delivery (id) ON DELETE CASCADE
);

MERGE INTO webhook_schema_version (version, installed_at) KEY (version) VALUES (2, CURRENT_TIMESTAMP);

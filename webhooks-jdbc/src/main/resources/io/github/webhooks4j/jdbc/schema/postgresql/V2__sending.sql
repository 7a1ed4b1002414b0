-- webhooks4j, version 2: events, endpoints, deliveries and attempts of the sender, on PostgreSQL.
-- Runs as it is, by hand or from a migration tool. Another table prefix: replace webhook_ throughout.

CREATE TABLE webhook_event (
    id              uuid         NOT NULL,
    event_type      varchar(255) NOT NULL,
    owner           varchar(255) NOT NULL,
    content_type    varchar(255) NOT NULL,
    -- exactly what every attempt sends
    payload         bytea        NOT NULL,
    -- JSON: ["tag",...]
    tags            text         NOT NULL,
    idempotency_key varchar(255),
    -- how many endpoints it was published to; never changes
    deliveries      integer      NOT NULL,
    created_at      timestamptz  NOT NULL,
    CONSTRAINT webhook_event_pk PRIMARY KEY (id)
);

-- an idempotency key publishes once
CREATE UNIQUE INDEX webhook_event_key ON webhook_event (owner, idempotency_key)
    WHERE idempotency_key IS NOT NULL;
-- retention of events that nobody wanted; the others go with their last delivery
CREATE INDEX webhook_event_unheard ON webhook_event (created_at)
    WHERE deliveries = 0;

CREATE TABLE webhook_endpoint (
    id               uuid          NOT NULL,
    owner            varchar(255)  NOT NULL,
    url              varchar(2048) NOT NULL,
    -- SHA-256 of the URL, in hexadecimal: a URL is too long for an index; NULL once removed, which frees the URL
    url_key          varchar(64),
    -- JSON: ["pattern",...], as given; webhook_subscription is made of it
    event_types      text          NOT NULL,
    -- enabled, disabled, removed
    state            varchar(16)   NOT NULL,
    -- operator, gone, receiver_asked
    disabled_because varchar(32),
    state_since      timestamptz   NOT NULL,
    description      text          NOT NULL,
    -- JSON: [["name","value"],...]
    headers          text          NOT NULL,
    -- NULL: the event's own
    content_type     varchar(255),
    signing          varchar(255)  NOT NULL,
    -- JSON: {"delays":["duration",...],"jitter":share}; NULL: the sender's
    schedule         text,
    -- NULL: the sender's
    timeout_ms       bigint,
    max_in_flight    integer,
    -- JSON: [{"sealed":"text","created":"instant","until":"instant"},...], the newest first
    secrets          text          NOT NULL,
    -- counts changes: a change of an older version is refused
    version          bigint        NOT NULL,
    created_at       timestamptz   NOT NULL,
    CONSTRAINT webhook_endpoint_pk PRIMARY KEY (id)
);

-- an owner registers a URL once
CREATE UNIQUE INDEX webhook_endpoint_url ON webhook_endpoint (owner, url_key)
    WHERE url_key IS NOT NULL;
-- an owner's list, newest first
CREATE INDEX webhook_endpoint_owner ON webhook_endpoint (owner, id);
-- retention of removed ones
CREATE INDEX webhook_endpoint_removed ON webhook_endpoint (id)
    WHERE state = 'removed';

-- which endpoints want a type: one row for each pattern of an endpoint that is not removed
CREATE TABLE webhook_subscription (
    endpoint_id uuid         NOT NULL,
    owner       varchar(255) NOT NULL,
    pattern     varchar(255) NOT NULL,
    CONSTRAINT webhook_subscription_pk PRIMARY KEY (endpoint_id, pattern),
    CONSTRAINT webhook_subscription_fk FOREIGN KEY (endpoint_id)
        REFERENCES webhook_endpoint (id) ON DELETE CASCADE
);

-- publishing looks endpoints up by it, and needs nothing else of the row
CREATE INDEX webhook_subscription_pattern ON webhook_subscription (owner, pattern, endpoint_id);

CREATE TABLE webhook_delivery (
    id          uuid         NOT NULL,
    event_id    uuid         NOT NULL,
    -- no foreign key: publishing locks no endpoint
    endpoint_id uuid         NOT NULL,
    owner       varchar(255) NOT NULL,
    event_type  varchar(255) NOT NULL,
    -- pending, held, delivered, dead, cancelled
    state       varchar(16)  NOT NULL,
    -- pending only: when it is due, or, once claimed, when the lease of the claim ends
    due_at      timestamptz,
    -- while claimed: when the lease ends; NULL when nobody holds it
    lease_until timestamptz,
    -- counts claims: a result that names an older one is refused
    fence       bigint       NOT NULL,
    attempts    integer      NOT NULL,
    -- the place on the retry schedule
    scheduled   integer      NOT NULL,
    created_at  timestamptz  NOT NULL,
    -- delivered, dead and cancelled only
    finished_at timestamptz,
    last_status integer,
    last_error  text,
    CONSTRAINT webhook_delivery_pk PRIMARY KEY (id),
    CONSTRAINT webhook_delivery_fk FOREIGN KEY (event_id) REFERENCES webhook_event (id)
);

-- Each index is written at every claim and every result, so there are no more than these.
-- what waits for its time or its result: the only one that a claim follows; finished rows leave it
CREATE INDEX webhook_delivery_due ON webhook_delivery (endpoint_id, due_at, id)
    WHERE state = 'pending';
-- what waits for its endpoint to be enabled
CREATE INDEX webhook_delivery_held ON webhook_delivery (endpoint_id)
    WHERE state = 'held';
-- what an event came to, and whether it has any delivery left
CREATE INDEX webhook_delivery_event ON webhook_delivery (event_id);
-- an endpoint's log, newest first, and whether it has any delivery left
CREATE INDEX webhook_delivery_endpoint ON webhook_delivery (endpoint_id, id);
-- an owner's log, newest first
CREATE INDEX webhook_delivery_owner ON webhook_delivery (owner, id);
-- what was given up, newest first: few among many
CREATE INDEX webhook_delivery_dead ON webhook_delivery (id)
    WHERE state = 'dead';
-- retention
CREATE INDEX webhook_delivery_finished ON webhook_delivery (finished_at)
    WHERE finished_at IS NOT NULL;

CREATE TABLE webhook_delivery_attempt (
    delivery_id      uuid         NOT NULL,
    number           integer      NOT NULL,
    node             varchar(255) NOT NULL,
    started_at       timestamptz  NOT NULL,
    ended_at         timestamptz,
    -- started, delivered, failed, not_sent, unknown
    outcome          varchar(16)  NOT NULL,
    status           integer,
    error_kind       varchar(32),
    error            text,
    -- JSON: [["name","value"],...]; NULL: none
    response_headers text,
    -- NULL: empty
    response_body    bytea,
    CONSTRAINT webhook_delivery_attempt_pk PRIMARY KEY (delivery_id, number),
    CONSTRAINT webhook_delivery_attempt_fk FOREIGN KEY (delivery_id)
        REFERENCES webhook_delivery (id) ON DELETE CASCADE
);

INSERT INTO webhook_schema_version (version, installed_at) VALUES (2, CURRENT_TIMESTAMP);

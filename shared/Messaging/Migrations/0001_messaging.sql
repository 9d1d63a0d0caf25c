-- What has been consumed. A row stays as long as the broker or an outbox could deliver the message again (see Retention).
CREATE TABLE inbox (
    message_id uuid NOT NULL,
    consumer_id uuid NOT NULL,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (message_id, consumer_id)
);
CREATE INDEX inbox_received_at ON inbox USING brin (received_at);

-- What must leave this service. A row stays until every queue in "awaiting" has reported that the message was consumed
-- and committed there, so the broker's own storage may be lost at any moment. due_at says when it is (next) to be published.
CREATE TABLE outbox (
    message_id uuid PRIMARY KEY,
    message_type text NOT NULL,
    awaiting text[] NOT NULL,
    due_at timestamptz NOT NULL,
    published integer NOT NULL DEFAULT 0,
    trace_parent text,
    body bytea NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000, fillfactor = 70);
ALTER TABLE outbox ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE INDEX outbox_due_at ON outbox (due_at);

-- Which life of the broker the outbox has published to. A broker that does not know it has lost its data.
CREATE TABLE broker_epoch (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    id uuid NOT NULL
);

CREATE TABLE saga (
    type text NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    data jsonb NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (type, id)
);

-- Items that could not be processed and were taken out of their envelope, so that their mates could go on.
CREATE TABLE set_aside (
    id uuid PRIMARY KEY,
    organisation text NOT NULL,
    queue text NOT NULL,
    message_type text NOT NULL,
    item jsonb NOT NULL,
    reason text NOT NULL,
    set_aside_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    replayed_at timestamptz
);

GRANT SELECT, INSERT, UPDATE, DELETE ON inbox, outbox, broker_epoch, saga, set_aside TO {role};

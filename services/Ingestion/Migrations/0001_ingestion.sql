CREATE TABLE ingestion.organisations (
    organisation text PRIMARY KEY CHECK (organisation ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Only the hash of a key is kept; the key itself is shown once, when it is made.
CREATE TABLE ingestion.api_keys (
    id uuid PRIMARY KEY,
    key_hash bytea NOT NULL UNIQUE,
    organisation text NOT NULL REFERENCES ingestion.organisations,
    role text NOT NULL CHECK (role IN ('source', 'finance', 'operator')),
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    revoked_at timestamptz
);

-- A vendor account that sends webhooks. The name is part of the URL, so it is unique over all organisations.
CREATE TABLE ingestion.connections (
    connection text PRIMARY KEY CHECK (connection ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
    organisation text NOT NULL REFERENCES ingestion.organisations,
    source_system text NOT NULL,
    base_address text,
    -- Signing secrets and API key, encrypted with the organisation's data key.
    secrets bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- The raw thing that a source sent, encrypted.
CREATE TABLE ingestion.events (
    id uuid PRIMARY KEY,
    organisation text NOT NULL,
    door text NOT NULL CHECK (door IN ('rest', 'webhook', 'queue', 'fetch')),
    connection text,
    -- The vendor's own id of the event: delivered twice, seen once, for good.
    event_id text,
    -- transactions: became source transactions. ignored: carries no money. unknown: somebody must look.
    disposition text NOT NULL CHECK (disposition IN ('transactions', 'ignored', 'unknown')),
    reason text,
    received_at timestamptz NOT NULL,
    payload bytea NOT NULL
);
CREATE UNIQUE INDEX events_vendor_id ON ingestion.events (organisation, connection, event_id) WHERE event_id IS NOT NULL;
CREATE INDEX events_unknown ON ingestion.events (organisation, received_at) WHERE disposition = 'unknown';

-- The permanent record of what was accepted. The primary key is the natural key.
CREATE TABLE ingestion.transactions (
    organisation text NOT NULL,
    source text NOT NULL,
    id text NOT NULL,
    revision integer NOT NULL,
    content_hash bytea NOT NULL,
    event uuid NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (organisation, source, id, revision)
);

-- The same key came again and said something else: the first stays, and somebody must look.
CREATE TABLE ingestion.conflicts (
    organisation text NOT NULL,
    source text NOT NULL,
    id text NOT NULL,
    revision integer NOT NULL,
    content_hash bytea NOT NULL,
    event uuid NOT NULL,
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (organisation, source, id, revision, content_hash)
);

-- How often something came that left no transaction behind. Rows are only added; readers sum them.
CREATE TABLE ingestion.tallies (
    organisation text NOT NULL,
    day date NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('duplicate', 'conflict', 'refused')),
    count integer NOT NULL
);
CREATE INDEX tallies_organisation_day ON ingestion.tallies (organisation, day);

ALTER TABLE ingestion.events ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE ingestion.transactions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE ingestion.conflicts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE ingestion.tallies ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON ingestion.tallies USING (organisation = current_setting('app.organisation', true));
CREATE POLICY own_organisation ON ingestion.events USING (organisation = current_setting('app.organisation', true));
CREATE POLICY own_organisation ON ingestion.transactions USING (organisation = current_setting('app.organisation', true));
CREATE POLICY own_organisation ON ingestion.conflicts USING (organisation = current_setting('app.organisation', true));

GRANT SELECT, INSERT ON ingestion.organisations, ingestion.transactions, ingestion.conflicts, ingestion.tallies TO {role};
GRANT SELECT, INSERT, UPDATE ON ingestion.api_keys, ingestion.connections TO {role};
GRANT SELECT, INSERT ON ingestion.events TO {role};
-- Rotation encrypts payloads anew; nothing else of an event may change.
GRANT UPDATE (payload) ON ingestion.events TO {role};

-- An organisation's accounts at accounting platforms. Tokens and client secrets are encrypted.
CREATE TABLE platform.connections (
    organisation text NOT NULL,
    connection text NOT NULL CHECK (connection ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    platform text NOT NULL,
    settings jsonb NOT NULL,
    secrets bytea,
    -- Entries posted from here on are pushed.
    active_since timestamptz NOT NULL,
    -- Changes in the platform are known up to here.
    changes_until timestamptz NOT NULL,
    PRIMARY KEY (organisation, connection)
);

-- One row per entry and connection, from the moment that the entry is known. The intent is stored before anything is sent.
CREATE TABLE platform.pushes (
    push_id uuid PRIMARY KEY,
    organisation text NOT NULL,
    connection text NOT NULL,
    entry_id uuid NOT NULL,
    key text NOT NULL,
    entry jsonb NOT NULL,
    -- pending: may be sent. sending: sent or about to be. unknown: the saga finds out. written, refused, parked: done, or for a person.
    state text NOT NULL CHECK (state IN ('pending', 'sending', 'unknown', 'written', 'refused', 'parked')),
    generation integer NOT NULL DEFAULT 1,
    attempts integer NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL,
    sent_at timestamptz,
    platform_id text,
    version text,
    -- What somebody did to the document in the platform: edited, deleted, doubled.
    change text,
    reason text,
    received_at timestamptz NOT NULL,
    trace_parent text,
    updated_at timestamptz NOT NULL,
    UNIQUE (organisation, connection, entry_id)
) WITH (fillfactor = 80);
CREATE INDEX pushes_waiting ON platform.pushes (organisation, connection, due_at) WHERE state IN ('pending', 'sending', 'unknown');
CREATE INDEX pushes_platform_id ON platform.pushes (organisation, connection, platform_id) WHERE platform_id IS NOT NULL;
CREATE INDEX pushes_key ON platform.pushes (organisation, connection, key);

ALTER TABLE platform.pushes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON platform.pushes USING (organisation = current_setting('app.organisation', true));

GRANT SELECT, INSERT, UPDATE ON platform.connections, platform.pushes TO {role};

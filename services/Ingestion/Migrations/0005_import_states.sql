-- An import, whether it may go on, and how far it is. The row changes in the commit that takes a piece of the file in, so it says neither more nor less
-- than what is there.
CREATE TABLE ingestion.imports (
    id uuid PRIMARY KEY,
    organisation text NOT NULL,
    -- Of how the file begins, how long it is and how it is read: by it a file that is sent again is known.
    fingerprint bytea NOT NULL,
    state text NOT NULL CHECK (state IN ('running', 'paused', 'cancelled', 'done', 'broken')),
    -- Who reads the file; null when nobody does.
    holder uuid,
    seen_at timestamptz NOT NULL,
    door text NOT NULL CHECK (door IN ('http', 'folder')),
    name text,
    form text NOT NULL,
    source text,
    total_bytes bigint,
    -- Of the last time that the file was read; all of it is read anew each time.
    read_bytes bigint NOT NULL DEFAULT 0,
    accepted bigint NOT NULL DEFAULT 0,
    duplicates bigint NOT NULL DEFAULT 0,
    conflicts bigint NOT NULL DEFAULT 0,
    rejected bigint NOT NULL DEFAULT 0,
    skipped bigint NOT NULL DEFAULT 0,
    -- Without pauses: what was worked before the present stretch, and since when that lasts.
    worked interval NOT NULL DEFAULT '0',
    working_since timestamptz,
    began_at timestamptz NOT NULL,
    ended_at timestamptz,
    why text,
    -- Of a file in a watched folder: whether it was moved out.
    moved boolean NOT NULL DEFAULT false
);
-- One file is one import until it has ended.
CREATE UNIQUE INDEX imports_open ON ingestion.imports (organisation, fingerprint) WHERE state IN ('running', 'paused');
CREATE INDEX imports_latest ON ingestion.imports (organisation, began_at);

ALTER TABLE ingestion.imports ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON ingestion.imports USING (organisation = current_setting('app.organisation', true));
GRANT SELECT, INSERT, UPDATE ON ingestion.imports TO {role};

-- Published versions never change; the hash is stamped on every entry.
CREATE TABLE transformation.rule_sets (
    organisation text NOT NULL,
    name text NOT NULL,
    version integer NOT NULL,
    hash text NOT NULL,
    content text NOT NULL,
    published_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    published_by text NOT NULL,
    PRIMARY KEY (organisation, name, version)
);

-- What was decided about each source transaction: one row for all its revisions.
CREATE TABLE transformation.transactions (
    organisation text NOT NULL,
    source text NOT NULL,
    id text NOT NULL,
    -- The highest revision that was decided, and how.
    revision integer NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('mapped', 'held')),
    -- The revision whose entry stands in the books; null while none does.
    mapped_revision integer,
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (organisation, source, id)
);

-- What waits for a rule or a person. The content is encrypted.
CREATE TABLE transformation.held (
    organisation text NOT NULL,
    source text NOT NULL,
    id text NOT NULL,
    revision integer NOT NULL,
    code text NOT NULL,
    reason text NOT NULL,
    content bytea NOT NULL,
    received_at timestamptz NOT NULL,
    trace_parent text,
    held_at timestamptz NOT NULL,
    PRIMARY KEY (organisation, source, id)
);

ALTER TABLE transformation.rule_sets ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE transformation.transactions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE transformation.held ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON transformation.rule_sets USING (organisation = current_setting('app.organisation', true));
CREATE POLICY own_organisation ON transformation.transactions USING (organisation = current_setting('app.organisation', true));
CREATE POLICY own_organisation ON transformation.held USING (organisation = current_setting('app.organisation', true));

GRANT SELECT, INSERT ON transformation.rule_sets TO {role};
GRANT SELECT, INSERT, UPDATE ON transformation.transactions TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON transformation.held TO {role};

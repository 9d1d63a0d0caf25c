-- What the transactions that a connection brings bear as their source, where that is not the connection's own name: names of connections are one for all
-- organisations, those of sources each organisation's own.
ALTER TABLE ingestion.connections ADD COLUMN source text;
CREATE UNIQUE INDEX connections_by_source ON ingestion.connections (organisation, (coalesce(source, connection)));

-- What sources were asked to change of transactions of their own. The id is the asker's: told twice, it is one.
CREATE TABLE ingestion.corrections (
    organisation text NOT NULL,
    id uuid NOT NULL,
    source text NOT NULL,
    transaction_id text NOT NULL,
    field text NOT NULL,
    -- From, to and reason, encrypted with the organisation's data key: a description may hold anything.
    content bytea NOT NULL,
    content_hash bytea NOT NULL,
    asked_by text NOT NULL,
    asked_at timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('open', 'corrected', 'already_so', 'refused', 'changed', 'altered', 'parked')),
    -- The latest attempt, and the number in its key.
    attempt integer NOT NULL,
    generation integer NOT NULL,
    -- For people, in the clear: at times in the source's own words, cut and without card numbers.
    why text,
    -- What the source said instead, encrypted; null: nothing, or nothing else.
    there bytea,
    ended_at timestamptz,
    PRIMARY KEY (organisation, id),
    CONSTRAINT ended_when_not_open CHECK ((ended_at IS NULL) = (state = 'open'))
);
CREATE INDEX corrections_open ON ingestion.corrections (organisation, source, transaction_id) WHERE state = 'open';
CREATE INDEX corrections_latest ON ingestion.corrections (organisation, asked_at);

-- One row for each attempt, stored before anything is sent: what was told to the source under which key, and how that ended.
CREATE TABLE ingestion.correction_attempts (
    organisation text NOT NULL,
    correction uuid NOT NULL,
    attempt integer NOT NULL,
    key text NOT NULL,
    planned_at timestamptz NOT NULL,
    -- Counted by a commit of its own before each call: more than one after a crash, and then nobody knows what the first one did.
    sendings integer NOT NULL DEFAULT 0,
    answered_at timestamptz,
    outcome text,
    why text,
    PRIMARY KEY (organisation, correction, attempt),
    FOREIGN KEY (organisation, correction) REFERENCES ingestion.corrections
);

ALTER TABLE ingestion.corrections ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE ingestion.correction_attempts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON ingestion.corrections USING (organisation = current_setting('app.organisation', true));
CREATE POLICY own_organisation ON ingestion.correction_attempts USING (organisation = current_setting('app.organisation', true));
GRANT SELECT, INSERT ON ingestion.corrections, ingestion.correction_attempts TO {role};
-- What was asked never changes; nor does how an attempt began.
GRANT UPDATE (state, attempt, generation, why, there, ended_at) ON ingestion.corrections TO {role};
GRANT UPDATE (sendings, answered_at, outcome, why) ON ingestion.correction_attempts TO {role};

-- What a source is asked for at set times comes by a door of its own.
ALTER TABLE ingestion.events DROP CONSTRAINT events_door_check;
ALTER TABLE ingestion.events
    ADD CONSTRAINT events_door_check CHECK (door IN ('rest', 'webhook', 'queue', 'fetch', 'import', 'file', 'poll')) NOT VALID;

-- When a connection's vendor is asked what happened. What was asked for so far changes in the commit that takes it in.
CREATE TABLE ingestion.pulls (
    organisation text NOT NULL,
    connection text NOT NULL REFERENCES ingestion.connections,
    cron text NOT NULL,
    time_zone text NOT NULL,
    -- Times of the day in that zone between which a pull may work; null: always.
    open_from time,
    open_until time,
    holidays date[] NOT NULL DEFAULT '{}',
    -- How far before the cursor each pull begins: vendors list some things late.
    overlap interval NOT NULL,
    paused boolean NOT NULL DEFAULT false,
    -- Everything that happened before it was asked for.
    asked_until timestamptz NOT NULL,
    -- The source told its balance and what moved it of every day from the first one to before the second; null until a first pull knows that one.
    account_from date,
    account_until date,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (organisation, connection),
    CONSTRAINT a_window_has_two_ends CHECK ((open_from IS NULL) = (open_until IS NULL)),
    CONSTRAINT account_days_have_two_ends CHECK ((account_from IS NULL) = (account_until IS NULL) AND account_from <= account_until)
);

-- One pull from its beginning to its end, over kills and pauses.
CREATE TABLE ingestion.pull_runs (
    organisation text NOT NULL,
    id uuid NOT NULL,
    connection text NOT NULL,
    -- The pull's cursor when it began: where that is another one meanwhile, a person named another beginning.
    began_from timestamptz NOT NULL,
    -- The span that the vendor is asked about. While the run lasts, it changes only by what the vendor does not tell any more.
    since timestamptz NOT NULL,
    until timestamptz NOT NULL,
    -- What the vendor does not tell any more, when the last pull was too long ago.
    lost_from timestamptz,
    lost_until timestamptz,
    -- Where the list goes on: the vendor's word, null at its beginning.
    position text,
    -- Whether the list is at its end, and only the account is still to be told.
    listed boolean NOT NULL DEFAULT false,
    holder uuid,
    seen_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 1,
    pages integer NOT NULL DEFAULT 0,
    events bigint NOT NULL DEFAULT 0,
    refilled bigint NOT NULL DEFAULT 0,
    duplicates bigint NOT NULL DEFAULT 0,
    conflicts bigint NOT NULL DEFAULT 0,
    unknown bigint NOT NULL DEFAULT 0,
    began_at timestamptz NOT NULL,
    ended_at timestamptz,
    outcome text CHECK (outcome IN ('done', 'failed')),
    why text,
    PRIMARY KEY (organisation, id),
    CONSTRAINT ended_with_an_outcome CHECK ((ended_at IS NULL) = (outcome IS NULL))
);
-- However many processes there are, one pull of a connection at a time.
CREATE UNIQUE INDEX pull_runs_open ON ingestion.pull_runs (organisation, connection) WHERE ended_at IS NULL;
CREATE INDEX pull_runs_latest ON ingestion.pull_runs (organisation, connection, began_at);

-- Pulls have no row security: the schedule visits all of them. They hold times and names.
ALTER TABLE ingestion.pull_runs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON ingestion.pull_runs USING (organisation = current_setting('app.organisation', true));
GRANT SELECT, INSERT, UPDATE ON ingestion.pulls, ingestion.pull_runs TO {role};

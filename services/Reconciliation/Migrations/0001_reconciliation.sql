-- What each side said, as its events told it. Events come in any order and more than once, so each row keeps the facts of each
-- kind of event apart and derives the rest: whatever the order, the rows end the same.

CREATE TABLE reconciliation.source_transactions (
    organisation text NOT NULL,
    source text NOT NULL,
    id text NOT NULL,
    revision integer NOT NULL,
    -- What Ingestion said; null until it did.
    kind text,
    currency text,
    gross numeric,
    occurred_at timestamptz,
    received_at timestamptz,
    trace_id text,
    -- What Transformation said.
    held_at timestamptz,
    held_reason text,
    superseded_by integer,
    -- What LedgerWriter said.
    rejected_at timestamptz,
    rejected_reason text,
    posted_at timestamptz,
    reversed_at timestamptz,
    -- The strongest of the facts: what was held may have been posted since, and what is posted stays posted.
    outcome text NOT NULL GENERATED ALWAYS AS (CASE
        WHEN posted_at IS NOT NULL THEN 'posted'
        WHEN superseded_by IS NOT NULL THEN 'superseded'
        WHEN rejected_at IS NOT NULL THEN 'rejected'
        WHEN held_at IS NOT NULL THEN 'held'
        ELSE 'received' END) STORED,
    PRIMARY KEY (organisation, source, id, revision)
);
-- Both are short at any time: what nothing has become of yet, and what has consequences without having been received.
CREATE INDEX source_transactions_waiting ON reconciliation.source_transactions (organisation, received_at)
    WHERE outcome = 'received' AND received_at IS NOT NULL;
CREATE INDEX source_transactions_unexpected ON reconciliation.source_transactions (organisation) WHERE received_at IS NULL;

-- A held revision no longer waits when a later one was decided.
CREATE VIEW reconciliation.transactions WITH (security_invoker = true) AS
    SELECT organisation, source, id, revision, kind, currency, gross, occurred_at, received_at, trace_id, posted_at, reversed_at,
           CASE WHEN outcome = 'held' AND overtaken THEN 'superseded' ELSE outcome END AS outcome,
           CASE WHEN overtaken THEN 'Held until a later revision came: ' || held_reason WHEN outcome = 'held' THEN held_reason
                WHEN outcome = 'rejected' THEN rejected_reason WHEN outcome = 'superseded' THEN 'Revision ' || superseded_by || ' was there first.' END AS reason
    FROM reconciliation.source_transactions this
         CROSS JOIN LATERAL (SELECT this.outcome = 'held' AND EXISTS (
             SELECT FROM reconciliation.source_transactions later
             WHERE later.organisation = this.organisation AND later.source = this.source AND later.id = this.id
               AND later.revision > this.revision AND later.outcome <> 'received') AS overtaken) AS fate;

CREATE TABLE reconciliation.ledger_entries (
    organisation text NOT NULL,
    entry_id uuid NOT NULL,
    source text NOT NULL,
    transaction_id text NOT NULL,
    revision integer NOT NULL,
    part text NOT NULL,
    reverses uuid,
    -- Total of the debits by currency, without those that are zero.
    totals jsonb NOT NULL,
    entry_date date NOT NULL,
    posted_at timestamptz NOT NULL,
    trace_id text,
    PRIMARY KEY (organisation, entry_id)
);

-- What we wrote: one row per document, so a second document for the same entry is seen.
CREATE TABLE reconciliation.platform_entries (
    organisation text NOT NULL,
    entry_id uuid NOT NULL,
    connection text NOT NULL,
    platform_id text NOT NULL,
    key text NOT NULL,
    totals jsonb NOT NULL,
    written_at timestamptz NOT NULL,
    trace_id text,
    PRIMARY KEY (organisation, entry_id, connection, platform_id)
);
CREATE INDEX platform_entries_document ON reconciliation.platform_entries (organisation, connection, platform_id);

CREATE TABLE reconciliation.platform_refusals (
    organisation text NOT NULL,
    entry_id uuid NOT NULL,
    connection text NOT NULL,
    reason text NOT NULL,
    refused_at timestamptz NOT NULL,
    PRIMARY KEY (organisation, entry_id, connection)
);

-- What somebody else did to a document: the last thing that was seen.
CREATE TABLE reconciliation.platform_changes (
    organisation text NOT NULL,
    connection text NOT NULL,
    platform_id text NOT NULL,
    entry_id uuid,
    version text NOT NULL,
    -- restored: the document says again what was sent.
    change text NOT NULL CHECK (change IN ('edited', 'deleted', 'doubled', 'restored')),
    detail text NOT NULL,
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (organisation, connection, platform_id)
);

-- Every document that is known, and its state: what was written last or changed last counts.
CREATE VIEW reconciliation.documents WITH (security_invoker = true) AS
    SELECT written.organisation, written.connection, written.entry_id, written.platform_id, written.key, written.totals, written.written_at,
           CASE WHEN changed.seen_at > written.written_at AND changed.change <> 'restored' THEN changed.change ELSE 'written' END AS state,
           changed.detail, changed.version, changed.seen_at
    FROM reconciliation.platform_entries written
         LEFT JOIN reconciliation.platform_changes changed
             ON changed.organisation = written.organisation AND changed.connection = written.connection
                AND changed.platform_id = written.platform_id AND (changed.entry_id IS NULL OR changed.entry_id = written.entry_id)
    UNION ALL
    SELECT changed.organisation, changed.connection, changed.entry_id, changed.platform_id, NULL, NULL, NULL,
           CASE changed.change WHEN 'restored' THEN 'written' ELSE changed.change END, changed.detail, changed.version, changed.seen_at
    FROM reconciliation.platform_changes changed
    WHERE NOT EXISTS (
        SELECT FROM reconciliation.platform_entries written
        WHERE written.organisation = changed.organisation AND written.connection = changed.connection
          AND written.platform_id = changed.platform_id AND (changed.entry_id IS NULL OR changed.entry_id = written.entry_id));

-- Where entries are to be, and from when on.
CREATE TABLE reconciliation.connections (
    organisation text NOT NULL,
    connection text NOT NULL,
    platform text NOT NULL,
    active boolean NOT NULL,
    since timestamptz NOT NULL,
    -- False until a run has compared everything with it.
    compared boolean NOT NULL DEFAULT false,
    PRIMARY KEY (organisation, connection)
);

-- Entries about which there is news, and when to look at them. Rows are only added and taken, never updated: news that
-- comes while a run looks makes a row of its own.
CREATE TABLE reconciliation.to_check (
    organisation text NOT NULL,
    entry_id uuid NOT NULL,
    due_at timestamptz NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
CREATE INDEX to_check_due ON reconciliation.to_check (organisation, due_at);

CREATE TABLE reconciliation.discrepancies (
    organisation text NOT NULL,
    id uuid NOT NULL,
    type text NOT NULL,
    source text,
    transaction_id text,
    revision integer,
    entry_id uuid,
    connection text,
    platform_id text,
    evidence jsonb NOT NULL,
    state text NOT NULL CHECK (state IN ('open', 'resolved')),
    first_seen timestamptz NOT NULL,
    last_seen timestamptz NOT NULL,
    -- When it was opened last, and how often so far.
    opened_at timestamptz NOT NULL,
    times_opened integer NOT NULL DEFAULT 1,
    resolved_at timestamptz,
    resolution text,
    PRIMARY KEY (organisation, id),
    CONSTRAINT resolved_with_a_reason CHECK ((state = 'resolved') = (resolved_at IS NOT NULL AND resolution IS NOT NULL))
);
CREATE INDEX discrepancies_open ON reconciliation.discrepancies (organisation, type) WHERE state = 'open';
CREATE INDEX discrepancies_opened_at ON reconciliation.discrepancies (organisation, opened_at);

-- One row per requested run; continuous rounds that find nothing new share one.
CREATE TABLE reconciliation.runs (
    organisation text NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('continuous', 'requested')),
    started_at timestamptz NOT NULL,
    finished_at timestamptz NOT NULL,
    rounds integer NOT NULL DEFAULT 1,
    transactions bigint NOT NULL,
    entries bigint NOT NULL,
    documents bigint NOT NULL,
    found bigint NOT NULL,
    resolved bigint NOT NULL,
    -- How many were open when it finished.
    still_open bigint NOT NULL,
    PRIMARY KEY (organisation, id)
);
CREATE INDEX runs_started_at ON reconciliation.runs (organisation, started_at);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['source_transactions', 'ledger_entries', 'platform_entries', 'platform_refusals', 'platform_changes',
                                'connections', 'to_check', 'discrepancies', 'runs'] LOOP
        EXECUTE format('ALTER TABLE reconciliation.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY own_organisation ON reconciliation.%I USING (organisation = current_setting(''app.organisation'', true))', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE ON reconciliation.%I TO {role}', name);
    END LOOP;
END $$;
GRANT DELETE ON reconciliation.to_check TO {role};
GRANT SELECT ON reconciliation.transactions, reconciliation.documents TO {role};

-- Whom there is anything to reconcile for; carries nothing else, so it needs no row security.
CREATE TABLE reconciliation.organisations (
    organisation text PRIMARY KEY,
    first_seen timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT ON reconciliation.organisations TO {role};

-- Months that are closed: no entry is inserted whose day lies in one of them. Whoever closes or opens takes the lock of the
-- organisation's writers alone, so nothing is being written into the month meanwhile.
CREATE TABLE ledger.closed_periods (
    organisation text NOT NULL,
    first_day date NOT NULL CHECK (extract(day FROM first_day) = 1),
    closed_by text NOT NULL,
    closed_at timestamptz NOT NULL,
    -- Who wishes it to be opened again; null when nobody does.
    asked_by text,
    asked_at timestamptz,
    asked_why text,
    PRIMARY KEY (organisation, first_day),
    CONSTRAINT asked_whole CHECK ((asked_by IS NULL) = (asked_at IS NULL) AND (asked_by IS NULL) = (asked_why IS NULL))
);

-- What people decided about periods, for good.
CREATE TABLE ledger.period_decisions (
    organisation text NOT NULL,
    number bigint GENERATED ALWAYS AS IDENTITY,
    first_day date NOT NULL,
    decision text NOT NULL CHECK (decision IN ('closed', 'reopening asked', 'reopening declined', 'reopened', 'posted later')),
    decided_by text NOT NULL,
    reason text,
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (organisation, number)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.period_decisions FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

-- Entries that were made and may not be posted yet, because their period is closed.
CREATE TABLE ledger.waiting_entries (
    organisation text NOT NULL,
    entry_id uuid NOT NULL,
    first_day date NOT NULL,
    entry jsonb NOT NULL,
    reason text NOT NULL,
    received_at timestamptz NOT NULL,
    trace_parent text,
    waiting_since timestamptz NOT NULL,
    PRIMARY KEY (organisation, entry_id)
);
CREATE INDEX waiting_entries_period ON ledger.waiting_entries (organisation, first_day, waiting_since);

-- The day that an entry is of, where it was posted on a later one.
ALTER TABLE ledger.entries ADD COLUMN original_date date CONSTRAINT posted_later CHECK (original_date < entry_date);

-- What becomes of a reversal whose day lies in a closed period; null: it waits.
ALTER TABLE ledger.waiting_reversals
    ADD COLUMN closed_then text CHECK (closed_then IN ('hold', 'next_open_day', 'ask_to_reopen')),
    ADD COLUMN approve_over numeric;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['closed_periods', 'period_decisions', 'waiting_entries'] LOOP
        EXECUTE format('ALTER TABLE ledger.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY own_organisation ON ledger.%I USING (organisation = current_setting(''app.organisation'', true))', name);
        EXECUTE format('GRANT SELECT, INSERT ON ledger.%I TO {role}', name);
    END LOOP;
END $$;
GRANT UPDATE, DELETE ON ledger.closed_periods TO {role};
GRANT DELETE ON ledger.waiting_entries TO {role};

-- What sources say of their accounts, period by period, and whether all that moved them was received. The last columns are the proof: what was
-- compared, when, with which figures.
CREATE TABLE reconciliation.account_periods (
    organisation text NOT NULL,
    source text NOT NULL,
    account text NOT NULL,
    currency text NOT NULL,
    from_day date NOT NULL,
    until_day date NOT NULL,
    -- Tells statements of the same days apart: their number, or a mark of what is in them.
    reference text NOT NULL,
    opening numeric,
    closing numeric,
    -- How many rows the source told.
    told integer NOT NULL,
    told_by text NOT NULL CHECK (told_by IN ('pull', 'file')),
    told_at timestamptz NOT NULL,
    -- When to look at it; null while there is no news of it.
    due_at timestamptz,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'complete', 'unproven', 'gap')),
    movements integer NOT NULL DEFAULT 0,
    known integer NOT NULL DEFAULT 0,
    known_sum numeric NOT NULL DEFAULT 0,
    refilled integer NOT NULL DEFAULT 0,
    missing integer NOT NULL DEFAULT 0,
    -- What moved the account and is told only later, such as a payout that the bank does not have yet.
    under_way integer NOT NULL DEFAULT 0,
    under_way_sum numeric NOT NULL DEFAULT 0,
    differing integer NOT NULL DEFAULT 0,
    unheard integer NOT NULL DEFAULT 0,
    -- What the closing balance is more than the opening one, what is known and what is under way.
    difference numeric,
    compared_at timestamptz,
    complete_at timestamptz,
    PRIMARY KEY (organisation, source, account, currency, from_day, until_day, reference)
);
CREATE INDEX account_periods_due ON reconciliation.account_periods (organisation, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX account_periods_days ON reconciliation.account_periods (organisation, until_day);

CREATE TABLE reconciliation.account_movements (
    organisation text NOT NULL,
    source text NOT NULL,
    account text NOT NULL,
    currency text NOT NULL,
    -- Its period: two that overlap tell the same movement twice.
    from_day date NOT NULL,
    until_day date NOT NULL,
    reference text NOT NULL,
    day date NOT NULL,
    movement_id text NOT NULL,
    transaction_id text NOT NULL,
    amount numeric NOT NULL,
    -- The last day on which it is no wonder that the transaction was not received yet.
    under_way_until date,
    PRIMARY KEY (organisation, source, account, currency, from_day, until_day, reference, movement_id, transaction_id)
);
CREATE INDEX account_movements_transaction ON reconciliation.account_movements (organisation, source, transaction_id);

-- What a pull told and no webhook had.
CREATE TABLE reconciliation.refilled (
    organisation text NOT NULL,
    source text NOT NULL,
    transaction_id text NOT NULL,
    refilled_at timestamptz NOT NULL,
    PRIMARY KEY (organisation, source, transaction_id)
);

-- What was received of the days of an account. Rows come more or less in the order of their days, so that an index of blocks will do: a tree would make
-- each transaction dearer.
CREATE INDEX source_transactions_occurred ON reconciliation.source_transactions USING brin (occurred_at) WITH (autosummarize = on);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['account_periods', 'account_movements', 'refilled'] LOOP
        EXECUTE format('ALTER TABLE reconciliation.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY own_organisation ON reconciliation.%I USING (organisation = current_setting(''app.organisation'', true))', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE ON reconciliation.%I TO {role}', name);
    END LOOP;
END $$;

-- Payouts whose rules say that an account comes to zero over them and what they settle, as Transformation told.
CREATE TABLE reconciliation.payouts (
    organisation text NOT NULL,
    source text NOT NULL,
    id text NOT NULL,
    -- The highest revision that was told; the next columns are of it.
    revision integer NOT NULL,
    currency text NOT NULL,
    gross numeric NOT NULL,
    occurred_at timestamptz NOT NULL,
    clearing text NOT NULL,
    suspense text,
    asserted_at timestamptz NOT NULL,
    -- How many things it settles; 0 when the source does not say.
    contents integer NOT NULL,
    -- When to ask the ledger; null while there is no news of it.
    due_at timestamptz,
    -- The question whose answer counts: one to an earlier question is no news.
    asked_at timestamptz,
    checked_at timestamptz,
    state text NOT NULL CHECK (state IN ('unknown', 'waiting', 'zero', 'suspense', 'residual')),
    -- What was left on the two accounts, by currency; null until it was looked at.
    residual jsonb,
    on_suspense jsonb,
    PRIMARY KEY (organisation, source, id)
);
CREATE INDEX payouts_due ON reconciliation.payouts (organisation, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX payouts_occurred_at ON reconciliation.payouts (organisation, occurred_at);

CREATE TABLE reconciliation.payout_contents (
    organisation text NOT NULL,
    source text NOT NULL,
    payout text NOT NULL,
    id text NOT NULL,
    -- Null for what the source can name and not tell.
    kind text,
    amount numeric NOT NULL,
    -- What its entries came to on the clearing account, by currency; null when it has none.
    posted jsonb,
    PRIMARY KEY (organisation, source, payout, id)
);
CREATE INDEX payout_contents_id ON reconciliation.payout_contents (organisation, source, id);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['payouts', 'payout_contents'] LOOP
        EXECUTE format('ALTER TABLE reconciliation.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY own_organisation ON reconciliation.%I USING (organisation = current_setting(''app.organisation'', true))', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE ON reconciliation.%I TO {role}', name);
    END LOOP;
END $$;
GRANT DELETE ON reconciliation.payout_contents TO {role};

-- A revision may also say the same to the books as an earlier one that stands.
CREATE OR REPLACE VIEW reconciliation.transactions WITH (security_invoker = true) AS
    SELECT organisation, source, id, revision, kind, currency, gross, occurred_at, received_at, trace_id, posted_at, reversed_at,
           CASE WHEN outcome = 'held' AND overtaken THEN 'superseded' ELSE outcome END AS outcome,
           CASE WHEN overtaken THEN 'Held until a later revision came: ' || held_reason WHEN outcome = 'held' THEN held_reason
                WHEN outcome = 'rejected' THEN rejected_reason
                WHEN outcome = 'superseded' AND superseded_by < revision THEN 'Revision ' || superseded_by || ' stands, and says the same to the books.'
                WHEN outcome = 'superseded' THEN 'Revision ' || superseded_by || ' was there first.' END AS reason
    FROM reconciliation.source_transactions this
         CROSS JOIN LATERAL (SELECT this.outcome = 'held' AND EXISTS (
             SELECT FROM reconciliation.source_transactions later
             WHERE later.organisation = this.organisation AND later.source = this.source AND later.id = this.id
               AND later.revision > this.revision AND later.outcome <> 'received') AS overtaken) AS fate;

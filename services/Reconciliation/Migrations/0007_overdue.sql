-- What Transformation said besides: from when on it is a discrepancy that something is still held, null where it waits for a rule or a person; and how
-- a refund or dispute differs from what it would be as a part of its revised original, null where it does not, as of the last comparison.
ALTER TABLE reconciliation.source_transactions
    ADD COLUMN overdue_at timestamptz,
    ADD COLUMN difference text,
    ADD COLUMN compared_at timestamptz;
CREATE INDEX source_transactions_overdue ON reconciliation.source_transactions (organisation, overdue_at)
    WHERE outcome = 'held' AND overdue_at IS NOT NULL;
CREATE INDEX source_transactions_differing ON reconciliation.source_transactions (organisation, source, id)
    WHERE difference IS NOT NULL AND reversed_at IS NULL;

CREATE OR REPLACE VIEW reconciliation.transactions WITH (security_invoker = true) AS
    SELECT organisation, source, id, revision, kind, currency, gross, occurred_at, received_at, trace_id, posted_at, reversed_at,
           CASE WHEN outcome = 'held' AND overtaken THEN 'superseded' ELSE outcome END AS outcome,
           CASE WHEN overtaken THEN 'Held until a later revision came: ' || held_reason WHEN outcome = 'held' THEN held_reason
                WHEN outcome = 'rejected' THEN rejected_reason
                WHEN outcome = 'superseded' AND superseded_by < revision THEN 'Revision ' || superseded_by || ' stands, and says the same to the books.'
                WHEN outcome = 'superseded' THEN 'Revision ' || superseded_by || ' was there first.' END AS reason,
           overdue_at, difference
    FROM reconciliation.source_transactions this
         CROSS JOIN LATERAL (SELECT this.outcome = 'held' AND EXISTS (
             SELECT FROM reconciliation.source_transactions later
             WHERE later.organisation = this.organisation AND later.source = this.source AND later.id = this.id
               AND later.revision > this.revision AND later.outcome <> 'received') AS overtaken) AS fate;

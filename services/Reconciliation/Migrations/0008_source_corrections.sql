-- What came of asking sources to correct transactions of their own: each correction ends once, but one that was parked may be answered late.
CREATE TABLE reconciliation.source_corrections (
    organisation text NOT NULL,
    correction uuid NOT NULL,
    source text NOT NULL,
    transaction_id text NOT NULL,
    field text NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('corrected', 'already_so', 'refused', 'changed', 'altered', 'parked')),
    at timestamptz NOT NULL,
    PRIMARY KEY (organisation, correction)
);

ALTER TABLE reconciliation.source_corrections ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON reconciliation.source_corrections USING (organisation = current_setting('app.organisation', true));
GRANT SELECT, INSERT, UPDATE (outcome, at) ON reconciliation.source_corrections TO {role};

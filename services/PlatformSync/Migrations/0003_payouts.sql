-- What a payout settles, and the payout itself: kept for organisations that have a connection with a document for each payout.
CREATE TABLE platform.payout_members (
    organisation text NOT NULL,
    source text NOT NULL,
    transaction_id text NOT NULL,
    payout text NOT NULL,
    paid_at timestamptz NOT NULL,
    PRIMARY KEY (organisation, source, transaction_id)
);
ALTER TABLE platform.payout_members ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON platform.payout_members USING (organisation = current_setting('app.organisation', true));
GRANT SELECT, INSERT ON platform.payout_members TO {role};

CREATE INDEX summary_entries_transaction ON platform.summary_entries
    (organisation, connection, (entry ->> 'Source'), (entry ->> 'TransactionId')) WHERE summary_id IS NULL;

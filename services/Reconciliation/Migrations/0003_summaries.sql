-- What PlatformSync writes within a summary instead of by itself.
CREATE TABLE reconciliation.summarised (
    organisation text NOT NULL,
    entry_id uuid NOT NULL,
    connection text NOT NULL,
    due_at timestamptz NOT NULL,
    -- Null until it is made.
    summary_id uuid,
    PRIMARY KEY (organisation, entry_id, connection)
);
CREATE INDEX summarised_by ON reconciliation.summarised (organisation, summary_id) WHERE summary_id IS NOT NULL;
ALTER TABLE reconciliation.summarised ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON reconciliation.summarised USING (organisation = current_setting('app.organisation', true));
GRANT SELECT, INSERT, UPDATE ON reconciliation.summarised TO {role};

-- A summary stands among the entries, and is expected at this one connection.
ALTER TABLE reconciliation.ledger_entries ADD COLUMN only_at text;

-- What a summary must come to: the total of the debits of its entries, as the ledger announced them.
CREATE VIEW reconciliation.sums_of_entries WITH (security_invoker = true) AS
    SELECT member.organisation, member.summary_id, total.key AS currency, sum(total.value::numeric) AS amount
    FROM reconciliation.summarised member
         JOIN reconciliation.ledger_entries entry ON entry.organisation = member.organisation AND entry.entry_id = member.entry_id
         CROSS JOIN LATERAL jsonb_each_text(entry.totals) AS total (key, value)
    WHERE member.summary_id IS NOT NULL
    GROUP BY member.organisation, member.summary_id, total.key;
GRANT SELECT ON reconciliation.sums_of_entries TO {role};

-- Entries that a connection gets as part of a summary. They stay here for good: a line of the summary is explained by them.
CREATE TABLE platform.summary_entries (
    organisation text NOT NULL,
    connection text NOT NULL,
    entry_id uuid NOT NULL,
    entry jsonb NOT NULL,
    entry_date date NOT NULL,
    -- Values of the fields that the connection groups by.
    group_name text NOT NULL,
    due_at timestamptz NOT NULL,
    -- Null until it is made.
    summary_id uuid,
    trace_parent text,
    PRIMARY KEY (organisation, connection, entry_id)
) WITH (fillfactor = 80);
CREATE INDEX summary_entries_waiting ON platform.summary_entries (organisation, connection, due_at) WHERE summary_id IS NULL;
CREATE INDEX summary_entries_of ON platform.summary_entries (organisation, summary_id, entry_id) WHERE summary_id IS NOT NULL;
CREATE INDEX summary_entries_entry ON platform.summary_entries (organisation, entry_id);

-- Its document is written like any entry's: the push of the same connection whose entry_id this is.
CREATE TABLE platform.summaries (
    organisation text NOT NULL,
    connection text NOT NULL,
    entry_date date NOT NULL,
    group_name text NOT NULL,
    -- 1, and further ones for what came later.
    number integer NOT NULL,
    summary_id uuid NOT NULL,
    entries integer NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (organisation, connection, entry_date, group_name, number)
);
CREATE UNIQUE INDEX summaries_id ON platform.summaries (organisation, summary_id);

ALTER TABLE platform.summary_entries ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON platform.summary_entries USING (organisation = current_setting('app.organisation', true));
ALTER TABLE platform.summaries ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON platform.summaries USING (organisation = current_setting('app.organisation', true));
GRANT SELECT, INSERT, UPDATE ON platform.summary_entries TO {role};
GRANT SELECT, INSERT ON platform.summaries TO {role};

-- By which lane what is held came, and goes on; and from when on its waiting is a discrepancy, null where it waits for a rule or a person.
ALTER TABLE transformation.held
    ADD COLUMN lane text NOT NULL DEFAULT 'live' CHECK (lane IN ('live', 'batch')),
    ADD COLUMN overdue_at timestamptz;

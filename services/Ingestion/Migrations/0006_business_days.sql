-- By which clock the business days of what sources tell are fixed. Rows are only added; of each source the last one counts, for what is accepted
-- from then on.
CREATE TABLE ingestion.day_settings (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation text NOT NULL REFERENCES ingestion.organisations,
    -- Null: for all sources that have none of their own.
    source text CHECK (source <> ''),
    -- Null: taken back.
    time_zone text,
    day_ends time NOT NULL CHECK (day_ends <= '12:00'),
    since timestamptz NOT NULL,
    set_by text NOT NULL
);
CREATE INDEX day_settings_organisation ON ingestion.day_settings (organisation, source, number);

ALTER TABLE ingestion.day_settings ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON ingestion.day_settings USING (organisation = current_setting('app.organisation', true));
GRANT SELECT, INSERT ON ingestion.day_settings TO {role};

-- Fixed when a revision is accepted, for good. All are null where the organisation had no setting yet: then its rules say the day.
ALTER TABLE ingestion.transactions
    -- When the fact was accepted for the first time, in another revision; null: this is that one.
    ADD COLUMN first_accepted_at timestamptz,
    ADD COLUMN occurred_at timestamptz,
    ADD COLUMN occurred_on date,
    ADD COLUMN accepted_on date;

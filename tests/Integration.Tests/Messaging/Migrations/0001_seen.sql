CREATE TABLE seen (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message text NOT NULL,
    organisation text NOT NULL,
    item jsonb NOT NULL,
    -- By which it came; null where that was not looked at.
    lane text,
    seen_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT ON seen TO {role};

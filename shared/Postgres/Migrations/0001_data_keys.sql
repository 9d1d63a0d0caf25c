-- An organisation's data keys, each wrapped by a key of the key ring. The highest number encrypts; all of them decrypt.
CREATE TABLE data_keys (
    organisation text NOT NULL,
    number integer NOT NULL,
    wrapped bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (organisation, number)
);
GRANT SELECT, INSERT ON data_keys TO {role};
-- When the key ring's active key changes, data keys are wrapped anew; nothing that they encrypted is touched.
GRANT UPDATE (wrapped) ON data_keys TO {role};

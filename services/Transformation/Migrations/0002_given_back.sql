-- The rules whose entry stands, so that what is given back of it later is taken from the very accounts; null for what was decided before this was
-- noted, and while no entry stands.
ALTER TABLE transformation.transactions ADD COLUMN rule_set text, ADD COLUMN rule_version integer;

-- The id, in the same source, of what a held refund or dispute gives back a part of and waits for.
ALTER TABLE transformation.held ADD COLUMN waits_for text;
CREATE INDEX held_waiting ON transformation.held (organisation, source, waits_for) WHERE waits_for IS NOT NULL;

-- What a revision of a refund or dispute gave back of its original, part by part; amounts alone. One row for good: an entry can be made once more from it.
CREATE TABLE transformation.given_back (
    organisation text NOT NULL,
    source text NOT NULL,
    id text NOT NULL,
    revision integer NOT NULL,
    original text NOT NULL,
    original_revision integer NOT NULL,
    rule_set text NOT NULL,
    rule_version integer NOT NULL,
    portion jsonb NOT NULL,
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (organisation, source, id, revision)
);
CREATE INDEX given_back_of ON transformation.given_back (organisation, source, original);

ALTER TABLE transformation.given_back ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON transformation.given_back USING (organisation = current_setting('app.organisation', true));
GRANT SELECT, INSERT ON transformation.given_back TO {role};

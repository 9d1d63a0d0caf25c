-- Versions of rule sets that are not published: they may be saved again and again.
CREATE TABLE transformation.rule_set_drafts (
    organisation text NOT NULL,
    name text NOT NULL,
    version integer NOT NULL,
    file_name text NOT NULL,
    content text NOT NULL,
    saved_by text NOT NULL,
    saved_at timestamptz NOT NULL,
    -- Who wished to publish exactly this text; null when nobody did. It touches a closed period, so somebody else must agree.
    proposed_by text,
    PRIMARY KEY (organisation, name, version)
);
ALTER TABLE transformation.rule_set_drafts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON transformation.rule_set_drafts USING (organisation = current_setting('app.organisation', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON transformation.rule_set_drafts TO {role};

-- Who agreed, where two people were needed.
ALTER TABLE transformation.rule_sets ADD COLUMN agreed_by text;

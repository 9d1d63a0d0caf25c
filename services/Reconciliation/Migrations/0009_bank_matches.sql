-- What is to move bank accounts by the books, and what moved them by the banks: one row for each, of its highest revision.
CREATE TABLE reconciliation.bank_lines (
    organisation text NOT NULL,
    side text NOT NULL CHECK (side IN ('books', 'bank')),
    source text NOT NULL,
    id text NOT NULL,
    revision integer NOT NULL,
    kind text NOT NULL,
    currency text NOT NULL,
    -- More than zero comes into the account. Zero where nothing moves it any more, such as a payout that failed.
    amount numeric NOT NULL,
    -- When the bank booked it, or is expected to.
    day date NOT NULL,
    -- The bank's name for its account.
    account text,
    -- Of texts no more is kept than the words that can be references, and the gateways that they name.
    refs text[] NOT NULL,
    words text[] NOT NULL,
    gateways text[] NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (organisation, side, source, id)
);
CREATE INDEX bank_lines_currency ON reconciliation.bank_lines (organisation, currency, day) WHERE amount <> 0;

-- Currencies of which there is news, and when to match them. Rows are only added and taken, never updated.
CREATE TABLE reconciliation.bank_news (
    organisation text NOT NULL,
    currency text NOT NULL,
    due_at timestamptz NOT NULL
);
CREATE INDEX bank_news_due ON reconciliation.bank_news (organisation, due_at);

-- What belongs together, or may. What a run found may be found otherwise by the next one; what a person decided stays.
CREATE TABLE reconciliation.bank_matches (
    organisation text NOT NULL,
    -- Made of the lines, so that the same lines are the same match in every run.
    id uuid NOT NULL,
    currency text NOT NULL,
    state text NOT NULL CHECK (state IN ('accepted', 'proposed', 'confirmed', 'rejected')),
    -- Those of which one at most is right have the same; and how many there are of them, also of those that are not kept.
    proposal uuid,
    candidates integer NOT NULL,
    rule text NOT NULL,
    confidence text NOT NULL,
    refs text[] NOT NULL,
    days_apart integer NOT NULL,
    alternatives integer NOT NULL,
    -- What the bank's lines come to more than those of the books.
    difference numeric NOT NULL,
    found_at timestamptz NOT NULL,
    decided_by text,
    decided_at timestamptz,
    reason text,
    PRIMARY KEY (organisation, id),
    CONSTRAINT decided_with_a_reason CHECK ((state IN ('confirmed', 'rejected')) = (decided_by IS NOT NULL AND decided_at IS NOT NULL AND reason IS NOT NULL)),
    CONSTRAINT accepted_to_the_cent CHECK (state <> 'accepted' OR difference = 0)
);
CREATE INDEX bank_matches_state ON reconciliation.bank_matches (organisation, state, found_at);
CREATE INDEX bank_matches_currency ON reconciliation.bank_matches (organisation, currency);

CREATE TABLE reconciliation.bank_match_lines (
    organisation text NOT NULL,
    match uuid NOT NULL,
    side text NOT NULL CHECK (side IN ('books', 'bank')),
    source text NOT NULL,
    id text NOT NULL,
    -- As it was when the match was found.
    amount numeric NOT NULL,
    day date NOT NULL,
    -- True while the match is accepted or confirmed.
    settled boolean NOT NULL,
    PRIMARY KEY (organisation, match, side, source, id),
    FOREIGN KEY (organisation, match) REFERENCES reconciliation.bank_matches (organisation, id) ON DELETE CASCADE
);
-- No line is answered twice.
CREATE UNIQUE INDEX bank_match_lines_once ON reconciliation.bank_match_lines (organisation, side, source, id) WHERE settled;

-- Who decided what, and why; added to, and never changed.
CREATE TABLE reconciliation.bank_decisions (
    organisation text NOT NULL,
    match uuid NOT NULL,
    decided_at timestamptz NOT NULL,
    verdict text NOT NULL CHECK (verdict IN ('confirmed', 'rejected')),
    decided_by text NOT NULL,
    reason text NOT NULL,
    was text NOT NULL
);
CREATE INDEX bank_decisions_match ON reconciliation.bank_decisions (organisation, match);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['bank_lines', 'bank_news', 'bank_matches', 'bank_match_lines', 'bank_decisions'] LOOP
        EXECUTE format('ALTER TABLE reconciliation.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY own_organisation ON reconciliation.%I USING (organisation = current_setting(''app.organisation'', true))', name);
        EXECUTE format('GRANT SELECT, INSERT ON reconciliation.%I TO {role}', name);
    END LOOP;
END $$;
GRANT UPDATE ON reconciliation.bank_lines, reconciliation.bank_matches, reconciliation.bank_match_lines TO {role};
GRANT DELETE ON reconciliation.bank_news, reconciliation.bank_matches, reconciliation.bank_match_lines TO {role};

-- The books. One row is one whole entry, its lines as arrays of equal length, so that "balanced" is a property of the row
-- that a CHECK can hold, no line can be added or lost later, and an entry costs one insert. ledger.lines shows them as rows.

CREATE FUNCTION ledger.entry_id(organisation text, source text, transaction_id text, revision integer, part text) RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN encode(substring(sha256(convert_to(
        organisation || chr(31) || source || chr(31) || transaction_id || chr(31) || revision::text || chr(31) || part, 'UTF8')) FROM 1 FOR 16), 'hex')::uuid;

-- Debits equal credits in each currency, and there are at least two lines.
CREATE FUNCTION ledger.is_balanced(accounts text[], currencies text[], amounts numeric[]) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    single numeric := 0;
BEGIN
    IF cardinality(accounts) < 2 OR cardinality(currencies) <> cardinality(accounts) OR cardinality(amounts) <> cardinality(accounts)
       OR array_position(accounts, NULL) IS NOT NULL OR array_position(currencies, NULL) IS NOT NULL OR array_position(amounts, NULL) IS NOT NULL THEN
        RETURN false;
    END IF;
    IF currencies[1] = ALL (currencies) THEN
        FOR i IN 1 .. cardinality(amounts) LOOP
            single := single + amounts[i];
        END LOOP;
        RETURN single = 0;
    END IF;
    RETURN NOT EXISTS (
        SELECT FROM unnest(currencies, amounts) AS line (currency, amount) GROUP BY currency HAVING sum(amount) <> 0);
END $$;

CREATE TABLE ledger.entries (
    id uuid PRIMARY KEY,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    organisation text NOT NULL,
    source text NOT NULL,
    transaction_id text NOT NULL,
    revision integer NOT NULL CHECK (revision >= 1),
    part text NOT NULL CHECK (part IN ('entry', 'reversal')),
    entry_date date NOT NULL,
    description text NOT NULL,
    rule_set text NOT NULL,
    rule_version integer NOT NULL,
    rule text NOT NULL,
    rule_hash text NOT NULL,
    reverses uuid,
    accounts text[] NOT NULL,
    currencies text[] NOT NULL,
    amounts numeric(19, 4)[] NOT NULL,
    -- Memo, tax code and dimensions by line, null when no line has any.
    details jsonb,
    posted_at timestamptz NOT NULL,
    -- The natural key and the primary key are one: the same fact cannot be stored under two ids, nor two facts under one.
    CONSTRAINT natural_key CHECK (id = ledger.entry_id(organisation, source, transaction_id, revision, part)),
    CONSTRAINT balanced CHECK (ledger.is_balanced(accounts, currencies, amounts)),
    CONSTRAINT reversal_names_original CHECK ((part = 'reversal') = (reverses IS NOT NULL))
);
CREATE UNIQUE INDEX entries_seq ON ledger.entries (seq);
CREATE INDEX entries_organisation_date ON ledger.entries USING brin (organisation, entry_date);

CREATE VIEW ledger.lines WITH (security_invoker = true) AS
    SELECT entry.id AS entry_id, line.number AS line, entry.organisation, entry.entry_date, entry.posted_at, line.account, line.currency, line.amount
    FROM ledger.entries entry,
         unnest(entry.accounts, entry.currencies, entry.amounts) WITH ORDINALITY AS line (account, currency, amount, number);

-- A reversal that came before its original waits here and is posted with it.
CREATE TABLE ledger.waiting_reversals (
    organisation text NOT NULL,
    entry_id uuid NOT NULL,
    -- Null for the original's own date.
    reversal_date date,
    reason text NOT NULL,
    received_at timestamptz NOT NULL,
    trace_parent text,
    PRIMARY KEY (organisation, entry_id)
);

-- The audit chain: each seal hashes the one before and every entry since, in the order of seq.
CREATE TABLE ledger.seals (
    organisation text NOT NULL,
    number bigint NOT NULL,
    first_seq bigint NOT NULL,
    last_seq bigint NOT NULL,
    entries bigint NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL,
    sealed_at timestamptz NOT NULL,
    PRIMARY KEY (organisation, number)
);

CREATE FUNCTION ledger.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The ledger is append-only: % of %.% is refused. Post a reversal instead.', lower(TG_OP), TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.entries FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.seals FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

-- A session sees and writes the rows of the one organisation that it acts for; without one, none.
ALTER TABLE ledger.entries ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE ledger.waiting_reversals ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE ledger.seals ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON ledger.entries USING (organisation = current_setting('app.organisation', true));
CREATE POLICY own_organisation ON ledger.waiting_reversals USING (organisation = current_setting('app.organisation', true));
CREATE POLICY own_organisation ON ledger.seals USING (organisation = current_setting('app.organisation', true));

-- Which organisations have entries; carries nothing else, so it needs no row security.
CREATE TABLE ledger.organisations (
    organisation text PRIMARY KEY,
    first_seen timestamptz NOT NULL DEFAULT clock_timestamp()
);

GRANT SELECT, INSERT ON ledger.entries, ledger.seals, ledger.organisations TO {role};
GRANT SELECT, INSERT, DELETE ON ledger.waiting_reversals TO {role};
GRANT SELECT ON ledger.lines TO {role};

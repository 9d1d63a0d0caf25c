-- An array may be numbered from anywhere and have several dimensions, and then amounts[1] is NULL, the sum is NULL, and a CHECK lets
-- NULL pass. Elements are taken as they come, and only plain arrays are taken at all.
CREATE OR REPLACE FUNCTION ledger.is_balanced(accounts text[], currencies text[], amounts numeric[]) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    single numeric := 0;
    amount numeric;
BEGIN
    IF coalesce(array_ndims(accounts) <> 1 OR array_ndims(currencies) <> 1 OR array_ndims(amounts) <> 1, true)
       OR array_lower(accounts, 1) <> 1 OR array_lower(currencies, 1) <> 1 OR array_lower(amounts, 1) <> 1 THEN
        RETURN false;
    END IF;
    IF cardinality(accounts) < 2 OR cardinality(currencies) <> cardinality(accounts) OR cardinality(amounts) <> cardinality(accounts)
       OR array_position(accounts, NULL) IS NOT NULL OR array_position(currencies, NULL) IS NOT NULL OR array_position(amounts, NULL) IS NOT NULL THEN
        RETURN false;
    END IF;
    IF currencies[1] = ALL (currencies) THEN
        FOREACH amount IN ARRAY amounts LOOP
            single := single + amount;
        END LOOP;
        RETURN single = 0;
    END IF;
    RETURN NOT EXISTS (
        SELECT FROM unnest(currencies, amounts) AS line (currency, amount) GROUP BY line.currency HAVING sum(line.amount) <> 0);
END $$;

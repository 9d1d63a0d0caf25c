-- What PlatformSync says of the line at a connection: entries posted since then may wait for their turn there.
ALTER TABLE reconciliation.connections ADD COLUMN waiting_since timestamptz, ADD COLUMN waiting_told_at timestamptz;

-- An entry that waits for its turn is not missing, as long as PlatformSync went on saying so; but no longer than a day.
CREATE FUNCTION reconciliation.waits_in_line(place reconciliation.connections, posted_at timestamptz, settled_before timestamptz)
    RETURNS boolean LANGUAGE sql STABLE
    RETURN coalesce(place.waiting_told_at > settled_before AND posted_at >= place.waiting_since AND posted_at > settled_before - interval '1 day', false);

-- How long the rounds of a run took: their sum and the longest. A quiet run has many rounds and lies mostly idle, so its end less its
-- beginning says nothing. Null in runs from before this was measured.
ALTER TABLE reconciliation.runs ADD COLUMN seconds double precision, ADD COLUMN longest_seconds double precision;
UPDATE reconciliation.runs
SET seconds = extract(epoch FROM finished_at - started_at), longest_seconds = extract(epoch FROM finished_at - started_at)
WHERE rounds = 1;
CREATE INDEX runs_finished_at ON reconciliation.runs (organisation, finished_at);

-- For the figures of the last hours. Rows come in the order of these times, so a summary of each block range finds them, and it
-- costs a writer next to nothing.
CREATE INDEX source_transactions_received_at ON reconciliation.source_transactions USING brin (received_at);
CREATE INDEX platform_entries_written_at ON reconciliation.platform_entries USING brin (written_at);

-- Whoever reads in the order of seq reads one organisation's: with one index for all, the books of the others were read as well.
CREATE UNIQUE INDEX entries_organisation_seq ON ledger.entries (organisation, seq);
DROP INDEX ledger.entries_seq;

-- Revision 0 is what a report repeats; whatever the source itself says of the fact comes above it.
ALTER TABLE ledger.entries DROP CONSTRAINT entries_revision_check;
ALTER TABLE ledger.entries ADD CONSTRAINT entries_revision_check CHECK (revision >= 0) NOT VALID;

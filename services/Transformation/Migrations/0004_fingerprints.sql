-- Of the entry that stands, for payouts alone: a revision that says the same to the books makes no other one. Null where it was not noted.
ALTER TABLE transformation.transactions ADD COLUMN fingerprint text;

-- The day of the payout's entry, and with it of the document; null for what was told before: then it follows from when it occurred.
ALTER TABLE platform.payout_members ADD COLUMN paid_on date;

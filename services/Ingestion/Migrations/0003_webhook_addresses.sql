-- Where the vendor was told to send, to the letter: some sign it, and behind a reverse proxy another address arrives here.
ALTER TABLE ingestion.connections ADD COLUMN webhook_address text;

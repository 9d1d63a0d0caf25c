-- Bodies are JSON of many alike items and take an eighth of the room when compressed: in the table, in the log and in the replica.
-- lz4 costs a few microseconds for that; a server that was built without it keeps them as they are.
DO $$
BEGIN
    IF 'lz4' = ANY ((SELECT enumvals FROM pg_settings WHERE name = 'default_toast_compression')::text[]) THEN
        ALTER TABLE outbox ALTER COLUMN body SET STORAGE EXTENDED;
        ALTER TABLE outbox ALTER COLUMN body SET COMPRESSION lz4;
    END IF;
END $$;

-- Rows live for a second or two: space is used again, not added to.
ALTER TABLE outbox SET (toast.autovacuum_vacuum_scale_factor = 0.02, toast.autovacuum_vacuum_threshold = 1000);

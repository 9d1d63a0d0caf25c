-- History comes as JSON lines by a door of its own.
ALTER TABLE ingestion.events DROP CONSTRAINT events_door_check;
ALTER TABLE ingestion.events ADD CONSTRAINT events_door_check CHECK (door IN ('rest', 'webhook', 'queue', 'fetch', 'import')) NOT VALID;

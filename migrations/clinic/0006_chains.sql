-- Up to where this device's own chain says that it has seen another.
ALTER TABLE chain ADD COLUMN told INTEGER NOT NULL DEFAULT 0;

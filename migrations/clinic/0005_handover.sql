-- Unfinished forms that somebody went on with for a colleague.
CREATE TABLE handover (
    id BLOB PRIMARY KEY, left_by BLOB, form TEXT, patient BLOB, kept_at INTEGER, at INTEGER,
    versions BLOB NOT NULL, extra BLOB
) WITHOUT ROWID;

CREATE TABLE day_lock (
    id BLOB PRIMARY KEY, day INTEGER, locked INTEGER, at INTEGER, person BLOB, agreed_by BLOB, reason TEXT,
    versions BLOB NOT NULL, extra BLOB
) WITHOUT ROWID;
CREATE INDEX day_lock_of_day ON day_lock (day, at);

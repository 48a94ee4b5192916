-- When each patient was last here, derived from the visits: whoever looks at every patient does not read every
-- visit. It follows from the rows of the visits alone, so that no order in which they came can matter.
CREATE VIEW visit_that_happened AS
    SELECT patient, started_at FROM visit
    WHERE state NOT IN ('booked', 'no_show', 'cancelled') AND patient IS NOT NULL AND started_at IS NOT NULL;
CREATE TABLE last_visit (patient BLOB PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO last_visit SELECT patient, max(started_at) FROM visit_that_happened GROUP BY patient;

CREATE TRIGGER visit_is_new AFTER INSERT ON visit
WHEN new.state NOT IN ('booked', 'no_show', 'cancelled') AND new.patient IS NOT NULL AND new.started_at IS NOT NULL
BEGIN
    INSERT INTO last_visit (patient, at) VALUES (new.patient, new.started_at)
    ON CONFLICT (patient) DO UPDATE SET at = excluded.at WHERE at < excluded.at;
END;
CREATE TRIGGER visit_has_changed AFTER UPDATE OF patient, state, started_at ON visit
BEGIN
    DELETE FROM last_visit WHERE patient IN (old.patient, new.patient);
    INSERT INTO last_visit SELECT patient, max(started_at) FROM visit_that_happened
    WHERE patient IN (old.patient, new.patient) GROUP BY patient;
END;

-- The morning: hours, appointments and the queue, charges, bills and payments, drawers, paper.
CREATE TABLE practice (
    id BLOB PRIMARY KEY, doctor BLOB, speciality TEXT, room TEXT, free_days INTEGER, free_visits INTEGER,
    overbook INTEGER, active INTEGER, versions BLOB NOT NULL, extra BLOB
) WITHOUT ROWID;
CREATE TABLE hours (
    id BLOB PRIMARY KEY, doctor BLOB, weekday INTEGER, opens INTEGER, closes INTEGER, slot INTEGER, per_slot
    INTEGER, active INTEGER, versions BLOB NOT NULL, extra BLOB
) WITHOUT ROWID;
CREATE INDEX hours_of_doctor ON hours (doctor);
CREATE TABLE closure (
    id BLOB PRIMARY KEY, doctor BLOB, first INTEGER, last INTEGER, reason TEXT, withdrawn INTEGER, versions BLOB
    NOT NULL, extra BLOB
) WITHOUT ROWID;
CREATE TABLE delay (
    id BLOB PRIMARY KEY, doctor BLOB, day INTEGER, minutes INTEGER, at INTEGER, versions BLOB NOT NULL, extra
    BLOB
) WITHOUT ROWID;
CREATE INDEX delay_of_day ON delay (day);
CREATE TABLE appointment (
    id BLOB PRIMARY KEY, patient BLOB, branch BLOB, doctor BLOB, at INTEGER, minutes INTEGER, kind TEXT, reason
    TEXT, state TEXT, visit BLOB, series BLOB, told_at INTEGER, versions BLOB NOT NULL, extra BLOB
) WITHOUT ROWID;
CREATE INDEX appointment_at ON appointment (at);
CREATE INDEX appointment_of_patient ON appointment (patient);
CREATE TABLE service (
    id BLOB PRIMARY KEY, business BLOB, name TEXT, hsn TEXT, treatment TEXT, rate INTEGER, price INTEGER, doctor
    BLOB, visit_kind TEXT, active INTEGER, unit TEXT, versions BLOB NOT NULL, extra BLOB
) WITHOUT ROWID;
CREATE TABLE charge (
    id BLOB PRIMARY KEY, patient BLOB, visit BLOB, business BLOB, service BLOB, doctor BLOB, name TEXT, hsn
    TEXT, treatment TEXT, rate INTEGER, quantity INTEGER, price INTEGER, discount INTEGER, discount_reason TEXT,
    at INTEGER, bill BLOB, withdrawn TEXT, unit TEXT, versions BLOB NOT NULL, extra BLOB
) WITHOUT ROWID;
CREATE INDEX charge_of_patient ON charge (patient);
CREATE INDEX charge_of_visit ON charge (visit) WHERE visit IS NOT NULL;
CREATE TABLE bill (
    id BLOB PRIMARY KEY, business BLOB, desk BLOB, number TEXT, kind TEXT, day INTEGER, at INTEGER, patient
    BLOB, visit BLOB, doctor BLOB, prescriber TEXT, recipient TEXT, recipient_gstin TEXT, supplier TEXT,
    supplier_gstin TEXT, supplier_licences TEXT, place_of_supply TEXT, reverse_charge INTEGER, corrects BLOB,
    reason TEXT, gross INTEGER, discount INTEGER, taxable INTEGER, untaxed INTEGER, cgst INTEGER, sgst INTEGER,
    igst INTEGER, cess INTEGER, round_off INTEGER, total INTEGER, supplier_status TEXT, discount_reason TEXT,
    issued_by BLOB, versions BLOB NOT NULL, extra BLOB
) WITHOUT ROWID;
CREATE INDEX bill_of_number ON bill (number);
CREATE INDEX bill_of_day ON bill (day);
CREATE INDEX bill_of_patient ON bill (patient) WHERE patient IS NOT NULL;
CREATE INDEX bill_of_visit ON bill (visit) WHERE visit IS NOT NULL;
CREATE INDEX bill_corrects ON bill (corrects) WHERE corrects IS NOT NULL;
CREATE TABLE bill_line (
    id BLOB PRIMARY KEY, bill BLOB, position INTEGER, charge BLOB, service BLOB, item BLOB, batch BLOB, name
    TEXT, hsn TEXT, quantity INTEGER, unit TEXT, price INTEGER, discount INTEGER, treatment TEXT, rate INTEGER,
    taxable INTEGER, cgst INTEGER, sgst INTEGER, igst INTEGER, cess INTEGER, total INTEGER, batch_number TEXT,
    expires INTEGER, mrp INTEGER, pack INTEGER, manufacturer TEXT, schedule TEXT, corrects BLOB, doctor BLOB,
    versions BLOB NOT NULL, extra BLOB
) WITHOUT ROWID;
CREATE INDEX bill_line_of_bill ON bill_line (bill);
CREATE TABLE bill_cancellation (
    id BLOB PRIMARY KEY, bill BLOB, reason TEXT, at INTEGER, versions BLOB NOT NULL, extra BLOB
) WITHOUT ROWID;
CREATE INDEX bill_cancellation_of_bill ON bill_cancellation (bill);
CREATE TABLE receipt (
    id BLOB PRIMARY KEY, business BLOB, desk BLOB, number TEXT, patient BLOB, taken_by BLOB, day INTEGER, at
    INTEGER, total INTEGER, given INTEGER, change INTEGER, corrects BLOB, reason TEXT, versions BLOB NOT NULL,
    extra BLOB
) WITHOUT ROWID;
CREATE INDEX receipt_of_number ON receipt (number);
CREATE INDEX receipt_of_day ON receipt (day);
CREATE INDEX receipt_corrects ON receipt (corrects) WHERE corrects IS NOT NULL;
CREATE TABLE payment (
    id BLOB PRIMARY KEY, receipt BLOB, bill BLOB, patient BLOB, tender TEXT, amount INTEGER, reference TEXT,
    drawer BLOB, business BLOB, versions BLOB NOT NULL, extra BLOB
) WITHOUT ROWID;
CREATE INDEX payment_of_receipt ON payment (receipt);
CREATE INDEX payment_of_bill ON payment (bill, amount) WHERE bill IS NOT NULL;
CREATE INDEX payment_of_patient ON payment (patient) WHERE patient IS NOT NULL;
CREATE TABLE payment_check (
    id BLOB PRIMARY KEY, payment BLOB, found INTEGER, reference TEXT, at INTEGER, versions BLOB NOT NULL, extra
    BLOB
) WITHOUT ROWID;
CREATE INDEX payment_check_of_payment ON payment_check (payment);
CREATE TABLE drawer_entry (
    id BLOB PRIMARY KEY, drawer BLOB, business BLOB, why TEXT, amount INTEGER, note TEXT, day INTEGER, at
    INTEGER, versions BLOB NOT NULL, extra BLOB
) WITHOUT ROWID;
CREATE INDEX drawer_entry_of_drawer ON drawer_entry (drawer, day);
CREATE TABLE drawer_close (
    id BLOB PRIMARY KEY, drawer BLOB, business BLOB, day INTEGER, at INTEGER, expected INTEGER, counted INTEGER,
    difference INTEGER, denominations TEXT, reason TEXT, versions BLOB NOT NULL, extra BLOB
) WITHOUT ROWID;
CREATE INDEX drawer_close_of_drawer ON drawer_close (drawer, at);
CREATE TABLE paper (
    id BLOB PRIMARY KEY, desk BLOB, kind TEXT, printer TEXT, copies INTEGER, header INTEGER, top INTEGER, side
    INTEGER, language TEXT, versions BLOB NOT NULL, extra BLOB
) WITHOUT ROWID;
CREATE TABLE print (
    id BLOB PRIMARY KEY, document BLOB, document_kind INTEGER, paper TEXT, copies INTEGER, duplicate INTEGER, at
    INTEGER, versions BLOB NOT NULL, extra BLOB
) WITHOUT ROWID;
CREATE INDEX print_of_document ON print (document);
ALTER TABLE visit ADD COLUMN letter TEXT;
ALTER TABLE visit ADD COLUMN token INTEGER;
ALTER TABLE visit ADD COLUMN place INTEGER;
ALTER TABLE visit ADD COLUMN ahead TEXT;
ALTER TABLE visit ADD COLUMN appointment BLOB;
ALTER TABLE visit ADD COLUMN called_at INTEGER;
ALTER TABLE visit ADD COLUMN ended_at INTEGER;
ALTER TABLE visit ADD COLUMN free_after BLOB;
ALTER TABLE visit ADD COLUMN cancelled TEXT;
ALTER TABLE business ADD COLUMN upi_address TEXT;
ALTER TABLE business ADD COLUMN state_code TEXT;
ALTER TABLE clinic ADD COLUMN idle_minutes INTEGER;
CREATE INDEX visit_of_time ON visit (started_at);

-- What is owed on each bill, derived from bills, credit notes, cancellations and payments: whoever looks for dues
-- does not read every bill. It is counted afresh for the bills that a row is about, so that no order can matter.
CREATE VIEW bill_balance AS
    SELECT id AS bill, patient,
        CASE WHEN EXISTS (SELECT 1 FROM bill_cancellation c WHERE c.bill = b.id) THEN 0
        ELSE total - (SELECT coalesce(sum(n.total), 0) FROM bill n WHERE n.corrects = b.id) END
        - (SELECT coalesce(sum(p.amount), 0) FROM payment p WHERE p.bill = b.id) AS amount
    FROM bill b WHERE kind <> 'credit_note';
CREATE TABLE owed (bill BLOB PRIMARY KEY, patient BLOB, amount INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX owed_of_patient ON owed (patient, amount) WHERE patient IS NOT NULL;
CREATE TRIGGER bill_is_new AFTER INSERT ON bill BEGIN
    DELETE FROM owed WHERE bill IN (new.id, new.corrects);
    INSERT INTO owed SELECT bill, patient, amount FROM bill_balance WHERE bill IN (new.id, new.corrects) AND amount <> 0;
END;
CREATE TRIGGER bill_has_changed AFTER UPDATE OF patient, kind, corrects, total ON bill BEGIN
    DELETE FROM owed WHERE bill IN (new.id, new.corrects, old.corrects);
    INSERT INTO owed SELECT bill, patient, amount FROM bill_balance
    WHERE bill IN (new.id, new.corrects, old.corrects) AND amount <> 0;
END;
CREATE TRIGGER bill_is_cancelled AFTER INSERT ON bill_cancellation BEGIN
    DELETE FROM owed WHERE bill = new.bill;
    INSERT INTO owed SELECT bill, patient, amount FROM bill_balance WHERE bill = new.bill AND amount <> 0;
END;
CREATE TRIGGER cancellation_has_changed AFTER UPDATE OF bill ON bill_cancellation BEGIN
    DELETE FROM owed WHERE bill IN (new.bill, old.bill);
    INSERT INTO owed SELECT bill, patient, amount FROM bill_balance WHERE bill IN (new.bill, old.bill) AND amount <> 0;
END;
CREATE TRIGGER payment_is_new AFTER INSERT ON payment WHEN new.bill IS NOT NULL BEGIN
    DELETE FROM owed WHERE bill = new.bill;
    INSERT INTO owed SELECT bill, patient, amount FROM bill_balance WHERE bill = new.bill AND amount <> 0;
END;
CREATE TRIGGER payment_has_changed AFTER UPDATE OF bill, amount ON payment BEGIN
    DELETE FROM owed WHERE bill IN (new.bill, old.bill);
    INSERT INTO owed SELECT bill, patient, amount FROM bill_balance WHERE bill IN (new.bill, old.bill) AND amount <> 0;
END;

-- The cash of each drawer, derived from payments, entries and closes: a sum over the years, kept as it grows.
CREATE VIEW drawer_movement AS
    SELECT drawer, business, amount FROM payment WHERE drawer IS NOT NULL
    UNION ALL SELECT drawer, business, amount FROM drawer_entry
    UNION ALL SELECT drawer, business, difference FROM drawer_close;
CREATE TABLE drawer_cash (
    drawer BLOB, business BLOB, amount INTEGER NOT NULL, PRIMARY KEY (drawer, business)
) WITHOUT ROWID;
CREATE TRIGGER payment_in_drawer AFTER INSERT ON payment
WHEN new.drawer IS NOT NULL AND new.business IS NOT NULL AND new.amount IS NOT NULL BEGIN
    INSERT INTO drawer_cash (drawer, business, amount) VALUES (new.drawer, new.business, new.amount)
    ON CONFLICT (drawer, business) DO UPDATE SET amount = amount + excluded.amount;
END;
CREATE TRIGGER payment_in_drawer_has_changed AFTER UPDATE OF drawer, business, amount ON payment BEGIN
    INSERT INTO drawer_cash (drawer, business, amount) SELECT old.drawer, old.business, -old.amount
    WHERE old.drawer IS NOT NULL AND old.business IS NOT NULL AND old.amount IS NOT NULL
    ON CONFLICT (drawer, business) DO UPDATE SET amount = amount + excluded.amount;
    INSERT INTO drawer_cash (drawer, business, amount) SELECT new.drawer, new.business, new.amount
    WHERE new.drawer IS NOT NULL AND new.business IS NOT NULL AND new.amount IS NOT NULL
    ON CONFLICT (drawer, business) DO UPDATE SET amount = amount + excluded.amount;
END;
CREATE TRIGGER entry_in_drawer AFTER INSERT ON drawer_entry
WHEN new.drawer IS NOT NULL AND new.business IS NOT NULL AND new.amount IS NOT NULL BEGIN
    INSERT INTO drawer_cash (drawer, business, amount) VALUES (new.drawer, new.business, new.amount)
    ON CONFLICT (drawer, business) DO UPDATE SET amount = amount + excluded.amount;
END;
CREATE TRIGGER entry_in_drawer_has_changed AFTER UPDATE OF drawer, business, amount ON drawer_entry BEGIN
    INSERT INTO drawer_cash (drawer, business, amount) SELECT old.drawer, old.business, -old.amount
    WHERE old.drawer IS NOT NULL AND old.business IS NOT NULL AND old.amount IS NOT NULL
    ON CONFLICT (drawer, business) DO UPDATE SET amount = amount + excluded.amount;
    INSERT INTO drawer_cash (drawer, business, amount) SELECT new.drawer, new.business, new.amount
    WHERE new.drawer IS NOT NULL AND new.business IS NOT NULL AND new.amount IS NOT NULL
    ON CONFLICT (drawer, business) DO UPDATE SET amount = amount + excluded.amount;
END;
CREATE TRIGGER close_of_drawer AFTER INSERT ON drawer_close
WHEN new.drawer IS NOT NULL AND new.business IS NOT NULL AND new.difference IS NOT NULL BEGIN
    INSERT INTO drawer_cash (drawer, business, amount) VALUES (new.drawer, new.business, new.difference)
    ON CONFLICT (drawer, business) DO UPDATE SET amount = amount + excluded.amount;
END;
CREATE TRIGGER close_of_drawer_has_changed AFTER UPDATE OF drawer, business, difference ON drawer_close BEGIN
    INSERT INTO drawer_cash (drawer, business, amount) SELECT old.drawer, old.business, -old.difference
    WHERE old.drawer IS NOT NULL AND old.business IS NOT NULL AND old.difference IS NOT NULL
    ON CONFLICT (drawer, business) DO UPDATE SET amount = amount + excluded.amount;
    INSERT INTO drawer_cash (drawer, business, amount) SELECT new.drawer, new.business, new.difference
    WHERE new.drawer IS NOT NULL AND new.business IS NOT NULL AND new.difference IS NOT NULL
    ON CONFLICT (drawer, business) DO UPDATE SET amount = amount + excluded.amount;
END;
-- This computer's own: papers on their way to its printers, each under the id of its print.
CREATE TABLE print_job (
    id BLOB PRIMARY KEY, title TEXT NOT NULL, paper TEXT NOT NULL, printer TEXT NOT NULL, body BLOB NOT NULL,
    state TEXT NOT NULL, trouble TEXT, ticket TEXT, at INTEGER NOT NULL
);

-- The log: every transaction of every chain, appended and never changed but for erasure.
-- place = chain's local number * 2^40 + n
CREATE TABLE log (
    place INTEGER PRIMARY KEY,
    hash BLOB NOT NULL,
    header BLOB NOT NULL,
    groups BLOB NOT NULL,
    act BLOB
);
-- The local number of each chain.
CREATE TABLE chain (number INTEGER PRIMARY KEY, incarnation BLOB NOT NULL UNIQUE);
-- Heads signed by the device of each chain.
CREATE TABLE signed_head (
    place INTEGER PRIMARY KEY,
    from_n INTEGER NOT NULL,
    hash BLOB NOT NULL,
    deps BLOB NOT NULL,
    envelope BLOB NOT NULL,
    signature BLOB NOT NULL
);

-- This computer's own: keys, counters, replies to requests, unfinished work.
CREATE TABLE secret (name TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE reply (request BLOB PRIMARY KEY, place INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE draft (
    user BLOB NOT NULL,
    key TEXT NOT NULL,
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (user, key)
) WITHOUT ROWID;
-- Each person's sealed halves, as the keyring file repeats them.
CREATE TABLE sign_in (user BLOB PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;

-- Records. Columns are named and typed as the declarations in model; versions are the packed heads,
-- extra the fields that a newer Nadi wrote. No UNIQUE beyond the id, no FOREIGN KEY, no CHECK.
CREATE TABLE clinic (
    id BLOB PRIMARY KEY, name TEXT, runs TEXT, zone_minutes INTEGER, recovery_confirmed_at INTEGER, demo INTEGER,
    language TEXT, versions BLOB NOT NULL, extra BLOB
) WITHOUT ROWID;
CREATE TABLE business (
    id BLOB PRIMARY KEY, legal_name TEXT, kind TEXT, address TEXT, pin_code TEXT, phone TEXT, tax_status TEXT,
    gstin TEXT, drug_licences TEXT, clinic_registration TEXT, versions BLOB NOT NULL, extra BLOB
) WITHOUT ROWID;
CREATE TABLE branch (id BLOB PRIMARY KEY, name TEXT, versions BLOB NOT NULL, extra BLOB) WITHOUT ROWID;
CREATE TABLE user (
    id BLOB PRIMARY KEY, login TEXT, name TEXT, roles TEXT, active INTEGER, registration TEXT, verifying_key BLOB,
    sealing_key BLOB, language TEXT, versions BLOB NOT NULL, extra BLOB
) WITHOUT ROWID;
CREATE TABLE desk (
    id BLOB PRIMARY KEY, name TEXT, letter TEXT, register TEXT, branch BLOB, verifying_key BLOB, sealing_key BLOB,
    versions BLOB NOT NULL, extra BLOB
) WITHOUT ROWID;
CREATE TABLE clock_answer (
    id BLOB PRIMARY KEY, said INTEGER, offset INTEGER, desk BLOB, versions BLOB NOT NULL, extra BLOB
) WITHOUT ROWID;
CREATE TABLE patient (
    id BLOB PRIMARY KEY, number TEXT, name TEXT, sex TEXT, birth TEXT, phone BLOB, guardian TEXT, relation TEXT,
    address TEXT, area TEXT, pin_code TEXT, aadhaar_last4 BLOB, abha_number BLOB, abha_address BLOB, blood_group TEXT,
    allergies TEXT, speaks TEXT, branch BLOB, registered_at INTEGER, voided TEXT, import BLOB,
    versions BLOB NOT NULL, extra BLOB
) WITHOUT ROWID;
CREATE TABLE allergy (
    id BLOB PRIMARY KEY, patient BLOB, substance TEXT, reaction TEXT, code TEXT, noted_at INTEGER, withdrawn TEXT,
    versions BLOB NOT NULL, extra BLOB
) WITHOUT ROWID;
CREATE INDEX allergy_of_patient ON allergy (patient);
CREATE TABLE consent (
    id BLOB PRIMARY KEY, patient BLOB, purpose TEXT, given INTEGER, notice INTEGER, language TEXT, noted_at INTEGER,
    versions BLOB NOT NULL, extra BLOB
) WITHOUT ROWID;
CREATE INDEX consent_of_patient ON consent (patient);
CREATE TABLE visit (
    id BLOB PRIMARY KEY, patient BLOB, branch BLOB, doctor BLOB, kind TEXT, state TEXT, started_at INTEGER,
    reason TEXT, versions BLOB NOT NULL, extra BLOB
) WITHOUT ROWID;
CREATE INDEX visit_of_patient ON visit (patient, started_at);
CREATE TABLE import (
    id BLOB PRIMARY KEY, what TEXT, rows INTEGER, at INTEGER, undone_at INTEGER, versions BLOB NOT NULL, extra BLOB
) WITHOUT ROWID;
CREATE INDEX patient_of_import ON patient (import) WHERE import IS NOT NULL;
CREATE TABLE reveal (
    id BLOB PRIMARY KEY, patient BLOB, field INTEGER, at INTEGER, versions BLOB NOT NULL, extra BLOB
) WITHOUT ROWID;

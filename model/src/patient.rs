//! A patient, and what stays with a patient from visit to visit.

use crate::age::Birth;
use crate::tenancy::{Branch, User};

choice! {
    /// Sex as the clinic records it.
    pub enum Sex {
        /// Female.
        Female = "female",
        /// Male.
        Male = "male",
        /// Other.
        Other = "other",
    }
}

choice! {
    /// How the guardian named on the chart is related to the patient.
    pub enum Relation {
        /// Father.
        Father = "father",
        /// Mother.
        Mother = "mother",
        /// Husband.
        Husband = "husband",
        /// Wife.
        Wife = "wife",
        /// Son.
        Son = "son",
        /// Daughter.
        Daughter = "daughter",
        /// Brother or sister.
        Sibling = "sibling",
        /// Somebody else.
        Other = "other",
    }
}

choice! {
    /// ABO and Rh group.
    pub enum BloodGroup {
        /// A positive.
        APositive = "A+",
        /// A negative.
        ANegative = "A-",
        /// B positive.
        BPositive = "B+",
        /// B negative.
        BNegative = "B-",
        /// AB positive.
        AbPositive = "AB+",
        /// AB negative.
        AbNegative = "AB-",
        /// O positive.
        OPositive = "O+",
        /// O negative.
        ONegative = "O-",
    }
}

choice! {
    /// What is known of allergies: "none known" is an answer, "not asked" is not.
    pub enum AllergyStatus {
        /// Nobody has asked yet.
        NotAsked = "not_asked",
        /// Asked, and none is known.
        NoneKnown = "none_known",
        /// Listed one by one.
        Listed = "listed",
    }
}

choice! {
    /// What a consent is for.
    pub enum Purpose {
        /// Keep my records here for my care.
        Records = "records",
        /// Reminders by message.
        Reminders = "reminders",
        /// Link my visits to my ABHA.
        AbhaLink = "abha_link",
    }
}

choice! {
    /// The language that a patient speaks and reads papers in (ISO 639-1).
    #[derive(Default)]
    pub enum Speaks {
        /// English.
        #[default]
        English = "en",
        /// Hindi.
        Hindi = "hi",
        /// Marathi.
        Marathi = "mr",
        /// Gujarati.
        Gujarati = "gu",
        /// Bengali.
        Bengali = "bn",
        /// Tamil.
        Tamil = "ta",
        /// Telugu.
        Telugu = "te",
        /// Kannada.
        Kannada = "kn",
        /// Malayalam.
        Malayalam = "ml",
        /// Punjabi.
        Punjabi = "pa",
        /// Odia.
        Odia = "or",
    }
}

record! {
    /// A person who is or was cared for here.
    pub struct Patient = 10 "patient" {
        /// The clinic's own number, `A1-004217`: register code and sequence.
        1 number: String, latest;
        /// As said or as on a card, any script.
        2 name: String, review;
        /// Sex.
        3 sex: Sex, review;
        /// Date of birth, or an age kept as "about".
        4 birth: Birth, review;
        /// Digits; shared by a family as often as not.
        5 phone: Option<String>, latest, identifier;
        /// Husband, father, mother …
        6 guardian: Option<String>, latest;
        /// How the guardian is related.
        7 relation: Option<Relation>, latest;
        /// House and street.
        8 address: Option<String>, latest;
        /// Area or village.
        9 area: Option<String>, latest;
        /// Six digits.
        10 pin_code: Option<String>, latest;
        /// The last four digits, never more.
        11 aadhaar_last4: Option<String>, review, identifier;
        /// 14 digits.
        12 abha_number: Option<String>, review, identifier;
        /// `local@abdm`.
        13 abha_address: Option<String>, review, identifier;
        /// ABO and Rh.
        14 blood_group: Option<BloodGroup>, review;
        /// Whether allergies were asked for.
        15 allergies: AllergyStatus, review;
        /// The language of papers for this patient.
        16 speaks: Option<Speaks>, latest;
        /// Where registered.
        17 branch: crate::Id<Branch>, latest;
        /// When registered, UTC milliseconds.
        18 registered_at: i64, latest;
        /// Why the record no longer counts; clinical records are voided, never removed.
        19 voided: Option<String>, review;
        /// The import that brought it in.
        20 import: Option<crate::Id<Import>>, latest;
    }
}

record! {
    /// Something that harmed this patient before.
    pub struct Allergy = 11 "allergy" {
        /// Whose.
        1 patient: crate::Id<Patient>, review;
        /// Ingredient, class, food or other, as said.
        2 substance: String, review;
        /// What happened.
        3 reaction: Option<String>, review;
        /// The ingredient or class in the formulary; none where only text is known.
        4 code: Option<String>, review;
        /// When noted, UTC milliseconds.
        5 noted_at: i64, latest;
        /// Why it no longer counts.
        6 withdrawn: Option<String>, review;
    }
}

record! {
    /// What a patient agreed to, or took back. It never blocks care.
    pub struct Consent = 12 "consent" {
        /// Whose.
        1 patient: crate::Id<Patient>, review;
        /// What for.
        2 purpose: Purpose, review;
        /// Agreed, or not.
        3 given: bool, review;
        /// The number of the notice that was read out.
        4 notice: i64, latest;
        /// The language it was read out in.
        5 language: Speaks, latest;
        /// When noted, UTC milliseconds.
        6 noted_at: i64, latest;
    }
}

choice! {
    /// Why a patient came.
    pub enum VisitKind {
        /// For something new.
        New = "new",
        /// To be seen again.
        FollowUp = "follow_up",
        /// For a vaccine.
        Vaccine = "vaccine",
        /// To show a report.
        Report = "report",
    }
}

choice! {
    /// How far a visit has come.
    pub enum VisitState {
        /// Here, waiting.
        Arrived = "arrived",
        /// Stepped out, and keeps the place.
        Out = "out",
        /// With the doctor.
        InRoom = "in_room",
        /// Sent for a test, and is next on coming back.
        Away = "away",
        /// Finished.
        Done = "done",
        /// Called, and did not come.
        NoShow = "no_show",
        /// Called off.
        Cancelled = "cancelled",
    }
}

record! {
    /// One visit, a record from its start. With a token it stands in its doctor's queue.
    pub struct Visit = 13 "visit" {
        /// Whose.
        1 patient: crate::Id<Patient>, review;
        /// Where.
        2 branch: crate::Id<Branch>, latest;
        /// The doctor it is for.
        3 doctor: Option<crate::Id<User>>, review;
        /// Why.
        4 kind: VisitKind, latest;
        /// How far.
        5 state: VisitState, review;
        /// When the patient came, UTC milliseconds.
        6 started_at: i64, latest;
        /// In the patient's words.
        7 reason: Option<String>, latest;
        /// The letter of the desk that gave the token.
        8 letter: Option<String>, review;
        /// The token's number, from 1 for each doctor, day and letter.
        9 token: Option<i64>, review;
        /// Where it stands in the doctor's one order: the smaller is called first. The time of coming, unless
        /// somebody moved it.
        10 place: Option<i64>, latest;
        /// Why it goes ahead of others; for staff alone.
        11 ahead: Option<String>, latest;
        /// The appointment that was kept.
        12 appointment: Option<crate::Id<crate::schedule::Appointment>>, latest;
        /// When last called in, UTC milliseconds.
        13 called_at: Option<i64>, latest;
        /// When finished, UTC milliseconds.
        14 ended_at: Option<i64>, latest;
        /// Free within the days after a charged visit, which one is named.
        15 free_after: Option<crate::Id<Visit>>, review;
        /// Why it was called off.
        16 cancelled: Option<String>, latest;
    }
}

record! {
    /// A list that was brought in as one act, so that it can be taken out as one.
    pub struct Import = 14 "import" {
        /// What it brought: `patient`, `hours`, `service`.
        1 what: String, ledger;
        /// How many rows.
        2 rows: i64, ledger;
        /// When, UTC milliseconds.
        3 at: i64, ledger;
        /// When it was taken out again, UTC milliseconds.
        4 undone_at: Option<i64>, latest;
    }
}

record! {
    /// Somebody looked at a masked identifier.
    pub struct Reveal = 15 "reveal" {
        /// Whose.
        1 patient: crate::Id<Patient>, ledger;
        /// Which field, by number.
        2 field: i64, ledger;
        /// When, UTC milliseconds.
        3 at: i64, ledger;
    }
}

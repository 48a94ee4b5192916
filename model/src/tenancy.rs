//! The tenant and what it is made of: clinic, businesses, branches, people, desks.

use crate::capability::Roles;
use crate::words::Language;

choice! {
    /// What a clinic runs.
    pub enum Runs {
        /// A clinic alone.
        Clinic = "clinic",
        /// A clinic with its chemist.
        ClinicPharmacy = "clinic_pharmacy",
        /// A clinic with chemist and laboratory.
        ClinicPharmacyLab = "clinic_pharmacy_lab",
        /// A pharmacy alone.
        Pharmacy = "pharmacy",
    }
}

choice! {
    /// What one business does, which decides the documents that it issues.
    pub enum BusinessKind {
        /// Sees patients.
        Clinic = "clinic",
        /// Sells medicines.
        Pharmacy = "pharmacy",
        /// Examines samples.
        Laboratory = "laboratory",
    }
}

choice! {
    /// How a business stands to GST (CGST Act, sections 10, 22 and 23).
    pub enum TaxStatus {
        /// Registered, charges tax.
        Regular = "regular",
        /// Registered under the composition levy, issues bills of supply.
        Composition = "composition",
        /// Not registered.
        Unregistered = "unregistered",
    }
}

record! {
    /// The tenant: everything that one recovery sheet opens.
    pub struct Clinic = 1 "clinic" {
        /// As printed on prescriptions.
        1 name: String, review;
        /// What it runs.
        2 runs: Runs, latest;
        /// The clinic's zone, minutes east of UTC; India is 330.
        3 zone_minutes: i64, review;
        /// When the recovery sheet was confirmed, UTC milliseconds.
        4 recovery_confirmed_at: Option<i64>, latest;
        /// Filled with made-up people; it can never join a real clinic.
        5 demo: bool, ledger;
        /// The language of a person who has chosen none.
        6 language: Language, latest;
        /// Minutes without a key press until the lock, 1 to 30; [`IDLE_MINUTES`] where nobody has said.
        7 idle_minutes: Option<i64>, latest;
    }
}

/// Minutes without a key press until the lock, in a clinic that has not chosen.
pub const IDLE_MINUTES: i64 = 15;

record! {
    /// A legal person of the tenant.
    pub struct Business = 2 "business" {
        /// The name on its registrations.
        1 legal_name: String, review;
        /// What it does.
        2 kind: BusinessKind, review;
        /// Street and place.
        3 address: String, latest;
        /// Six digits.
        4 pin_code: Option<String>, latest;
        /// As printed.
        5 phone: String, latest;
        /// How it stands to GST.
        6 tax_status: TaxStatus, review;
        /// 15 characters with the check digit.
        7 gstin: Option<String>, review;
        /// Form 20 and form 21 numbers, separated by a comma.
        8 drug_licences: Option<String>, review;
        /// Under the Clinical Establishments Act or the state's own.
        9 clinic_registration: Option<String>, review;
        /// Where UPI payments go: `name@bank`.
        10 upi_address: Option<String>, review;
        /// The two digits of its State (GSTIN's first two), for the place of supply.
        11 state_code: Option<String>, review;
    }
}

record! {
    /// A place where the tenant works.
    pub struct Branch = 3 "branch" {
        /// As the desks show it.
        1 name: String, latest;
    }
}

record! {
    /// A person who works here.
    pub struct User = 4 "user" {
        /// Typed to sign in; lower case.
        1 login: String, review;
        /// As colleagues call them.
        2 name: String, latest;
        /// What they may do.
        3 roles: Roles, review;
        /// Whether they may still sign in.
        4 active: bool, review;
        /// The council's or the pharmacy council's number.
        5 registration: Option<String>, review;
        /// Verifies their signatures, Ed25519, 32 bytes.
        6 verifying_key: Vec<u8>, review;
        /// Things are sealed to it, X25519, 32 bytes.
        7 sealing_key: Vec<u8>, review;
        /// The language they work in.
        8 language: Language, latest;
    }
}

record! {
    /// A computer of the clinic, under the incarnation that it now writes as.
    pub struct Desk = 5 "desk" {
        /// As people call it.
        1 name: String, latest;
        /// The letter of its tokens.
        2 letter: String, review;
        /// The code of its register in document numbers.
        3 register: String, review;
        /// The branch that it stands in.
        4 branch: crate::Id<Branch>, review;
        /// Verifies the signed heads of its chain, Ed25519, 32 bytes.
        5 verifying_key: Vec<u8>, review;
        /// Grants are sealed to it, X25519, 32 bytes.
        6 sealing_key: Vec<u8>, review;
    }
}

/// The next code of a register, `A2` after `A1`: behind every code of the same letters that is taken. Numbers of
/// documents begin anew under it, so that a desk that came back from a backup never gives one twice.
pub fn next_register<'a>(register: &'a str, taken: impl IntoIterator<Item = &'a str>) -> String {
    let letters = register.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = |code: &str| code.strip_prefix(letters).and_then(|digits| digits.parse::<u32>().ok());
    let last = taken.into_iter().chain([register]).filter_map(number).max().unwrap_or(0);
    format!("{letters}{}", last.saturating_add(1))
}

record! {
    /// A person's answer to whether this computer's clock is right.
    pub struct ClockAnswer = 6 "clock_answer" {
        /// What the computer's clock said, UTC milliseconds.
        1 said: i64, ledger;
        /// What must be added to it, milliseconds.
        2 offset: i64, ledger;
        /// The desk whose clock it is.
        3 desk: crate::Id<Desk>, ledger;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_register_is_behind_every_one_that_is_taken() {
        assert_eq!(next_register("A1", []), "A2");
        assert_eq!(next_register("A1", ["A4", "B9", "A2"]), "A5");
        assert_eq!(next_register("A9", ["A10"]), "A11");
        assert_eq!(next_register("A", []), "A1");
    }
}

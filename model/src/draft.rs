//! Unfinished forms: of what they are, and their handing over.

use crate::Id;
use crate::capability::Capability;
use crate::patient::Patient;
use crate::tenancy::User;

choice! {
    /// The form that a draft is of: the first part of its key.
    pub enum Form {
        /// Somebody is being registered, or gets a token: `register`.
        Register = "register",
        /// A patient's details are being corrected: `patient.<id>`.
        Patient = "patient",
        /// A bill is being made: `bill.<patient>`.
        Bill = "bill",
        /// Money is being taken for a bill that was issued: `pay.<bill>`.
        Pay = "pay",
        /// An appointment is being made: `book`, `book.<patient>`.
        Book = "book",
        /// A drawer is being counted: `close`.
        Close = "close",
    }
}

impl Form {
    /// The form of a draft's key, and the id in it.
    pub fn of(key: &str) -> Option<(Self, &str)> {
        let (form, id) = key.split_once('.').unwrap_or((key, ""));
        Form::parse(form).map(|form| (form, id))
    }

    /// What somebody must be able to do to go on with another's; none for what stays its author's, as a drawer does.
    pub const fn to_go_on(self) -> Option<Capability> {
        match self {
            Form::Register => Some(Capability::PatientCreate),
            Form::Patient => Some(Capability::PatientEdit),
            Form::Bill => Some(Capability::BillIssue),
            Form::Pay => Some(Capability::PaymentTake),
            Form::Book => Some(Capability::AppointmentBook),
            Form::Close => None,
        }
    }
}

record! {
    /// Somebody went on with a form that a colleague had left.
    pub struct Handover = 34 "handover" {
        /// Whose it was.
        1 left_by: Id<User>, ledger;
        /// Which form.
        2 form: Form, ledger;
        /// About whom, where somebody is known.
        3 patient: Option<Id<Patient>>, ledger;
        /// When it was last kept, UTC milliseconds.
        4 kept_at: i64, ledger;
        /// When it was taken over, UTC milliseconds.
        5 at: i64, ledger;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_names_its_form_and_whom_it_is_about() {
        for (key, of) in [
            ("register", Some((Form::Register, ""))),
            ("bill.7", Some((Form::Bill, "7"))),
            ("book", Some((Form::Book, ""))),
            ("letter", None),
            ("", None),
        ] {
            assert_eq!(Form::of(key), of, "{key}");
        }
    }
}

//! What a person may do, and the roles that give it.
//!
//! The same tables decide in the dispatcher and shape the interface.

use serde::{Deserialize, Serialize};

choice! {
    /// One thing a person may do, written `feature.action`.
    pub enum Capability {
        /// Find a patient and see name, age, area and last visit.
        PatientFind = "patient.find",
        /// Open a patient's chart head.
        PatientView = "patient.view",
        /// Register a patient.
        PatientCreate = "patient.create",
        /// Correct a patient's details.
        PatientEdit = "patient.edit",
        /// See a masked identifier whole; each look is an entry in the log.
        PatientReveal = "patient.reveal",
        /// Record or withdraw an allergy.
        AllergyEdit = "allergy.edit",
        /// Record what a patient agreed to.
        ConsentRecord = "consent.record",
        /// See who set a field, when, and what it was.
        HistoryView = "history.view",
        /// Bring in a list, and take it out again.
        ImportRun = "import.run",
        /// See who works here.
        UserList = "user.list",
        /// Add people and give roles.
        UserManage = "user.manage",
        /// See the clinic's own details.
        ClinicView = "clinic.view",
        /// Change the clinic, confirm its recovery sheet.
        ClinicManage = "clinic.manage",
        /// Answer whether this computer's clock is right.
        ClockAnswer = "clock.answer",
        /// Keep unfinished work on this computer.
        DraftKeep = "draft.keep",
        /// See who waits, who is booked, and the hours.
        QueueView = "queue.view",
        /// Give tokens, call, move.
        QueueManage = "queue.manage",
        /// Book and change appointments.
        AppointmentBook = "appointment.book",
        /// Change hours, leave and closed days.
        ScheduleManage = "schedule.manage",
        /// Change what is charged for, and the prices.
        ServiceManage = "service.manage",
        /// Add and withdraw charges.
        ChargeAdd = "charge.add",
        /// See bills, receipts and what is owed.
        BillView = "bill.view",
        /// Issue bills.
        BillIssue = "bill.issue",
        /// Cancel a bill, issue a credit note.
        BillCancel = "bill.cancel",
        /// Take money.
        PaymentTake = "payment.take",
        /// Give money back.
        PaymentRefund = "payment.refund",
        /// Keep a drawer of one's own, and close it.
        DrawerUse = "drawer.use",
        /// See everybody's drawers and the day's money.
        DrawerAll = "drawer.all",
        /// Lock the money of a day, or agree that somebody does, and open it again.
        DayLock = "day.lock",
        /// Print what one may see.
        PaperPrint = "paper.print",
        /// Choose the printers of this computer.
        PaperManage = "paper.manage",
        /// Make a backup.
        BackupRun = "backup.run",
    }
}

choice! {
    /// A set of capabilities that an owner gives to a person.
    pub enum Role {
        /// Owns the clinic: everything, and the only one who gives roles.
        Owner = "owner",
        /// Sees patients, prescribes, signs.
        Doctor = "doctor",
        /// Takes vitals, gives what is ordered.
        Nurse = "nurse",
        /// Registers, runs the queue, takes fees.
        FrontDesk = "front_desk",
        /// Sells and dispenses.
        Pharmacist = "pharmacist",
        /// Takes samples and reports.
        Laboratory = "laboratory",
        /// Reads money; changes nothing about patients.
        Accountant = "accountant",
    }
}

impl Role {
    /// What this role gives.
    pub const fn capabilities(self) -> &'static [Capability] {
        use Capability::*;
        match self {
            Role::Owner => Capability::ALL,
            Role::Doctor => &[
                PatientFind,
                PatientView,
                PatientCreate,
                PatientEdit,
                PatientReveal,
                AllergyEdit,
                ConsentRecord,
                HistoryView,
                UserList,
                ClinicView,
                ClockAnswer,
                DraftKeep,
                QueueView,
                QueueManage,
                AppointmentBook,
                ChargeAdd,
                BillView,
                PaperPrint,
                PaperManage,
                BackupRun,
            ],
            Role::Nurse => &[
                PatientFind,
                PatientView,
                PatientCreate,
                PatientEdit,
                PatientReveal,
                AllergyEdit,
                ConsentRecord,
                HistoryView,
                UserList,
                ClinicView,
                ClockAnswer,
                DraftKeep,
                QueueView,
                QueueManage,
                AppointmentBook,
                ChargeAdd,
                PaperPrint,
            ],
            Role::FrontDesk => &[
                PatientFind,
                PatientView,
                PatientCreate,
                PatientEdit,
                PatientReveal,
                AllergyEdit,
                ConsentRecord,
                HistoryView,
                UserList,
                ClinicView,
                ClockAnswer,
                DraftKeep,
                QueueView,
                QueueManage,
                AppointmentBook,
                ScheduleManage,
                ChargeAdd,
                BillView,
                BillIssue,
                BillCancel,
                PaymentTake,
                PaymentRefund,
                DrawerUse,
                PaperPrint,
                PaperManage,
                BackupRun,
            ],
            Role::Pharmacist => &[
                PatientFind,
                PatientView,
                PatientCreate,
                HistoryView,
                UserList,
                ClinicView,
                ClockAnswer,
                DraftKeep,
                ChargeAdd,
                BillView,
                BillIssue,
                PaymentTake,
                DrawerUse,
                PaperPrint,
                PaperManage,
                BackupRun,
            ],
            Role::Laboratory => &[
                PatientFind,
                PatientView,
                HistoryView,
                UserList,
                ClinicView,
                ClockAnswer,
                DraftKeep,
                QueueView,
                ChargeAdd,
                PaperPrint,
            ],
            Role::Accountant => {
                &[PatientFind, UserList, ClinicView, DraftKeep, BillView, DrawerAll, DayLock, PaperPrint]
            }
        }
    }
}

/// The roles of one person, kept as their names joined by commas.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Roles(pub Vec<Role>);

impl Roles {
    /// Whether any of the roles gives `capability`.
    pub fn may(&self, capability: Capability) -> bool {
        self.0.iter().any(|r| r.capabilities().contains(&capability))
    }

    /// Whether the owner's role is among them.
    pub fn is_owner(&self) -> bool {
        self.0.contains(&Role::Owner)
    }
}

impl crate::value::Datum for Roles {
    const SHAPE: crate::value::Shape = crate::value::Shape::Text;

    fn to_value(&self) -> crate::Value {
        crate::Value::Text(self.0.iter().map(|r| r.as_str()).collect::<Vec<_>>().join(","))
    }

    fn from_value(value: &crate::Value) -> Option<Self> {
        match value {
            crate::Value::Text(text) if text.is_empty() => Some(Self::default()),
            crate::Value::Text(text) => text.split(',').map(Role::parse).collect::<Option<Vec<_>>>().map(Self),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_owner_gives_roles() {
        for role in Role::ALL {
            assert_eq!(role.capabilities().contains(&Capability::UserManage), *role == Role::Owner, "{role:?}");
        }
    }

    #[test]
    fn an_accountant_changes_nothing_about_patients() {
        let roles = Roles(vec![Role::Accountant]);
        for capability in [Capability::PatientCreate, Capability::PatientEdit, Capability::AllergyEdit] {
            assert!(!roles.may(capability));
        }
    }
}

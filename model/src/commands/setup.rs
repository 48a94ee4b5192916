//! What a new clinic has still to set up. What is done follows from the records; nobody ticks it off.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::capability::Capability;
use crate::command::Done;

choice! {
    /// One step, in the order in which a new clinic takes them.
    pub enum SetupStep {
        /// The recovery sheet is written down and confirmed.
        Recovery = "recovery",
        /// Every doctor has hours.
        Hours = "hours",
        /// A fee is set.
        Fees = "fees",
        /// The people who work here can sign in.
        People = "people",
        /// Patients are here.
        Patients = "patients",
        /// A token was given.
        Token = "token",
        /// This computer has a printer for a paper.
        Printers = "printers",
        /// This computer has a folder for its backups.
        Backups = "backups",
        /// A business has an address for UPI.
        Upi = "upi",
    }
}

impl SetupStep {
    /// What whoever takes it must be able to do.
    pub const fn capability(self) -> Capability {
        match self {
            SetupStep::Recovery | SetupStep::Upi => Capability::ClinicManage,
            SetupStep::Hours => Capability::ScheduleManage,
            SetupStep::Fees => Capability::ServiceManage,
            SetupStep::People => Capability::UserManage,
            SetupStep::Patients => Capability::ImportRun,
            SetupStep::Token => Capability::QueueManage,
            SetupStep::Printers => Capability::PaperManage,
            SetupStep::Backups => Capability::BackupRun,
        }
    }
}

/// The steps that the caller may take, done or not.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct GetSetup {}
command!(GetSetup = "setup.get", SignIn, Read -> Setup);

/// The reply of `setup.get`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Setup {
    /// In the order in which they are taken; none once the list was put away.
    pub steps: Vec<SetupRow>,
}

/// One step.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SetupRow {
    /// Which.
    pub step: SetupStep,
    /// Whether the records say that it is done.
    pub done: bool,
    /// Whether somebody has said that it is not needed here.
    pub put_away: bool,
}

/// Says that a step, or without one the whole list, is not needed at this computer; `away: false` takes it back.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PutAwaySetup {
    /// Which; the whole list without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<SetupStep>,
    /// Whether it goes.
    #[serde(default = "goes")]
    pub away: bool,
}
command!(PutAwaySetup = "setup.put_away", May(ClinicManage), Local -> Done);

fn goes() -> bool {
    true
}

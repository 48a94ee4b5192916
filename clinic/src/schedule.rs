//! To be filled.

use model::Fault;
use model::command::Done;
use model::commands::schedule::{
    CloseDays, Closed, DoctorLate, GetSchedule, ReopenDays, Schedule, SetHours, SetPractice,
};

use crate::dispatch::Call;

pub(crate) fn get(_: &Call<'_>, _: GetSchedule) -> Result<Schedule, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn set_hours(_: &Call<'_>, _: SetHours) -> Result<Done, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn set_practice(_: &Call<'_>, _: SetPractice) -> Result<Done, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn close(_: &Call<'_>, _: CloseDays) -> Result<Closed, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn reopen(_: &Call<'_>, _: ReopenDays) -> Result<Done, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn late(_: &Call<'_>, _: DoctorLate) -> Result<Done, Fault> {
    Err(Fault::new("internal"))
}

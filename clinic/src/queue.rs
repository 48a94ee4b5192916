//! To be filled.

use model::Fault;
use model::commands::queue::{
    Arrive, Arrived, Board, CallNext, CallVisit, CalledNext, CancelVisit, ComeBack, FinishVisit, GoAhead, Hall,
    ListQueue, MissVisit, MoveVisit, SendAway, SetVisitPatient, ShowHall, StepOut, Stepped,
};

use crate::dispatch::Call;

pub(crate) fn list(_: &Call<'_>, _: ListQueue) -> Result<Board, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn arrive(_: &Call<'_>, _: Arrive) -> Result<Arrived, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn call_next(_: &Call<'_>, _: CallNext) -> Result<CalledNext, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn call(_: &Call<'_>, _: CallVisit) -> Result<Stepped, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn finish(_: &Call<'_>, _: FinishVisit) -> Result<Stepped, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn step_out(_: &Call<'_>, _: StepOut) -> Result<Stepped, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn back(_: &Call<'_>, _: ComeBack) -> Result<Stepped, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn away(_: &Call<'_>, _: SendAway) -> Result<Stepped, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn no_show(_: &Call<'_>, _: MissVisit) -> Result<Stepped, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn ahead(_: &Call<'_>, _: GoAhead) -> Result<Stepped, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn move_visit(_: &Call<'_>, _: MoveVisit) -> Result<Stepped, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn set_patient(_: &Call<'_>, _: SetVisitPatient) -> Result<Stepped, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn cancel(_: &Call<'_>, _: CancelVisit) -> Result<Stepped, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn hall(_: &Call<'_>, _: ShowHall) -> Result<Hall, Fault> {
    Err(Fault::new("internal"))
}

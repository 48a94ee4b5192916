//! To be filled.

use model::Fault;
use model::command::Done;
use model::commands::appointments::{
    Appointments, AppointmentsOfPatient, BookAppointment, Booked, CancelAppointment, ListAppointments, ListSlots,
    ListToTell, MissAppointment, MoveAppointment, Slots, TellAppointment, ToTellList,
};

use crate::dispatch::Call;

pub(crate) fn book(_: &Call<'_>, _: BookAppointment) -> Result<Booked, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn slots(_: &Call<'_>, _: ListSlots) -> Result<Slots, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn list(_: &Call<'_>, _: ListAppointments) -> Result<Appointments, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn of_patient(_: &Call<'_>, _: AppointmentsOfPatient) -> Result<Appointments, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn move_appointment(_: &Call<'_>, _: MoveAppointment) -> Result<Done, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn cancel(_: &Call<'_>, _: CancelAppointment) -> Result<Done, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn no_show(_: &Call<'_>, _: MissAppointment) -> Result<Done, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn to_tell(_: &Call<'_>, _: ListToTell) -> Result<ToTellList, Fault> {
    Err(Fault::new("internal"))
}

pub(crate) fn told(_: &Call<'_>, _: TellAppointment) -> Result<Done, Fault> {
    Err(Fault::new("internal"))
}

//! A day at the clinic: who came, who is booked, and their names.

use model::age::Birth;
use model::day::Day;
use model::patient::{Patient, Sex, Visit};
use model::schedule::{Appointment, Delay};
use model::value::Datum;
use model::{Id, Record};

use super::View;
use crate::error::{Error, Result};
use crate::rows::Stamped;

/// What a list shows of a patient.
#[derive(Clone, Debug, PartialEq)]
pub struct Face {
    /// The name.
    pub name: String,
    /// The sex.
    pub sex: Sex,
    /// The birth.
    pub birth: Birth,
}

impl View<'_> {
    /// The visits that began from `from` up to, not with, `to`, UTC milliseconds, in the order of their coming.
    ///
    /// # Errors
    /// As [`View::get`].
    pub fn visits_between(&self, from: i64, to: i64) -> Result<Vec<Stamped<Visit>>> {
        self.select("WHERE started_at >= ? AND started_at < ? ORDER BY started_at, id", [from, to])
    }

    /// The appointments from `from` up to, not with, `to`, UTC milliseconds, in the order of their times.
    ///
    /// # Errors
    /// As [`View::get`].
    pub fn appointments_between(&self, from: i64, to: i64) -> Result<Vec<Stamped<Appointment>>> {
        self.select("WHERE at >= ? AND at < ? ORDER BY at, id", [from, to])
    }

    /// What was said of doctors being late on a day, in the order in which it was said.
    ///
    /// # Errors
    /// As [`View::get`].
    pub fn delays_on(&self, day: Day) -> Result<Vec<Stamped<Delay>>> {
        self.select("WHERE day = ? ORDER BY at, id", [i64::from(day.epoch_days())])
    }

    /// How long each with a token waited who came from `from` up to, not with, `to`, and was called: milliseconds.
    ///
    /// # Errors
    /// The database's own.
    pub fn waits_between(&self, from: i64, to: i64) -> Result<Vec<i64>> {
        let sql = "SELECT called_at - started_at FROM visit
                   WHERE started_at >= ? AND started_at < ? AND token IS NOT NULL AND called_at IS NOT NULL";
        let mut statement = self.db.prepare_cached(sql)?;
        let waits = statement.query_map([from, to], |row| row.get(0))?;
        Ok(waits.collect::<rusqlite::Result<_>>()?)
    }

    /// What a list shows of a patient. It opens no identifier.
    ///
    /// # Errors
    /// [`Error::NoSuchRecord`], and as [`View::get`].
    pub fn face(&self, patient: Id<Patient>) -> Result<Face> {
        let values = self.get_of::<Patient>(&["name", "sex", "birth"], patient.bytes())?.ok_or(Error::NoSuchRecord)?;
        let newer = |field| Error::Newer { record: Patient::NAME, field };
        let mut values = values.iter();
        let mut next = || values.next().cloned().unwrap_or_default();
        Ok(Face {
            name: Datum::from_value(&next()).ok_or_else(|| newer(2))?,
            sex: Datum::from_value(&next()).ok_or_else(|| newer(3))?,
            birth: Datum::from_value(&next()).ok_or_else(|| newer(4))?,
        })
    }
}

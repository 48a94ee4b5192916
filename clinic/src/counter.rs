//! The counter at which money is taken: who stands there, at which register, for which businesses.

use model::day::Day;
use model::tenancy::{Business, Desk, User};
use model::{Fault, Id};
use store::View;

use crate::dispatch::Call;
use crate::numbers::{self, Series};

/// Who acts, where and when.
pub(crate) struct Counter {
    pub(crate) desk: Desk,
    pub(crate) person: Id<User>,
    /// UTC milliseconds.
    pub(crate) now: i64,
    pub(crate) today: Day,
    /// In the order in which they were founded.
    businesses: Vec<Business>,
}

impl Counter {
    pub(crate) fn of(call: &Call<'_>, view: &View<'_>) -> store::Result<Self> {
        Ok(Self {
            desk: view.expect(Id::<Desk>::from_bytes(view.desk()))?.record,
            person: call.sitter()?.user.id,
            now: call.clinic.clock.now(),
            today: call.clinic.today(),
            businesses: businesses(view)?,
        })
    }

    /// The business of that id; the first where none is named.
    ///
    /// # Errors
    /// `no-such-record`.
    pub(crate) fn business(&self, id: Option<Id<Business>>) -> store::Result<&Business> {
        let found = self.businesses.iter().find(|b| id.is_none_or(|id| b.id == id));
        found.ok_or(store::Error::NoSuchRecord)
    }

    /// The next number of a series here.
    ///
    /// # Errors
    /// As [`numbers::next`]; `day-locked` where the day is.
    pub(crate) fn number(
        &self,
        view: &View<'_>,
        business: &Business,
        series: Series,
        day: Day,
    ) -> store::Result<String> {
        not_locked(view, day)?;
        numbers::next(view, &self.desk.register, business, &self.businesses, series, day)
    }
}

/// # Errors
/// `day-locked` where the money of that day is.
pub(crate) fn not_locked(view: &View<'_>, day: Day) -> store::Result<()> {
    match view.day_lock(day)? {
        Some(lock) => Err(Fault::new("day-locked").with("day", lock.day).into()),
        None => Ok(()),
    }
}

/// Every business, in the order in which they were founded.
pub(crate) fn businesses(view: &View<'_>) -> store::Result<Vec<Business>> {
    Ok(view.all::<Business>()?.into_iter().map(|b| b.record).collect())
}

/// The refusal of a field deep in the arguments, `lines.0.rate`.
pub(crate) fn refused(path: &str, field: &str, code: &str) -> store::Error {
    let path = if path.is_empty() { field.to_owned() } else { format!("{path}.{field}") };
    Fault::field(&path, code).into()
}

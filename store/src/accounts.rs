//! What is owed and held: sums of bills, payments and drawers, and the numbers that documents took.

use model::billing::{
    Bill, BillCancellation, Charge, DayLock, DrawerClose, DrawerEntry, Payment, PaymentCheck, Receipt, Tender,
    Treatment,
};
use model::day::Day;
use model::money::Paise;
use model::patient::{Patient, Visit};
use model::tenancy::{Business, User};
use model::value::Datum;
use model::{Id, Record, Value};
use rusqlite::types::FromSql;
use rusqlite::{Params, Row};

use crate::error::Result;
use crate::rows::Stamped;
use crate::view::View;

/// A document that takes its number from a series.
pub trait Numbered: Record {}
impl Numbered for Bill {}
impl Numbered for Receipt {}

/// Which bills a list shows.
#[derive(Clone, Copy, Debug)]
pub enum Bills {
    /// Those of a day.
    Of(Day),
    /// Those of a patient.
    For(Id<Patient>),
    /// Those on which something is owed, or to be given back.
    Open,
}

/// A document of a day, as far as figures need it.
#[derive(Clone, Debug)]
pub struct DayBill {
    /// Which.
    pub id: Id<Bill>,
    /// Whose.
    pub business: Id<Business>,
    /// Its number.
    pub number: String,
    /// A credit note.
    pub is_note: bool,
    /// Who issued it.
    pub by: Id<User>,
    /// Its total.
    pub total: Paise,
    /// What is still owed on it.
    pub owed: Paise,
    /// Whether it was cancelled.
    pub cancelled: bool,
}

/// A payment of a day with its receipt.
#[derive(Clone, Debug)]
pub struct DayPayment {
    /// Which.
    pub id: Id<Payment>,
    /// Of which receipt.
    pub receipt: Id<Receipt>,
    /// The receipt's number.
    pub number: String,
    /// When, UTC milliseconds.
    pub at: i64,
    /// Who took it.
    pub by: Id<User>,
    /// Whose.
    pub patient: Option<Id<Patient>>,
    /// For which bill.
    pub bill: Option<Id<Bill>>,
    /// The bill's day.
    pub bill_day: Option<Day>,
    /// How.
    pub tender: Tender,
    /// How much.
    pub amount: Paise,
    /// The bank's number.
    pub reference: Option<String>,
    /// Whether it was found at the bank, as last said.
    pub found: Option<bool>,
}

/// Values and taxes of a day's lines of one kind; credit notes taken off.
#[derive(Clone, Debug)]
pub struct DayTax {
    /// Whose supply.
    pub business: Id<Business>,
    /// How GST looks at it.
    pub treatment: Treatment,
    /// Hundredths of a percent.
    pub rate: i64,
    /// HSN or SAC.
    pub hsn: Option<String>,
    /// With tax; without; central, State and integrated tax.
    pub sums: [Paise; 5],
}

/// The cash of one drawer and business on one day.
#[derive(Clone, Copy, Debug, Default)]
pub struct DayCash {
    /// Taken.
    pub received: Paise,
    /// Given back, below zero.
    pub refunded: Paise,
}

impl View<'_> {
    /// The newest document of a series, its number and date. `prefix` is all of the number but its last six digits.
    ///
    /// # Errors
    /// The database's own.
    pub fn last_of_series<R: Numbered>(&self, prefix: &str) -> Result<Option<(String, Day)>> {
        let sql = format!(
            "SELECT number, day FROM {} WHERE number >= ?1 AND number < ?1 || ':' ORDER BY number DESC LIMIT 1",
            R::NAME
        );
        self.one(&sql, [prefix], |row| Ok((row.get(0)?, day(row, 1)?)))
    }

    /// The number before this one in its series, if there is one.
    ///
    /// # Errors
    /// The database's own.
    pub fn number_before<R: Numbered>(&self, prefix: &str, number: &str) -> Result<Option<String>> {
        let sql =
            format!("SELECT number FROM {} WHERE number >= ?1 AND number < ?2 ORDER BY number DESC LIMIT 1", R::NAME);
        self.one(&sql, [prefix, number], |row| Ok(row.get(0)?))
    }

    /// What is still owed on a bill; below zero for what is to be given back.
    ///
    /// # Errors
    /// The database's own.
    pub fn owed_on(&self, bill: Id<Bill>) -> Result<Paise> {
        self.sum("SELECT amount FROM owed WHERE bill = ?", [bill.bytes()])
    }

    /// What a patient owes on all bills.
    ///
    /// # Errors
    /// The database's own.
    pub fn owed_by(&self, patient: Id<Patient>) -> Result<Paise> {
        self.sum("SELECT coalesce(sum(amount), 0) FROM owed WHERE patient = ?", [patient.bytes()])
    }

    /// What is still to be paid for a visit, billed or not; none where nothing was charged for it.
    ///
    /// # Errors
    /// The database's own.
    pub fn owed_for(&self, visit: Id<Visit>) -> Result<Option<Paise>> {
        let sql = "SELECT sum(CASE WHEN bill IS NULL THEN quantity * price - discount ELSE 0 END)
                 + (SELECT coalesce(sum(o.amount), 0) FROM bill b JOIN owed o ON o.bill = b.id WHERE b.visit = ?1)
             FROM charge WHERE visit = ?1 AND withdrawn IS NULL";
        Ok(self.one(sql, [visit.bytes()], |row| Ok(row.get::<_, Option<i64>>(0)?))?.flatten().map(Paise))
    }

    /// What a patient's charges come to that are on no bill yet.
    ///
    /// # Errors
    /// The database's own.
    pub fn unbilled_of(&self, patient: Id<Patient>) -> Result<Paise> {
        let sql = "SELECT coalesce(sum(quantity * price - discount), 0) FROM charge
             WHERE patient = ? AND bill IS NULL AND withdrawn IS NULL";
        self.sum(sql, [patient.bytes()])
    }

    /// A patient's charges that are on no bill and were not withdrawn.
    ///
    /// # Errors
    /// As [`View::get`].
    pub fn open_charges(&self, patient: Id<Patient>) -> Result<Vec<Stamped<Charge>>> {
        self.select("WHERE patient = ? AND bill IS NULL AND withdrawn IS NULL ORDER BY id", [patient.bytes()])
    }

    /// A patient's bills on which something is owed, or to be given back, the oldest first.
    ///
    /// # Errors
    /// The database's own.
    pub fn open_bills(&self, patient: Id<Patient>) -> Result<Vec<(Id<Bill>, Paise)>> {
        let sql = "SELECT bill, amount FROM owed WHERE patient = ? ORDER BY bill";
        self.rows(sql, [patient.bytes()], |row| Ok((id(row, 0)?, Paise(row.get(1)?))))
    }

    /// What was paid towards a bill, less what was paid back.
    ///
    /// # Errors
    /// The database's own.
    pub fn paid_on(&self, bill: Id<Bill>) -> Result<Paise> {
        self.sum("SELECT coalesce(sum(amount), 0) FROM payment WHERE bill = ?", [bill.bytes()])
    }

    /// What a patient has paid each business in advance and not used up.
    ///
    /// # Errors
    /// The database's own.
    pub fn advances_of(&self, patient: Id<Patient>) -> Result<Vec<(Id<Business>, Paise)>> {
        let sql = "SELECT business, sum(CASE WHEN bill IS NULL THEN amount ELSE -amount END) AS held FROM payment
             WHERE patient = ? AND (bill IS NULL OR tender = 'advance') GROUP BY business HAVING held <> 0";
        self.rows(sql, [patient.bytes()], |row| Ok((id(row, 0)?, Paise(row.get(1)?))))
    }

    /// The cancellation of a bill.
    ///
    /// # Errors
    /// As [`View::get`].
    pub fn cancellation(&self, bill: Id<Bill>) -> Result<Option<BillCancellation>> {
        Ok(self.by::<BillCancellation>("bill", bill.bytes())?.into_iter().next().map(|c| c.record))
    }

    /// Whether a payment was found at the bank, as last said.
    ///
    /// # Errors
    /// As [`View::get`].
    pub fn last_check(&self, payment: Id<Payment>) -> Result<Option<PaymentCheck>> {
        Ok(self.by::<PaymentCheck>("payment", payment.bytes())?.into_iter().next_back().map(|c| c.record))
    }

    /// A page of bills and credit notes, the newest first, those before `before`.
    ///
    /// # Errors
    /// As [`View::get`].
    pub fn bills(&self, which: Bills, before: Option<Id<Bill>>, most: usize) -> Result<Vec<Stamped<Bill>>> {
        let before = before.map_or([0xff; 16], |b| b.bytes());
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let tail = "AND id < ? ORDER BY id DESC LIMIT ?";
        match which {
            Bills::Of(day) => self.select(&format!("WHERE day = ? {tail}"), (day.epoch_days(), before, most)),
            Bills::For(patient) => self.select(&format!("WHERE patient = ? {tail}"), (patient.bytes(), before, most)),
            Bills::Open => self.select(
                "WHERE id IN (SELECT bill FROM owed WHERE bill < ? ORDER BY bill DESC LIMIT ?) ORDER BY id DESC",
                (before, most),
            ),
        }
    }

    /// The last visit of a patient to a doctor whose fee was charged, and when it began, UTC milliseconds.
    ///
    /// # Errors
    /// The database's own.
    pub fn last_charged_visit(&self, patient: Id<Patient>, doctor: Id<User>) -> Result<Option<(Id<Visit>, i64)>> {
        let sql = "SELECT v.id, v.started_at FROM charge c JOIN visit v ON v.id = c.visit
             JOIN service s ON s.id = c.service AND s.visit_kind IS NOT NULL
             WHERE c.patient = ?1 AND v.patient = ?1 AND v.doctor = ?2 AND c.withdrawn IS NULL
             AND c.quantity * c.price > c.discount
             ORDER BY v.started_at DESC LIMIT 1";
        self.one(sql, [patient.bytes(), doctor.bytes()], |row| Ok((id(row, 0)?, row.get(1)?)))
    }

    /// How many visits of a patient were free after that one.
    ///
    /// # Errors
    /// The database's own.
    pub fn free_visits_after(&self, patient: Id<Patient>, visit: Id<Visit>) -> Result<i64> {
        let sql = "SELECT count(*) FROM visit WHERE patient = ? AND free_after = ?
             AND state NOT IN ('cancelled', 'no_show')";
        Ok(self.one(sql, [patient.bytes(), visit.bytes()], |row| Ok(row.get(0)?))?.unwrap_or(0))
    }

    /// The cash that should be in a person's drawer, by business.
    ///
    /// # Errors
    /// The database's own.
    pub fn cash_in(&self, drawer: Id<User>) -> Result<Vec<(Id<Business>, Paise)>> {
        let sql = "SELECT business, amount FROM drawer_cash WHERE drawer = ? ORDER BY business";
        self.rows(sql, [drawer.bytes()], |row| Ok((id(row, 0)?, Paise(row.get(1)?))))
    }

    /// The cash that patients brought to a drawer on a day, and that they were given back, by business; until a moment,
    /// UTC milliseconds, where one is named.
    ///
    /// # Errors
    /// The database's own.
    pub fn cash_of_day(&self, drawer: Id<User>, day: Day, until: Option<i64>) -> Result<Vec<(Id<Business>, DayCash)>> {
        let sql = "SELECT p.business, sum(max(p.amount, 0)), sum(min(p.amount, 0))
             FROM receipt r JOIN payment p ON p.receipt = r.id WHERE r.day = ?1 AND p.drawer = ?2
             AND (?3 IS NULL OR r.at <= ?3) GROUP BY p.business";
        self.rows(sql, (day.epoch_days(), drawer.bytes(), until), |row| {
            Ok((id(row, 0)?, DayCash { received: Paise(row.get(1)?), refunded: Paise(row.get(2)?) }))
        })
    }

    /// What else was put into a drawer or taken out on a day, the oldest first.
    ///
    /// # Errors
    /// As [`View::get`].
    pub fn drawer_entries(&self, drawer: Id<User>, day: Day) -> Result<Vec<DrawerEntry>> {
        let found = self.select("WHERE drawer = ? AND day = ? ORDER BY id", (drawer.bytes(), day.epoch_days()))?;
        Ok(found.into_iter().map(|e| e.record).collect())
    }

    /// The last close of a drawer and business, and the sum of that day's differences.
    ///
    /// # Errors
    /// As [`View::get`].
    pub fn drawer_closes(
        &self,
        drawer: Id<User>,
        business: Id<Business>,
        day: Day,
    ) -> Result<(Option<DrawerClose>, Paise)> {
        let last = self
            .select("WHERE drawer = ? AND business = ? ORDER BY at DESC LIMIT 1", [drawer.bytes(), business.bytes()])?;
        let sql = "SELECT coalesce(sum(difference), 0) FROM drawer_close WHERE drawer = ? AND business = ? AND day = ?";
        let differences = self.sum(sql, (drawer.bytes(), business.bytes(), day.epoch_days()))?;
        Ok((last.into_iter().next().map(|c: Stamped<DrawerClose>| c.record), differences))
    }

    /// The bills and credit notes of a day, those of one person where one is named.
    ///
    /// # Errors
    /// The database's own.
    pub fn bills_of_day(&self, day: Day, by: Option<Id<User>>) -> Result<Vec<DayBill>> {
        let sql = "SELECT id, business, number, kind = 'credit_note', issued_by, total,
                 coalesce((SELECT amount FROM owed o WHERE o.bill = b.id), 0),
                 EXISTS (SELECT 1 FROM bill_cancellation c WHERE c.bill = b.id)
             FROM bill b WHERE day = ?1 AND (?2 IS NULL OR issued_by = ?2) ORDER BY number";
        self.rows(sql, (day.epoch_days(), by.map(|by| by.bytes())), |row| {
            Ok(DayBill {
                id: id(row, 0)?,
                business: id(row, 1)?,
                number: row.get(2)?,
                is_note: row.get(3)?,
                by: id(row, 4)?,
                total: Paise(row.get(5)?),
                owed: Paise(row.get(6)?),
                cancelled: row.get(7)?,
            })
        })
    }

    /// The numbers of a day's receipts, those of one person where one is named.
    ///
    /// # Errors
    /// The database's own.
    pub fn receipts_of_day(&self, day: Day, by: Option<Id<User>>) -> Result<Vec<String>> {
        let sql = "SELECT number FROM receipt WHERE day = ?1 AND (?2 IS NULL OR taken_by = ?2) ORDER BY number";
        self.rows(sql, (day.epoch_days(), by.map(|by| by.bytes())), |row| Ok(row.get(0)?))
    }

    /// The payments of a day, those that one person took where one is named.
    ///
    /// # Errors
    /// The database's own.
    pub fn payments_of_day(&self, day: Day, by: Option<Id<User>>) -> Result<Vec<DayPayment>> {
        let sql = "SELECT p.id, r.id, r.number, r.at, r.taken_by, p.patient, p.bill,
                 (SELECT b.day FROM bill b WHERE b.id = p.bill), p.tender, p.amount, p.reference,
                 (SELECT c.found FROM payment_check c WHERE c.payment = p.id ORDER BY c.id DESC LIMIT 1)
             FROM receipt r JOIN payment p ON p.receipt = r.id
             WHERE r.day = ?1 AND (?2 IS NULL OR r.taken_by = ?2) ORDER BY p.id";
        self.rows(sql, (day.epoch_days(), by.map(|by| by.bytes())), |row| {
            Ok(DayPayment {
                id: id(row, 0)?,
                receipt: id(row, 1)?,
                number: row.get(2)?,
                at: row.get(3)?,
                by: id(row, 4)?,
                patient: maybe_id(row, 5)?,
                bill: maybe_id(row, 6)?,
                bill_day: row.get::<_, Option<i64>>(7)?.map(Day::from_epoch_days),
                tender: named(row, 8)?,
                amount: Paise(row.get(9)?),
                reference: row.get(10)?,
                found: row.get(11)?,
            })
        })
    }

    /// Values and taxes of a day's bills that stand, less its credit notes.
    ///
    /// # Errors
    /// The database's own.
    pub fn taxes_of_day(&self, day: Day, by: Option<Id<User>>) -> Result<Vec<DayTax>> {
        let sums: String = ["total", "taxable", "cgst", "sgst", "igst"]
            .map(|sum| format!("sum(CASE WHEN b.kind = 'credit_note' THEN -l.{sum} ELSE l.{sum} END)"))
            .join(", ");
        let sql = format!(
            "SELECT b.business, l.treatment, l.rate, l.hsn, {sums} FROM bill b JOIN bill_line l ON l.bill = b.id
             WHERE b.day = ?1 AND (?2 IS NULL OR b.issued_by = ?2)
             AND NOT EXISTS (SELECT 1 FROM bill_cancellation c WHERE c.bill = b.id)
             GROUP BY b.business, l.treatment, l.rate, l.hsn ORDER BY b.business, l.rate, l.treatment, l.hsn"
        );
        self.rows(&sql, (day.epoch_days(), by.map(|by| by.bytes())), |row| {
            let mut sums = [Paise::ZERO; 5];
            for (at, sum) in sums.iter_mut().enumerate() {
                *sum = Paise(row.get(4 + at)?);
            }
            Ok(DayTax { business: id(row, 0)?, treatment: named(row, 1)?, rate: row.get(2)?, hsn: row.get(3)?, sums })
        })
    }

    /// Whose drawer had cash move in it on a day and was not counted since.
    ///
    /// # Errors
    /// As [`View::get`].
    pub fn uncounted(&self, day: Day) -> Result<Vec<Id<User>>> {
        let sql = "WITH moved AS (
                 SELECT p.drawer, p.business, r.at FROM receipt r JOIN payment p ON p.receipt = r.id
                 WHERE r.day = ?1 AND p.drawer IS NOT NULL
                 UNION ALL SELECT drawer, business, at FROM drawer_entry WHERE day = ?1)
             SELECT DISTINCT drawer FROM moved WHERE NOT EXISTS (
                 SELECT 1 FROM drawer_close c
                 WHERE c.drawer = moved.drawer AND c.business = moved.business AND c.at >= moved.at)
             ORDER BY drawer";
        self.rows(sql, [day.epoch_days()], |row| id(row, 0))
    }

    /// The lock of a day, where its last entry is one.
    ///
    /// # Errors
    /// As [`View::get`].
    pub fn day_lock(&self, day: Day) -> Result<Option<DayLock>> {
        let last = self.select("WHERE day = ? ORDER BY at DESC, id DESC LIMIT 1", [day.epoch_days()])?;
        Ok(last.into_iter().map(|l: Stamped<DayLock>| l.record).find(|l| l.locked))
    }

    fn sum(&self, sql: &str, params: impl Params) -> Result<Paise> {
        Ok(Paise(self.one(sql, params, |row| Ok(row.get(0)?))?.unwrap_or(0)))
    }

    fn one<T>(&self, sql: &str, params: impl Params, read: impl Fn(&Row<'_>) -> Result<T>) -> Result<Option<T>> {
        let mut statement = self.db.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        rows.next()?.map(read).transpose()
    }

    fn rows<T>(&self, sql: &str, params: impl Params, read: impl Fn(&Row<'_>) -> Result<T>) -> Result<Vec<T>> {
        let mut statement = self.db.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            out.push(read(row)?);
        }
        Ok(out)
    }
}

fn get<T: FromSql>(row: &Row<'_>, at: usize) -> Result<T> {
    Ok(row.get(at)?)
}

fn id<R>(row: &Row<'_>, at: usize) -> Result<Id<R>> {
    Ok(Id::from_bytes(get(row, at)?))
}

fn maybe_id<R>(row: &Row<'_>, at: usize) -> Result<Option<Id<R>>> {
    Ok(get::<Option<[u8; 16]>>(row, at)?.map(Id::from_bytes))
}

fn day(row: &Row<'_>, at: usize) -> Result<Day> {
    Ok(Day::from_epoch_days(get(row, at)?))
}

/// A choice by its name; one that a newer version wrote is not read.
fn named<T: Datum>(row: &Row<'_>, at: usize) -> Result<T> {
    let value = Value::Text(get(row, at)?);
    T::from_value(&value).ok_or(crate::Error::Newer { record: "bill", field: 0 })
}

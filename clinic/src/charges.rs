//! What a patient is to be billed for, and what a visit costs.

use model::billing::{Charge, Service, Treatment};
use model::command::Done;
use model::commands::charges::{
    AddCharge, AskFee, ChargeAdded, ChargeRow, Charges, Fee, FreeVisit, ListCharges, NewCharge, WithdrawCharge,
};
use model::day::Day;
use model::money::Paise;
use model::patient::{Patient, Visit, VisitKind};
use model::record::number_of;
use model::schedule::Practice;
use model::tenancy::{Business, User};
use model::value::Datum;
use model::{Door, Fault, Id, Record};
use store::{Tx, View};

use crate::counter::{Counter, refused};
use crate::create::filled;
use crate::dispatch::Call;
use crate::patients::about;
use crate::schedule::Roster;
use crate::services;

/// Days after which nobody comes back for free, whatever the setting.
const LONGEST: i32 = 366;

/// Something supplied: what a charge and a bill's line are made from.
#[derive(Clone, Debug)]
pub(crate) struct Supply {
    pub(crate) business: Id<Business>,
    pub(crate) service: Option<Id<Service>>,
    pub(crate) doctor: Option<Id<User>>,
    pub(crate) name: String,
    pub(crate) hsn: Option<String>,
    pub(crate) treatment: Treatment,
    pub(crate) rate: i64,
    pub(crate) unit: Option<String>,
    pub(crate) quantity: i64,
    pub(crate) price: Paise,
    pub(crate) discount: Paise,
    pub(crate) discount_reason: Option<String>,
}

impl Supply {
    /// What is asked for at `path` of the arguments.
    ///
    /// # Errors
    /// Each refused field; `no-such-record`.
    pub(crate) fn of(view: &View<'_>, counter: &Counter, new: &NewCharge, path: &str) -> store::Result<Self> {
        let told = Told::of(new, path)?;
        let mut supply = match new.service {
            Some(id) => Self::listed(view, id, path)?,
            None => Self::described(counter, new, told, path)?,
        };
        supply.name = filled(&new.name).unwrap_or(supply.name);
        supply.price = new.price.unwrap_or(supply.price);
        supply.quantity = new.quantity.unwrap_or(1);
        supply.discount = new.discount.unwrap_or_default();
        supply.discount_reason = filled(&new.discount_reason);
        if let Some(doctor) = new.doctor {
            supply.doctor = Some(view.expect::<User>(doctor)?.record.id);
        }
        if supply.gross() > Paise::MOST {
            return Err(refused(path, "quantity", "field-too-much"));
        }
        if supply.discount > supply.gross() {
            return Err(refused(path, "discount", "field-discount-more"));
        }
        if !supply.discount.is_zero() && supply.discount_reason.is_none() {
            return Err(refused(path, "discount_reason", "field-discount-reason"));
        }
        Ok(supply)
    }

    fn listed(view: &View<'_>, id: Id<Service>, path: &str) -> store::Result<Self> {
        let service = view.expect(id)?.record;
        if !service.active {
            return Err(refused(path, "service", "field-service-retired"));
        }
        Ok(Self::from(service))
    }

    fn described(counter: &Counter, new: &NewCharge, told: Told, path: &str) -> store::Result<Self> {
        let (Some(name), Some(price)) = (filled(&new.name), new.price) else {
            let name = ("name", "field-charge-name");
            let missing = if filled(&new.name).is_none() { name } else { ("price", "field-charge-price") };
            return Err(refused(path, missing.0, missing.1));
        };
        Ok(Self {
            business: counter.business(new.business)?.id,
            service: None,
            doctor: None,
            name,
            hsn: told.hsn,
            treatment: told.treatment,
            rate: new.rate.unwrap_or(0),
            unit: told.unit,
            quantity: 1,
            price,
            discount: Paise::ZERO,
            discount_reason: None,
        })
    }

    pub(crate) fn gross(&self) -> Paise {
        self.price.times(self.quantity)
    }

    /// After discount, tax included.
    pub(crate) fn total(&self) -> Paise {
        self.gross() - self.discount
    }

    pub(crate) fn charge(&self, id: Id<Charge>, patient: Id<Patient>, visit: Option<Id<Visit>>, at: i64) -> Charge {
        let supply = self.clone();
        Charge {
            id,
            patient,
            visit,
            business: supply.business,
            service: supply.service,
            doctor: supply.doctor,
            name: supply.name,
            hsn: supply.hsn,
            treatment: supply.treatment,
            rate: supply.rate,
            quantity: supply.quantity,
            price: supply.price,
            discount: supply.discount,
            discount_reason: supply.discount_reason,
            at,
            bill: None,
            withdrawn: None,
            unit: supply.unit,
        }
    }
}

/// What is told of the tax on something, in its standard form.
struct Told {
    hsn: Option<String>,
    unit: Option<String>,
    treatment: Treatment,
}

impl Told {
    fn of(new: &NewCharge, path: &str) -> Result<Self, Fault> {
        let mut door = Door::default();
        let field = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        let treatment = new.treatment.unwrap_or(Treatment::Exempt);
        let told = Self {
            hsn: services::hsn(&mut door, &field("hsn"), &new.hsn),
            unit: services::unit(&mut door, &field("unit"), &new.unit),
            treatment,
        };
        if new.service.is_none() {
            services::rate(&mut door, &field("rate"), treatment, new.rate.unwrap_or(0));
        }
        door.close()?;
        Ok(told)
    }
}

impl From<Service> for Supply {
    fn from(s: Service) -> Self {
        Self {
            business: s.business,
            service: Some(s.id),
            doctor: s.doctor,
            name: s.name,
            hsn: s.hsn,
            treatment: s.treatment,
            rate: s.rate,
            unit: s.unit,
            quantity: 1,
            price: s.price,
            discount: Paise::ZERO,
            discount_reason: None,
        }
    }
}

impl From<Charge> for Supply {
    fn from(c: Charge) -> Self {
        Self {
            business: c.business,
            service: c.service,
            doctor: c.doctor,
            name: c.name,
            hsn: c.hsn,
            treatment: c.treatment,
            rate: c.rate,
            unit: c.unit,
            quantity: c.quantity,
            price: c.price,
            discount: c.discount,
            discount_reason: c.discount_reason,
        }
    }
}

pub(crate) fn add(call: &Call<'_>, args: AddCharge) -> Result<ChargeAdded, Fault> {
    call.write(|tx| {
        let counter = Counter::of(call, tx)?;
        let supply = Supply::of(tx, &counter, &args.charge, "")?;
        tx.expect(args.patient)?;
        if let Some(visit) = args.visit {
            of_patient(tx, visit, args.patient)?;
        }
        let charge = supply.charge(tx.new_id_at(counter.now), args.patient, args.visit, counter.now);
        tx.insert(about(args.patient), &charge)?;
        Ok(ChargeAdded { id: charge.id, total: supply.total() })
    })
}

/// Refuses a visit that is another patient's.
pub(crate) fn of_patient(view: &View<'_>, visit: Id<Visit>, patient: Id<Patient>) -> store::Result<Visit> {
    let visit = view.expect(visit)?.record;
    if visit.patient != patient {
        return Err(Fault::field("visit", "field-visit-other").into());
    }
    Ok(visit)
}

pub(crate) fn withdraw(call: &Call<'_>, args: WithdrawCharge) -> Result<Done, Fault> {
    call.write(|tx| {
        let charge = tx.expect(args.charge)?;
        if let Some(bill) = charge.record.bill {
            return Err(billed(tx, "charge", bill)?);
        }
        if charge.record.withdrawn.is_some() {
            return Err(Fault::field("charge", "field-charge-withdrawn").into());
        }
        let reason = Some(args.reason.trim().to_owned()).to_value();
        let change = vec![(number_of(Charge::FIELDS, "withdrawn"), reason)];
        tx.update(about(charge.record.patient), args.charge, &charge.versions.stamp(), change)?;
        Ok(Done {})
    })
}

/// The refusal of a charge that stands on a bill, which is named.
pub(crate) fn billed(view: &View<'_>, field: &str, bill: Id<model::billing::Bill>) -> store::Result<store::Error> {
    let number = view.expect(bill)?.record.number;
    let mut door = Door::default();
    door.refuse_with(field, "field-charge-billed", &[("number", number)]);
    Ok(door.close().err().unwrap_or_else(|| Fault::new("internal")).into())
}

pub(crate) fn list(call: &Call<'_>, args: ListCharges) -> Result<Charges, Fault> {
    call.read(|view| {
        view.expect(args.patient)?;
        let open = view.open_charges(args.patient)?.into_iter().map(|c| c.record);
        let open = open.filter(|c| args.visit.is_none_or(|v| c.visit == Some(v)));
        let charges: Vec<ChargeRow> = open.map(row).collect();
        Ok(Charges { total: charges.iter().map(|c| c.total).sum(), charges })
    })
}

fn row(c: Charge) -> ChargeRow {
    ChargeRow {
        id: c.id,
        visit: c.visit,
        business: c.business,
        service: c.service,
        doctor: c.doctor,
        hsn: c.hsn,
        treatment: c.treatment,
        rate: c.rate,
        quantity: c.quantity,
        price: c.price,
        discount: c.discount,
        total: c.price.times(c.quantity) - c.discount,
        name: c.name,
        discount_reason: c.discount_reason,
        at: c.at,
    }
}

pub(crate) fn ask_fee(call: &Call<'_>, args: AskFee) -> Result<Fee, Fault> {
    let (today, zone) = (call.clinic.today(), call.clinic.zone());
    call.read(|view| {
        view.expect(args.doctor)?;
        if let Some(patient) = args.patient {
            view.expect(patient)?;
        }
        let service = services::fee_of(view, args.doctor, args.kind)?;
        let free = match args.patient {
            Some(patient) => free(view, patient, args.doctor, args.kind, today, zone)?,
            None => None,
        };
        let price = service.as_ref().filter(|_| free.is_none()).map_or(Paise::ZERO, |s| s.price);
        let (due, advance) = match args.patient {
            Some(patient) => (view.owed_by(patient)?, view.advances_of(patient)?.into_iter().map(|a| a.1).sum()),
            None => (Paise::ZERO, Paise::ZERO),
        };
        Ok(Fee { service: service.as_ref().map(|s| s.id), name: service.map(|s| s.name), price, free, due, advance })
    })
}

/// Why a visit today is free, if it is: it follows a charged visit to the same doctor within the doctor's free days,
/// and not too many were free already. A free visit is not charged, so that it never begins the days anew.
pub(crate) fn free(
    view: &View<'_>,
    patient: Id<Patient>,
    doctor: Id<User>,
    kind: VisitKind,
    today: Day,
    zone: i64,
) -> store::Result<Option<FreeVisit>> {
    if !matches!(kind, VisitKind::FollowUp | VisitKind::Report) {
        return Ok(None);
    }
    let practice = view.by::<Practice>("doctor", doctor.bytes())?.into_iter().next().map(|p| p.record);
    let Some(practice) = practice.filter(|p| p.free_days > 0 && p.free_visits > 0) else { return Ok(None) };
    let Some((after, at)) = view.last_charged_visit(patient, doctor)? else { return Ok(None) };
    let day = Day::at(at, zone);
    let Some(clinic_day) = clinic_days(view, doctor, day, today)? else { return Ok(None) };
    let had = view.free_visits_after(patient, after)?;
    let (free_days, free_visits) = (practice.free_days, practice.free_visits);
    let free = clinic_day <= free_days && had < free_visits;
    Ok(free.then_some(FreeVisit { after, day, clinic_day, free_days, visit: had + 1, free_visits }))
}

/// On how many days after `first`, `last` among them, the doctor sees patients; before anybody has said when, every
/// day that is not closed is one. None for days that lie too far apart, or backwards.
fn clinic_days(view: &View<'_>, doctor: Id<User>, first: Day, last: Day) -> store::Result<Option<i64>> {
    let days = last.epoch_days() - first.epoch_days();
    if !(0..=LONGEST).contains(&days) {
        return Ok(None);
    }
    let calendar = Roster::of(view)?.calendar(doctor);
    let open =
        |day: Day| if calendar.week.is_empty() { calendar.closure(day).is_none() } else { calendar.is_open(day) };
    Ok(Some((1..=days).map(|n| first.plus_days(n)).filter(|d| open(*d)).count() as i64))
}

/// Marks a charge as standing on a bill, or on none.
pub(crate) fn put_on(tx: &mut Tx<'_>, id: Id<Charge>, bill: Option<Id<model::billing::Bill>>) -> store::Result<()> {
    let charge = tx.expect(id)?;
    let change = vec![(number_of(Charge::FIELDS, "bill"), bill.to_value())];
    tx.update(about(charge.record.patient), id, &charge.versions.stamp(), change)?;
    Ok(())
}

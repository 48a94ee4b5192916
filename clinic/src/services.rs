//! What is charged for, and the prices.

use model::billing::{Service, Treatment};
use model::commands::patients::Updated;
use model::commands::services::{ListServices, ServiceRow, ServiceSet, Services, SetService};
use model::tenancy::{Business, Clinic, User};
use model::{Door, Fault, Id, Record};
use store::View;
use sync::Subject;

use crate::counter::Counter;
use crate::create::filled;
use crate::dispatch::Call;
use crate::edit::{edit, stamp};

pub(crate) fn list(call: &Call<'_>, args: ListServices) -> Result<Services, Fault> {
    call.read(|view| {
        let mut services: Vec<ServiceRow> = Vec::new();
        for found in view.all::<Service>()?.into_iter().filter(|s| args.retired || s.record.active) {
            let stamp = found.versions.stamp().to_string();
            let s = found.record;
            services.push(ServiceRow {
                id: s.id,
                stamp,
                business: s.business,
                name: s.name,
                hsn: s.hsn,
                treatment: s.treatment,
                rate: s.rate,
                price: s.price,
                unit: s.unit,
                doctor: s.doctor,
                visit_kind: s.visit_kind,
                active: s.active,
            });
        }
        services.sort_by(|a, b| (a.visit_kind.is_none(), &a.name, a.id).cmp(&(b.visit_kind.is_none(), &b.name, b.id)));
        Ok(Services { services })
    })
}

pub(crate) fn set(call: &Call<'_>, args: SetService) -> Result<ServiceSet, Fault> {
    let mut door = Door::default();
    let codes = check(&mut door, &args);
    let seen = match (args.id, &args.stamp) {
        (Some(_), Some(text)) => door.take("stamp", stamp(text).map_err(|_| model::fault::Refusal("field-stamp"))),
        (Some(_), None) => {
            door.refuse("stamp", "field-stamp");
            None
        }
        (None, _) => None,
    };
    door.close()?;
    call.write(|tx| {
        let counter = Counter::of(call, tx)?;
        let id = args.id.unwrap_or_else(|| tx.new_id());
        let service = of(id, counter.business(args.business)?.id, &args, &codes);
        if let Some(doctor) = service.doctor {
            tx.expect::<User>(doctor)?;
        }
        refuse_second_fee(tx, &service)?;
        let about = about(tx);
        let Some(seen) = &seen else {
            tx.insert(about, &service)?;
            return Ok(ServiceSet { id, stamp: store::stamp_of(tx, id)?.to_string(), both: Vec::new() });
        };
        let changes = Service::FIELDS.iter().map(|f| f.number).zip(service.values()).collect();
        let Updated { stamp, both } = edit(tx, about, id, seen, changes)?;
        Ok(ServiceSet { id, stamp, both })
    })
}

/// The codes of a service as they are kept.
pub(crate) struct Codes {
    hsn: Option<String>,
    unit: Option<String>,
}

/// The rules of a service that no schema can say.
pub(crate) fn check(door: &mut Door, args: &SetService) -> Codes {
    rate(door, "rate", args.treatment, args.rate);
    Codes { hsn: hsn(door, "hsn", &args.hsn), unit: unit(door, "unit", &args.unit) }
}

/// The service that the arguments describe.
pub(crate) fn of(id: Id<Service>, business: Id<Business>, args: &SetService, codes: &Codes) -> Service {
    Service {
        id,
        business,
        name: args.name.trim().to_owned(),
        hsn: codes.hsn.clone(),
        treatment: args.treatment,
        rate: args.rate,
        price: args.price,
        doctor: args.doctor,
        visit_kind: args.visit_kind,
        active: args.active,
        unit: codes.unit.clone(),
    }
}

/// The clinic, as the subject of what it charges for.
pub(crate) fn about(view: &View<'_>) -> Subject {
    Subject { kind: Clinic::KIND, id: view.tenant() }
}

/// One doctor has one fee for one kind of visit, so that check-in need not ask which.
fn refuse_second_fee(view: &View<'_>, new: &Service) -> store::Result<()> {
    if new.visit_kind.is_none() || !new.active {
        return Ok(());
    }
    let same = |s: &Service| s.active && s.id != new.id && (s.doctor, s.visit_kind) == (new.doctor, new.visit_kind);
    match view.all::<Service>()?.iter().any(|s| same(&s.record)) {
        true => Err(Fault::field("visit_kind", "field-fee-twice").into()),
        false => Ok(()),
    }
}

/// The fee of a doctor for a kind of visit: the doctor's own, else that of every doctor.
pub(crate) fn fee_of(
    view: &View<'_>,
    doctor: Id<User>,
    kind: model::patient::VisitKind,
) -> store::Result<Option<Service>> {
    let fees: Vec<Service> = view.all::<Service>()?.into_iter().map(|s| s.record).collect();
    let of = |doctor| fees.iter().find(|s| s.active && s.visit_kind == Some(kind) && s.doctor == doctor);
    Ok(of(Some(doctor)).or_else(|| of(None)).cloned())
}

/// HSN or SAC: 4, 6 or 8 digits.
pub(crate) fn hsn(door: &mut Door, field: &str, text: &Option<String>) -> Option<String> {
    let text = filled(text)?;
    if !matches!(text.len(), 4 | 6 | 8) || !text.bytes().all(|b| b.is_ascii_digit()) {
        door.refuse(field, "field-hsn");
    }
    Some(text)
}

/// The code of a unit: three letters.
pub(crate) fn unit(door: &mut Door, field: &str, text: &Option<String>) -> Option<String> {
    let text = filled(text)?.to_ascii_uppercase();
    if text.len() != 3 || !text.bytes().all(|b| b.is_ascii_uppercase()) {
        door.refuse(field, "field-unit");
    }
    Some(text)
}

/// What is taxable has a rate, and nothing else has one.
pub(crate) fn rate(door: &mut Door, field: &str, treatment: Treatment, rate: i64) {
    if (treatment == Treatment::Taxable) != (rate > 0) {
        door.refuse(field, "field-rate");
    }
}

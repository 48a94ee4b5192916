//! A list of fees and other services: each row one, with its price.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use model::billing::{Service, Treatment as Kind};
use model::commands::imports::Undone;
use model::commands::services::SetService;
use model::money::Paise;
use model::name::fold;
use model::patient::VisitKind;
use model::record::number_of;
use model::tenancy::{Business, User};
use model::value::Datum;
use model::{Door, Fault, Id, Record};
use serde_json::{Map, Value, json};
use store::{Stamped, Tx};
use sync::Version;

use super::cells;
use super::columns::Target;
use super::hours::named;
use super::list::{self, Cells, List, Refused};
use crate::schedule::Roster;
use crate::services::{Codes, about, check, of};
use crate::{describe, door};

use self::OfFees::*;

/// The SAC of health care, where a list does not say another.
const HEALTH_CARE: &str = "9993";

/// What a column may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OfFees {
    Name,
    Price,
    Doctor,
    Visit,
    Hsn,
    Treatment,
    Rate,
    Unit,
}

impl Target for OfFees {
    const TABLE: &'static [(Self, &'static str, &'static [&'static str])] = &[
        (
            Name,
            "name",
            &["service", "service name", "item", "particulars", "description", "नाम", "सेवा", "नाव", "सेवेचे नाव"],
        ),
        (
            Price,
            "price",
            &["fee", "fees", "rate (rs)", "amount", "charge", "charges", "mrp", "दाम", "फ़ीस", "फीस", "शुल्क", "दर"],
        ),
        (Doctor, "doctor", &["doctor name", "name of doctor", "dr", "डॉक्टर", "डॉक्टर का नाम", "डॉक्टरचे नाव"]),
        (Visit, "visit", &["visit kind", "kind of visit", "visit type", "type", "भेंट", "प्रकार"]),
        (Hsn, "hsn", &["sac", "hsn/sac", "hsn code", "sac code", "hsn or sac"]),
        (Treatment, "treatment", &["tax", "taxable", "gst treatment", "कर"]),
        (Rate, "rate", &["gst", "gst %", "gst rate", "tax rate", "tax %"]),
        (Unit, "unit", &["uqc", "unit code", "इकाई"]),
    ];
    const LACKS: &'static str = "field-list-fees";

    fn are_enough(any: impl Fn(&[Self]) -> bool) -> bool {
        any(&[Name]) && any(&[Price])
    }

    fn of_field(field: &str) -> &'static [Self] {
        match field {
            "name" => &[Name],
            "price" => &[Price],
            "doctor" => &[Doctor],
            "visit_kind" => &[Visit],
            "hsn" => &[Hsn],
            "treatment" => &[Treatment],
            "rate" => &[Rate],
            "unit" => &[Unit],
            _ => &[],
        }
    }
}

/// A row that can be brought in.
pub(super) struct Row {
    args: SetService,
    codes: Codes,
}

/// What makes two of them one: a fee is its doctor's and its kind of visit's, another service is known by its name.
type Key = (Option<Id<User>>, Option<VisitKind>, String);

fn key(doctor: Option<Id<User>>, kind: Option<VisitKind>, name: &str) -> Key {
    (doctor, kind, if kind.is_some() { String::new() } else { fold(name) })
}

fn key_of(service: &Service) -> Key {
    key(service.doctor, service.visit_kind, &service.name)
}

/// Reads every row of a list of fees.
///
/// # Errors
/// As [`list::read`].
pub(super) fn read(csv: &str, mapping: &BTreeMap<String, String>, roster: &Roster) -> Result<List<Row>, Fault> {
    let schema = describe::schema::<SetService>(false);
    let mut lines: HashMap<Key, u64> = HashMap::new();
    list::read(csv, mapping, |cells, line| {
        let row = cells.row(&schema, roster)?;
        match lines.entry(key(row.args.doctor, row.args.visit_kind, &row.args.name)) {
            Entry::Occupied(first) => Err(cells.again("name", *first.get())),
            Entry::Vacant(free) => {
                free.insert(line);
                Ok(row)
            }
        }
    })
}

impl Cells<'_, OfFees> {
    fn row(&self, schema: &Value, roster: &Roster) -> Result<Row, Vec<Refused>> {
        let mut door = Door::default();
        let args = self.arguments(&mut door, roster);
        // As with patients: words, door and rules each find what the others do not.
        let mut faults: Vec<Fault> = door.close().err().into_iter().chain(door::check(schema, &args).err()).collect();
        let read = serde_json::from_value::<SetService>(args).ok();
        let checked = read.as_ref().map(|args| {
            let mut door = Door::default();
            let codes = check(&mut door, args);
            door.close().map(|()| codes)
        });
        match (read, checked) {
            (Some(args), Some(Ok(codes))) if faults.is_empty() => Ok(Row { args, codes }),
            (_, checked) => {
                faults.extend(checked.and_then(Result::err));
                Err(self.by_column(faults))
            }
        }
    }

    /// The arguments of a service; words that say no doctor, kind or amount are refused here.
    fn arguments(&self, door: &mut Door, roster: &Roster) -> Value {
        let mut args = Map::new();
        args.extend(self.cell(Name).map(|name| ("name".to_owned(), json!(name))));
        if let Some(cell) = self.cell(Price) {
            // An amount that is refused stands as none, so that the rest of the row is looked at too.
            let price = door.take("price", Paise::parse(cell)).unwrap_or(Paise::ZERO);
            args.insert("price".to_owned(), json!(price));
        }
        let doctor = self.choice(door, Doctor, "doctor", "field-doctor", |name| named(roster, name));
        let kind = self.choice(door, Visit, "visit_kind", "field-list-visit", cells::visit);
        let rate = self.choice(door, Rate, "rate", "field-list-rate", cells::hundredths);
        let said = self.choice(door, Treatment, "treatment", "field-list-treatment", cells::treatment);
        let taxed = rate.is_some_and(|rate| rate > 0);
        let treatment = said.unwrap_or(if taxed { Kind::Taxable } else { Kind::Exempt });
        let hsn = self.cell(Hsn).map(|c| cells::number(c).to_owned());
        let unit = self.cell(Unit).map(str::to_owned);
        let care = treatment == Kind::Exempt && unit.is_none();
        args.extend(doctor.map(|doctor| ("doctor".to_owned(), json!(doctor))));
        args.extend(kind.map(|kind| ("visit_kind".to_owned(), json!(kind))));
        args.insert("treatment".to_owned(), json!(treatment));
        args.insert("rate".to_owned(), json!(rate.unwrap_or(0)));
        args.extend(hsn.or(care.then(|| HEALTH_CARE.to_owned())).map(|hsn| ("hsn".to_owned(), json!(hsn))));
        args.extend(unit.map(|unit| ("unit".to_owned(), json!(unit))));
        Value::Object(args)
    }

    fn choice<V>(
        &self,
        door: &mut Door,
        target: OfFees,
        field: &str,
        why: &str,
        read: impl Fn(&str) -> Option<V>,
    ) -> Option<V> {
        let value = read(self.cell(target)?);
        if value.is_none() {
            door.refuse(field, why);
        }
        value
    }
}

/// Puts each row in the place of what has its key. What is here just so stays.
pub(super) fn put(tx: &mut Tx<'_>, business: Id<Business>, rows: &[Row]) -> store::Result<()> {
    let active: Vec<_> = tx.all::<Service>()?.into_iter().filter(|s| s.record.active).collect();
    for Row { args, codes } in rows {
        let new = of(tx.new_id(), business, args, codes);
        let same: Vec<_> = active.iter().filter(|s| key_of(&s.record) == key_of(&new)).collect();
        if same.iter().any(|s| Service { id: new.id, business, ..s.record.clone() } == new) {
            continue;
        }
        for before in same {
            set_active(tx, before, false)?;
        }
        tx.insert(about(tx), &new)?;
    }
    Ok(())
}

/// Puts fees back as they were before an import: what it brought is offered no more, unless somebody has changed it
/// since; what it ended is offered again, unless something else has its place by now.
pub(super) fn take_back(tx: &mut Tx<'_>, brought_in: &[Version]) -> store::Result<Undone> {
    let mut undone = Undone { removed: 0, kept: 0 };
    let ours = |of: &[Version]| !of.is_empty() && of.iter().all(|v| brought_in.contains(v));
    let (mut stand, mut ended) = (Vec::new(), Vec::new());
    for service in tx.all::<Service>()? {
        let stamp = service.versions.stamp();
        let made_by_it = ours(&stamp.bases(number_of(Service::FIELDS, "business")));
        let all: Vec<Version> = stamp.versions().collect();
        if made_by_it && ours(&all) {
            set_active(tx, &service, false)?;
            undone.removed += 1;
            continue;
        }
        undone.kept += u64::from(made_by_it);
        let ended_by_it = !made_by_it && ours(&stamp.bases(number_of(Service::FIELDS, "active")));
        if service.record.active {
            stand.push(key_of(&service.record));
        } else if ended_by_it {
            ended.push(service);
        }
    }
    for service in ended {
        let key = key_of(&service.record);
        if !stand.contains(&key) {
            set_active(tx, &service, true)?;
            stand.push(key);
        }
    }
    Ok(undone)
}

fn set_active(tx: &mut Tx<'_>, service: &Stamped<Service>, active: bool) -> store::Result<()> {
    let change = vec![(number_of(Service::FIELDS, "active"), active.to_value())];
    tx.update(about(tx), service.record.id, &service.versions.stamp(), change).map(drop)
}

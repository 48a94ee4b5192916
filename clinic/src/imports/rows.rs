//! The rows of a list of patients, each through the very door and rules of a registration.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use model::age::Birth;
use model::commands::patients::RegisterPatient;
use model::day::Day;
use model::name::fold;
use model::patient::{AllergyStatus, Relation, Sex};
use model::phone::Phone;
use model::{Door, Fault};
use serde_json::{Map, Value, json};

use super::cells;
use super::columns::OfPatient as Target;
use super::list::{self, Cells, List, Refused};
use crate::patients::{Checked, check};
use crate::{describe, door};

/// A row that can be brought in.
pub(super) struct Row {
    pub(super) args: RegisterPatient,
    pub(super) checked: Checked,
    pub(super) birth: Birth,
}

/// Reads every row of a list of patients.
///
/// # Errors
/// As [`list::read`].
pub(super) fn read(csv: &str, mapping: &BTreeMap<String, String>, today: Day) -> Result<List<Row>, Fault> {
    let schema = describe::schema::<RegisterPatient>(false);
    let mut lines: HashMap<String, u64> = HashMap::new();
    list::read(csv, mapping, |cells, line| {
        let row = cells.row(&schema, today)?;
        match lines.entry(key(&row)) {
            Entry::Occupied(first) => Err(cells.again("name", *first.get())),
            Entry::Vacant(free) => {
                free.insert(line);
                Ok(row)
            }
        }
    })
}

/// What makes two rows of a list one: everything by which people are told apart.
fn key(row: &Row) -> String {
    let details = &row.args.details;
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    [
        fold(&row.args.name),
        row.args.sex.as_str().to_owned(),
        row.birth.to_text(),
        // Grouped in one row and not in the other, it is the same number.
        Phone::parse(&text(&details.phone)).map(|p| p.as_str().to_owned()).unwrap_or_default(),
        fold(&text(&details.guardian)),
        fold(&text(&details.area)),
    ]
    .join("\n")
}

impl Cells<'_, Target> {
    fn row(&self, schema: &Value, today: Day) -> Result<Row, Vec<Refused>> {
        let mut door = Door::default();
        let args = self.arguments(&mut door);
        // Words, door and rules each find what the others do not; a person wants to see all of it at once.
        let mut faults: Vec<Fault> = door.close().err().into_iter().chain(door::check(schema, &args).err()).collect();
        let read = serde_json::from_value::<RegisterPatient>(args).ok();
        let checked = read.as_ref().map(|args| check(args, today));
        let birth = read.as_ref().and_then(|args| Birth::parse(&args.age, today).ok());
        match (read, checked, birth) {
            (Some(args), Some(Ok(checked)), Some(birth)) if faults.is_empty() => Ok(Row { args, checked, birth }),
            (_, checked, _) => {
                faults.extend(checked.and_then(Result::err));
                Err(self.by_column(faults))
            }
        }
    }

    /// The arguments of a registration; words that say no sex, group or language are refused here.
    fn arguments(&self, door: &mut Door) -> Value {
        let mut args = Map::new();
        let mut put = |field: &str, value: Option<String>| {
            if let Some(value) = value {
                args.insert(field.to_owned(), Value::String(value));
            }
        };
        let text = |target| self.cell(target).map(str::to_owned);
        let number = |target| self.cell(target).map(|c| cells::number(c).to_owned());
        put("name", self.name());
        let sex = self.choice(door, Target::Sex, "sex", "field-list-sex", |c| cells::sex(c).map(|s| s.as_str()));
        // A word that is refused stands as some sex, so that the rest of the row is looked at too.
        put("sex", sex.or_else(|| self.cell(Target::Sex).map(|_| Sex::Other.as_str().to_owned())));
        let age = self.cell(Target::BirthDate).map(cells::birth).or_else(|| self.cell(Target::Age));
        put("age", age.map(|a| cells::number(a).to_owned()));
        put("phone", number(Target::Phone));
        let (guardian, relation) = self.guardian();
        put("guardian", guardian);
        put("relation", relation.map(|r| r.as_str().to_owned()));
        put("address", text(Target::Address));
        put("area", text(Target::Area));
        put("pin_code", number(Target::PinCode));
        put("aadhaar_last4", self.cell(Target::AadhaarLast4).map(cells::aadhaar));
        let (abha_number, abha_address) = self.abha();
        put("abha_number", abha_number);
        put("abha_address", abha_address);
        let group = |c: &str| cells::blood_group(c).map(|g| g.as_str());
        put("blood_group", self.choice(door, Target::BloodGroup, "blood_group", "field-list-blood", group));
        let speaks = |c: &str| cells::speaks(c).map(|s| s.as_str());
        put("speaks", self.choice(door, Target::Speaks, "speaks", "field-choice", speaks));
        if let Some(cell) = self.cell(Target::Allergies) {
            let (status, listed) = cells::allergies(cell);
            let listed: Vec<Value> = listed.into_iter().map(|s| json!({ "substance": s })).collect();
            args.insert("no_known_allergy".to_owned(), Value::Bool(status == AllergyStatus::NoneKnown));
            args.insert("allergies".to_owned(), Value::Array(listed));
        }
        Value::Object(args)
    }

    fn name(&self) -> Option<String> {
        if let Some(name) = self.cell(Target::Name) {
            return Some(name.to_owned());
        }
        let parts = [Target::FirstName, Target::MiddleName, Target::LastName];
        let parts: Vec<&str> = parts.into_iter().filter_map(|t| self.cell(t)).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    fn guardian(&self) -> (Option<String>, Option<Relation>) {
        let said = self.cell(Target::Relation).map(cells::relation);
        if let Some(guardian) = self.cell(Target::Guardian) {
            return (Some(guardian.to_owned()), said);
        }
        let columns = [
            (Target::Husband, Relation::Husband),
            (Target::Father, Relation::Father),
            (Target::Mother, Relation::Mother),
            (Target::Wife, Relation::Wife),
        ];
        let found = columns.into_iter().find_map(|(target, relation)| Some((self.cell(target)?, relation)));
        found.map_or((None, None), |(name, relation)| (Some(name.to_owned()), Some(relation)))
    }

    /// Number and address; one column may hold either.
    fn abha(&self) -> (Option<String>, Option<String>) {
        let either = self.cell(Target::Abha);
        let number = self.cell(Target::AbhaNumber).or(either.filter(|c| !c.contains('@')));
        let address = self.cell(Target::AbhaAddress).or(either.filter(|c| c.contains('@')));
        (number.map(|n| cells::number(n).to_owned()), address.map(str::to_owned))
    }

    fn choice(
        &self,
        door: &mut Door,
        target: Target,
        field: &str,
        why: &str,
        read: impl Fn(&str) -> Option<&'static str>,
    ) -> Option<String> {
        let cell = self.cell(target)?;
        let choice = read(cell).map(str::to_owned);
        if choice.is_none() {
            door.refuse(field, why);
        }
        choice
    }
}

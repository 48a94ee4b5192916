//! The rows of a list, each through the very door and rules of a registration.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use csv::{Reader, StringRecord};
use model::age::Birth;
use model::commands::patients::RegisterPatient;
use model::day::Day;
use model::fault::FieldFault;
use model::name::fold;
use model::patient::{AllergyStatus, Relation, Sex};
use model::phone::Phone;
use model::{Door, Fault};
use serde_json::{Map, Value, json};

use super::cells;
use super::columns::{Columns, Target};
use crate::patients::{Checked, check};
use crate::{describe, door};

/// Rows of one list.
const MOST: usize = 200_000;

/// A list that has been read.
pub(super) struct List {
    pub(super) columns: BTreeMap<String, String>,
    pub(super) good: Vec<Row>,
    /// At most so many as asked for, in the order of the lines.
    pub(super) bad: Vec<Bad>,
    /// All rows that cannot be brought in.
    pub(super) bad_rows: u64,
}

/// A row that can be brought in.
pub(super) struct Row {
    pub(super) args: RegisterPatient,
    pub(super) checked: Checked,
    pub(super) birth: Birth,
}

/// A cell that cannot.
pub(super) struct Bad {
    pub(super) line: u64,
    pub(super) column: String,
    /// A fault with the refusal of one field.
    pub(super) why: Fault,
}

/// Reads every row of `text` that `reader` finds in it; `listed` bounds how many bad cells are kept.
///
/// # Errors
/// `csv` refused, where there are too many rows.
pub(super) fn read(
    text: &str,
    reader: &mut Reader<&[u8]>,
    columns: &Columns,
    today: Day,
    listed: usize,
) -> Result<List, Fault> {
    let schema = describe::schema::<RegisterPatient>(false);
    let mut list = List { columns: columns.shown(), good: Vec::new(), bad: Vec::new(), bad_rows: 0 };
    let mut lines: HashMap<String, u64> = HashMap::new();
    let mut record = StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(list),
            // Text is UTF-8 already and rows may have any length, so nothing else can be wrong.
            Err(_) => return Err(Fault::field("csv", "field-list-columns")),
        }
        if record.iter().all(cells::is_empty) {
            continue;
        }
        if list.good.len() as u64 + list.bad_rows >= MOST as u64 {
            let mut door = Door::default();
            door.refuse_with("csv", "field-list-rows", &[("max", MOST.to_string())]);
            door.close()?;
        }
        let line = record.position().map_or(0, |at| line(text, at));
        let cells = Cells { columns, record: &record };
        let row = cells.row(&schema, today).and_then(|row| match lines.entry(key(&row)) {
            Entry::Occupied(first) => Err(vec![cells.again(*first.get())]),
            Entry::Vacant(free) => {
                free.insert(line);
                Ok(row)
            }
        });
        match row {
            Ok(row) => list.good.push(row),
            Err(why) => {
                list.bad_rows += 1;
                let room = listed - list.bad.len();
                list.bad.extend(why.into_iter().take(room).map(|(column, why)| Bad { line, column, why }));
            }
        }
    }
}

/// The line on which a row begins, as a person counts them: the reader counts from behind the row before.
fn line(text: &str, at: &csv::Position) -> u64 {
    let before = text.bytes().skip(usize::try_from(at.byte()).unwrap_or(0)).take_while(|b| matches!(b, b'\n' | b'\r'));
    at.line() + before.filter(|b| *b == b'\n').count() as u64
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

/// One row's cells, by what they hold.
struct Cells<'a> {
    columns: &'a Columns,
    record: &'a StringRecord,
}

/// A column's heading and why its cell is refused.
type Refused = (String, Fault);

impl Cells<'_> {
    fn row(&self, schema: &Value, today: Day) -> Result<Row, Vec<Refused>> {
        let beyond = self.columns.len()..self.record.len().max(self.columns.len());
        if beyond.into_iter().any(|at| !self.record[at].is_empty()) {
            return Err(vec![(String::new(), Fault::field("row", "field-list-cells"))]);
        }
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

    /// What the column says, unless it says nothing.
    fn cell(&self, target: Target) -> Option<&str> {
        self.columns.at(target).and_then(|at| self.record.get(at)).filter(|cell| !cells::is_empty(cell))
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

    /// The refusal of a row that is here before.
    fn again(&self, first: u64) -> Refused {
        let mut door = Door::default();
        door.refuse_with("name", "field-list-again", &[("line", first.to_string())]);
        let heading = self.heading("name");
        (heading, door.close().err().unwrap_or_else(|| Fault::new("internal")))
    }

    /// The refused fields, each once, with the headings of their columns.
    fn by_column(&self, faults: Vec<Fault>) -> Vec<Refused> {
        let mut refused: Vec<FieldFault> = Vec::new();
        for field in faults.into_iter().flat_map(|f| f.fields) {
            if refused.iter().all(|f| f.field != field.field) {
                refused.push(field);
            }
        }
        if refused.is_empty() {
            return vec![(String::new(), Fault::new("arguments"))];
        }
        let each = refused.into_iter().map(|field| {
            let heading = self.heading(field.field.split('.').next().unwrap_or_default());
            (heading, Fault { fields: vec![field], ..Fault::new("fields") })
        });
        each.collect()
    }

    /// The heading of the column that a field of the registration came from.
    fn heading(&self, field: &str) -> String {
        let targets: &[Target] = match field {
            "name" => &[Target::Name, Target::FirstName, Target::MiddleName, Target::LastName],
            "sex" => &[Target::Sex],
            "age" => &[Target::BirthDate, Target::Age],
            "phone" => &[Target::Phone],
            "guardian" => &[Target::Guardian, Target::Husband, Target::Father, Target::Mother, Target::Wife],
            "relation" => &[Target::Relation],
            "address" => &[Target::Address],
            "area" => &[Target::Area],
            "pin_code" => &[Target::PinCode],
            "aadhaar_last4" => &[Target::AadhaarLast4],
            "abha_number" => &[Target::AbhaNumber, Target::Abha],
            "abha_address" => &[Target::AbhaAddress, Target::Abha],
            "blood_group" => &[Target::BloodGroup],
            "speaks" => &[Target::Speaks],
            "allergies" => &[Target::Allergies],
            _ => &[],
        };
        // The column that was filled; where none was, the first that there is.
        let filled = targets.iter().find(|t| self.cell(**t).is_some());
        let at = filled.or(targets.iter().find(|t| self.columns.at(**t).is_some())).and_then(|t| self.columns.at(*t));
        at.map(|at| self.columns.heading(at)).unwrap_or_default()
    }
}

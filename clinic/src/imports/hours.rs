//! A list of doctors' hours: each row a session, on one weekday or several.

use std::collections::{BTreeMap, HashMap};

use model::name::fold;
use model::schedule::Session;
use model::tenancy::User;
use model::{Door, Fault, Id};

use super::cells;
use super::columns::Target;
use super::list::{self, Cells, List, Refused};
use crate::schedule::{Roster, check_week};

use self::OfHours::*;

/// Minutes for one patient where the list does not say.
const SLOT: i64 = 15;

/// What a column may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OfHours {
    Doctor,
    Weekday,
    Opens,
    Closes,
    Slot,
    PerSlot,
}

impl Target for OfHours {
    const TABLE: &'static [(Self, &'static str, &'static [&'static str])] = &[
        (Doctor, "doctor", &["doctor name", "name", "name of doctor", "dr", "डॉक्टर", "डॉक्टर का नाम", "डॉक्टरचे नाव"]),
        (Weekday, "weekday", &["weekdays", "day", "days", "दिन", "वार"]),
        (Opens, "from", &["opens", "start", "starts", "begins", "से", "शुरू"]),
        (Closes, "to", &["closes", "end", "ends", "until", "till", "तक", "समाप्त"]),
        (Slot, "slot", &["slot minutes", "minutes", "minutes per patient", "duration", "मिनट"]),
        (PerSlot, "per_slot", &["patients per slot", "per slot", "मरीज़ प्रति स्लॉट"]),
    ];
    const LACKS: &'static str = "field-list-hours";

    fn are_enough(any: impl Fn(&[Self]) -> bool) -> bool {
        any(&[Doctor]) && any(&[Weekday]) && any(&[Opens]) && any(&[Closes])
    }

    fn of_field(field: &str) -> &'static [Self] {
        match field {
            "doctor" => &[Doctor],
            "weekday" => &[Weekday],
            "opens" => &[Opens],
            "closes" => &[Closes],
            "slot" => &[Slot],
            "per_slot" => &[PerSlot],
            _ => &[],
        }
    }
}

/// A row that can be brought in.
pub(super) struct Row {
    pub(super) doctor: Id<User>,
    pub(super) sessions: Vec<Session>,
}

/// Reads every row of a list of hours.
///
/// # Errors
/// As [`list::read`].
pub(super) fn read(csv: &str, mapping: &BTreeMap<String, String>, roster: &Roster) -> Result<List<Row>, Fault> {
    let mut weeks: HashMap<Id<User>, Vec<Session>> = HashMap::new();
    list::read(csv, mapping, |cells, _| {
        let row = row(cells, roster).map_err(|fault| cells.by_column(vec![fault]))?;
        let before = weeks.entry(row.doctor).or_default();
        let week = [before.as_slice(), &row.sessions].concat();
        let mut door = Door::default();
        // What came before is sound, so that whatever is refused is of this row.
        check_week(&mut door, &week, |_, field| field.to_owned());
        door.close().map_err(|fault| cells.by_column(vec![fault]))?;
        *before = week;
        Ok::<_, Vec<Refused>>(row)
    })
}

fn row(cells: &Cells<'_, OfHours>, roster: &Roster) -> Result<Row, Fault> {
    let mut door = Door::default();
    let doctor = needed(cells, &mut door, Doctor, "doctor", "field-doctor", |name| named(roster, name));
    let weekdays = needed(cells, &mut door, Weekday, "weekday", "field-list-weekday", cells::weekdays);
    let opens = needed(cells, &mut door, Opens, "opens", "field-time", cells::minute);
    let closes = needed(cells, &mut door, Closes, "closes", "field-time", cells::minute);
    let slot = number(cells, &mut door, Slot, "slot", SLOT, 240);
    let per_slot = number(cells, &mut door, PerSlot, "per_slot", 1, 50);
    door.close()?;
    let (Some(doctor), Some(weekdays), Some(opens), Some(closes)) = (doctor, weekdays, opens, closes) else {
        return Err(Fault::new("internal"));
    };
    let sessions = weekdays.into_iter().map(|weekday| Session { weekday, opens, closes, slot, per_slot });
    Ok(Row { doctor, sessions: sessions.collect() })
}

fn needed<V>(
    cells: &Cells<'_, OfHours>,
    door: &mut Door,
    target: OfHours,
    field: &str,
    why: &str,
    read: impl Fn(&str) -> Option<V>,
) -> Option<V> {
    let Some(cell) = cells.cell(target) else {
        door.refuse(field, "field-missing");
        return None;
    };
    let value = read(cell);
    if value.is_none() {
        door.refuse(field, why);
    }
    value
}

fn number(cells: &Cells<'_, OfHours>, door: &mut Door, target: OfHours, field: &str, or: i64, most: i64) -> i64 {
    let Some(cell) = cells.cell(target) else { return or };
    let n = cells::number(cell).parse().ok().filter(|n| (1..=most).contains(n));
    if n.is_none() {
        door.refuse_with(field, "field-number-range", &[("min", "1".into()), ("max", most.to_string())]);
    }
    n.unwrap_or(or)
}

/// The doctor of that name or sign-in name, with or without the title.
pub(super) fn named(roster: &Roster, name: &str) -> Option<Id<User>> {
    let bare = |name: &str| fold(name.trim_start_matches("Dr").trim_start_matches("dr").trim_start_matches('.'));
    let mut found = roster.all().filter(|u| u.login == name || bare(&u.name) == bare(name));
    let first = found.next()?;
    found.next().is_none().then_some(first.id)
}

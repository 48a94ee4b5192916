//! Finding patients, and noticing that somebody is here already.

use model::age::Birth;
use model::asked::Asked;
use model::commands::patients::{FindPatients, Found, LookAlike, PatientRow, Similar, SimilarPatients};
use model::day::Day;
use model::name::{fold, looks_like};
use model::patient::Patient;
use model::phone::Phone;
use model::{Fault, Id};
use store::View;
use store::search::{Hit, Why};

use super::card::row;
use crate::dispatch::Call;

/// Rows on a page where the caller does not say.
const PAGE: u32 = 20;

/// Years by which a look-alike's age may differ.
const YEARS_APART: i32 = 3;

pub(crate) fn find(call: &Call<'_>, args: FindPatients) -> Result<Found, Fault> {
    let limit = args.limit.unwrap_or(PAGE) as usize;
    let skip = match args.after.as_deref() {
        None => 0,
        Some(after) => after.parse::<usize>().map_err(|_| Fault::field("after", "field-id"))?,
    };
    let store = call.store()?;
    let directory = store.directory()?;
    let (today, zone) = (call.clinic.today(), call.clinic.zone());
    let asked = Asked::parse(&args.query, today);
    let mut hits = directory.find(&asked, today, zone, skip, limit + 1);
    if hits.is_empty() && skip == 0 {
        // A lone letter behind a name was taken for the sex; perhaps it begins a word.
        if let Some(words) = without_sex(&asked, &args.query) {
            hits = directory.find(&words, today, zone, skip, limit + 1);
        }
    }
    let more = hits.len() > limit;
    hits.truncate(limit);
    let patients = store.read(|view| hits.iter().map(|hit| shown(view, hit)).collect())?;
    Ok(Found { patients, next: more.then(|| (skip + limit).to_string()) })
}

fn without_sex(asked: &Asked, query: &str) -> Option<Asked> {
    asked.sex?;
    let last = fold(query).split(' ').next_back().map(str::to_owned).filter(|w| w.len() == 1)?;
    let mut words = asked.clone();
    words.sex = None;
    words.words.push(last);
    Some(words)
}

fn shown(view: &View<'_>, hit: &Hit) -> store::Result<PatientRow> {
    let patient = view.expect(hit.id)?.record;
    let why = match hit.why {
        Why::Name | Why::NameInside => None,
        Why::Digits => Some("digits"),
        Why::Sound => Some("sound"),
        Why::Guardian => Some("guardian"),
        Why::Area => Some("area"),
    };
    Ok(row(patient, hit.last_visit, why.map(str::to_owned).into_iter().collect()))
}

pub(crate) fn similar(call: &Call<'_>, args: SimilarPatients) -> Result<Similar, Fault> {
    let store = call.store()?;
    let directory = store.directory()?;
    let today = call.clinic.today();
    let phone = Phone::parse(&args.phone).ok();
    let birth = Birth::parse(&args.age, today).ok();
    let words: Vec<String> = fold(&args.name).split(' ').filter(|w| w.len() > 1).map(str::to_owned).collect();
    let family = phone.as_ref().map(|p| directory.with_phone(p.digits(), 12)).unwrap_or_default();
    let alike = if words.is_empty() { Vec::new() } else { directory.sounding_like(&words, 200) };
    Ok(store.read(|view| {
        let family = family.iter().map(|hit| shown(view, hit)).collect::<store::Result<Vec<_>>>()?;
        let mut look_alikes = Vec::new();
        for hit in &alike {
            let patient = view.expect(hit.id)?.record;
            if let Some(found) = compare(patient, hit.last_visit, &args, birth, phone.as_ref(), today) {
                look_alikes.push(found);
            }
        }
        look_alikes.sort_by_key(|l| (l.differs.len(), std::cmp::Reverse(l.agrees.len())));
        look_alikes.truncate(3);
        Ok(Similar { family, look_alikes })
    })?)
}

/// What agrees and what differs between what is typed and a patient: flagged on name, age and sex, never on
/// the phone alone.
fn compare(
    patient: Patient,
    last_visit: Option<i64>,
    args: &SimilarPatients,
    birth: Option<Birth>,
    phone: Option<&Phone>,
    today: Day,
) -> Option<LookAlike> {
    if !looks_like(&patient.name, &args.name) || args.sex.is_some_and(|s| s != patient.sex) {
        return None;
    }
    let mut agrees = vec![if fold(&patient.name) == fold(&args.name) { "name" } else { "name_sound" }];
    let mut differs = Vec::new();
    if args.sex.is_some() {
        agrees.push("sex");
    }
    if let Some(birth) = birth {
        let apart = years_apart(patient.birth, birth, today);
        if apart > YEARS_APART {
            return None;
        }
        if apart <= 1 { agrees.push("age") } else { differs.push("age") }
    }
    match (phone, patient.phone.as_deref().and_then(|p| Phone::parse(p).ok())) {
        (Some(a), Some(b)) if *a == b => agrees.push("phone"),
        (Some(a), Some(b)) if one_digit(a.digits(), b.digits()) => differs.push("phone_one_digit"),
        (Some(_), Some(_)) => differs.push("phone"),
        _ => {}
    }
    let owned = |v: Vec<&str>| v.into_iter().map(str::to_owned).collect();
    Some(LookAlike { patient: row(patient, last_visit, Vec::new()), agrees: owned(agrees), differs: owned(differs) })
}

fn years_apart(a: Birth, b: Birth, today: Day) -> i32 {
    let years = |birth: Birth| i32::from(birth.span_on(today).years);
    (years(a) - years(b)).abs()
}

fn one_digit(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).filter(|(x, y)| x != y).count() == 1
}

/// Whether somebody with this name, sex and about this age is here already.
pub(crate) fn is_here(view: &View<'_>, directory: &store::search::Directory, name: &str, sex: model::patient::Sex, birth: Birth, today: Day) -> store::Result<Option<Id<Patient>>> {
    let words: Vec<String> = fold(name).split(' ').filter(|w| w.len() > 1).map(str::to_owned).collect();
    for hit in directory.sounding_like(&words, 50) {
        let patient = view.expect(hit.id)?.record;
        if patient.sex == sex && looks_like(&patient.name, name) && years_apart(patient.birth, birth, today) <= 1 {
            return Ok(Some(hit.id));
        }
    }
    Ok(None)
}

//! Finding patients, and noticing that somebody is here already.

use model::Fault;
use model::age::Birth;
use model::asked::Asked;
use model::commands::patients::{FindPatients, Found, LookAlike, PatientRow, Similar, SimilarPatients};
use model::day::Day;
use model::name::{fold, looks_like};
use model::patient::Sex;
use model::phone::Phone;
use store::search::{Directory, Hit, Why};

use crate::dispatch::Call;
use crate::history::masked;

/// Rows on a page where the caller does not say.
const PAGE: u32 = 20;

/// Years by which a look-alike's age may differ.
const YEARS_APART: i32 = 3;

pub(crate) fn find(call: &Call<'_>, args: FindPatients) -> Result<Found, Fault> {
    let limit = args.limit.unwrap_or(PAGE) as usize;
    let skip = match args.after.as_deref() {
        None => 0,
        Some(after) => after.parse::<u32>().map_err(|_| Fault::field("after", "field-id"))? as usize,
    };
    let store = call.store()?;
    let directory = store.directory()?;
    let (today, zone) = (call.clinic.today(), call.clinic.zone());
    let asked = Asked::parse(&args.query, today);
    let mut hits = directory.find(&asked, today, zone, skip, limit + 1);
    if hits.is_empty() && skip == 0 {
        // What nobody fits was perhaps meant in another way.
        let others = [
            without_sex(&asked, &args.query),
            without_year(&asked, &args.query, today),
            without_zero(&asked),
            an_address(&args.query),
        ];
        let found = others.iter().flatten().map(|other| directory.find(other, today, zone, skip, limit + 1));
        hits = found.into_iter().find(|hits| !hits.is_empty()).unwrap_or_default();
    }
    let more = hits.len() > limit;
    hits.truncate(limit);
    let patients = hits.into_iter().map(shown).collect();
    Ok(Found { patients, next: more.then(|| (skip + limit).to_string()) })
}

/// A lone letter behind a name was taken for the sex; perhaps it begins a word.
fn without_sex(asked: &Asked, query: &str) -> Option<Asked> {
    asked.sex?;
    let last = fold(query).split(' ').next_back().map(str::to_owned).filter(|w| w.len() == 1)?;
    let mut words = asked.clone();
    words.sex = None;
    words.words.push(last);
    Some(words)
}

/// Four digits were taken for the year of the last visit; perhaps they are part of a phone.
fn without_year(asked: &Asked, query: &str, today: Day) -> Option<Asked> {
    asked.last_visit?;
    let is_year = |token: &&str| token.len() == 4 && Asked::parse(token, today).last_visit.is_some();
    let year = query.split_whitespace().find(is_year)?;
    let mut digits = asked.clone();
    digits.last_visit = None;
    digits.digits.push(year.to_owned());
    Some(digits)
}

/// A 0 in front was dialled; it is no part of a phone.
fn without_zero(asked: &Asked) -> Option<Asked> {
    let mut dialled = asked.clone();
    let behind = |d: &String| d.strip_prefix('0').filter(|rest| rest.len() > 3).map(str::to_owned);
    let first = dialled.digits.first_mut()?;
    *first = behind(first)?;
    Some(dialled)
}

/// One word that nobody is called may begin an ABHA address.
fn an_address(query: &str) -> Option<Asked> {
    let word = query.trim();
    let one = word.len() > 2 && word.is_ascii() && !word.contains(char::is_whitespace);
    one.then(|| Asked { abha_address: Some(word.to_lowercase()), ..Asked::default() })
}

/// A hit as lists show it.
fn shown(hit: Hit) -> PatientRow {
    let why = match hit.why {
        Why::Name | Why::NameInside => None,
        Why::Phone => Some("phone"),
        Why::Number => Some("number"),
        Why::Abha => Some("abha"),
        Why::Sound => Some("sound"),
        Why::Guardian => Some("guardian"),
        Why::Area => Some("area"),
    };
    PatientRow {
        id: hit.id,
        number: hit.number,
        name: hit.name,
        sex: hit.sex,
        birth: hit.birth,
        guardian: hit.guardian,
        relation: hit.relation,
        area: hit.area,
        phone: hit.phone.as_deref().map(|p| masked("phone", p)),
        last_visit: hit.last_visit,
        why: why.map(str::to_owned).into_iter().collect(),
    }
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
    let mut look_alikes: Vec<LookAlike> =
        alike.into_iter().filter_map(|hit| compare(hit, &args, birth, phone.as_ref(), today)).collect();
    look_alikes.sort_by_key(|l| (l.differs.len(), std::cmp::Reverse(l.agrees.len())));
    look_alikes.truncate(3);
    Ok(Similar { family: family.into_iter().map(shown).collect(), look_alikes })
}

/// What agrees and what differs between what is typed and a patient: flagged on name, age and sex, never on
/// the phone alone.
fn compare(
    hit: Hit,
    args: &SimilarPatients,
    birth: Option<Birth>,
    phone: Option<&Phone>,
    today: Day,
) -> Option<LookAlike> {
    if !looks_like(&hit.name, &args.name) || args.sex.is_some_and(|s| s != hit.sex) {
        return None;
    }
    let mut agrees = vec![if fold(&hit.name) == fold(&args.name) { "name" } else { "name_sound" }];
    let mut differs = Vec::new();
    if args.sex.is_some() {
        agrees.push("sex");
    }
    if let Some(birth) = birth {
        let apart = years_apart(hit.birth, birth, today);
        if apart > YEARS_APART {
            return None;
        }
        if apart <= 1 { agrees.push("age") } else { differs.push("age") }
    }
    match (phone, hit.phone.as_deref().and_then(|p| Phone::parse(p).ok())) {
        (Some(a), Some(b)) if *a == b => agrees.push("phone"),
        (Some(a), Some(b)) if one_digit(a.digits(), b.digits()) => agrees.push("phone_one_digit"),
        (Some(_), Some(_)) => differs.push("phone"),
        _ => {}
    }
    let owned = |v: Vec<&str>| v.into_iter().map(str::to_owned).collect();
    let patient = PatientRow { why: Vec::new(), ..shown(hit) };
    Some(LookAlike { patient, agrees: owned(agrees), differs: owned(differs) })
}

fn years_apart(a: Birth, b: Birth, today: Day) -> i32 {
    let years = |birth: Birth| i32::from(birth.span_on(today).years);
    (years(a) - years(b)).abs()
}

fn one_digit(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).filter(|(x, y)| x != y).count() == 1
}

/// Whether somebody with this name, sex and about this age is here already.
pub(crate) fn is_here(directory: &Directory, name: &str, sex: Sex, birth: Birth, today: Day) -> bool {
    let words: Vec<String> = fold(name).split(' ').filter(|w| w.len() > 1).map(str::to_owned).collect();
    let same = |hit: &Hit| hit.sex == sex && looks_like(&hit.name, name) && years_apart(hit.birth, birth, today) <= 1;
    directory.sounding_like(&words, 50).iter().any(same)
}

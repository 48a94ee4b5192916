//! What is known of a patient, in words.

use model::age::Birth;
use model::commands::patients::PatientRow;
use model::day::Day;
use model::patient::{AllergyStatus, BloodGroup, Relation, Sex, Speaks};
use model::words::Arg;
use yew::AttrValue;

use crate::context::App;
use crate::kit::Choice;
use crate::words::W;

/// The clinic's day now.
pub fn today(app: &App) -> Day {
    Day::at(app.now(), app.zone())
}

/// `52 y`, `8 m`, `10 d`.
pub fn age(w: &W, birth: Birth, today: Day) -> AttrValue {
    let age = birth.age_on(today);
    w.tw(age.key(), &[("count", Arg::Number(age.count().into()))])
}

/// `F · 52 y`.
pub fn sex_age(w: &W, row: &PatientRow, today: Day) -> AttrValue {
    AttrValue::from(format!("{} · {}", w.t(&format!("sex-short-{}", row.sex.as_str())), age(w, row.birth, today)))
}

/// The date as far as it is known: `04/07/1961`, `about 1961`.
pub fn born(w: &W, birth: Birth) -> AttrValue {
    match birth {
        Birth::On(day) => AttrValue::from(day.to_string()),
        about => w.tw("birth-about", &[("year", Arg::Number(about.year().into()))]),
    }
}

/// `04/07/1961 · 65 y`, `about 1981 · 45 y`.
pub fn birth(w: &W, birth: Birth, today: Day) -> AttrValue {
    AttrValue::from(format!("{} · {}", born(w, birth), age(w, birth, today)))
}

/// `23/11/2026`, or "today".
pub fn date(w: &W, app: &App, ms: i64) -> AttrValue {
    let day = Day::at(ms, app.zone());
    if day == today(app) { w.t("patient-today") } else { AttrValue::from(day.to_string()) }
}

/// The relation in a word: `husband`.
pub fn relation(w: &W, relation: Relation) -> AttrValue {
    w.t(&format!("relation-{}", relation.as_str()))
}

/// The name of a language in itself and in the interface's.
pub fn speaks(w: &W, speaks: Speaks) -> AttrValue {
    w.t(&format!("speaks-{}", speaks.as_str()))
}

/// The label of a field, by the name that the record or a command gives it.
pub fn label(w: &W, field: &str) -> AttrValue {
    w.t(&format!("patient-{}", field.replace('_', "-")))
}

/// A field's value as the log keeps it, in words; text stays as it is.
pub fn value(w: &W, app: &App, field: &str, raw: &str) -> AttrValue {
    let said = match field {
        "sex" => Sex::parse(raw).map(|sex| w.t(&format!("sex-{}", sex.as_str()))),
        "birth" | "age" => Birth::parse_text(raw).ok().map(|b| birth(w, b, today(app))),
        "relation" => Relation::parse(raw).map(|r| relation(w, r)),
        "speaks" => Speaks::parse(raw).map(|s| speaks(w, s)),
        "allergies" => AllergyStatus::parse(raw).map(|s| w.t(&format!("allergies-{}", s.as_str().replace('_', "-")))),
        "given" => Some(w.t(if raw == "true" { "yes" } else { "no" })),
        "registered_at" => raw.parse().ok().map(|ms| date(w, app, ms)),
        _ => None,
    };
    said.unwrap_or_else(|| AttrValue::from(raw.to_owned()))
}

/// The choices of sex.
pub fn sexes(w: &W) -> Vec<Choice> {
    Sex::ALL.iter().map(|s| Choice::new(s.as_str(), w.t(&format!("sex-{}", s.as_str())))).collect()
}

/// The choices of a guardian's relation.
pub fn relations(w: &W) -> Vec<Choice> {
    Relation::ALL.iter().map(|r| Choice::new(r.as_str(), relation(w, *r))).collect()
}

/// The choices of a patient's language.
pub fn languages(w: &W) -> Vec<Choice> {
    Speaks::ALL.iter().map(|s| Choice::new(s.as_str(), speaks(w, *s))).collect()
}

/// The choices of blood groups.
pub fn blood_groups() -> Vec<Choice> {
    BloodGroup::ALL.iter().map(|b| Choice::new(b.as_str(), b.as_str())).collect()
}

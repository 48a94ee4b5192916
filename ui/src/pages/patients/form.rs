//! What the forms of a patient ask, as it is typed.

use std::cell::{Ref, RefCell};
use std::rc::Rc;

use model::abha::AbhaCard;
use model::age::Birth;
use model::commands::patients::{
    Clearable, NewAllergy, NewConsent, PatientCard, PatientDetails, PatientRow, RegisterPatient, UpdatePatient,
};
use model::day::Day;
use model::patient::{BloodGroup, Purpose, Relation, Sex, Speaks};
use model::words::Language;
use serde::{Deserialize, Serialize};
use yew::prelude::*;

use super::token::TokenForm;

/// The fields of text, by the names that commands give them.
pub const TEXTS: [&str; 10] =
    ["phone", "name", "age", "guardian", "address", "area", "pin_code", "abha_number", "abha_address", "aadhaar_last4"];

/// Those that a card shows masked.
pub const MASKED: [&str; 4] = ["phone", "abha_number", "abha_address", "aadhaar_last4"];

/// A patient as typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Form {
    /// Mobile phone.
    pub phone: String,
    /// Full name.
    pub name: String,
    /// Sex.
    pub sex: Option<Sex>,
    /// Age or birth date.
    pub age: String,
    /// The language of papers.
    pub speaks: Option<Speaks>,
    /// How the guardian is related.
    pub relation: Option<Relation>,
    /// Relative or guardian.
    pub guardian: String,
    /// House and street.
    pub address: String,
    /// Area or village.
    pub area: String,
    /// PIN code.
    pub pin_code: String,
    /// ABHA number.
    pub abha_number: String,
    /// ABHA address.
    pub abha_address: String,
    /// The last four of Aadhaar.
    pub aadhaar_last4: String,
    /// Blood group.
    pub blood_group: Option<BloodGroup>,
    /// What harmed them before.
    pub allergies: Vec<AllergyLine>,
    /// Asked, and none is known.
    pub no_known_allergy: bool,
    /// What they agree to.
    pub consents: Vec<Purpose>,
    /// Look-alikes that are somebody else.
    pub others: Vec<String>,
    /// Who it is, where they are here already: only a token is given then.
    pub known: Option<PatientRow>,
    /// The token to give.
    pub token: TokenForm,
    /// Masked fields that stay as they are; only while a card is edited.
    pub kept: Vec<String>,
    /// Fields as an ABHA card said them.
    pub from_abha: Vec<String>,
}

/// One allergy as typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AllergyLine {
    /// Ingredient, class, food or other.
    pub substance: String,
    /// What happened.
    pub reaction: String,
}

impl Form {
    /// A card's own values, as they would be typed.
    pub fn of(card: &PatientCard, today: Day) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let masked = |field: &str| match field {
            "phone" => card.row.phone.is_some(),
            "abha_number" => card.abha_number.is_some(),
            "abha_address" => card.abha_address.is_some(),
            _ => card.aadhaar_last4.is_some(),
        };
        Self {
            name: card.row.name.clone(),
            sex: Some(card.row.sex),
            age: age_as_typed(card.row.birth, today),
            speaks: card.speaks,
            relation: card.row.relation,
            guardian: text(&card.row.guardian),
            address: text(&card.address),
            area: text(&card.row.area),
            pin_code: text(&card.pin_code),
            blood_group: card.blood_group,
            kept: MASKED.iter().filter(|f| masked(f)).map(|f| (*f).to_owned()).collect(),
            ..Self::default()
        }
    }

    /// The text of a field.
    pub fn text(&self, field: &str) -> &str {
        match field {
            "phone" => &self.phone,
            "name" => &self.name,
            "age" => &self.age,
            "guardian" => &self.guardian,
            "address" => &self.address,
            "area" => &self.area,
            "pin_code" => &self.pin_code,
            "abha_number" => &self.abha_number,
            "abha_address" => &self.abha_address,
            "aadhaar_last4" => &self.aadhaar_last4,
            _ => "",
        }
    }

    /// Sets the text of a field.
    pub fn set_text(&mut self, field: &str, text: String) {
        let place = match field {
            "phone" => &mut self.phone,
            "name" => &mut self.name,
            "age" => &mut self.age,
            "guardian" => &mut self.guardian,
            "address" => &mut self.address,
            "area" => &mut self.area,
            "pin_code" => &mut self.pin_code,
            "abha_number" => &mut self.abha_number,
            "abha_address" => &mut self.abha_address,
            "aadhaar_last4" => &mut self.aadhaar_last4,
            _ => return,
        };
        *place = text;
    }

    /// Takes over what an ABHA card says; what it does not say stays.
    pub fn take_abha(&mut self, card: &AbhaCard) {
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let said = [
            ("name", card.name.clone()),
            ("age", card.born.clone()),
            ("address", card.home.clone()),
            ("pin_code", text(card.pin_code.as_ref().map(|p| p.as_str()))),
            ("abha_number", card.number.as_ref().map(ToString::to_string).unwrap_or_default()),
            ("abha_address", text(card.address.as_ref().map(|a| a.as_str()))),
            // Whoever comes may have another phone by now: what was typed counts more.
            ("phone", text(card.phone.as_ref().map(|p| p.as_str()).filter(|_| self.phone.trim().is_empty()))),
        ];
        self.from_abha.clear();
        for (field, text) in said.into_iter().filter(|(_, text)| !text.is_empty()) {
            self.set_text(field, text);
            self.from_abha.push(field.to_owned());
        }
        if card.sex.is_some() {
            self.sex = card.sex;
            self.from_abha.push("sex".to_owned());
        }
    }

    /// Whether a masked field stays as it is.
    pub fn keeps(&self, field: &str) -> bool {
        self.kept.iter().any(|f| f == field)
    }

    /// How old on `today`, if it can be read.
    pub fn birth(&self, today: Day) -> Option<Birth> {
        Birth::parse(&self.age, today).ok()
    }

    /// Whether the age says that somebody else answers for them.
    pub fn is_minor(&self, today: Day) -> bool {
        self.birth(today).is_some_and(|b| b.age_on(today).years() < 18)
    }

    /// The command that registers; none while the sex is missing.
    pub fn register(&self, language: Language) -> Option<RegisterPatient> {
        let notice = self.speaks.unwrap_or(match language {
            Language::En => Speaks::English,
            Language::Hi => Speaks::Hindi,
        });
        let lines = self.allergies.iter().filter(|line| !line.is_empty());
        Some(RegisterPatient {
            name: self.name.trim().to_owned(),
            sex: self.sex?,
            age: self.age.trim().to_owned(),
            details: PatientDetails {
                phone: said(&self.phone),
                guardian: said(&self.guardian),
                relation: self.relation.filter(|_| said(&self.guardian).is_some()),
                address: said(&self.address),
                area: said(&self.area),
                pin_code: said(&self.pin_code),
                aadhaar_last4: said(&self.aadhaar_last4),
                abha_number: said(&self.abha_number),
                abha_address: said(&self.abha_address),
                blood_group: self.blood_group,
                speaks: self.speaks,
            },
            allergies: lines
                .map(|line| NewAllergy { substance: line.substance.trim().to_owned(), reaction: said(&line.reaction) })
                .collect(),
            no_known_allergy: self.no_known_allergy && self.allergies.iter().all(AllergyLine::is_empty),
            consents: self.consents.iter().map(|p| NewConsent { purpose: *p, given: true, language: notice }).collect(),
        })
    }

    /// The command that changes what differs from `base`; none where nothing does.
    pub fn update(&self, base: &Form, card: &PatientCard, stamp: &str) -> Option<UpdatePatient> {
        let text = |field: &str| {
            let (new, old) = (self.text(field).trim(), base.text(field).trim());
            // A masked field that was opened for change and left empty is cleared.
            let opened = base.keeps(field) && !self.keeps(field);
            (opened || new != old).then(|| new.to_owned())
        };
        let changed = |differs: bool| differs.then_some(());
        let details = PatientDetails {
            phone: text("phone"),
            guardian: text("guardian"),
            relation: self.relation.filter(|_| self.relation != base.relation),
            address: text("address"),
            area: text("area"),
            pin_code: text("pin_code"),
            aadhaar_last4: text("aadhaar_last4"),
            abha_number: text("abha_number"),
            abha_address: text("abha_address"),
            blood_group: self.blood_group.filter(|_| self.blood_group != base.blood_group),
            speaks: self.speaks.filter(|_| self.speaks != base.speaks),
        };
        let name = text("name");
        let sex = self.sex.filter(|_| self.sex != base.sex);
        let age = text("age");
        let cleared = [
            (Clearable::Relation, base.relation.is_some() && self.relation.is_none()),
            (Clearable::BloodGroup, base.blood_group.is_some() && self.blood_group.is_none()),
            (Clearable::Speaks, base.speaks.is_some() && self.speaks.is_none()),
        ];
        let clear: Vec<_> = cleared.into_iter().filter(|(_, now)| *now).map(|(choice, _)| choice).collect();
        let kept = details == PatientDetails::default() && clear.is_empty();
        changed(!kept || name.is_some() || sex.is_some() || age.is_some())?;
        Some(UpdatePatient { id: card.row.id, stamp: stamp.to_owned(), name, sex, age, details, clear })
    }

    /// The command that takes an edit of `base` into `self` back; none where something cannot be put back
    /// from here: an identifier, which is only known masked.
    pub fn undo(&self, base: &Form, card: &PatientCard, stamp: &str) -> Option<UpdatePatient> {
        let unknown = MASKED.iter().any(|f| self.text(f) != base.text(f) || self.keeps(f) != base.keeps(f));
        if unknown { None } else { base.update(self, card, stamp) }
    }

    /// What was typed over `base`, put over the values of `fresh`.
    pub fn over(&self, base: &Form, fresh: Form) -> Form {
        let mut form = fresh;
        for field in TEXTS {
            if self.text(field) != base.text(field) || self.keeps(field) != base.keeps(field) {
                form.set_text(field, self.text(field).to_owned());
                form.kept.retain(|f| f != field);
            }
        }
        form.sex = if self.sex == base.sex { form.sex } else { self.sex };
        form.relation = if self.relation == base.relation { form.relation } else { self.relation };
        form.blood_group = if self.blood_group == base.blood_group { form.blood_group } else { self.blood_group };
        form.speaks = if self.speaks == base.speaks { form.speaks } else { self.speaks };
        form
    }
}

impl AllergyLine {
    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.substance.trim().is_empty() && self.reaction.trim().is_empty()
    }
}

/// A birth as a person would type it.
fn age_as_typed(birth: Birth, today: Day) -> String {
    match birth {
        Birth::On(day) => day.to_string(),
        Birth::About { .. } => birth.age_on(today).to_string(),
        Birth::In { year, month: Some(month) } => format!("{month:02}/{year}"),
        Birth::In { year, month: None } => year.to_string(),
    }
}

fn said(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A form that several parts of a page read and change. Cheap to clone.
#[derive(Clone)]
pub struct Sheet {
    form: Rc<RefCell<Form>>,
    update: UseForceUpdateHandle,
}

impl PartialEq for Sheet {
    // What is typed changes inside, so a part that shows the form is drawn again with its page.
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

impl Sheet {
    /// The form as it is now.
    pub fn form(&self) -> Ref<'_, Form> {
        self.form.borrow()
    }

    /// Changes it and draws the page again.
    pub fn change(&self, change: impl FnOnce(&mut Form)) {
        change(&mut self.form.borrow_mut());
        self.update.force_update();
    }
}

/// A form of this page, first as `first` says.
#[hook]
pub fn use_sheet(first: impl FnOnce() -> Form) -> Sheet {
    Sheet { form: use_mut_ref(first), update: use_force_update() }
}

#[cfg(test)]
mod tests;

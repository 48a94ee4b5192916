//! Which column of a list is which field.

use std::collections::BTreeMap;

use csv::StringRecord;
use model::name::fold;
use model::{Door, Fault};

use self::OfPatient::*;

/// What a column of a list of patients may hold. Some make one field together, or one of them fills it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OfPatient {
    Name,
    FirstName,
    MiddleName,
    LastName,
    Sex,
    Age,
    BirthDate,
    Phone,
    Guardian,
    Husband,
    Father,
    Mother,
    Wife,
    Relation,
    Address,
    Area,
    PinCode,
    AadhaarLast4,
    Abha,
    AbhaNumber,
    AbhaAddress,
    BloodGroup,
    Speaks,
    Allergies,
}

/// What the columns of one kind of list may hold.
pub(super) trait Target: Copy + PartialEq + 'static {
    /// Each with the name that a mapping uses, and the headings that are understood without one.
    const TABLE: &'static [(Self, &'static str, &'static [&'static str])];
    /// Why a list is refused that lacks a column.
    const LACKS: &'static str;
    /// Whether these columns are enough, by whether there is any of some.
    fn are_enough(any: impl Fn(&[Self]) -> bool) -> bool;
    /// The columns that a field of what is brought in comes from.
    fn of_field(field: &str) -> &'static [Self];
}

impl Target for OfPatient {
    const TABLE: &'static [(Self, &'static str, &'static [&'static str])] = TARGETS;
    const LACKS: &'static str = "field-list-columns";

    fn are_enough(any: impl Fn(&[Self]) -> bool) -> bool {
        any(&[Name, FirstName]) && any(&[Sex]) && any(&[Age, BirthDate])
    }

    fn of_field(field: &str) -> &'static [Self] {
        match field {
            "name" => &[Name, FirstName, MiddleName, LastName],
            "sex" => &[Sex],
            "age" => &[BirthDate, Age],
            "phone" => &[Phone],
            "guardian" => &[Guardian, Husband, Father, Mother, Wife],
            "relation" => &[Relation],
            "address" => &[Address],
            "area" => &[Area],
            "pin_code" => &[PinCode],
            "aadhaar_last4" => &[AadhaarLast4],
            "abha_number" => &[AbhaNumber, Abha],
            "abha_address" => &[AbhaAddress, Abha],
            "blood_group" => &[BloodGroup],
            "speaks" => &[Speaks],
            "allergies" => &[Allergies],
            _ => &[],
        }
    }
}

/// The sign that leaves a column out.
const LEFT_OUT: &str = "-";

/// Each target with the name that a mapping uses, and the headings that are understood without one.
const TARGETS: &[(OfPatient, &str, &[&str])] = &[
    (
        Name,
        "name",
        &[
            "patient name",
            "full name",
            "patient",
            "name of patient",
            "patients name",
            "patient's name",
            "pt name",
            "नाम",
            "मरीज का नाम",
            "मरीज़ का नाम",
            "रोगी का नाम",
            "पूरा नाम",
            "नाव",
            "रुग्णाचे नाव",
            "पूर्ण नाव",
        ],
    ),
    (FirstName, "first_name", &["firstname", "given name", "पहला नाम"]),
    (MiddleName, "middle_name", &["middlename", "मध्य नाम"]),
    (LastName, "last_name", &["lastname", "surname", "family name", "उपनाम", "आडनाव"]),
    (Sex, "sex", &["gender", "m/f", "sex (m/f)", "gender (m/f)", "लिंग"]),
    (Age, "age", &["age (years)", "age (yrs)", "age in years", "आयु", "उम्र", "वय"]),
    (
        BirthDate,
        "birth_date",
        &[
            "dob",
            "d.o.b",
            "d.o.b.",
            "date of birth",
            "birthdate",
            "birthday",
            "born",
            "जन्म तिथि",
            "जन्मतिथि",
            "जन्म तारीख",
            "जन्म दिनांक",
            "जन्मतारीख",
        ],
    ),
    (
        Phone,
        "phone",
        &[
            "mobile",
            "mobile no",
            "mobile number",
            "mob",
            "mob no",
            "phone no",
            "phone number",
            "contact",
            "contact no",
            "contact number",
            "cell",
            "whatsapp",
            "whatsapp no",
            "tel",
            "telephone",
            "फ़ोन",
            "फ़ोन नंबर",
            "फोन",
            "फोन नंबर",
            "मोबाइल",
            "मोबाइल नंबर",
            "मोबाईल",
            "दूरभाष",
            "संपर्क",
        ],
    ),
    (
        Guardian,
        "guardian",
        &[
            "guardian name",
            "guardian's name",
            "relative",
            "relative name",
            "care of",
            "c/o",
            "father/husband",
            "father/husband name",
            "father or husband",
            "husband/father",
            "husband/father name",
            "s/o w/o d/o",
            "अभिभावक",
            "संरक्षक",
            "पालक",
            "पिता/पति",
            "पिता/पति का नाम",
            "पति/पिता",
            "पति/पिता का नाम",
        ],
    ),
    (Husband, "husband", &["husband name", "husband's name", "w/o", "पति", "पति का नाम", "पतीचे नाव"]),
    (Father, "father", &["father name", "father's name", "s/o", "d/o", "पिता", "पिता का नाम", "वडिलांचे नाव"]),
    (Mother, "mother", &["mother name", "mother's name", "माता", "माँ", "माता का नाम", "आईचे नाव"]),
    (Wife, "wife", &["wife name", "wife's name", "पत्नी", "पत्नी का नाम"]),
    (Relation, "relation", &["relationship", "संबंध", "रिश्ता", "नाते"]),
    (Address, "address", &["full address", "street", "house", "residence", "address line 1", "पता", "पत्ता"]),
    (
        Area,
        "area",
        &[
            "village",
            "area/village",
            "area or village",
            "locality",
            "city",
            "town",
            "place",
            "city/village",
            "क्षेत्र",
            "इलाका",
            "गाँव",
            "गांव",
            "गाव",
            "शहर",
        ],
    ),
    (
        PinCode,
        "pin_code",
        &["pin", "pincode", "postal code", "postcode", "zip", "zip code", "पिन", "पिन कोड", "पिनकोड"],
    ),
    (
        AadhaarLast4,
        "aadhaar_last4",
        &[
            "aadhaar",
            "aadhar",
            "adhar",
            "aadhaar last 4",
            "aadhaar last four",
            "aadhar last 4",
            "aadhaar last 4 digits",
            "aadhar last 4 digits",
            "last 4 of aadhaar",
            "aadhaar no",
            "aadhar no",
            "aadhaar number",
            "aadhar number",
            "uid",
            "आधार",
            "आधार नंबर",
            "आधार के अंतिम 4",
            "आधार के अंतिम चार अंक",
        ],
    ),
    (Abha, "abha", &["abha id", "health id", "आभा", "आभा आईडी"]),
    (AbhaNumber, "abha_number", &["abha no", "health id number", "आभा नंबर"]),
    (AbhaAddress, "abha_address", &["phr address", "आभा पता"]),
    (BloodGroup, "blood_group", &["blood", "bg", "blood grp", "bloodgroup", "रक्त समूह", "रक्तगट", "ब्लड ग्रुप"]),
    (Speaks, "speaks", &["language", "mother tongue", "preferred language", "भाषा"]),
    (Allergies, "allergies", &["allergy", "allergic to", "known allergies", "drug allergy", "एलर्जी", "अॅलर्जी"]),
];

/// The columns of one list, as understood.
#[derive(Debug)]
pub(super) struct Columns<T> {
    headings: Vec<String>,
    targets: Vec<Option<T>>,
    /// Why a row cannot be looked at, where a column lacks.
    lacks: Option<&'static str>,
}

impl<T: Target> Columns<T> {
    /// What the mapping says, then what the headings say. The first of two headings for one field stands.
    ///
    /// # Errors
    /// A fault that names each part of the mapping that does not fit.
    pub(super) fn understood(headings: &StringRecord, mapping: &BTreeMap<String, String>) -> Result<Self, Fault> {
        let headings: Vec<String> = headings.iter().map(str::to_owned).collect();
        if headings.iter().any(|h| h.chars().any(char::is_control)) {
            return Err(Fault::field("csv", "field-control-characters"));
        }
        let mut targets = vec![None; headings.len()];
        let mut said = vec![false; headings.len()];
        let mut door = Door::default();
        for (column, field) in mapping {
            let path = format!("columns.{column}");
            let target = T::TABLE.iter().find(|t| t.1 == field.trim()).map(|t| t.0);
            match headings.iter().position(|h| h == column.trim()) {
                None => door.refuse(&path, "field-list-no-column"),
                Some(_) if target.is_none() && field.trim() != LEFT_OUT => door.refuse(&path, "field-choice"),
                Some(_) if target.is_some() && targets.contains(&target) => door.refuse(&path, "field-list-twice"),
                Some(at) => (targets[at], said[at]) = (target, true),
            }
        }
        door.close()?;
        for (at, heading) in headings.iter().enumerate() {
            let target = if said[at] { None } else { named::<T>(heading) };
            if target.is_some() && !targets.contains(&target) {
                targets[at] = target;
            }
        }
        let mut columns = Self { headings, targets, lacks: None };
        let enough = T::are_enough(|any| any.iter().any(|t| columns.at(*t).is_some()));
        columns.lacks = (!enough).then_some(T::LACKS);
        Ok(columns)
    }

    /// Why no row can be looked at, if none can.
    pub(super) fn lacks(&self) -> Option<&'static str> {
        self.lacks
    }

    /// The headings, in their order.
    pub(super) fn headings(&self) -> &[String] {
        &self.headings
    }

    /// Which column holds it.
    pub(super) fn at(&self, target: T) -> Option<usize> {
        self.targets.iter().position(|t| *t == Some(target))
    }

    /// The heading of a column.
    pub(super) fn heading(&self, at: usize) -> String {
        self.headings.get(at).cloned().unwrap_or_default()
    }

    /// How many columns there are.
    pub(super) fn len(&self) -> usize {
        self.headings.len()
    }

    /// Field by heading, for the preview.
    pub(super) fn shown(&self) -> BTreeMap<String, String> {
        let mut shown = BTreeMap::new();
        for (heading, target) in self.headings.iter().zip(&self.targets) {
            let field = T::TABLE.iter().find(|t| Some(t.0) == *target).map_or(LEFT_OUT, |t| t.1);
            shown.entry(heading.clone()).or_insert_with(|| field.to_owned());
        }
        shown
    }
}

fn named<T: Target>(heading: &str) -> Option<T> {
    let heading = fold(heading);
    let is = |name: &&str| fold(name) == heading;
    T::TABLE.iter().find(|(_, name, others)| is(name) || others.iter().any(is)).map(|t| t.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn understood(headings: &[&str], mapping: &[(&str, &str)]) -> Result<Vec<String>, Fault> {
        let mapping = mapping.iter().map(|(c, f)| ((*c).to_owned(), (*f).to_owned())).collect();
        let columns = Columns::<OfPatient>::understood(&StringRecord::from(headings.to_vec()), &mapping)?;
        if let Some(lacks) = columns.lacks() {
            return Err(Fault::field("csv", lacks));
        }
        let shown = columns.shown();
        Ok(headings.iter().map(|h| shown[*h].clone()).collect())
    }

    #[test]
    fn headings_are_understood_in_both_languages() {
        let fields = ["name", "sex", "age", "phone", "father", "area"];
        for headings in [
            ["Patient Name", "Gender", "Age (yrs)", "MOBILE_NO.", "Father's Name", "City"],
            ["नाम", "लिंग", "उम्र", "मोबाइल नंबर", "पिता का नाम", "गाँव"],
            ["मरीज़ का नाम", "लिंग", "आयु", "फोन", "पिता", "गांव"],
        ] {
            assert_eq!(understood(&headings, &[]).unwrap(), fields, "{headings:?}");
        }
    }

    #[test]
    fn a_mapping_stands_before_a_heading() {
        let fields = understood(&["Name", "Who", "Sex", "Age"], &[("Who", "name"), ("Name", "-")]).unwrap();
        assert_eq!(fields, ["-", "name", "sex", "age"]);
    }

    #[test]
    fn what_cannot_be_understood_is_named() {
        let code = |r: Result<Vec<String>, Fault>| {
            let fault = r.unwrap_err();
            (fault.fields[0].field.clone(), fault.fields[0].code.clone())
        };
        let list = ["Name", "Sex", "Age"];
        for (mapping, field, why) in [
            ([("Nmae", "name")], "columns.Nmae", "field-list-no-column"),
            ([("Name", "nam")], "columns.Name", "field-choice"),
            ([("Name", "sex")], "csv", "field-list-columns"),
        ] {
            assert_eq!(code(understood(&list, &mapping)), (field.to_owned(), why.to_owned()));
        }
        assert_eq!(code(understood(&list, &[("Name", "age"), ("Age", "age")])).1, "field-list-twice");
        assert_eq!(code(understood(&["a", "b"], &[])).0, "csv");
    }

    #[test]
    fn no_heading_means_two_things() {
        let mut seen = BTreeMap::new();
        for (target, name, others) in TARGETS {
            for heading in others.iter().chain([name]) {
                let before = seen.insert(fold(heading), *target);
                assert!(before.is_none_or(|b| b == *target), "{heading}");
            }
        }
    }
}

use super::*;

fn day() -> Day {
    Day::parse_iso("2026-11-23").unwrap()
}

fn card() -> PatientCard {
    serde_json::from_value(serde_json::json!({
        "id": "0193a1b2-0000-7000-8000-000000000001", "number": "A1-004217", "name": "Sunita Patil", "sex": "female",
        "birth": "~45y@2020-01-31", "guardian": "Ramesh Patil", "relation": "husband", "area": "Kothrud",
        "phone": "XXXXXX0142", "last_visit": null, "stamp": "s1", "address": null, "pin_code": "411038",
        "aadhaar_last4": null, "abha_number": "XX-XXXX-XXXX-3421", "abha_address": null, "blood_group": null,
        "speaks": "mr", "allergy_status": "not_asked", "allergies": [], "consents": [], "registered_at": 0,
        "voided": null, "both": []
    }))
    .unwrap()
}

#[test]
fn only_what_was_changed_is_sent() {
    let card = card();
    let base = Form::of(&card, day());
    assert_eq!(base.update(&base, &card, "s1").map(|_| ()), None);
    let mut form = base.clone();
    form.area = "Warje ".to_owned();
    let update = form.update(&base, &card, "s1").unwrap();
    let json = serde_json::to_value(&update).unwrap();
    assert_eq!(json, serde_json::json!({ "id": card.row.id, "stamp": "s1", "area": "Warje" }));
}

#[test]
fn a_masked_field_is_sent_only_when_it_was_opened() {
    let card = card();
    let base = Form::of(&card, day());
    assert_eq!(base.kept, ["phone", "abha_number"]);
    let mut form = base.clone();
    form.kept.retain(|f| f != "phone");
    assert_eq!(form.update(&base, &card, "s1").unwrap().details.phone.as_deref(), Some(""));
    form.phone = "90000 00143".to_owned();
    assert_eq!(form.update(&base, &card, "s1").unwrap().details.phone.as_deref(), Some("90000 00143"));
}

#[test]
fn what_was_typed_stays_over_fresher_values() {
    let base = Form::of(&card(), day());
    let mut typed = base.clone();
    typed.area = "Warje".to_owned();
    let mut fresh = base.clone();
    fresh.area = "Karve Nagar".to_owned();
    fresh.guardian = "Ramesh S. Patil".to_owned();
    let over = typed.over(&base, fresh);
    assert_eq!((over.area.as_str(), over.guardian.as_str()), ("Warje", "Ramesh S. Patil"));
    assert!(over.keeps("phone"));
}

#[test]
fn an_age_said_years_ago_is_typed_as_it_is_today() {
    assert_eq!(Form::of(&card(), day()).age, "51y");
}

#[test]
fn a_relation_without_a_guardian_and_empty_allergies_are_not_sent() {
    let form = Form {
        name: " Asha ".to_owned(),
        sex: Some(Sex::Female),
        age: "30".to_owned(),
        relation: Some(Relation::Mother),
        allergies: vec![AllergyLine::default()],
        no_known_allergy: true,
        ..Form::default()
    };
    let sent = form.register(Language::Hi).unwrap();
    assert_eq!((sent.name.as_str(), sent.details.relation, sent.allergies.len()), ("Asha", None, 0));
    assert!(sent.no_known_allergy);
}

#[test]
fn an_edit_is_taken_back_by_the_values_before() {
    let card = card();
    let base = Form::of(&card, day());
    let edited = Form { area: "Warje".to_owned(), ..base.clone() };
    let json = serde_json::to_value(edited.undo(&base, &card, "s2").unwrap()).unwrap();
    assert_eq!(json, serde_json::json!({ "id": card.row.id, "stamp": "s2", "area": "Kothrud" }));
}

#[test]
fn a_choice_that_was_newly_made_is_taken_back_by_clearing_it() {
    let card = card();
    let base = Form { blood_group: None, ..Form::of(&card, day()) };
    let edited = Form { blood_group: Some(BloodGroup::BPositive), ..base.clone() };
    let json = serde_json::to_value(edited.undo(&base, &card, "s2").unwrap()).unwrap();
    assert_eq!(json, serde_json::json!({ "id": card.row.id, "stamp": "s2", "clear": ["blood_group"] }));
}

#[test]
fn an_identifier_that_is_only_known_masked_cannot_be_put_back() {
    let card = card();
    let base = Form::of(&card, day());
    let edited = Form { kept: vec!["abha_number".to_owned()], phone: "9000000143".to_owned(), ..base.clone() };
    assert!(edited.undo(&base, &card, "s2").is_none());
}

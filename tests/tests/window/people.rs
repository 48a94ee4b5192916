//! The dialogs of Settings › People, and one's own password: what is wrong stands beside its field, and what was
//! typed stays.

use anyhow::{Result, ensure};
use nadi_tests::{
    nadi,
    window::{SIZES, Window},
};

use crate::demo::{Demo, sign_in_with};

const PASSWORD: &str = "first day at work";

#[test]
fn a_person_is_added_once_nothing_is_wrong() -> Result<()> {
    let demo = Demo::new()?;
    let window = people(&demo)?;
    window.press("Alt+n")?;
    window.wait_for("#person-name:focus")?;
    window.keys("Gauri Kulkarni")?;
    window.type_into("#person-login", "desk")?;
    window.type_into("#person-password", "short")?;
    window.press("Enter")?;
    window.wait_text("#roles-said", "Choose at least one role")?;
    window.wait_for("#role-owner:focus")?;
    window.click("label:has(#role-pharmacist)")?;
    window.click_text("dialog button", "Add a person")?;
    window.wait_text("#person-password-error", "at least 10 characters")?;
    window.wait_text("#person-login-error", "Choose another")?;
    window.wait_for("#person-login:focus")?;
    window.look("person-refused")?;
    for (field, typed) in [("name", "Gauri Kulkarni"), ("login", "desk"), ("password", "short")] {
        assert_eq!(window.value(&format!("#person-{field}"))?, typed);
    }

    window.retype("#person-password", PASSWORD)?;
    window.press("Enter")?;
    window.wait_gone("#person-password-error")?;
    window.wait_for("#person-login:focus")?;
    assert_eq!(window.value("#person-password")?, PASSWORD);
    window.retype("#person-login", "gauri")?;
    window.wait_gone("#person-login-error")?;
    window.press("Enter")?;
    window.wait_gone("dialog")?;
    window.wait_text("#person-gauri", "Pharmacist")?;
    window.wait_text("[role='status']", "Gauri Kulkarni can sign in now")
}

#[test]
fn roles_are_given_and_taken_and_one_owner_stays() -> Result<()> {
    let demo = Demo::new()?;
    let window = people(&demo)?;
    roles(&window, "desk", &["front_desk"])?;
    window.wait_text("#roles-said", "Choose at least one role")?;
    window.wait_for("#role-owner:focus")?;
    window.look("roles-none")?;
    window.click("label:has(#role-front_desk)")?;
    window.click("label:has(#role-pharmacist)")?;
    window.click_text("dialog button", "Save the roles")?;
    window.wait_gone("dialog")?;
    window.wait_text("#person-desk", "Front desk, pharmacist")?;
    window.wait("two columns marked", || {
        Ok((window.script("return document.querySelectorAll('thead .role-on').length", &[])? == 2).then_some(()))
    })?;
    window.look("roles-given")?;
    // The list gives way to the card of the one chosen.
    for size in SIZES {
        window.resize(size)?;
        window.wait_in_sight("#person-desk b")?;
        window.wait_in_sight(".setleft .card + .card .btn")?;
    }

    roles(&window, "desk", &["front_desk"])?;
    window.wait_gone("dialog")?;
    window.wait("the role is taken", || Ok((!window.text("#person-desk")?.contains("Front desk")).then_some(())))?;
    window.wait_text("#person-desk", "Pharmacist")?;

    roles(&window, "owner", &["owner"])?;
    window.wait_text("#roles-said", "always keeps one owner")?;
    window.wait_for("#role-owner:focus:not(:checked)")?;
    window.look("roles-last-owner")?;
    window.press("Escape")?;
    window.wait_gone("dialog")?;
    window.wait_text("#person-owner", "Owner")
}

#[test]
fn the_owner_gives_a_new_password_and_its_person_changes_it() -> Result<()> {
    const MINE: &str = "coconut tree in the yard";
    let demo = Demo::new()?;
    let window = people(&demo)?;
    window.click("#person-desk")?;
    window.click_text("main button", "Give a new password")?;
    window.wait_for("#new-password:focus")?;
    window.press("Enter")?;
    window.wait_for("#new-password-error")?;
    window.keys("short")?;
    window.press("Enter")?;
    window.wait_text("#new-password-error", "at least 10 characters")?;
    assert_eq!(window.value("#new-password")?, "short");
    window.look("new-password-refused")?;
    window.retype("#new-password", PASSWORD)?;
    window.press("Enter")?;
    window.wait_gone("dialog")?;

    window.press("Ctrl+l")?;
    window.ready_at("unlock")?;
    wrong(&window, "desk", nadi::DEMO_PASSWORD)?;
    sign_in_with(&window, "desk", PASSWORD)?;
    window.click(".userbtn")?;
    window.click_text(".menu-item", "Change the password")?;
    window.wait_for("#password-old:focus")?;
    window.keys(nadi::DEMO_PASSWORD)?;
    window.type_into("#password-new", "coconut")?;
    window.type_into("#password-again", MINE)?;
    window.press("Enter")?;
    window.wait_text("#password-again-error", "not the same")?;
    window.wait_for("#password-again:focus")?;
    window.retype("#password-new", MINE)?;
    window.press("Enter")?;
    window.wait_text("#password-old-error", "not your present password")?;
    window.wait_for("#password-old:focus")?;
    assert_eq!(window.value("#password-new")?, MINE);
    window.look("change-password-refused")?;
    window.retype("#password-old", PASSWORD)?;
    window.press("Enter")?;
    window.wait_gone("dialog")?;

    window.press("Ctrl+l")?;
    window.ready_at("unlock")?;
    wrong(&window, "desk", PASSWORD)?;
    sign_in_with(&window, "desk", MINE)
}

/// The owner in Settings › People.
fn people(demo: &Demo) -> Result<Window> {
    let window = demo.open_as("owner")?;
    window.script("location.hash = '#/settings/people'", &[])?;
    window.ready_at("settings-people")?;
    Ok(window)
}

/// Opens somebody's roles, turns some over, and saves.
fn roles(window: &Window, login: &str, turned: &[&str]) -> Result<()> {
    window.click(&format!("#person-{login}"))?;
    window.click_text("main button", "Give other roles")?;
    window.wait_for("dialog #roles")?;
    for role in turned {
        window.click(&format!("label:has(#role-{role})"))?;
    }
    window.click_text("dialog button", "Save the roles")
}

/// A password that is not let in.
fn wrong(window: &Window, login: &str, password: &str) -> Result<()> {
    window.click(&format!("#tile-{login}"))?;
    window.wait_for(&format!("#tile-{login}[aria-pressed='true']"))?;
    window.type_into("#password", password)?;
    window.press("Enter")?;
    window.wait_text("#said", "do not go together")?;
    ensure!(window.value("#password")?.is_empty());
    Ok(())
}

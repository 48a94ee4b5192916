//! Paper from where people stand: the desk chooses its printers, what is done there prints by itself, and a printer that
//! does not print stands in nobody's way.

use anyhow::{Context, Result, ensure};
use nadi_tests::{cups::Cups, window::Window};
use serde_json::{Value, json};

use crate::demo::{Demo, NOW, sign_in};

/// The window of a demo clinic with that print service, the front desk signed in.
fn open(demo: &Demo, cups: &Cups) -> Result<Window> {
    let server = cups.server().display().to_string();
    let window = Window::open_with(demo.home(), &[("NADI_NOW", NOW), ("CUPS_SERVER", &server)])?;
    sign_in(&window, "desk")?;
    Ok(window)
}

/// Sends those papers to the roll.
fn choose(window: &Window, kinds: &[&str]) -> Result<()> {
    for kind in kinds {
        window.call("papers.set", &json!({ "kind": kind, "printer": "Roll" }))?;
    }
    Ok(())
}

/// Registers somebody with that phone; their id.
fn register(window: &Window, name: &str, phone: &str) -> Result<String> {
    let who = json!({ "name": name, "sex": "female", "age": "34", "phone": phone });
    let done = window.call("patients.register", &who)?;
    Ok(done["id"].as_str().context("no id")?.to_owned())
}

/// Gives a known patient a paid token, by keys alone.
fn check_in(window: &Window, name: &str, phone: &str) -> Result<()> {
    window.press("Ctrl+n")?;
    window.ready_at("register")?;
    window.wait_for("#phone:focus")?;
    window.keys(phone)?;
    window.wait_text("[data-here]", name)?;
    window.press("Alt+1")?;
    window.wait_text("[data-known]", name)?;
    window.wait_for("#pays")?;
    window.press("Ctrl+Enter")?;
    window.ready_at("today")?;
    window.wait_text("#main", name)
}

#[test]
fn the_desk_chooses_a_printer_by_keys_and_the_next_token_prints_by_itself() -> Result<()> {
    let (demo, cups) = (Demo::new()?, Cups::start()?);
    let window = open(&demo, &cups)?;
    window.press("Ctrl+4")?;
    window.ready_at("settings-clinic")?;
    window.script("document.querySelector('#tab-papers').focus()", &[])?;
    window.press("Enter")?;
    window.ready_at("settings-papers")?;
    window.wait_for(".paperview img")?;
    window.script("document.querySelector('#printer').focus()", &[])?;
    window.press("R")?;
    window.wait("the roll chosen", || Ok((window.value("#printer")? == "Roll").then_some(())))?;
    window.look("settings-papers-token")?;
    window.press("Ctrl+Enter")?;
    window.wait_text("#paper-token", "Roll")?;
    window.press("Ctrl+p")?;
    window.wait_text(".toast", "On its way")?;
    let test_page = cups.wait_for(1)?.remove(0);
    ensure!(test_page.contains("TEST PAGE") && test_page.contains("A-31"), "{test_page}");
    // A pre-printed pad, in Marathi: the picture follows what is typed.
    window.click("#paper-receipt")?;
    window.wait_for(".paperview-receipt")?;
    let before = window.script("return document.querySelector('.paperview img').src.length", &[])?;
    window.click("#header")?;
    window.wait_for("#top")?;
    window.retype("#top", "60")?;
    window.wait("another picture", || {
        let now = window.script("return document.querySelector('.paperview img').src.length", &[])?;
        Ok((now != before).then_some(()))
    })?;
    window.look("settings-papers-pad")?;
    window.retype("#copies", "9")?;
    window.press("Ctrl+Enter")?;
    window.wait_for("#copies-error")?;

    register(&window, "Yamuna Bhosle", "9000033401")?;
    check_in(&window, "Yamuna Bhosle", "9000033401")?;
    // The token alone: nobody chose a printer for bills.
    let slip = cups.wait_for(2)?.remove(1);
    ensure!(slip.contains("Yamuna Bhosle") && !slip.contains("TEST PAGE"), "{slip}");
    window.press("Ctrl+Shift+p")?;
    window.ready_at("papers")?;
    window.wait_for("tr[data-state='sent']")?;
    ensure!(cups.papers()?.len() == 2, "{:?}", cups.texts()?);
    ensure!(!window.text("#main")?.contains("Yamuna"), "a name where others look");
    window.look("papers-printed")
}

#[test]
fn a_counted_drawer_prints_its_slip_by_itself_and_again_at_a_key() -> Result<()> {
    let (demo, cups) = (Demo::new()?, Cups::start()?);
    let window = open(&demo, &cups)?;
    choose(&window, &["slip"])?;
    window.call("drawer.put", &json!({ "why": "float", "amount": 100_000 }))?;
    window.script("location.hash = '#/billing/close'", &[])?;
    window.wait_for("#count-500:focus")?;
    window.keys("2")?;
    window.press("Ctrl+Enter")?;
    let slip = cups.wait_for(1)?.remove(0);
    ensure!(slip.contains("500 × 2") && slip.contains("No difference") && slip.contains("Asha"), "{slip}");
    // The count leads on to the lock, which can wait.
    window.wait_for("dialog")?;
    window.press("Escape")?;
    window.wait_gone("dialog")?;
    window.press("Ctrl+p")?;
    let again = cups.wait_for(2)?.remove(1);
    ensure!(again.contains("DUPLICATE"), "{again}");
    Ok(())
}

#[test]
fn a_paper_goes_back_to_the_clinics_language() -> Result<()> {
    let (demo, cups) = (Demo::new()?, Cups::start()?);
    let window = open(&demo, &cups)?;
    window.script("location.hash = '#/settings/papers'", &[])?;
    window.ready_at("settings-papers")?;
    let choose = "const list = document.querySelector('#paper-language');
        list.value = arguments[0];
        list.dispatchEvent(new Event('change', { bubbles: true }))";
    for (chosen, language) in [("mr", json!("mr")), ("clinic", Value::Null)] {
        window.script(choose, &[json!(chosen)])?;
        window.click("[data-do='save-paper']:not([disabled])")?;
        window.wait("the language", || {
            let papers = window.call("papers.get", &json!({}))?;
            Ok((papers["papers"][0]["language"] == language).then_some(()))
        })?;
        window.wait_for("[data-do='save-paper'][disabled]")?;
    }
    window.look("settings-papers-language")
}

#[test]
fn a_stopped_printer_holds_up_nobody_and_its_papers_come_when_it_goes_on() -> Result<()> {
    let (demo, cups) = (Demo::new()?, Cups::start()?);
    let window = open(&demo, &cups)?;
    choose(&window, &["token", "slip"])?;
    register(&window, "Kusum Darekar", "9000033402")?;
    register(&window, "Indira Gokhale", "9000033403")?;
    cups.ask("cupsdisable", &["Roll"])?;
    check_in(&window, "Kusum Darekar", "9000033402")?;
    window.wait_text(".note", "Roll is stopped")?;
    window.look("today-printer-stopped")?;
    // The next patient is not held up, and what is said is hidden until something else is true.
    check_in(&window, "Indira Gokhale", "9000033403")?;
    window.wait_text(".note", "papers wait")?;
    window.click("#note-papers")?;
    window.ready_at("papers")?;
    window.wait_for("tr[data-state='waiting'] + tr[data-state='waiting']")?;
    window.wait_text("#main", "Asha")?;
    window.look("papers-waiting")?;
    ensure!(cups.papers()?.is_empty(), "{:?}", cups.texts()?);
    let waiting = window.call("print.jobs", &json!({}))?["jobs"].as_array().map_or(0, Vec::len);
    ensure!(waiting == 4, "{waiting}");
    // One is not wanted any more.
    window.press("Delete")?;
    window.wait_text(".toast", "Taken off")?;
    cups.ask("cupsenable", &["Roll"])?;
    let texts = cups.wait_for(3)?;
    ensure!(texts.iter().any(|text| text.contains("Kusum Darekar")), "{texts:?}");
    window.wait_gone("tr[data-state='waiting']")?;
    window.wait("the note gone", || Ok((!window.text(".note")?.contains("Roll")).then_some(())))?;
    Ok(())
}

#[test]
fn a_bill_prints_when_it_is_paid_and_again_as_a_duplicate() -> Result<()> {
    let (demo, cups) = (Demo::new()?, Cups::start()?);
    let window = open(&demo, &cups)?;
    choose(&window, &["slip"])?;
    let id = register(&window, "Sharad Wagle", "9000033404")?;
    window.script("location.hash = '#/billing?' + encodeURIComponent('patient=' + arguments[0])", &[json!(id)])?;
    window.wait_for("#bill-add:focus")?;
    window.keys("ecg")?;
    window.wait_text(".findrow", "ECG")?;
    window.press("Enter")?;
    window.wait_text("tbody", "ECG")?;
    // The row is there before the key is.
    window.wait_text(".keys", "Take payment")?;
    window.press("F9")?;
    window.wait_for("#given:focus")?;
    window.press("Enter")?;
    window.wait_for("[data-number]")?;
    let number = window.text("[data-number]")?;
    let first = cups.wait_for(1)?.remove(0);
    ensure!(first.contains(&number) && first.contains("ECG") && !first.contains("DUPLICATE"), "{first}");
    window.wait_text("[data-do='print']", "Print again")?;
    window.look("billing-print-again")?;
    window.press("Ctrl+p")?;
    window.wait_text(".toast", "duplicate")?;
    let second = cups.wait_for(2)?.remove(1);
    ensure!(second.contains(&number) && second.contains("DUPLICATE"), "{second}");
    let bills = window.call("bills.list", &json!({}))?;
    let same = bills["bills"].as_array().into_iter().flatten().filter(|bill| bill["number"] == json!(number)).count();
    ensure!(same == 1, "{bills}");
    Ok(())
}

#[test]
fn a_list_is_printed_by_a_key_and_without_a_printer_the_way_to_one_is_shown() -> Result<()> {
    let (demo, cups) = (Demo::new()?, Cups::start()?);
    let window = open(&demo, &cups)?;
    window.press("Ctrl+p")?;
    window.wait_text(".toast", "No printer is chosen")?;
    window.look("today-no-printer")?;
    window.press("Alt+p")?;
    window.ready_at("settings-papers")?;
    choose(&window, &["token", "sheet"])?;
    window.press("Ctrl+1")?;
    window.ready_at("today")?;
    window.press("Ctrl+p")?;
    let list = cups.wait_for(1)?.remove(0);
    ensure!(list.contains("Day list"), "{list}");
    let patient = register(&window, "Vimal Kadam", "9000033405")?;
    let doctor = window.call("queue.list", &json!({}))?["lanes"][0]["doctor"].clone();
    let given: Value = window.call("queue.arrive", &json!({ "patient": patient, "doctor": doctor }))?;
    let token = given["token"].as_str().context("no token")?.to_owned();
    let tok = format!("#tok-{}", given["visit"].as_str().context("no visit")?);
    window.wait_for(&tok)?;
    window.script("document.querySelector(arguments[0]).focus()", &[json!(tok)])?;
    window.press("Shift+P")?;
    let slip = cups.wait_for(2)?.remove(1);
    ensure!(slip.contains(&token) && !slip.contains("DUPLICATE"), "{slip}");
    window.press("Shift+P")?;
    let again = cups.wait_for(3)?.remove(2);
    ensure!(again.contains(&token) && again.contains("DUPLICATE"), "{again}");
    Ok(())
}

#[test]
fn without_printers_the_settings_say_what_to_do() -> Result<()> {
    let (demo, mut cups) = (Demo::new()?, Cups::start()?);
    cups.ask("lpadmin", &["-x", "Roll"])?;
    let window = open(&demo, &cups)?;
    window.script("location.hash = '#/settings/papers'", &[])?;
    window.ready_at("settings-papers")?;
    window.wait_text("#main", "No printer is set up")?;
    window.look("settings-papers-none")?;
    cups.stop()?;
    window.click("#look-again")?;
    window.wait_text("#main", "does not run")?;
    window.press("Ctrl+Shift+p")?;
    window.ready_at("papers")?;
    window.wait_text("#main", "No paper is on its way")?;
    window.look("papers-empty")?;
    window.press("Ctrl+l")?;
    window.ready_at("unlock")?;
    sign_in(&window, "nurse")?;
    window.script("location.hash = '#/settings/papers'", &[])?;
    window.ready_at("settings-papers")?;
    window.wait_text("#main", "Printers are chosen by")?;
    ensure!(window.driver().find("#printer")?.is_none(), "a form that is refused");
    window.look("settings-papers-nurse")?;
    window.press("Ctrl+l")?;
    window.ready_at("unlock")?;
    sign_in(&window, "owner")
}

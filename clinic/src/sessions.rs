//! Signing in, locking, and handing the keyboard over.

use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use model::Fault;
use model::command::Done;
use model::commands::session::{Lock, SetLanguage, SetPin, SignIn, SignOut, SignedIn, Switch};
use model::tenancy::User;
use model::{Door, Id};
use store::keyring::{Keyring, Opened};
use store::keys::KeyPair;
use store::{Act, Store};

use crate::dispatch::Call;
use crate::profile::Clinic;

/// Opens the profile, where this is the first sign-in since the start, and seats the person.
pub(crate) fn sign_in(call: &Call<'_>, args: SignIn) -> Result<SignedIn, Fault> {
    let clinic = call.clinic;
    let (store, user, pair) = open(call, &args.user, &args.password)?;
    clinic.warming.begin(&store);
    Ok(clinic.seats.sit(call.seat, user, pair, clinic.today(), clinic.clock.now()))
}

/// Whose password it is, and the store that it opens.
///
/// # Errors
/// As [`guess`]; the damage that shows with the key.
pub(crate) fn open(call: &Call<'_>, user: &str, password: &str) -> Result<(Arc<Store>, User, KeyPair), Fault> {
    let clinic = call.clinic;
    let login = user.trim().to_lowercase();
    let keyring = clinic.keyring()?;
    let opened = guess(clinic, &keyring, &login, password)?;
    let store = match clinic.store() {
        Ok(store) => store,
        Err(_) => {
            let act = first_act(call, &keyring, &opened.pair);
            let (store, repaired) = Store::open(&clinic.profile, &keyring, opened.key, &act).map_err(|e| {
                if let store::Error::Damaged(damage) = e {
                    clinic.found_damage(damage);
                }
                e
            })?;
            clinic.opened(store, repaired)?
        }
    };
    let public = opened.pair.public();
    let user = store.read(|view| {
        let people = view.all::<User>()?;
        Ok(people.into_iter().map(|p| p.record).find(|p| p.active && p.verifying_key == public.verifying))
    })?;
    // A keyring older than the database: the person has new seals, or may not sign in any more.
    let user = user.ok_or_else(|| Fault::new("wrong-password"))?;
    Ok((store, user, opened.pair))
}

/// What opening a profile may have to write, in the name of whoever opens it.
fn first_act<'a>(call: &Call<'_>, keyring: &Keyring, pair: &'a KeyPair) -> Act<'a> {
    let public = pair.public().verifying;
    let person = keyring.people.iter().find(|p| p.seals.verifying_key == public);
    let user = person.and_then(|p| p.user.as_slice().try_into().ok()).unwrap_or_default();
    let clock = &call.clinic.clock;
    Act { user, command: "app.set_aside", request: call.request, now: clock.said(), offset: 0, signer: Some(pair) }
}

/// Tries a password; wrong ones make the next wait, ever longer, also after a restart.
///
/// # Errors
/// `wait`, `wrong-password`.
pub(crate) fn guess(clinic: &Clinic, keyring: &Keyring, login: &str, password: &str) -> Result<Opened, Fault> {
    let now = clinic.clock.said();
    if let Some(until) = clinic.with_tries(|t| t.wait_until(login, now)) {
        return Err(Fault::new("wait").with("seconds", (until - now + 999) / 1000));
    }
    match keyring.sign_in(login, password) {
        Ok((_, opened)) => {
            // Where the disk is full, the count on it stays as it is; the password was right.
            let _ = clinic.with_tries(|t| t.right(&clinic.profile, login));
            Ok(opened)
        }
        Err(e @ (store::Error::WrongPassword | store::Error::NobodyOfThatName)) => {
            // Counted in memory also where the disk is full.
            let _ = clinic.with_tries(|t| t.wrong(&clinic.profile, login, now));
            Err(e.into())
        }
        Err(e) => Err(e.into()),
    }
}

/// Reads the patients for the find box while the first screen is drawn.
///
/// It is waited for at the end: a thread that still decrypts while the program takes its libraries down crashes it.
#[derive(Default)]
pub(crate) struct Warming(Mutex<Option<JoinHandle<()>>>);

impl Warming {
    fn begin(&self, store: &Arc<Store>) {
        let mut thread = crate::lock(&self.0);
        if thread.is_none() {
            let ours = Arc::clone(store);
            // Where no thread can be had, the first find reads them.
            let reading = move || {
                store::give_way();
                drop(ours.directory());
            };
            *thread = std::thread::Builder::new().name("directory".into()).spawn(reading).ok();
        }
    }

    /// Waits until it is done; the next sign-in may begin it anew.
    pub(crate) fn end(&self) {
        let thread = crate::lock(&self.0).take();
        // Had it died, the first find would read the patients.
        let _ = thread.map(JoinHandle::join);
    }
}

impl Drop for Warming {
    fn drop(&mut self) {
        self.end();
    }
}

pub(crate) fn lock(call: &Call<'_>, _: Lock) -> Result<Done, Fault> {
    call.clinic.seats.lock(call.seat);
    Ok(Done {})
}

pub(crate) fn sign_out(call: &Call<'_>, _: SignOut) -> Result<Done, Fault> {
    call.clinic.seats.leave(call.seat);
    Ok(Done {})
}

pub(crate) fn set_pin(call: &Call<'_>, args: SetPin) -> Result<Done, Fault> {
    if args.pin.len() != 6 || !args.pin.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Fault::field("pin", "field-pin-six"));
    }
    let same = args.pin.bytes().all(|b| Some(b) == args.pin.bytes().next());
    if same || "0123456789".contains(&args.pin) || "9876543210".contains(&args.pin) {
        return Err(Fault::field("pin", "field-pin-easy"));
    }
    call.clinic.seats.set_pin(call.sitter()?, &args.pin, call.clinic.today())?;
    Ok(Done {})
}

pub(crate) fn switch(call: &Call<'_>, args: Switch) -> Result<SignedIn, Fault> {
    let clinic = call.clinic;
    clinic.store()?;
    clinic.seats.switch(call.seat, &args.user.trim().to_lowercase(), &args.pin, clinic.today(), clinic.clock.now())
}

pub(crate) fn set_language(call: &Call<'_>, args: SetLanguage) -> Result<Done, Fault> {
    call.clinic.seats.set_language(call.seat, args.language);
    Ok(Done {})
}

/// A login name as it is kept, or its refusal.
pub(crate) fn login(door: &mut Door, field: &str, text: &str, taken: impl Fn(&str) -> bool) -> String {
    let login = text.trim().to_lowercase();
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
    if login.len() < 2 || !login.chars().all(fits) {
        door.refuse(field, "field-login");
    } else if taken(&login) {
        door.refuse(field, "field-login-taken");
    }
    login
}

/// Refuses a password that is too short, or is the login or the clinic's name.
pub(crate) fn password(door: &mut Door, field: &str, text: &str, login: &str) {
    if text.chars().count() < 10 {
        door.refuse_with(field, "field-password-short", &[("min", "10".into())]);
    } else if text.to_lowercase().contains(login) && text.chars().count() < login.len() + 6 {
        door.refuse(field, "field-password-login");
    }
}

/// The person of that id, as the subject of what is about them.
pub(crate) fn about(user: Id<User>) -> sync::Subject {
    sync::Subject { kind: <User as model::Record>::KIND, id: user.bytes() }
}

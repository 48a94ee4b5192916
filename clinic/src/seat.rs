//! Who sits where: places in the program, and the sessions that people have at this desk.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use model::capability::Capability;
use model::commands::session::SignedIn;
use model::day::Day;
use model::tenancy::User;
use model::words::Language;
use model::{Fault, Id};
use store::keys::{KeyPair, PinSeal};

use crate::lock;

/// For how long somebody who does nothing at this computer counts as here, milliseconds.
const HERE: i64 = 30 * 60_000;

/// One place where one person works: a window, a run of `nadi rpc`, a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Seat(u64);

/// The places and sessions of an open clinic.
#[derive(Default)]
pub(crate) struct Seats(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    next: u64,
    places: HashMap<Seat, Place>,
    sessions: HashMap<Id<User>, Session>,
}

struct Place {
    language: Option<Language>,
    used: Instant,
    sitting: Option<Sitting>,
}

struct Sitting {
    user: Id<User>,
    /// The person's own pair, dropped at lock.
    pair: Option<KeyPair>,
}

/// A person's session at this desk, from the password to the sign-out.
struct Session {
    record: User,
    password_day: Day,
    pin: Option<PinSeal>,
    last_here: i64,
}

/// The unlocked person of a place.
#[derive(Clone)]
pub(crate) struct Sitter {
    pub(crate) user: User,
    pub(crate) pair: KeyPair,
}

impl Sitter {
    /// # Errors
    /// `not-permitted` where none of the person's roles gives it.
    pub(crate) fn may(&self, capability: Capability) -> Result<(), Fault> {
        if self.user.roles.may(capability) { Ok(()) } else { Err(Fault::new("not-permitted")) }
    }
}

impl Seats {
    /// A new place, where nobody sits yet.
    pub(crate) fn take(&self) -> Seat {
        let mut inner = lock(&self.0);
        inner.next += 1;
        let seat = Seat(inner.next);
        inner.places.insert(seat, Place { language: None, used: Instant::now(), sitting: None });
        seat
    }

    /// Somebody has given the password.
    pub(crate) fn sit(&self, seat: Seat, record: User, pair: KeyPair, today: Day, now: i64) -> SignedIn {
        let mut inner = lock(&self.0);
        let user = record.id;
        // A PIN is for the day of the password that it was set after.
        let pin = inner.sessions.remove(&user).filter(|s| s.password_day == today).and_then(|s| s.pin);
        let session = Session { record, password_day: today, pin, last_here: now };
        let signed_in = session.signed_in();
        inner.sessions.insert(user, session);
        inner.place(seat).seat(user, pair);
        signed_in
    }

    /// Opens a person's running session by PIN.
    ///
    /// # Errors
    /// `pin-not-set` where there is no PIN for today, `wrong-pin` with the tries left.
    pub(crate) fn switch(&self, seat: Seat, login: &str, pin: &str, today: Day, now: i64) -> Result<SignedIn, Fault> {
        let mut inner = lock(&self.0);
        let (session, pair) = inner.by_pin(login, pin, today)?;
        session.last_here = now;
        let (user, signed_in) = (session.record.id, session.signed_in());
        inner.place(seat).seat(user, pair);
        Ok(signed_in)
    }

    /// Whoever agrees to something at somebody else's place, by the PIN of their running session.
    ///
    /// # Errors
    /// As [`Seats::switch`].
    pub(crate) fn vouched(&self, login: &str, pin: &str, today: Day) -> Result<User, Fault> {
        Ok(lock(&self.0).by_pin(login, pin, today)?.0.record.clone())
    }

    /// Sets the PIN of whoever sits there, for the day of their password.
    ///
    /// # Errors
    /// `pin-not-set` where that day is over.
    pub(crate) fn set_pin(&self, sitter: &Sitter, pin: &str, today: Day) -> Result<(), Fault> {
        let mut inner = lock(&self.0);
        let session = inner.sessions.get_mut(&sitter.user.id).filter(|s| s.password_day == today);
        session.ok_or_else(|| Fault::new("pin-not-set"))?.pin = Some(PinSeal::new(pin, &sitter.pair));
        Ok(())
    }

    /// Drops the keys of a place; what the person has not finished stays theirs.
    pub(crate) fn lock(&self, seat: Seat) {
        if let Some(sitting) = &mut lock(&self.0).place(seat).sitting {
            sitting.pair = None;
        }
    }

    /// Locks every place, as after a sleep of the computer.
    pub(crate) fn lock_all(&self) {
        for place in lock(&self.0).places.values_mut() {
            if let Some(sitting) = &mut place.sitting {
                sitting.pair = None;
            }
        }
    }

    /// Ends the session of whoever sits there, at every place.
    pub(crate) fn leave(&self, seat: Seat) {
        let mut inner = lock(&self.0);
        if let Some(sitting) = inner.place(seat).sitting.take() {
            inner.end(sitting.user);
        }
    }

    /// Ends every session, as where another profile takes this one's place.
    pub(crate) fn end_all(&self) {
        let mut inner = lock(&self.0);
        inner.sessions.clear();
        inner.places.values_mut().for_each(|place| place.sitting = None);
    }

    /// The unlocked person of a place; locks it first where it was idle for longer than `idle`.
    ///
    /// # Errors
    /// `signed-out` where nobody sits there, `locked` where somebody does behind a lock.
    pub(crate) fn sitter(&self, seat: Seat, idle: Duration, now: i64) -> Result<Sitter, Fault> {
        let mut inner = lock(&self.0);
        let place = inner.place(seat);
        let waited = place.used.elapsed();
        place.used = Instant::now();
        let sitting = place.sitting.as_mut().ok_or_else(|| Fault::new("signed-out"))?;
        if waited > idle {
            sitting.pair = None;
        }
        let pair = sitting.pair.clone().ok_or_else(|| Fault::new("locked"))?;
        let user = sitting.user;
        let session = inner.sessions.get_mut(&user).ok_or_else(|| Fault::new("signed-out"))?;
        session.last_here = now;
        Ok(Sitter { user: session.record.clone(), pair })
    }

    /// Who sits there, locked or not, and whether it is locked.
    pub(crate) fn seen(&self, seat: Seat, idle: Duration) -> (Option<SignedIn>, bool) {
        let mut inner = lock(&self.0);
        let place = inner.place(seat);
        let idle = place.used.elapsed() > idle;
        let Some(sitting) = &mut place.sitting else { return (None, false) };
        if idle {
            sitting.pair = None;
        }
        let (user, locked) = (sitting.user, sitting.pair.is_none());
        (inner.sessions.get(&user).map(Session::signed_in), locked)
    }

    /// Whether a PIN opens this person's session today, and when they were last here.
    pub(crate) fn session_of(&self, login: &str, today: Day) -> Option<(bool, i64)> {
        let inner = lock(&self.0);
        let session = inner.sessions.values().find(|s| s.record.login == login)?;
        Some((session.pin.is_some() && session.password_day == today, session.last_here))
    }

    /// Whether a person's session runs here and they have used it lately, locked or not.
    pub(crate) fn is_here(&self, user: Id<User>, now: i64) -> bool {
        lock(&self.0).sessions.get(&user).is_some_and(|s| now - s.last_here < HERE)
    }

    /// Takes in that people's records have changed: roles at once; who may not sign in any more, or has new
    /// keys, is out.
    pub(crate) fn refresh(&self, user: &User) {
        let mut inner = lock(&self.0);
        let Some(session) = inner.sessions.get_mut(&user.id) else { return };
        if user.active && user.verifying_key == session.record.verifying_key {
            session.record = user.clone();
        } else {
            inner.end(user.id);
        }
    }

    /// The language that a place shows: its own choice, else the person's.
    pub(crate) fn language(&self, seat: Seat) -> Option<Language> {
        let mut inner = lock(&self.0);
        let place = inner.place(seat);
        let (chosen, user) = (place.language, place.sitting.as_ref().map(|s| s.user));
        chosen.or_else(|| Some(inner.sessions.get(&user?)?.record.language))
    }

    /// Chooses the language of a place.
    pub(crate) fn set_language(&self, seat: Seat, language: Language) {
        lock(&self.0).place(seat).language = Some(language);
    }
}

impl Inner {
    fn place(&mut self, seat: Seat) -> &mut Place {
        self.places.entry(seat).or_insert_with(|| Place { language: None, used: Instant::now(), sitting: None })
    }

    fn by_pin(&mut self, login: &str, pin: &str, today: Day) -> Result<(&mut Session, KeyPair), Fault> {
        let session = self.sessions.values_mut().find(|s| s.record.login == login && s.password_day == today);
        let session = session.ok_or_else(|| Fault::new("pin-not-set"))?;
        let seal = session.pin.as_mut().ok_or_else(|| Fault::new("pin-not-set"))?;
        if let Ok(pair) = seal.open(pin) {
            return Ok((session, pair));
        }
        let left = seal.tries_left();
        if left == 0 {
            session.pin = None;
            return Err(Fault::new("pin-used-up"));
        }
        Err(Fault::new("wrong-pin").with("left", left))
    }

    /// Drops a person's session and their keys, wherever they sit.
    fn end(&mut self, user: Id<User>) {
        self.sessions.remove(&user);
        for place in self.places.values_mut() {
            place.sitting.take_if(|s| s.user == user);
        }
    }
}

impl Place {
    /// Seats a person, which counts as use: the wait before it locks nobody out.
    fn seat(&mut self, user: Id<User>, pair: KeyPair) {
        self.used = Instant::now();
        self.sitting = Some(Sitting { user, pair: Some(pair) });
    }
}

impl Session {
    fn signed_in(&self) -> SignedIn {
        let roles = self.record.roles.clone();
        SignedIn {
            id: self.record.id,
            user: self.record.login.clone(),
            name: self.record.name.clone(),
            capabilities: Capability::ALL.iter().copied().filter(|c| roles.may(*c)).collect(),
            roles,
            pin: self.pin.is_some(),
            language: self.record.language,
        }
    }
}

#[cfg(test)]
mod tests {
    use model::capability::{Role, Roles};

    use super::*;

    const MONDAY: Day = Day::MIN;

    fn asha() -> (User, KeyPair) {
        let pair = KeyPair::random();
        let id = Id::from_bytes([1; 16]);
        (crate::create::user(id, "asha", "Asha", Roles(vec![Role::Nurse]), &pair, Language::En), pair)
    }

    #[test]
    fn an_idle_place_locks_and_a_sign_in_after_a_long_wait_does_not() {
        let seats = Seats::default();
        let (seat, idle) = (seats.take(), Duration::from_millis(40));
        let (user, pair) = asha();
        std::thread::sleep(2 * idle);
        seats.sit(seat, user.clone(), pair.clone(), MONDAY, 0);
        assert!(seats.sitter(seat, idle, 0).is_ok());
        std::thread::sleep(2 * idle);
        assert_eq!(seats.sitter(seat, idle, 0).map(|s| s.user).unwrap_err().code, "locked");
        seats.sit(seat, user, pair, MONDAY, 0);
        assert!(seats.sitter(seat, idle, 0).is_ok());
    }

    #[test]
    fn a_pin_is_gone_the_next_day_also_after_the_next_password() {
        let seats = Seats::default();
        let seat = seats.take();
        let tuesday = MONDAY.plus_days(1);
        let (user, pair) = asha();
        seats.sit(seat, user.clone(), pair.clone(), MONDAY, 0);
        let sitter = seats.sitter(seat, Duration::MAX, 0).unwrap();
        seats.set_pin(&sitter, "483920", MONDAY).unwrap();
        assert!(seats.switch(seat, "asha", "483920", MONDAY, 0).is_ok());
        assert_eq!(seats.switch(seat, "asha", "483920", tuesday, 0).unwrap_err().code, "pin-not-set");
        assert_eq!(seats.set_pin(&sitter, "483920", tuesday).unwrap_err().code, "pin-not-set");
        seats.sit(seat, user, pair, tuesday, 0);
        assert_eq!(seats.switch(seat, "asha", "483920", tuesday, 0).unwrap_err().code, "pin-not-set");
    }

    #[test]
    fn who_has_new_keys_or_may_not_sign_in_any_more_is_out() {
        for change in [|u: &mut User| u.verifying_key = vec![7; 32], |u: &mut User| u.active = false] {
            let seats = Seats::default();
            let seat = seats.take();
            let (mut user, pair) = asha();
            seats.sit(seat, user.clone(), pair, MONDAY, 0);
            change(&mut user);
            seats.refresh(&user);
            assert_eq!(seats.sitter(seat, Duration::MAX, 0).map(|s| s.user).unwrap_err().code, "signed-out");
        }
    }
}

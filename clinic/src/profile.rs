//! One open profile: its folder, its lock, its store once somebody has signed in.

use std::fs::File;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use model::commands::app::LastSaved;
use model::day::Day;
use model::record::number_of;
use model::tenancy::{ClockAnswer, IDLE_MINUTES};
use model::words::{Language, Words};
use model::{Fault, Record};
use store::damage::{self, Damage, Found};
use store::keyring::Keyring;
use store::keys::Cost;
use store::{Profile, Store, Tries};

use crate::backup::Backups;
use crate::clock::Clock;
use crate::dispatch::{Change, Listeners};
use crate::lock;
use crate::print::Printing;
use crate::seat::{Seat, Seats};
use crate::sessions::Warming;

/// How long one guess of a password should take on this computer.
const GUESS: Duration = Duration::from_millis(250);

/// What the surroundings say.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `NADI_NOW`, RFC 3339: the time that a demo profile begins with. Others ignore it.
    pub now: Option<String>,
    /// `en` or `hi`: the language where nobody has chosen one.
    pub language: String,
}

/// One profile: a clinic at this computer, or the place for one.
pub struct Clinic {
    pub(crate) profile: Profile,
    pub(crate) options: Options,
    pub(crate) clock: Arc<Clock>,
    pub(crate) backups: Arc<Backups>,
    pub(crate) seats: Seats,
    pub(crate) listeners: Arc<Listeners>,
    pub(crate) printing: Arc<Printing>,
    pub(crate) practice: bool,
    pub(crate) warming: Warming,
    state: Mutex<State>,
    /// Held against any second program on this profile.
    _lock: File,
    /// A practice clinic's folder, gone with it.
    _throwaway: Option<tempfile::TempDir>,
}

#[derive(Default)]
struct State {
    keyring: Option<Keyring>,
    store: Option<Arc<Store>>,
    damage: Option<Damage>,
    unclean: bool,
    last_saved: Option<LastSaved>,
    repaired: Vec<&'static str>,
    tries: Tries,
}

impl Clinic {
    /// Takes the profile in that folder. It needs no password, and a folder without a clinic is the first run.
    /// Damage that shows already is not an error here: `app.status` says it, and the rest refuses with it.
    ///
    /// # Errors
    /// `profile-open` where another program has it; a file's own.
    pub fn open(home: &Path, options: Options) -> Result<Self, Fault> {
        Self::over(home, options, None)
    }

    pub(crate) fn over(home: &Path, options: Options, throwaway: Option<tempfile::TempDir>) -> Result<Self, Fault> {
        let words = Words::new(Language::parse(&options.language).unwrap_or_default());
        let profile = Profile::at(home);
        let held = profile.lock().map_err(|e| Fault::from(e).said_in(&words))?;
        let clock = Arc::new(Clock::system());
        let listeners = Arc::<Listeners>::default();
        let clinic = Self {
            backups: Backups::of(&profile, &clock),
            clock,
            seats: Seats::default(),
            printing: Printing::of(&listeners),
            listeners,
            practice: throwaway.is_some(),
            warming: Warming::default(),
            state: Mutex::default(),
            _lock: held,
            _throwaway: throwaway,
            profile,
            options,
        };
        clinic.look();
        Ok(clinic)
    }

    /// Looks at the files; what is found decides the first screen.
    pub(crate) fn look(&self) {
        // Where a restore that was cut short cannot be finished now, what is missing is said as damage.
        let _ = store::backup::settle(&self.profile);
        let mut state = State { tries: Tries::read(&self.profile), ..State::default() };
        match damage::look(&self.profile) {
            Ok(Found::Nothing) => {}
            // Where it cannot be moved, founding says why.
            Ok(Found::Unfounded) => drop(damage::clear(&self.profile, self.clock.said())),
            Ok(Found::Clinic { unclean }) => {
                state.unclean = unclean;
                match Keyring::read(&self.profile) {
                    Ok((keyring, _)) => state.keyring = Some(keyring),
                    Err(_) => state.damage = Some(Damage::Keyring),
                }
            }
            Err(damage) => {
                // The sign-in screen may still say whose clinic this is.
                state.keyring = Keyring::read(&self.profile).ok().map(|k| k.0);
                state.damage = Some(damage);
            }
        }
        if let Some(keyring) = &state.keyring
            && (keyring.demo || self.practice)
            && let Some(now) = self.options.now.as_deref().and_then(crate::clock::instant)
        {
            self.clock.fix(now);
        }
        *lock(&self.state) = state;
    }

    /// A new place, where one person works.
    pub fn seat(&self) -> Seat {
        self.seats.take()
    }

    /// Hears of every change, after it is durable.
    pub fn subscribe(&self, f: impl Fn(&Change) + Send + Sync + 'static) {
        self.listeners.add(f);
    }

    /// Ends cleanly. What was committed is safe without it; a clean end makes the next start quicker.
    ///
    /// # Errors
    /// The disk's.
    pub fn close(&self) -> Result<(), Fault> {
        self.warming.end();
        self.backups.end();
        self.printing.end();
        let store = lock(&self.state).store.take();
        match store {
            Some(store) => Ok(store.close()?),
            None => Ok(()),
        }
    }

    /// Ends every session and closes, has `put` put another profile in this one's place, and looks at that.
    pub(crate) fn replaced_by<T>(&self, put: impl FnOnce() -> store::Result<T>) -> Result<T, Fault> {
        self.seats.end_all();
        // What is here goes aside as it is: no end is cleaner than that.
        let _ = self.close();
        let put = put();
        self.look();
        Ok(put?)
    }

    /// The open store.
    ///
    /// # Errors
    /// The damage, where the profile has some; `signed-out` where nobody has signed in yet.
    pub(crate) fn store(&self) -> Result<Arc<Store>, Fault> {
        let state = lock(&self.state);
        if let Some(damage) = state.damage {
            return Err(store::Error::Damaged(damage).into());
        }
        state.store.clone().ok_or_else(|| Fault::new("signed-out"))
    }

    /// What the profile can be opened with.
    ///
    /// # Errors
    /// The damage; `no-clinic` where there is none yet.
    pub(crate) fn keyring(&self) -> Result<Keyring, Fault> {
        let state = lock(&self.state);
        match (&state.damage, &state.keyring) {
            (Some(damage), _) => Err(store::Error::Damaged(*damage).into()),
            (None, Some(keyring)) => Ok(keyring.clone()),
            (None, None) => Err(Fault::new("no-clinic")),
        }
    }

    /// The keyring as far as it can be read, for the sign-in screen.
    pub(crate) fn keyring_shown(&self) -> Option<Keyring> {
        lock(&self.state).keyring.clone()
    }

    pub(crate) fn damage(&self) -> Option<Damage> {
        lock(&self.state).damage
    }

    /// Notes damage that showed only while working.
    pub(crate) fn found_damage(&self, damage: Damage) {
        lock(&self.state).damage = Some(damage);
    }

    /// Takes in the store that a sign-in or a founding has opened.
    pub(crate) fn opened(&self, store: Store, repaired: Vec<&'static str>) -> Result<Arc<Store>, Fault> {
        // What was set aside has an entry of its own, which nobody had saved.
        let aside = repaired.contains(&"set-aside");
        let looked = store.read(|view| {
            let newest = if aside { view.newest_before()? } else { view.newest()? };
            let paper = newest.as_ref().map_or(Ok(None), |entry| crate::status::paper(view, entry))?;
            Ok((newest.map(|entry| (paper, entry)), view.latest()?, answered_offset(view, store.incarnation().0)?))
        });
        let looked = looked.and_then(|seen| Ok((seen, store.keyring()?)));
        let ((newest, latest, offset), keyring) = looked.inspect_err(|_| {
            // Nothing was written: a stop that looks unclean would speak of a loss that there is not.
            let _ = store.close();
        })?;
        self.clock.set_offset(offset);
        if let Some(at) = latest {
            self.clock.compare(at);
        }
        let store = Arc::new(store);
        self.backups.begin(&store);
        self.printing.begin(&store);
        let mut state = lock(&self.state);
        state.repaired = repaired;
        state.keyring = Some(keyring);
        if state.unclean
            && let Some((paper, entry)) = newest
        {
            let name = state.keyring.as_ref().and_then(|k| k.people.iter().find(|p| p.user == entry.user));
            let by = name.map(|p| p.name.clone()).unwrap_or_default();
            state.last_saved = Some(LastSaved { command: entry.command, at: entry.at, by, paper });
        }
        state.store = Some(Arc::clone(&store));
        Ok(store)
    }

    /// Reads the keyring anew after people have changed.
    pub(crate) fn keyring_changed(&self, keyring: Keyring) {
        lock(&self.state).keyring = Some(keyring);
    }

    pub(crate) fn last_saved(&self) -> (Option<LastSaved>, Vec<&'static str>) {
        let state = lock(&self.state);
        (state.last_saved.clone(), state.repaired.clone())
    }

    /// The notes about the last stop have been read.
    pub(crate) fn seen(&self) {
        let mut state = lock(&self.state);
        state.last_saved = None;
        state.repaired.clear();
    }

    pub(crate) fn with_tries<T>(&self, f: impl FnOnce(&mut Tries) -> T) -> T {
        f(&mut lock(&self.state).tries)
    }

    /// The cost of a password here. Made-up clinics use the least: their password is on the screen.
    pub(crate) fn cost(&self, demo: bool) -> Cost {
        if demo || self.practice { Cost::LEAST } else { Cost::tuned(GUESS) }
    }

    /// Minutes east of UTC.
    pub(crate) fn zone(&self) -> i64 {
        self.keyring_shown().map_or(330, |k| k.zone_minutes)
    }

    /// The clinic's day.
    pub(crate) fn today(&self) -> Day {
        Day::at(self.clock.now(), self.zone())
    }

    /// Minutes without a key press until the lock.
    pub(crate) fn idle_minutes(&self) -> i64 {
        lock(&self.state).keyring.as_ref().map_or(IDLE_MINUTES, |k| k.idle_minutes)
    }

    /// How long a place may be idle.
    pub(crate) fn idle(&self) -> Duration {
        Duration::from_secs(self.idle_minutes().unsigned_abs() * 60)
    }

    /// The language of a place.
    pub(crate) fn language(&self, seat: Seat) -> Language {
        self.seats
            .language(seat)
            .or_else(|| self.keyring_shown().map(|k| k.language))
            .or_else(|| Language::parse(&self.options.language))
            .unwrap_or_default()
    }
}

/// The offset that was answered last for the clock of this desk.
fn answered_offset(view: &store::View<'_>, desk: [u8; 16]) -> store::Result<i64> {
    let answers = view.by::<ClockAnswer>("desk", desk)?;
    let field = number_of(ClockAnswer::FIELDS, "offset");
    // Not the one with the latest time: an answer that sets the clock back is the later one all the same.
    let last = answers.iter().max_by_key(|a| a.versions.heads(field).map(|v| v.n).max());
    Ok(last.map_or(0, |a| a.record.offset))
}

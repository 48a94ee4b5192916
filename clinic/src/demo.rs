//! A made-up clinic: the same answers give the same people, only ids, salts and keys differ.

mod calendar;
mod household;
mod names;
mod places;
mod prices;
mod team;
mod today;

use std::path::Path;

use model::day::Day;
use model::patient::{Patient, Visit, VisitKind, VisitState};
use model::{Door, Fault, Id};
use rand::rngs::Xoshiro256PlusPlus as Dice;
use rand::{RngExt, SeedableRng};
use store::{Act, Profile, Tx};

use self::calendar::{Arrival, Calendar, What};
use self::household::Families;
use self::names::common;
use self::places::{COMPLAINTS, REPORTS, REVIEWS, VACCINES};
use self::team::Team;
use crate::clock::Clock;
use crate::patients::{Place, about, check, put_new};

/// What everybody signs in with.
const PASSWORD: &str = "nadi-demo-clinic";

/// Minutes east of UTC.
const ZONE: i64 = 330;

/// Visits of one patient, on average.
const VISITS: u64 = 5;

/// Rows after which a transaction ends.
const ROWS: usize = 1_500;

/// Transactions that even a small clinic has, so that its history looks lived in.
const TRANSACTIONS: u64 = 300;

/// The folder in which the clinic is made before it is moved to its place whole.
const UNFINISHED: &str = "filling";

/// How large it is.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How many patients; each comes five times on average.
    pub patients: u64,
    /// Over how many years they came.
    pub years: u32,
    /// Another number gives other people.
    pub seed: u64,
    /// The last day, ISO, which ends at 11:30; the computer's today, as far as it has come, where not said.
    pub today: Option<String>,
}

/// Fills a folder. `progress` hears how many arrivals are done, of how many.
///
/// # Errors
/// `clinic-exists`, `profile-open`, refused fields of the plan, the disk's. Then nothing is left behind.
pub fn fill(home: &Path, plan: &Plan, progress: impl FnMut(u64, u64)) -> Result<(), Fault> {
    let now = Clock::system().said();
    let today = checked(plan, now)?;
    let profile = Profile::at(home);
    refuse_taken(&profile)?;
    let was_there = home.exists();
    let held = profile.lock()?;
    // Somebody may have been quicker.
    refuse_taken(&profile)?;
    let unfinished = home.join(UNFINISHED);
    let filled = (|| {
        if unfinished.exists() {
            std::fs::remove_dir_all(&unfinished).map_err(store::Error::from)?;
        }
        std::fs::create_dir_all(&unfinished).map_err(store::Error::from)?;
        make(&unfinished, plan, today, now, progress)?;
        Ok::<_, Fault>(move_up(&unfinished, home).map_err(store::Error::from)?)
    })();
    if filled.is_err() {
        let _ = std::fs::remove_dir_all(&unfinished);
        if !was_there {
            let _ = std::fs::remove_file(home.join("lock"));
            let _ = std::fs::remove_dir(home);
        }
    }
    drop(held);
    filled
}

/// The last day, or what cannot be.
fn checked(plan: &Plan, now: i64) -> Result<Day, Fault> {
    let mut door = Door::default();
    let today = match plan.today.as_deref() {
        None => Some(Day::at(now, ZONE)),
        Some(text) => door.take("today", Day::parse_iso(text)),
    };
    if !(1..=50).contains(&plan.years) {
        door.refuse_with("years", "field-number-range", &[("min", "1".into()), ("max", "50".into())]);
    }
    // Six digits of a patient's number.
    if plan.patients > 999_999 {
        door.refuse_with("patients", "field-number-range", &[("min", "0".into()), ("max", "999999".into())]);
    }
    door.close()?;
    today.ok_or_else(|| Fault::field("today", "field-day"))
}

fn refuse_taken(profile: &Profile) -> Result<(), Fault> {
    let files = [profile.database(), profile.keyring(), profile.keyring_before()];
    if files.iter().any(|f| f.exists()) { Err(Fault::new("clinic-exists")) } else { Ok(()) }
}

fn move_up(unfinished: &Path, home: &Path) -> std::io::Result<()> {
    for file in std::fs::read_dir(unfinished)? {
        let file = file?;
        std::fs::rename(file.path(), home.join(file.file_name()))?;
    }
    std::fs::remove_dir(unfinished)
}

/// Makes the whole clinic in an empty folder and closes it.
fn make(home: &Path, plan: &Plan, today: Day, now: i64, mut progress: impl FnMut(u64, u64)) -> Result<(), Fault> {
    // The computer's today is not ahead of its clock; a day that was asked for goes with a clock that was set.
    let now = if plan.today.is_none() { now - 60_000 } else { i64::MAX };
    let first = calendar::first_day(today, plan.years);
    let team = team::found(&Profile::at(home), first.starts_at(ZONE) + 8 * 3_600_000)?;
    let again = plan.patients * (VISITS - 1);
    let mut calendar = Calendar::new(today, plan.years, plan.patients, again, ZONE, now);
    let mut dice = Dice::seed_from_u64(plan.seed);
    let mut life = Life { families: Families::new(&mut dice, plan.patients), here: Vec::new(), dice, team };
    let enough = usize::try_from(plan.patients * VISITS * 3 / 2 / TRANSACTIONS).unwrap_or(ROWS).clamp(1, ROWS);
    let (mut done, of) = (0, plan.patients * VISITS);
    let mut waiting: Vec<Arrival> = Vec::new();
    let mut rows = 0;
    while let Some(day) = calendar.next_day(&mut life.dice) {
        for arrival in day {
            waiting.push(arrival);
            // A new patient, two or three rows beside, and the visit.
            rows += if arrival.what == What::New { 4 } else { 1 };
            if rows >= ROWS || (arrival.last_of_day && rows >= enough) {
                done += waiting.len() as u64;
                life.write(&mut waiting)?;
                rows = 0;
                progress(done, of);
            }
        }
    }
    life.write(&mut waiting)?;
    let end = today.starts_at(ZONE) + calendar::LAST_MINUTE * 60_000;
    life.stand(end.min(now))?;
    progress(of, of);
    Ok(life.team.store.close()?)
}

/// Who has been here, as far as it decides who comes again.
#[derive(Clone, Copy)]
struct Known {
    id: Id<Patient>,
    seen: Day,
}

struct Life {
    team: Team,
    dice: Dice,
    families: Families,
    here: Vec<Known>,
}

impl Life {
    /// Writes those who wait as one transaction of the front desk.
    fn write(&mut self, waiting: &mut Vec<Arrival>) -> Result<(), Fault> {
        let Some(last) = waiting.last() else { return Ok(()) };
        let Self { team, dice, families, here } = self;
        let act = act(team.desk, last.at);
        team.store.write(&act, |tx| {
            let place = Place::of(tx)?;
            for arrival in waiting.drain(..) {
                let patient = match arrival.what {
                    What::New => {
                        let args = families.next(dice, arrival.day);
                        let checked = check(&args, arrival.day)?;
                        let (id, _) = put_new(tx, &checked, &args, &place, arrival.at)?;
                        here.push(Known { id, seen: arrival.day });
                        id
                    }
                    What::Again => {
                        let Some(known) = again(dice, here, arrival.day) else { continue };
                        known.seen = arrival.day;
                        known.id
                    }
                };
                let visit = visit(tx, dice, patient, &place, &team.doctors, arrival);
                tx.insert(about(patient), &visit)?;
            }
            Ok(())
        })?;
        Ok(())
    }
}

impl Life {
    /// Leaves the last day as it stands in its middle, where there are people enough.
    fn stand(&mut self, at: i64) -> Result<(), Fault> {
        let Self { team, dice, here, .. } = self;
        let apart = here.len() / today::people();
        if apart == 0 {
            return Ok(());
        }
        let people: Vec<Id<Patient>> = here.iter().step_by(apart).take(today::people()).map(|k| k.id).collect();
        let act = act(team.desk, at);
        team.store.write(&act, |tx| {
            let place = Place::of(tx)?;
            today::put(tx, dice, &place, &team.doctors, &people, at)
        })?;
        Ok(())
    }
}

/// Something that the front desk did.
fn act(desk: Id<model::tenancy::User>, now: i64) -> Act<'static> {
    Act { user: desk.bytes(), command: "demo.fill", request: store::keys::random(), now, offset: 0, signer: None }
}

/// Who comes again: half of them of the newest patients, many of the chronic ones, each at most once a day.
fn again<'a>(dice: &mut Dice, here: &'a mut [Known], day: Day) -> Option<&'a mut Known> {
    let all = here.len();
    let mut at = 0;
    for _ in 0..4 {
        at = match dice.random_range(0..20) {
            0..9 => all.checked_sub(1 + dice.random_range(0..(all / 20).max(all.min(30)).max(1)))?,
            9..16 => dice.random_range(0..all.div_ceil(5).max(1)) * 5,
            _ => dice.random_range(0..all.max(1)),
        };
        if here.get(at)?.seen != day {
            break;
        }
    }
    here.get_mut(at)
}

fn visit(
    tx: &mut Tx<'_>,
    dice: &mut Dice,
    patient: Id<Patient>,
    place: &Place,
    doctors: &[Id<model::tenancy::User>],
    arrival: Arrival,
) -> Visit {
    let kind = match (arrival.what, dice.random_range(0..20)) {
        (What::New, 0) => VisitKind::Vaccine,
        (What::New, _) | (What::Again, 0..6) => VisitKind::New,
        (What::Again, 6..18) => VisitKind::FollowUp,
        (What::Again, 18) => VisitKind::Report,
        (What::Again, _) => VisitKind::Vaccine,
    };
    let reasons = match kind {
        VisitKind::New => COMPLAINTS,
        VisitKind::FollowUp => REVIEWS,
        VisitKind::Report => REPORTS,
        VisitKind::Vaccine => VACCINES,
    };
    Visit {
        id: tx.new_id_at(arrival.at),
        patient,
        branch: place.branch,
        doctor: Some(doctors[dice.random_range(0..doctors.len())]),
        kind,
        state: VisitState::Done,
        started_at: arrival.at,
        reason: Some(common(dice, reasons).to_owned()),
        letter: None,
        token: None,
        place: None,
        ahead: None,
        appointment: None,
        called_at: None,
        ended_at: None,
        free_after: None,
        cancelled: None,
    }
}

//! The rules of the queue: which step leads where, in which order people are called, and when.

use crate::Id;
use crate::patient::{Visit, VisitState};

const MINUTE: i64 = 60_000;

choice! {
    /// What happens to a token.
    pub enum Step {
        /// Called in, or called once more.
        Call = "call",
        /// The doctor is done.
        Finish = "finish",
        /// Stepped out, and keeps the place.
        StepOut = "step_out",
        /// Waits again.
        Back = "back",
        /// Sent for a test.
        Away = "away",
        /// Was called and did not come.
        Miss = "miss",
        /// Called off.
        Cancel = "cancel",
    }
}

/// Each step, from where it may be taken, and where it leads.
pub const STEPS: &[(Step, &[VisitState], VisitState)] = {
    use VisitState::*;
    &[
        (Step::Call, &[Arrived, Out, Away, InRoom, NoShow, Done], InRoom),
        (Step::Finish, &[InRoom, Away], Done),
        (Step::StepOut, &[Arrived], Out),
        (Step::Back, &[Out, Away, NoShow, InRoom], Arrived),
        (Step::Away, &[Arrived, Out, InRoom], Away),
        (Step::Miss, &[Arrived, Out, Away, InRoom], NoShow),
        (Step::Cancel, &[Arrived, Out, Away, NoShow], Cancelled),
    ]
};

impl Step {
    /// Where it leads, from wherever it is taken.
    pub fn leads_to(self) -> VisitState {
        STEPS.iter().find(|row| row.0 == self).map_or(VisitState::Arrived, |row| row.2)
    }
}

impl VisitState {
    /// Where a step leads from here, if it may be taken.
    pub fn after(self, step: Step) -> Option<VisitState> {
        STEPS.iter().find(|row| row.0 == step && row.1.contains(&self)).map(|row| row.2)
    }

    /// Whether the visit has a place in the order: it waits, or will wait again.
    pub fn stands(self) -> bool {
        matches!(self, VisitState::Arrived | VisitState::Out | VisitState::Away)
    }

    /// Whether the visit is going on.
    pub fn goes_on(self) -> bool {
        self.stands() || self == VisitState::InRoom
    }
}

/// A token as shown: `12` where one desk gives them, else `A-12`.
pub fn token(letter: Option<&str>, number: i64, lettered: bool) -> String {
    match letter {
        Some(letter) if lettered => format!("{letter}-{number:02}"),
        _ => number.to_string(),
    }
}

/// By what a doctor's one order goes: the place, then the time of coming.
pub fn order(visit: &Visit) -> (i64, i64, Id<Visit>) {
    (place(visit), visit.started_at, visit.id)
}

fn place(visit: &Visit) -> i64 {
    visit.place.unwrap_or(visit.started_at)
}

/// Whom a doctor calls next of these.
pub fn first<'a>(visits: impl IntoIterator<Item = &'a Visit>) -> Option<&'a Visit> {
    visits.into_iter().filter(|v| v.state == VisitState::Arrived).min_by_key(|v| order(v))
}

/// Whether a call is so fresh that another can only be the same key pressed twice.
pub fn just_called(called_at: Option<i64>, now: i64) -> bool {
    called_at.is_some_and(|at| (0..1_000).contains(&(now - at)))
}

/// Room before the first in the order for those who go ahead of all, milliseconds of place.
const ROOM: i64 = 1_000_000;

/// The place before all who do not go ahead, and behind those who do already; `others` have the same doctor.
pub fn place_ahead<'a>(own: &Visit, others: impl IntoIterator<Item = &'a Visit>) -> i64 {
    let others: Vec<&Visit> = others.into_iter().filter(|v| v.state.stands() && v.id != own.id).collect();
    let Some(rest) = others.iter().filter(|v| v.ahead.is_none()).map(|v| place(v)).min() else {
        return own.started_at.max(others.iter().map(|v| place(v) + 1).max().unwrap_or(i64::MIN));
    };
    let ahead = others.iter().filter(|v| v.ahead.is_some()).map(|v| place(v)).filter(|p| *p < rest).max();
    (ahead.unwrap_or(rest - ROOM) + 1).min(rest - 1)
}

/// The place of whoever is next on coming back; `others` have the same doctor.
pub fn place_next<'a>(own: &Visit, others: impl IntoIterator<Item = &'a Visit>) -> i64 {
    let others = others.into_iter().filter(|v| v.state.stands() && v.id != own.id);
    others.map(|v| place(v) - 1).min().map_or(place(own), |front| front.min(place(own)))
}

/// Where an arrival stands: by the slot of an appointment that is kept within it, else by the time of coming.
pub fn place_on_coming(came: i64, appointment: Option<(i64, i64)>) -> i64 {
    match appointment {
        Some((at, minutes)) if came < at + minutes * MINUTE => came.min(at),
        _ => came,
    }
}

/// That a doctor is late, as said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Late {
    /// By how many minutes.
    pub minutes: i64,
    /// When it was said, UTC milliseconds.
    pub at: i64,
}

/// How a doctor's queue moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flow {
    /// By how many minutes the doctor is late in the session that goes on or comes.
    pub late: i64,
    /// When the first who waits will be called, UTC milliseconds.
    pub begins: i64,
    /// How long one patient takes, milliseconds.
    pub pace: i64,
}

impl Flow {
    /// From a doctor's visits of the day, the sessions as they open and close (UTC milliseconds), what was said of
    /// being late, and the minutes of a slot for as long as the day itself does not show the pace.
    pub fn of(now: i64, visits: &[&Visit], sessions: &[(i64, i64)], said: Option<Late>, slot: i64) -> Self {
        let pace = pace(visits, slot);
        let session = sessions.iter().find(|s| s.1 > now);
        let before = sessions.iter().map(|s| s.1).filter(|closes| *closes <= now).max();
        let calls: Vec<i64> =
            visits.iter().filter_map(|v| v.called_at).filter(|c| before.is_none_or(|b| *c > b)).collect();
        // What was said before a session that is over was said of that one.
        let said = said.filter(|s| s.minutes > 0 && before.is_none_or(|b| s.at > b));
        let opens = session.map(|s| s.0);
        let starts = match (said, opens) {
            // The doctor is there.
            (None, _) if !calls.is_empty() => now,
            (Some(said), _) if calls.iter().any(|c| *c > said.at) => now,
            // Gone in the middle of a session, counted from when it was said; else from the opening.
            (Some(said), Some(opens)) if calls.is_empty() => opens + said.minutes * MINUTE,
            (Some(said), _) => said.at + said.minutes * MINUTE,
            (None, opens) => opens.unwrap_or(now),
        };
        let inside = visits.iter().filter(|v| v.state == VisitState::InRoom).filter_map(|v| v.called_at).max();
        let free = inside.map_or(now, |called| (called + pace).max(now));
        Self { late: said.map_or(0, |s| s.minutes), begins: free.max(starts), pace }
    }

    /// When somebody will be called before whom so many are called, UTC milliseconds.
    pub fn expected(&self, before: usize) -> i64 {
        self.begins + self.pace * i64::try_from(before).unwrap_or(0)
    }
}

/// So many finished visits show the pace of a day.
const SHOWN_BY: usize = 3;

/// How long one patient takes: the median of the day once it shows, between 2 minutes and an hour.
fn pace(visits: &[&Visit], slot: i64) -> i64 {
    let done = visits.iter().filter(|v| v.state == VisitState::Done);
    let lengths: Vec<i64> = done.filter_map(|v| Some(v.ended_at? - v.called_at?)).filter(|l| *l > 0).collect();
    let shown = if lengths.len() < SHOWN_BY { None } else { median(lengths) };
    shown.unwrap_or(slot * MINUTE).clamp(2 * MINUTE, 60 * MINUTE)
}

/// The middle one, the lower of two.
pub fn median(mut values: Vec<i64>) -> Option<i64> {
    values.sort_unstable();
    values.get(values.len().checked_sub(1)? / 2).copied()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::patient::VisitKind;

    fn visit(n: u8, came: i64, state: VisitState, ahead: bool) -> Visit {
        Visit {
            id: Id::from_bytes([n; 16]),
            patient: Id::default(),
            branch: Id::default(),
            doctor: None,
            kind: VisitKind::New,
            state,
            started_at: came,
            reason: None,
            letter: None,
            token: Some(n.into()),
            place: Some(came),
            ahead: ahead.then(|| "breathless".to_owned()),
            appointment: None,
            called_at: None,
            ended_at: None,
            free_after: None,
            cancelled: None,
        }
    }

    #[test]
    fn the_declared_table_says_each_step_once_and_no_step_opens_what_was_called_off() {
        for step in Step::ALL {
            assert_eq!(STEPS.iter().filter(|row| row.0 == *step).count(), 1, "{step:?}");
            assert_eq!(VisitState::Cancelled.after(*step), None, "{step:?}");
        }
        assert_eq!(VisitState::Arrived.after(Step::Finish), None);
        assert_eq!(VisitState::Done.after(Step::StepOut), None);
    }

    #[test]
    fn a_token_has_its_letter_where_several_desks_give_them() {
        assert_eq!(token(Some("A"), 7, false), "7");
        assert_eq!(token(Some("A"), 7, true), "A-07");
        assert_eq!(token(Some("B"), 112, true), "B-112");
    }

    #[test]
    fn an_appointment_that_is_kept_stands_by_its_slot() {
        assert_eq!(place_on_coming(90 * MINUTE, None), 90 * MINUTE);
        assert_eq!(place_on_coming(90 * MINUTE, Some((80 * MINUTE, 15))), 80 * MINUTE);
        assert_eq!(place_on_coming(95 * MINUTE, Some((80 * MINUTE, 15))), 95 * MINUTE, "too late for it");
        assert_eq!(place_on_coming(70 * MINUTE, Some((80 * MINUTE, 15))), 70 * MINUTE, "early is early");
    }

    const NINE: i64 = 540 * MINUTE;
    const MORNING: &[(i64, i64)] = &[(NINE, NINE + 240 * MINUTE), (NINE + 480 * MINUTE, NINE + 700 * MINUTE)];

    fn begins(now: i64, calls: &[i64], said: Option<(i64, i64)>) -> i64 {
        let called: Vec<Visit> = calls
            .iter()
            .map(|at| Visit { called_at: Some(NINE + at * MINUTE), ..visit(1, NINE, VisitState::NoShow, false) })
            .collect();
        let visits: Vec<&Visit> = called.iter().collect();
        let said = said.map(|(minutes, at)| Late { minutes, at: NINE + at * MINUTE });
        (Flow::of(NINE + now * MINUTE, &visits, MORNING, said, 10).begins - NINE) / MINUTE
    }

    #[test]
    fn a_late_doctor_shifts_what_is_expected() {
        assert_eq!(begins(-30, &[], None), 0, "before the opening");
        assert_eq!(begins(20, &[], None), 20);
        assert_eq!(begins(-30, &[], Some((40, -30))), 40);
        assert_eq!(begins(10, &[], Some((40, 10))), 40, "not there yet: counted from the opening");
        assert_eq!(begins(60, &[5, 50], Some((40, 60))), 100, "gone again: counted from when it was said");
        assert_eq!(begins(60, &[50], Some((40, 10))), 60, "there by now");
        assert_eq!(begins(300, &[50], Some((40, 10))), 480, "the evening is another session");
        assert_eq!(begins(300, &[50], Some((40, 290))), 520);
        assert_eq!(begins(20, &[], Some((0, 20))), 20, "taken back");
    }

    #[test]
    fn the_pace_is_the_slot_until_the_day_shows_its_own() {
        let done = |n: u8, minutes: i64| Visit {
            called_at: Some(NINE),
            ended_at: Some(NINE + minutes * MINUTE),
            ..visit(n, NINE, VisitState::Done, false)
        };
        let visits = [done(1, 4), done(2, 30), done(3, 6), done(4, 5)];
        let all: Vec<&Visit> = visits.iter().collect();
        assert_eq!(pace(&all[..2], 15), 15 * MINUTE);
        assert_eq!(pace(&all, 15), 5 * MINUTE);
        assert_eq!(median(Vec::new()), None);
    }

    fn waiting() -> impl Strategy<Value = Vec<Visit>> {
        let states = prop::sample::select(VisitState::ALL);
        prop::collection::vec((states, any::<bool>(), 1i64..60), 1..20).prop_map(|parts| {
            let mut came = NINE;
            let mut out = Vec::new();
            for (n, (state, ahead, gap)) in parts.into_iter().enumerate() {
                came += gap * 1_000;
                out.push(visit(n as u8, came, state, ahead));
            }
            out
        })
    }

    proptest! {
        #[test]
        fn the_next_is_somebody_who_waits_here_and_nobody_before_them_does(visits in waiting()) {
            match first(&visits) {
                Some(next) => prop_assert!(visits.iter().all(|v| v.state != VisitState::Arrived || order(v) >= order(next))),
                None => prop_assert!(visits.iter().all(|v| v.state != VisitState::Arrived)),
            }
        }

        #[test]
        fn whoever_goes_ahead_is_before_all_who_do_not_and_nobody_else_changes_places(
            visits in waiting(), which in any::<prop::sample::Index>(),
        ) {
            let mut own = visits[which.index(visits.len())].clone();
            own.place = Some(place_ahead(&own, &visits));
            own.ahead = Some("urgent".to_owned());
            for other in visits.iter().filter(|v| v.id != own.id && v.state.stands() && v.ahead.is_none()) {
                prop_assert!(order(&own) < order(other));
            }
        }

        #[test]
        fn whoever_comes_back_from_a_test_is_next(visits in waiting(), which in any::<prop::sample::Index>()) {
            let mut all = visits.clone();
            let own = &mut all[which.index(visits.len())];
            own.place = Some(place_next(own, &visits));
            own.state = VisitState::Arrived;
            let id = own.id;
            prop_assert_eq!(first(&all).map(|v| v.id), Some(id));
        }

        #[test]
        fn people_ahead_stay_in_the_order_in_which_they_were_let_ahead(count in 2usize..9) {
            let mut all: Vec<Visit> = (0..10).map(|n| visit(n, NINE + i64::from(n) * 60_000, VisitState::Arrived, false)).collect();
            for n in (10 - count..10).rev() {
                let place = place_ahead(&all[n], &all);
                all[n].place = Some(place);
                all[n].ahead = Some("urgent".to_owned());
            }
            all.sort_by_key(order);
            let numbers: Vec<i64> = all.iter().filter_map(|v| v.token).take(count).collect();
            let expected: Vec<i64> = (10 - count as i64..10).rev().collect();
            prop_assert_eq!(numbers, expected);
        }
    }
}

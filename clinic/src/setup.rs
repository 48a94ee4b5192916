//! What a new clinic has still to set up, as its records say. That a step is not needed here is kept on this
//! computer alone, never in the log.

use model::Fault;
use model::Id;
use model::billing::Service;
use model::command::Done;
use model::commands::setup::{GetSetup, PutAwaySetup, Setup, SetupRow, SetupStep};
use model::paper::Paper;
use model::patient::{Patient, Visit};
use model::tenancy::{Business, Clinic, User};
use store::{Store, View};

use crate::dispatch::Call;
use crate::schedule::Roster;

/// The name of what was put away: steps, parted by commas.
const AWAY: &str = "setup-away";

/// The whole list.
const ALL: &str = "all";

pub(crate) fn get(call: &Call<'_>, _: GetSetup) -> Result<Setup, Fault> {
    let roles = &call.sitter()?.user.roles;
    let away = away(&*call.store()?)?;
    // Where everything is made up, nothing is set up.
    if call.clinic.practice || away.iter().any(|a| a == ALL) {
        return Ok(Setup { steps: Vec::new() });
    }
    let backups = call.clinic.backups.has_folder();
    call.read(|view| {
        let clinic = view.expect(Id::<Clinic>::from_bytes(view.tenant()))?.record;
        if clinic.demo {
            return Ok(Setup { steps: Vec::new() });
        }
        let mut steps = Vec::new();
        for step in SetupStep::ALL.iter().copied().filter(|s| roles.may(s.capability())) {
            let done = match step {
                SetupStep::Recovery => clinic.recovery_confirmed_at.is_some(),
                SetupStep::Backups => backups,
                other => is_done(view, other)?,
            };
            steps.push(SetupRow { step, done, put_away: away.iter().any(|a| a == step.as_str()) });
        }
        Ok(Setup { steps })
    })
}

fn is_done(view: &View<'_>, step: SetupStep) -> store::Result<bool> {
    Ok(match step {
        // These two are told by what is not in the tables.
        SetupStep::Recovery | SetupStep::Backups => false,
        SetupStep::Hours => {
            let roster = Roster::of(view)?;
            let doctors = roster.active();
            !doctors.is_empty() && doctors.iter().all(|d| d.has_hours())
        }
        SetupStep::Fees => view.all::<Service>()?.iter().any(|s| s.record.active && s.record.visit_kind.is_some()),
        SetupStep::People => view.all::<User>()?.iter().filter(|u| u.record.active).count() > 1,
        SetupStep::Patients => view.any::<Patient>()?,
        SetupStep::Token => view.any::<Visit>()?,
        SetupStep::Printers => view.by::<Paper>("desk", view.desk())?.iter().any(|p| p.record.printer.is_some()),
        SetupStep::Upi => view.all::<Business>()?.iter().any(|b| b.record.upi_address.is_some()),
    })
}

pub(crate) fn put_away(call: &Call<'_>, args: PutAwaySetup) -> Result<Done, Fault> {
    let store = call.store()?;
    let name = args.step.map_or(ALL, SetupStep::as_str);
    let mut away = away(&store)?;
    away.retain(|a| a != name);
    if args.away {
        away.push(name.to_owned());
    }
    store.put_local(AWAY, Some(away.join(",").as_bytes()))?;
    Ok(Done {})
}

fn away(store: &Store) -> store::Result<Vec<String>> {
    let kept = store.local(AWAY)?.unwrap_or_default();
    let names = String::from_utf8_lossy(&kept);
    Ok(names.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

//! The dispatcher: the one way in, for the window, the command line, the bridge and the tests.
//!
//! It checks, in this order: the command is known; its arguments fit its schema; the session is alive and
//! unlocked; the person may; the clock is not in doubt where a legal date is issued; the request was not
//! answered before.

use std::sync::{Arc, LazyLock, Mutex};

use model::Fault;
use model::command::{Access, Command, Needs};
use model::words::Words;
use serde::Serialize;
use serde_json::Value;
use store::{Act, Outcome, Store, Tx, View};

use crate::profile::Clinic;
use crate::seat::{Seat, Sitter};
use crate::{
    appointments, backup, bills, charges, checkin, create, describe, details, door, drafts, drawer, history, imports,
    lock, patients, payments, print, queue, schedule, services, sessions, setup, status, users,
};

/// What has changed, for pages that show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The names of the records, each once.
    pub kinds: Vec<&'static str>,
    /// Their ids.
    pub ids: Vec<String>,
}

type Listener = Arc<dyn Fn(&Change) + Send + Sync>;

/// Who wants to hear of changes.
#[derive(Default)]
pub(crate) struct Listeners(Mutex<Vec<Listener>>);

impl Listeners {
    pub(crate) fn add(&self, f: impl Fn(&Change) + Send + Sync + 'static) {
        lock(&self.0).push(Arc::new(f));
    }

    pub(crate) fn tell(&self, changed: &[(&'static str, [u8; 16])]) {
        let mut change = Change { kinds: Vec::new(), ids: Vec::new() };
        for (kind, id) in changed {
            if !change.kinds.contains(kind) {
                change.kinds.push(kind);
            }
            // A list that was brought in changes every page anyway.
            if change.ids.len() < 1_000 {
                change.ids.push(model::Id::<()>::from_bytes(*id).to_string());
            }
        }
        let listeners = lock(&self.0).clone();
        listeners.iter().for_each(|f| f(&change));
    }
}

/// One call on its way: who, from where, as which request.
pub(crate) struct Call<'a> {
    pub(crate) clinic: &'a Clinic,
    pub(crate) seat: Seat,
    pub(crate) command: &'static str,
    pub(crate) request: [u8; 16],
    /// The caller made the request's id.
    pub(crate) asked_with_id: bool,
    access: Access,
    sitter: Option<Sitter>,
}

impl Call<'_> {
    /// The unlocked person.
    ///
    /// # Errors
    /// `signed-out`, where the command did not ask for one.
    pub(crate) fn sitter(&self) -> Result<&Sitter, Fault> {
        self.sitter.as_ref().ok_or_else(|| Fault::new("signed-out"))
    }

    /// The open store.
    ///
    /// # Errors
    /// As [`Clinic::store`].
    pub(crate) fn store(&self) -> Result<Arc<Store>, Fault> {
        self.clinic.store()
    }

    /// Looks at one snapshot.
    ///
    /// # Errors
    /// The closure's, and the store's.
    pub(crate) fn read<T>(&self, f: impl FnOnce(&View<'_>) -> store::Result<T>) -> Result<T, Fault> {
        Ok(self.store()?.read(f)?)
    }

    /// Runs the writes of this command as one transaction and tells of the change.
    ///
    /// # Errors
    /// The closure's, and the store's; then nothing is kept.
    pub(crate) fn write<T: Serialize>(&self, f: impl FnOnce(&mut Tx<'_>) -> store::Result<T>) -> Result<T, Fault> {
        let sitter = self.sitter()?;
        let act = self.act(sitter);
        let store = self.store()?;
        let Outcome { reply, changed } = store.write(&act, f)?;
        self.told(&store, &changed)?;
        Ok(reply)
    }

    /// Who asks for what, when.
    pub(crate) fn act<'a>(&'a self, sitter: &'a Sitter) -> Act<'a> {
        Act {
            user: sitter.user.id.bytes(),
            command: self.command,
            request: self.request,
            now: self.clinic.clock.said(),
            offset: self.clinic.clock.offset(),
            signer: (self.access == Access::Act).then_some(&sitter.pair),
        }
    }

    fn told(&self, store: &Store, changed: &[(&'static str, [u8; 16])]) -> Result<(), Fault> {
        for (kind, id) in changed {
            if *kind == <model::tenancy::Clinic as model::Record>::NAME {
                self.clinic.keyring_changed(store.keyring()?);
            }
            if *kind == <model::tenancy::User as model::Record>::NAME {
                let user = store.read(|view| view.expect(model::Id::<model::tenancy::User>::from_bytes(*id)))?;
                self.clinic.seats.refresh(&user.record);
                self.clinic.keyring_changed(store.keyring()?);
            }
        }
        if !changed.is_empty() {
            self.clinic.listeners.tell(changed);
        }
        Ok(())
    }
}

type Run = Box<dyn Fn(&Call<'_>, Value) -> Result<Value, Fault> + Send + Sync>;

/// A command that the dispatcher knows.
pub(crate) struct Handler {
    pub(crate) name: &'static str,
    pub(crate) needs: Needs,
    pub(crate) access: Access,
    legal_date: bool,
    pub(crate) args: Value,
    pub(crate) result: Value,
    run: Run,
}

fn on<C: Command + 'static>(f: impl Fn(&Call<'_>, C) -> Result<C::Output, Fault> + Send + Sync + 'static) -> Handler {
    let run = move |call: &Call<'_>, args: Value| {
        // The schema has let it in; what serde still refuses is a shape that the schema cannot say.
        let args: C = serde_json::from_value(args).map_err(|_| Fault::new("arguments"))?;
        serde_json::to_value(f(call, args)?).map_err(|_| Fault::new("internal"))
    };
    Handler {
        name: C::NAME,
        needs: C::NEEDS,
        access: C::ACCESS,
        legal_date: C::LEGAL_DATE,
        args: describe::schema::<C>(C::ACCESS.writes()),
        result: describe::schema::<C::Output>(false),
        run: Box::new(run),
    }
}

/// Every command, once.
pub(crate) static HANDLERS: LazyLock<Vec<Handler>> = LazyLock::new(|| {
    vec![
        on(describe::describe),
        on(status::status),
        on(status::seen),
        on(status::set_aside),
        on(status::answer_clock),
        on(backup::now),
        on(backup::status),
        on(backup::set_folder),
        on(backup::find),
        on(backup::restore),
        on(setup::get),
        on(setup::put_away),
        on(create::create),
        on(create::confirm_recovery),
        on(details::get),
        on(details::update),
        on(details::update_business),
        on(sessions::sign_in),
        on(sessions::lock),
        on(sessions::sign_out),
        on(sessions::set_pin),
        on(sessions::switch),
        on(sessions::set_language),
        on(users::add),
        on(users::list),
        on(users::set_roles),
        on(users::change_password),
        on(users::reset_password),
        on(drafts::save),
        on(drafts::list),
        on(drafts::discard),
        on(drafts::take),
        on(history::list),
        on(imports::preview),
        on(imports::apply),
        on(imports::undo),
        on(imports::list),
        on(patients::register),
        on(patients::find),
        on(patients::similar),
        on(patients::get),
        on(patients::update),
        on(patients::reveal),
        on(patients::add_allergy),
        on(patients::no_known_allergy),
        on(patients::withdraw_allergy),
        on(patients::record_consent),
        on(schedule::get),
        on(schedule::set_hours),
        on(schedule::set_practice),
        on(schedule::close),
        on(schedule::reopen),
        on(schedule::late),
        on(appointments::book),
        on(appointments::slots),
        on(appointments::list),
        on(appointments::of_patient),
        on(appointments::move_appointment),
        on(appointments::cancel),
        on(appointments::no_show),
        on(appointments::to_tell),
        on(appointments::told),
        on(queue::list),
        on(queue::arrive),
        on(queue::call_next),
        on(queue::call),
        on(queue::finish),
        on(queue::step_out),
        on(queue::back),
        on(queue::away),
        on(queue::no_show),
        on(queue::ahead),
        on(queue::move_visit),
        on(queue::set_patient),
        on(queue::cancel),
        on(queue::hall),
        on(checkin::check_in),
        on(print::printers),
        on(print::papers),
        on(print::set_paper),
        on(print::document),
        on(print::preview),
        on(print::jobs),
        on(print::again),
        on(print::drop_job),
        on(services::list),
        on(services::set),
        on(charges::add),
        on(charges::withdraw),
        on(charges::list),
        on(charges::ask_fee),
        on(bills::issue),
        on(bills::get),
        on(bills::list),
        on(bills::cancel),
        on(bills::credit),
        on(payments::take),
        on(payments::refund),
        on(payments::check),
        on(payments::account),
        on(payments::receipt),
        on(payments::upi_link),
        on(drawer::get),
        on(drawer::put),
        on(drawer::close),
        on(drawer::figures),
        on(drawer::lock),
        on(drawer::unlock),
    ]
});

impl Clinic {
    /// Answers one call.
    ///
    /// # Errors
    /// A fault whose sentences are said in the language of the place. It holds no patient data.
    pub fn dispatch(&self, seat: &Seat, call: &str, args: Value) -> Result<Value, Fault> {
        let answered = self.answer(*seat, call, args);
        answered.map_err(|fault| {
            self.note_damage(&fault);
            fault.said_in(&Words::new(self.language(*seat)))
        })
    }

    fn answer(&self, seat: Seat, name: &str, mut args: Value) -> Result<Value, Fault> {
        let handler = HANDLERS.iter().find(|h| h.name == name).ok_or_else(|| Fault::new("unknown-call"))?;
        door::check(&handler.args, &args)?;
        if let Value::Object(fields) = &mut args {
            fields.retain(|_, value| !value.is_null());
        }
        let request = if handler.access.writes() { take_request(&mut args) } else { None };
        if self.clock.has_slept() {
            self.seats.lock_all();
        }
        let sitter = match handler.needs {
            Needs::Nothing => None,
            Needs::SignIn | Needs::May(_) => Some(self.seats.sitter(seat, self.idle(), self.clock.now())?),
        };
        if let (Some(sitter), Some(capability)) = (&sitter, handler.needs.capability()) {
            sitter.may(capability)?;
        }
        if handler.legal_date && self.clock.question().is_some() {
            return Err(Fault::new("clock"));
        }
        let call = Call {
            clinic: self,
            seat,
            command: handler.name,
            request: request.unwrap_or_else(store::keys::random),
            asked_with_id: request.is_some(),
            access: handler.access,
            sitter,
        };
        if let Some(reply) = call.first_reply()? {
            return Ok(reply);
        }
        // The same request, sent twice at once, may have been answered meanwhile: what it did is then in its own way.
        (handler.run)(&call, args).or_else(|fault| call.first_reply()?.ok_or(fault))
    }

    /// Damage that a call has met is shown on the first screen from then on.
    fn note_damage(&self, fault: &Fault) {
        if fault.code == store::damage::Damage::Page.code() && self.damage().is_none() {
            self.found_damage(store::damage::Damage::Page);
        }
    }
}

impl Call<'_> {
    /// The reply that this request got before.
    ///
    /// # Errors
    /// `request-reused` where the id was used for another command or by somebody else.
    fn first_reply(&self) -> Result<Option<Value>, Fault> {
        let Ok(store) = self.clinic.store() else { return Ok(None) };
        if !self.asked_with_id {
            return Ok(None);
        }
        let Some((header, reply)) = store.read(|view| view.reply(&self.request))? else { return Ok(None) };
        let same_person = self.sitter.as_ref().is_none_or(|s| s.user.id.bytes() == header.user);
        if header.command != self.command || !same_person {
            return Err(Fault::new("request-reused"));
        }
        Ok(serde_json::from_str(&reply).ok())
    }
}

/// Takes the caller's request id out of the arguments.
fn take_request(args: &mut Value) -> Option<[u8; 16]> {
    let text = args.as_object_mut()?.remove(describe::REQUEST_ID)?;
    text.as_str()?.parse::<model::Id<()>>().ok().map(|id| id.bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_commands_share_a_name_and_every_write_takes_a_request_id() {
        for (i, handler) in HANDLERS.iter().enumerate() {
            assert!(HANDLERS[..i].iter().all(|h| h.name != handler.name), "{}", handler.name);
            let takes = handler.args["properties"].get(describe::REQUEST_ID).is_some();
            assert_eq!(takes, handler.access.writes(), "{}", handler.name);
        }
    }

    #[test]
    fn every_declared_command_is_registered() {
        // The declarations themselves are read, so that one that nobody registered is seen.
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../model/src/commands");
        let mut declared = 0;
        for file in std::fs::read_dir(folder).unwrap() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            for line in text.lines().filter(|l| l.starts_with("command!(")) {
                let name = line.split('"').nth(1).unwrap();
                assert!(HANDLERS.iter().any(|h| h.name == name), "{name} is not registered");
                declared += 1;
            }
        }
        assert_eq!(declared, HANDLERS.len());
    }
}

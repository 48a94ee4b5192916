//! The way from this computer's list to the printers: a thread that hands over what waits and sees what became of it.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use model::paper::{Print, PrintState, PrintTrouble};
use model::{Fault, Record};
use store::Store;
use store::printing::Job;

use super::spooler::{Progress, Spooler, of_the_system};
use crate::dispatch::{Call, Listeners};
use crate::lock;
use crate::profile::Clinic;

/// How often a printer is asked for what it has not printed yet.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// How long the thread rests while nothing waits, unless it is woken.
const REST: Duration = Duration::from_secs(600);

/// The printers of this computer, and the thread that feeds them.
pub(crate) struct Printing {
    listeners: Arc<Listeners>,
    spooler: Mutex<Arc<dyn Spooler>>,
    running: Mutex<Option<(Sender<()>, JoinHandle<()>)>>,
}

impl Clinic {
    /// Prints through this instead of the system's own printers: for tests.
    pub fn print_through(&self, spooler: Arc<dyn Spooler>) {
        *lock(&self.printing.spooler) = spooler;
        self.printing.wake();
    }
}

impl Printing {
    pub(crate) fn of(listeners: &Arc<Listeners>) -> Arc<Self> {
        Arc::new(Self {
            listeners: Arc::clone(listeners),
            spooler: Mutex::new(of_the_system()),
            running: Mutex::default(),
        })
    }

    pub(super) fn spooler(&self) -> Arc<dyn Spooler> {
        Arc::clone(&lock(&self.spooler))
    }

    /// Begins to hand over what waits, also from before the last stop.
    pub(crate) fn begin(self: &Arc<Self>, store: &Arc<Store>) {
        let mut running = lock(&self.running);
        if running.is_some() {
            return;
        }
        let (wake, woken) = channel();
        let (own, store) = (Arc::clone(self), Arc::clone(store));
        let feed = move || {
            // What was being handed over when this computer stopped may lie in the printer's tray.
            own.each(&store, PrintState::Sending, |job| Job {
                state: PrintState::Failed,
                trouble: Some(PrintTrouble::Unsure),
                ..job
            });
            loop {
                let waits = own.round(&store);
                match woken.recv_timeout(if waits { LOOK_EVERY } else { REST }) {
                    Err(RecvTimeoutError::Disconnected) => return,
                    _ => while woken.try_recv().is_ok() {},
                }
            }
        };
        // Where no thread can be had the papers stay in the list, and a later start prints them.
        *running = std::thread::Builder::new().name("printing".into()).spawn(feed).ok().map(|thread| (wake, thread));
    }

    /// Stops handing over. What waits stays in the list.
    pub(crate) fn end(&self) {
        if let Some((wake, thread)) = lock(&self.running).take() {
            drop(wake);
            // Had it died, the next start begins another.
            let _ = thread.join();
        }
    }

    /// Something new waits.
    pub(super) fn wake(&self) {
        if let Some((wake, _)) = &*lock(&self.running) {
            // One that has ended needs no waking.
            let _ = wake.send(());
        }
    }

    /// Takes a paper off the system's own list, where it is on it.
    pub(super) fn take_back(&self, job: &Job) {
        if let (PrintState::Waiting, Some(ticket)) = (job.state, &job.ticket) {
            self.spooler().cancel(ticket);
        }
    }

    /// Notes how far a paper is.
    ///
    /// # Errors
    /// The store's.
    pub(super) fn set(&self, call: &Call<'_>, job: Job) -> Result<(), Fault> {
        call.store()?.set_job(&job)?;
        self.listeners.tell(&[(Print::NAME, job.id.bytes())]);
        Ok(())
    }

    /// Goes through all that waits, oldest first. Whether something still does.
    fn round(&self, store: &Store) -> bool {
        self.each(store, PrintState::Waiting, |job| self.step(store, job))
    }

    /// Does something to each paper of a state and notes what became of it. Whether some are in that state still.
    fn each(&self, store: &Store, state: PrintState, mut f: impl FnMut(Job) -> Job) -> bool {
        // What cannot be read or noted now is tried again in the next round.
        let jobs = store.read(|view| view.jobs()).unwrap_or_default();
        let mut left = false;
        for job in jobs.into_iter().rev().filter(|job| job.state == state) {
            let after = f(job.clone());
            left |= after.state == state;
            self.note(store, &job, &after);
        }
        left
    }

    fn note(&self, store: &Store, before: &Job, after: &Job) {
        if before != after && store.set_job(after).is_ok() {
            self.listeners.tell(&[(Print::NAME, after.id.bytes())]);
        }
    }

    /// Hands one paper over, or sees what became of it.
    fn step(&self, store: &Store, job: Job) -> Job {
        let spooler = self.spooler();
        if let Some(ticket) = &job.ticket {
            return match spooler.progress(&job.printer, ticket) {
                Progress::Printed => Job { state: PrintState::Sent, trouble: None, ..job },
                Progress::Held(trouble) => Job { trouble, ..job },
                Progress::Gone(trouble) => Job { state: PrintState::Failed, trouble: Some(trouble), ..job },
            };
        }
        if let Err(trouble) = spooler.trouble(&job.printer) {
            return refused(job, trouble);
        }
        let Ok(Some(body)) = store.read(|view| view.job_body(job.id)) else { return job };
        let sending = Job { state: PrintState::Sending, trouble: None, ..job.clone() };
        // Without this note a kill while handing over would print it twice.
        if store.set_job(&sending).is_err() {
            return job;
        }
        match spooler.send(&job.printer, &job.title, job.paper, &body) {
            Ok(ticket) => {
                let handed = Job { ticket: Some(ticket), trouble: None, ..job };
                self.note(store, &sending, &handed);
                self.step(store, handed)
            }
            Err(trouble) => {
                let after = refused(job, trouble);
                self.note(store, &sending, &after);
                after
            }
        }
    }
}

/// What mends itself is waited for; what needs somebody is said to have failed.
fn refused(job: Job, trouble: PrintTrouble) -> Job {
    let waits = matches!(trouble, PrintTrouble::NoService | PrintTrouble::Offline);
    let state = if waits { PrintState::Waiting } else { PrintState::Failed };
    Job { state, trouble: Some(trouble), ..job }
}

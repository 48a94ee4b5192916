//! Long work that leaves the processor to whoever waits for an answer.

use std::thread;

use crate::error::Result;

/// Leaves the processor, for the rest of this thread's life, to whatever else wants it: on two cores somebody's key
/// would wait for this thread and those that it starts, which are as patient.
#[cfg(target_os = "linux")]
pub fn give_way() {
    // Refused, it is only in the way as before.
    let _ = rustix::process::setpriority_process(None, 19);
}

/// On other systems the scheduler is not asked.
#[cfg(not(target_os = "linux"))]
pub fn give_way() {}

/// Does `work` on a thread of its own, because a thread that gave way cannot take it back.
///
/// # Errors
/// Where no thread can be had.
pub(crate) fn giving_way<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T> {
    thread::scope(|scope| {
        let patient = move || {
            give_way();
            work()
        };
        let thread = thread::Builder::new().name("patient".into()).spawn_scoped(scope, patient)?;
        Ok(thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

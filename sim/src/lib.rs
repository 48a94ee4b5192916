//! Desks that work apart and come together, from a seed: with real databases, people who read, wait and then write,
//! and a network that loses, repeats, reorders and harms what it carries.
//!
//! The oracles ask at rest, when everybody has handed everybody everything: is each desk the same to the letter, is
//! every committed transaction everywhere, do the heads of each field follow from what was written and nothing else,
//! and did nobody wait for what cannot come.

mod desk;
mod ledger;
mod world;

use std::fmt;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

pub use world::World;

/// A seed that did not come to the same everywhere.
#[derive(Debug)]
pub struct Failure {
    /// It gives the same run again.
    pub seed: u64,
    /// What was wrong.
    pub what: String,
    /// What happened before, a line each.
    pub trace: Vec<String>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "seed {}: {}", self.seed, self.what)?;
        self.trace.iter().try_for_each(|line| writeln!(f, "  {line}"))
    }
}

/// Plays one seed. The names of chains are drawn anew each time, and decide between heads of one time: a seed whose
/// failure hangs on them fails in some of its runs.
///
/// # Errors
/// What an oracle found.
pub fn run(seed: u64) -> Result<(), Failure> {
    let mut world = World::new(seed);
    let played = world.play().and_then(|()| world.at_rest());
    played.map_err(|what| Failure { seed, what: format!("{what:#}"), trace: world.into_trace() })
}

/// Plays `seeds` seeds from `from` on, on all processors; the failures, the lowest seed first.
pub fn run_all(from: u64, seeds: u64) -> Vec<Failure> {
    let next = AtomicU64::new(from);
    let threads = thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let mut failures: Vec<Failure> = thread::scope(|scope| {
        let players: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    let mut failures = Vec::new();
                    loop {
                        let seed = next.fetch_add(1, Ordering::Relaxed);
                        if seed >= from + seeds {
                            return failures;
                        }
                        failures.extend(run(seed).err());
                    }
                })
            })
            .collect();
        players.into_iter().flat_map(|player| player.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    });
    failures.sort_by_key(|failure| failure.seed);
    failures
}

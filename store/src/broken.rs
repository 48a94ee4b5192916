//! Rules of the log and the merge that a test breaks, to see that the simulation notices. A release keeps them all.

use std::sync::atomic::{AtomicU8, Ordering};

/// One rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// An edit replaces what the person saw, not what is there when it is saved.
    Stamps = 1,
    /// A transaction names what its desk had taken in of others.
    Deps,
    /// What rests on something that is not here waits for it.
    Need,
    /// What can be taken is taken, up to the last signed head before what waits.
    Cut,
    /// Where what was shown is replaced, another head is shown.
    Shown,
    /// A copy that is brought back goes on in a chain of its own.
    Incarnation,
}

/// Every rule.
pub const RULES: [Rule; 6] = [Rule::Stamps, Rule::Deps, Rule::Need, Rule::Cut, Rule::Shown, Rule::Incarnation];

static BROKEN: AtomicU8 = AtomicU8::new(0);

/// Breaks one rule in this process, or none.
pub fn break_rule(rule: Option<Rule>) {
    BROKEN.store(rule.map_or(0, |rule| rule as u8), Ordering::Relaxed);
}

/// Whether a rule is broken: never in a release.
pub fn is(rule: Rule) -> bool {
    cfg!(debug_assertions) && BROKEN.load(Ordering::Relaxed) == rule as u8
}

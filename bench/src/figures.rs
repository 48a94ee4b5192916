//! Percentiles, and the table in the end.

use std::time::{Duration, Instant};

/// Timings of one thing, repeated.
#[derive(Default)]
pub(crate) struct Timings(Vec<Duration>);

impl Timings {
    /// Times one more run.
    pub(crate) fn time<T>(&mut self, f: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let out = f();
        self.0.push(start.elapsed());
        out
    }

    /// Notes one more run that was timed elsewhere.
    pub(crate) fn note(&mut self, took: Duration) {
        self.0.push(took);
    }

    /// The timing below which `percent` of the runs stay.
    pub(crate) fn percentile(&self, percent: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let at = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
        sorted.get(at).copied().unwrap_or_default()
    }

    /// p50 and p99 as the table shows them.
    pub(crate) fn shown(&self) -> String {
        format!("p50 {}, p99 {}", milliseconds(self.percentile(50)), milliseconds(self.percentile(99)))
    }
}

/// A duration in milliseconds.
pub(crate) fn milliseconds(duration: Duration) -> String {
    format!("{:.3} ms", duration.as_secs_f64() * 1000.0)
}

/// What was measured, beside floor and goal.
#[derive(Default)]
pub(crate) struct Table(Vec<[String; 4]>);

impl Table {
    /// Adds a line, and says it at once.
    pub(crate) fn row(&mut self, what: &str, ours: impl ToString, floor: impl ToString, goal: &str) {
        let row = [what.to_owned(), ours.to_string(), floor.to_string(), goal.to_owned()];
        println!("{}", row.join(" | "));
        self.0.push(row);
    }

    /// Prints all of it as Markdown.
    pub(crate) fn print(&self) {
        println!("\n| what | Nadi | floor, same run | goal |\n|---|---|---|---|");
        for row in &self.0 {
            println!("| {} |", row.join(" | "));
        }
    }
}

//! Named, timed steps.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// The steps of one task, numbered and timed as they pass.
pub(crate) struct Steps {
    started: Instant,
    passed: usize,
}

impl Steps {
    pub(crate) fn start() -> Self {
        Self { started: Instant::now(), passed: 0 }
    }

    /// Does one step, saying its name before and its time after.
    pub(crate) fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("── {}. {name}", self.passed + 1);
        let begun = Instant::now();
        let result = work().with_context(|| format!("step \"{name}\" failed"))?;
        self.passed += 1;
        println!("   {name}: {}", seconds(begun.elapsed()));
        Ok(result)
    }

    /// How long the task has taken so far, in words.
    pub(crate) fn elapsed(&self) -> String {
        seconds(self.started.elapsed())
    }

    /// How many steps have passed.
    pub(crate) fn passed(&self) -> usize {
        self.passed
    }
}

fn seconds(time: Duration) -> String {
    let whole = time.as_secs();
    if whole >= 60 { format!("{} min {:02} s", whole / 60, whole % 60) } else { format!("{:.1} s", time.as_secs_f64()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_in_minutes_from_one_minute_on() {
        assert_eq!(seconds(Duration::from_millis(3_240)), "3.2 s");
        assert_eq!(seconds(Duration::from_secs(61)), "1 min 01 s");
    }
}

//! The simulation notices when a rule is broken.

use store::broken::{RULES, break_rule};

/// Within so many seeds.
const SEEDS: u64 = 200;

#[test]
fn each_rule_that_is_broken_trips_an_oracle() {
    for rule in RULES {
        break_rule(Some(rule));
        let failed = (1..=SEEDS).step_by(10).find_map(|from| sim::run_all(from, 10).into_iter().next());
        break_rule(None);
        let failure = failed.unwrap_or_else(|| panic!("nobody noticed that {rule:?} is broken"));
        println!("{rule:?}: seed {}, {}", failure.seed, failure.what.chars().take(160).collect::<String>());
    }
}

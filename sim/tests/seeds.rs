//! Whatever happens to desks that work apart, they come to the same.

#[test]
fn two_thousand_seeds_come_to_the_same_everywhere() {
    let failures = sim::run_all(1, 2_000);
    assert!(failures.is_empty(), "{} of 2,000 failed; the first: {}", failures.len(), failures[0]);
}

//! Digits of phones, ABHA and patient numbers, found by any four or more in a row.

/// Who has each run of four digits, by the run's value; slots ascending.
#[derive(Debug)]
pub(super) struct Digits(Vec<Vec<u32>>);

const RUN: usize = 4;

impl Default for Digits {
    fn default() -> Self {
        Self(vec![Vec::new(); 10_000])
    }
}

impl Digits {
    /// Notes the runs of `digits`, numbers parted by spaces, for the entry in `slot`.
    pub(super) fn post(&mut self, digits: &str, slot: u32) {
        for number in digits.split(' ') {
            for run in number.as_bytes().windows(RUN) {
                let list = &mut self.0[value(run)];
                if list.last() != Some(&slot) {
                    list.push(slot);
                }
            }
        }
    }

    /// Gives back what the lists have grown ahead.
    pub(super) fn shrink(&mut self) {
        self.0.iter_mut().for_each(Vec::shrink_to_fit);
    }

    /// What `look` makes of the entries that may have all of `digits` in a row, newest first, until there are
    /// `enough`. Fewer than four digits find nobody.
    pub(super) fn newest<T>(&self, digits: &str, look: &mut impl FnMut(u32) -> Option<T>, enough: usize) -> Vec<T> {
        let rarest = digits.as_bytes().windows(RUN).map(|run| &self.0[value(run)]).min_by_key(|list| list.len());
        rarest.map_or_else(Vec::new, |list| list.iter().rev().copied().filter_map(look).take(enough).collect())
    }
}

fn value(run: &[u8]) -> usize {
    run.iter().fold(0, |n, digit| n * 10 + usize::from(digit.saturating_sub(b'0').min(9)))
}

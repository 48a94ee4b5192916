//! What changed, for pages that ask.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use serde_json::Value;
use tokio::{sync::Notify, time};

/// How long a question waits for something new.
const PATIENCE: Duration = Duration::from_secs(25);
/// How many changes are kept for a page that was away.
const KEPT: usize = 256;

/// The latest changes, numbered from 1.
#[derive(Default)]
pub(super) struct Changes {
    latest: Mutex<Latest>,
    news: Notify,
}

#[derive(Default)]
struct Latest {
    at: u64,
    changes: VecDeque<Value>,
}

impl Changes {
    /// Adds one and wakes who waits.
    pub(super) fn announce(&self, change: Value) {
        {
            let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
            latest.at += 1;
            latest.changes.push_back(change);
            if latest.changes.len() > KEPT {
                latest.changes.pop_front();
            }
        }
        self.news.notify_waiters();
    }

    /// The number of the latest change, and those after the one named: at once where there are any, or
    /// where none is named, else when the next comes or patience ends.
    pub(super) async fn after(&self, after: Option<u64>) -> (u64, Vec<Value>) {
        let news = self.news.notified();
        let (at, changes) = self.since(after);
        if after.is_none() || !changes.is_empty() {
            return (at, changes);
        }
        // Patience that ends answers with nothing new.
        let _ = time::timeout(PATIENCE, news).await;
        self.since(after)
    }

    fn since(&self, after: Option<u64>) -> (u64, Vec<Value>) {
        let latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        let missed = after.map_or(0, |after| latest.at.saturating_sub(after));
        let missed = usize::try_from(missed).unwrap_or(KEPT).min(latest.changes.len());
        let from = latest.changes.len() - missed;
        (latest.at, latest.changes.range(from..).cloned().collect())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_page_hears_what_it_missed_and_no_more() {
        let changes = Changes::default();
        assert_eq!(changes.since(None), (0, vec![]));
        changes.announce(json!(1));
        changes.announce(json!(2));
        assert_eq!(changes.since(Some(1)), (2, vec![json!(2)]));
        assert_eq!(changes.since(Some(2)), (2, vec![]));
        assert_eq!(changes.since(None), (2, vec![]));
    }
}

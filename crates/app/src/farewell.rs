//! Asks the page to save unsent text before its window goes, and waits for a short time.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::sync::watch;

use crate::bridge::Patch;
use crate::core::Core;

/// Maximum wait. A page that does not answer must not hold up the window; what was typed is on disk within a second
/// anyway.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// The number of the last question, and of the last one that the page answered.
pub(crate) struct Farewell {
    asked: AtomicU32,
    kept: watch::Sender<u32>,
}

impl Default for Farewell {
    fn default() -> Self {
        Self {
            asked: AtomicU32::new(0),
            kept: watch::Sender::new(0),
        }
    }
}

impl Farewell {
    /// Notes that the page has answered this question, and with it every earlier one.
    pub(crate) fn answered(&self, number: u32) {
        let asked = self.asked.load(Ordering::Acquire);
        self.kept.send_if_modified(|kept| {
            let is_news = number > *kept && number <= asked;
            if is_news {
                *kept = number;
            }
            is_news
        });
    }
}

impl Core {
    /// Asks the page to save every unsent text, and waits until it has, at most [`LONGEST_WAIT`].
    pub(crate) async fn keep_drafts(&self) {
        let mut kept = self.farewell.kept.subscribe();
        let number = self.farewell.asked.fetch_add(1, Ordering::AcqRel) + 1;
        self.screen.tell(Patch::KeepDrafts { number });
        let answered = kept.wait_for(|kept| *kept >= number);
        if tokio::time::timeout(LONGEST_WAIT, answered).await.is_err() {
            tracing::warn!("the page did not say in time that every unsent text is saved");
        }
    }
}

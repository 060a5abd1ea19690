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
pub(crate) struct DraftFlush {
    requested: AtomicU32,
    confirmed: watch::Sender<u32>,
}

impl Default for DraftFlush {
    fn default() -> Self {
        Self {
            requested: AtomicU32::new(0),
            confirmed: watch::Sender::new(0),
        }
    }
}

impl DraftFlush {
    /// Notes that the page has answered this question, and with it every earlier one.
    pub(crate) fn confirm(&self, number: u32) {
        let requested = self.requested.load(Ordering::Acquire);
        self.confirmed.send_if_modified(|confirmed| {
            let is_news = number > *confirmed && number <= requested;
            if is_news {
                *confirmed = number;
            }
            is_news
        });
    }
}

impl Core {
    /// Asks the page to save every unsent text, and waits until it has, at most [`LONGEST_WAIT`].
    pub(crate) async fn keep_drafts(&self) {
        let mut confirmed = self.draft_flush.confirmed.subscribe();
        let number = self.draft_flush.requested.fetch_add(1, Ordering::AcqRel) + 1;
        self.screen.tell(Patch::KeepDrafts { number });
        let answered = confirmed.wait_for(|confirmed| *confirmed >= number);
        if tokio::time::timeout(LONGEST_WAIT, answered).await.is_err() {
            tracing::warn!("the page did not say in time that every unsent text is saved");
        }
    }
}

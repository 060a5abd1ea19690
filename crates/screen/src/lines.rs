//! Entries ("lines") of the conversation lists: reread when they change, with many changes batched.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

use ledger::{ConversationId, Cursor, List};
use tokio::sync::Notify;

use crate::bridge::{ConversationPage, ConversationSummary, Patch};
use crate::view::conversation;
use crate::{Screen, lock};

/// Number of list entries in a page.
pub const LINES_PER_PAGE: usize = 50;
/// Debounce time: reading a line takes a query, so changes within this time are read together.
const DEBOUNCE: Duration = Duration::from_millis(50);

/// Conversations whose line changed since it was last sent to the window.
#[derive(Default)]
pub(crate) struct ChangedLines {
    conversations: Mutex<HashSet<ConversationId>>,
    changed: Notify,
}

impl Screen {
    /// Reads a page of a list. Blocks.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn lines(
        &self,
        list: List,
        after: Option<&Cursor>,
    ) -> Result<ConversationPage, ledger::Error> {
        let page = self.ledger.conversations(list, after, LINES_PER_PAGE)?;
        Ok(conversation::page(&page, &self.live_runs, &self.prices()))
    }

    /// Reads the line of a conversation; `None` if it does not exist. Blocks.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn line(&self, id: ConversationId) -> Result<Option<ConversationSummary>, ledger::Error> {
        let stored = self.ledger.summary(id)?;
        Ok(stored.map(|summary| conversation::summary(&summary, &self.live_runs, &self.prices())))
    }

    /// Sends the window the current list of folders. Blocks.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn tell_folders(&self) -> Result<(), ledger::Error> {
        let folders = self.ledger.folders()?;
        self.tell(Patch::Folders {
            folders: folders.iter().map(conversation::folder).collect(),
        });
        Ok(())
    }

    /// Sends the window the current line of a conversation. Blocks.
    pub fn tell_line(&self, id: ConversationId) {
        match self.line(id) {
            Ok(Some(summary)) => self.tell(Patch::Conversation { summary }),
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "a line of a list cannot be read"),
        }
    }

    /// Marks the line of a conversation as changed; it is sent to the window shortly after.
    pub fn line_changed(&self, id: ConversationId) {
        lock(&self.changed_lines.conversations).insert(id);
        self.changed_lines.changed.notify_one();
    }

    /// Sends changed lines to the window until the screen is dropped.
    pub async fn tell_changed_lines(screen: Weak<Screen>) {
        loop {
            let Some(lines) = screen
                .upgrade()
                .map(|screen| Arc::clone(&screen.changed_lines))
            else {
                return;
            };
            lines.changed.notified().await;
            let changed = std::mem::take(&mut *lock(&lines.conversations));
            let Some(screen) = screen.upgrade() else {
                return;
            };
            let sent = tokio::task::spawn_blocking(move || {
                for conversation in changed {
                    screen.tell_line(conversation);
                }
            });
            // A panic in the task is already logged, and the next change sends the line again.
            let _ = sent.await;
            tokio::time::sleep(DEBOUNCE).await;
        }
    }
}

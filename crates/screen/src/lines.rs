//! The lines of the lists: read anew when they changed, for many changes at once.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

use ledger::{ConversationId, Cursor, List};
use tokio::sync::Notify;

use crate::bridge::{ConversationPage, ConversationSummary, Patch};
use crate::view::conversation;
use crate::{Screen, lock};

/// How many lines of a list come at once.
pub const LINES: usize = 50;
/// Reading a line takes a query, so all that change within this time are read once.
const PAUSE: Duration = Duration::from_millis(50);

/// Lines that changed since the window was told of them.
#[derive(Default)]
pub(crate) struct ChangedLines {
    conversations: Mutex<HashSet<ConversationId>>,
    noted: Notify,
}

impl Screen {
    /// A page of a list as it is now. Blocks.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn lines(
        &self,
        list: List,
        after: Option<&Cursor>,
    ) -> Result<ConversationPage, ledger::Error> {
        let page = self.ledger.conversations(list, after, LINES)?;
        Ok(conversation::page(&page, &self.lives, &self.prices()))
    }

    /// The line of a conversation as it is now. Blocks.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn line(&self, id: ConversationId) -> Result<Option<ConversationSummary>, ledger::Error> {
        let found = self.ledger.summary(id)?;
        Ok(found.map(|summary| conversation::summary(&summary, &self.lives, &self.prices())))
    }

    /// Tells the window which folders there are now. Blocks.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn tell_folders(&self) -> Result<(), ledger::Error> {
        let folders = self.ledger.folders()?;
        self.tell(Patch::Folders {
            folders: folders.iter().map(conversation::folder).collect(),
        });
        Ok(())
    }

    /// Tells the window how a conversation is now. Blocks.
    pub fn tell_line(&self, id: ConversationId) {
        match self.line(id) {
            Ok(Some(summary)) => self.tell(Patch::Conversation { summary }),
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "a line of a list cannot be read"),
        }
    }

    /// The line of a conversation changed; the window is told of it in a moment.
    pub fn line_changed(&self, id: ConversationId) {
        lock(&self.changed_lines.conversations).insert(id);
        self.changed_lines.noted.notify_one();
    }

    /// Tells the window of changed lines until the screen is gone.
    pub async fn tell_changed_lines(screen: Weak<Screen>) {
        loop {
            let Some(lines) = screen
                .upgrade()
                .map(|screen| Arc::clone(&screen.changed_lines))
            else {
                return;
            };
            lines.noted.notified().await;
            let changed = std::mem::take(&mut *lock(&lines.conversations));
            let Some(screen) = screen.upgrade() else {
                return;
            };
            let told = tokio::task::spawn_blocking(move || {
                for conversation in changed {
                    screen.tell_line(conversation);
                }
            });
            // A panic in there is already in the log, and the next change tells the line again.
            let _ = told.await;
            tokio::time::sleep(PAUSE).await;
        }
    }
}

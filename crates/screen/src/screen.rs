//! The one state of what the window shows, and the rules for sending it changes.

mod changes;
mod language;
mod pages;

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use futures::future::BoxFuture;
use ledger::{ConversationId, Ledger, RunId};
use prices::Prices;

use crate::bridge::{ArtifactView, Patch};
use crate::lines::ChangedLines;
use crate::live::{LiveRun, LiveRuns};
use crate::lock;
use crate::outbox::Outbox;

/// State of the window.
///
/// Lock order: live runs, `opened`, `change_counts`, outbox. So a page and the patches after it are sent in the order
/// in which they are true.
pub struct Screen {
    pub(crate) ledger: Ledger,
    pub(crate) live_runs: LiveRuns,
    pub(crate) changed_lines: Arc<ChangedLines>,
    outbox: Outbox,
    opened: Mutex<Opened>,
    /// The price table; the person may change it.
    prices: RwLock<Arc<Prices>>,
    /// Locked while a change is sent that does not come from a live run, and while a page is sent.
    change_counts: Mutex<ChangeCounts>,
}

/// The open conversation, and the turns of it that the window has.
#[derive(Default)]
struct Opened {
    conversation: Option<ConversationId>,
    /// Turns that the window has: their changes are sent.
    turns: HashSet<RunId>,
    /// Incremented with each opening and closing, so that a page requested earlier is discarded.
    number: u64,
}

/// Numbers of changes sent to the window that do not come from live runs.
#[derive(Default, Clone, Copy)]
struct ChangeCounts {
    /// Changes of files, without the progress of downloads.
    files: u64,
    /// Changes of the heads of finished turns.
    heads: u64,
}

impl Screen {
    /// Creates a screen over a ledger, with nothing open.
    #[must_use]
    pub fn new(ledger: Ledger) -> Self {
        Self {
            ledger,
            live_runs: LiveRuns::default(),
            changed_lines: Arc::default(),
            outbox: Outbox::default(),
            opened: Mutex::default(),
            prices: RwLock::new(Arc::new(Prices::built_in())),
            change_counts: Mutex::default(),
        }
    }

    /// Starts sending patches to the window until the returned task is aborted. The future returned by `send` must
    /// resolve once the window has shown the batch, or is gone.
    pub fn deliver(
        &self,
        send: impl Fn(Vec<Patch>) -> BoxFuture<'static, ()> + Send + 'static,
    ) -> tokio::task::JoinHandle<()> {
        self.outbox.deliver(send)
    }

    /// Removes and returns all queued patches; used just before the program ends.
    pub fn take_queued(&self) -> Vec<Patch> {
        self.outbox.take()
    }

    /// Queues a patch that is not about a turn or a file.
    pub fn tell(&self, patch: Patch) {
        self.outbox.push(patch);
    }

    /// Queues the new state of a file.
    pub fn tell_file(&self, artifact: ArtifactView) {
        let mut counts = lock(&self.change_counts);
        counts.files += 1;
        self.tell(Patch::Artifact { artifact });
    }

    /// Queues the new state of several files.
    pub fn tell_files(&self, artifacts: Vec<ArtifactView>) {
        let mut counts = lock(&self.change_counts);
        counts.files += 1;
        self.tell(Patch::Artifacts { artifacts });
    }

    /// Returns the price table.
    pub fn prices(&self) -> Arc<Prices> {
        let prices = self.prices.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&prices)
    }

    /// Replaces the price table. Amounts already shown stay until they are rendered again.
    pub fn set_prices(&self, prices: Prices) {
        *self.prices.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(prices);
    }

    /// Returns the live runs.
    pub fn live_runs(&self) -> &LiveRuns {
        &self.live_runs
    }

    /// Returns the open conversation.
    pub fn opened(&self) -> Option<ConversationId> {
        lock(&self.opened).conversation
    }

    /// Records that the window has dropped all turns except these.
    pub fn retain_turns(&self, turns: &HashSet<RunId>) {
        lock(&self.opened).turns.retain(|turn| turns.contains(turn));
    }

    /// Closes the open conversation.
    pub fn close(&self) {
        self.switch_to(None);
    }

    /// Returns true if the window has this turn.
    fn is_shown(&self, live: &LiveRun) -> bool {
        let opened = lock(&self.opened);
        opened.conversation == Some(live.row.conversation_id) && opened.turns.contains(&live.row.id)
    }

    /// Switches to another conversation, or to none; returns the number of this opening.
    fn switch_to(&self, conversation: Option<ConversationId>) -> u64 {
        let mut opened = lock(&self.opened);
        *opened = Opened {
            conversation,
            turns: HashSet::new(),
            number: opened.number + 1,
        };
        opened.number
    }
}

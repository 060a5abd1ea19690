//! Progress of a download, as the window shows it.

use std::time::{Duration, Instant};

use ledger::Artifact;
use screen::view::artifact;

use crate::bridge::{FileState, Patch};
use crate::core::Core;

/// Minimum time between two updates of the window.
const UPDATE_INTERVAL: Duration = Duration::from_millis(200);

/// Progress of one download, measured from its creation.
pub(super) struct Progress<'a> {
    core: &'a Core,
    row: Artifact,
    begun: Instant,
    shown: Instant,
}

impl<'a> Progress<'a> {
    /// Starts the progress of an artifact's download.
    pub(super) fn of(core: &'a Core, row: &Artifact) -> Self {
        let now = Instant::now();
        Self {
            core,
            row: row.clone(),
            begun: now,
            shown: now,
        }
    }

    /// Sets the size that the server announced.
    pub(super) fn set_total(&mut self, size: Option<u64>) {
        self.row.size = size.and_then(|size| i64::try_from(size).ok());
        self.set_received(0);
    }

    /// Sets the number of bytes received. The window is told, unless it was less than [`UPDATE_INTERVAL`] ago.
    pub(super) fn set_received(&mut self, received: u64) {
        if received > 0 && self.shown.elapsed() < UPDATE_INTERVAL {
            return;
        }
        self.shown = Instant::now();
        let ms = u64::try_from(self.begun.elapsed().as_millis())
            .unwrap_or(u64::MAX)
            .max(1);
        let state = FileState::Fetching {
            received,
            rate: received.saturating_mul(1_000) / ms,
        };
        self.core.screen.tell(Patch::Artifact {
            artifact: artifact::view_with_state(&self.row, state),
        });
    }
}

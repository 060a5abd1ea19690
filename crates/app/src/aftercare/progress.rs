//! How far a file on its way is, as the window shows it.

use std::time::{Duration, Instant};

use ledger::Artifact;
use screen::view::artifact;

use crate::bridge::{FileState, Patch};
use crate::core::Core;

/// How often it is shown.
const PAUSE: Duration = Duration::from_millis(200);

/// The progress of one file from now on.
pub(super) struct Progress<'a> {
    core: &'a Core,
    row: Artifact,
    begun: Instant,
    shown: Instant,
}

impl<'a> Progress<'a> {
    /// That of the file of a row.
    pub(super) fn of(core: &'a Core, row: &Artifact) -> Self {
        let now = Instant::now();
        Self {
            core,
            row: row.clone(),
            begun: now,
            shown: now,
        }
    }

    /// The server has said how large it is.
    pub(super) fn is_of(&mut self, size: Option<u64>) {
        self.row.size = size.and_then(|size| i64::try_from(size).ok());
        self.is_at(0);
    }

    /// So many bytes have come; the window is told, unless it was just now.
    pub(super) fn is_at(&mut self, received: u64) {
        if received > 0 && self.shown.elapsed() < PAUSE {
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
            artifact: artifact::with_state(&self.row, state),
        });
    }
}

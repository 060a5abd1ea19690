//! Limit on concurrent jobs: each has a sandbox with limits of its own, and together they must leave the computer
//! usable. Further jobs are queued, first come first served.

use std::num::NonZero;
use std::sync::Arc;

use interactions::Status;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;

use super::recorder::Recorder;
use crate::state::{InteractionRow, StoreError};

/// Semaphore of running jobs.
pub(super) struct JobSlots(Arc<Semaphore>);

impl JobSlots {
    /// Two permits per processor, and at least four: a job waits for its model most of the time.
    pub(super) fn of_this_computer() -> Self {
        let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
        Self(Arc::new(Semaphore::new((2 * processors).max(4))))
    }

    /// Returns true if this run would have to wait now.
    pub(super) fn are_taken_for(&self, row: &InteractionRow) -> bool {
        needs_one(row) && self.0.available_permits() == 0
    }

    /// Waits for a permit, recording the status `queued` meanwhile; the permit is held until the result is dropped.
    /// Also returns when the run is cancelled or the engine pauses, which the run then handles itself.
    pub(super) async fn take(
        &self,
        row: &InteractionRow,
        record: &mut Recorder,
        cancel: &CancellationToken,
        pause: &CancellationToken,
    ) -> Result<Option<OwnedSemaphorePermit>, StoreError> {
        if !needs_one(row) {
            return Ok(None);
        }
        let place = match Arc::clone(&self.0).try_acquire_owned() {
            Ok(place) => Some(place),
            Err(_) => {
                if !record.timeline().started() {
                    record.queue();
                    record.commit().await?;
                }
                tokio::select! {
                    place = Arc::clone(&self.0).acquire_owned() => place.ok(),
                    () = cancel.cancelled() => None,
                    () = pause.cancelled() => return Ok(None),
                }
            }
        };
        if record.timeline().status() == Some(Status::Queued) {
            record.set_out();
            record.commit().await?;
        }
        Ok(place)
    }
}

fn needs_one(row: &InteractionRow) -> bool {
    row.environment_id.is_some()
}

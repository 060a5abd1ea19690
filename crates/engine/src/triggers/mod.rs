//! Work on a schedule (contract section 11): waits for the next trigger that is due, begins its run as a create call
//! would, and writes down how it ended.
//!
//! A trigger runs once at a time. Times that passed while the engine was off are made up for by one run at its start,
//! however many they were. Runs in progress go on after a restart, and so does the wait for their end; their time
//! limit then begins anew, because the time the engine was off is not theirs.

mod clock;
mod ending;
mod execution;
mod request;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use schedules::Schedule;
use tokio::sync::{Mutex, Notify};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::error::ApiError;
use crate::http::Service;
use crate::state::{StoreError, written};
pub use clock::{Clock, ClockHand};
use execution::Occasion;
pub(crate) use request::of_first_run;

/// How long to leave a storage alone that has failed.
const RETRY: Duration = Duration::from_secs(10);

/// The triggers of this engine, and the task that runs them.
pub(crate) struct Triggers {
    pub(crate) engine: Arc<Service>,
    clock: Clock,
    /// The next time that something is due may have changed.
    changed: Notify,
    /// Held while a run begins, so that no two runs of a trigger begin at once.
    beginning: Mutex<()>,
    stop: CancellationToken,
    /// Begins what is due. Apart from the tasks that wait for ends, because it is the first to stop.
    keeper: TaskTracker,
    ends: TaskTracker,
}

impl Triggers {
    pub(crate) fn new(engine: Arc<Service>, clock: Clock) -> Arc<Self> {
        Arc::new(Self {
            engine,
            clock,
            changed: Notify::new(),
            beginning: Mutex::new(()),
            stop: CancellationToken::new(),
            keeper: TaskTracker::new(),
            ends: TaskTracker::new(),
        })
    }

    /// Waits for the ends of runs that were in progress, and begins to keep the schedules.
    pub(crate) async fn start(self: &Arc<Self>) -> Result<(), StoreError> {
        for execution in self.engine.store.open_executions().await? {
            self.await_end(execution);
        }
        self.keeper.spawn(Arc::clone(self).keep());
        Ok(())
    }

    /// Begins nothing more, pauses all runs of the engine, and waits until what ended is written down.
    pub(crate) async fn shutdown(&self) {
        self.stop.cancel();
        self.keeper.close();
        self.keeper.wait().await;
        self.engine.runs.shutdown().await;
        self.ends.close();
        self.ends.wait().await;
    }

    /// The time on the clock of schedules, as the contract writes it.
    pub(crate) fn now(&self) -> String {
        written(self.clock.now())
    }

    /// When a trigger is due next. None for a schedule that has come to its end.
    pub(crate) fn next_run(&self, schedule: &Schedule) -> Option<String> {
        schedule.after(self.clock.now()).map(written)
    }

    /// Looks anew for what is due next.
    pub(crate) fn wake(&self) {
        self.changed.notify_one();
    }

    async fn keep(self: Arc<Self>) {
        loop {
            // Only the wait is broken off, never a beginning.
            let waited = tokio::select! {
                () = self.stop.cancelled() => return,
                () = self.changed.notified() => continue,
                waited = self.until_due() => waited,
            };
            let begun = match waited {
                Ok(()) => self.begin_due().await,
                Err(error) => Err(error),
            };
            if let Err(error) = begun {
                tracing::error!(%error, "could not look after the triggers; tries again in a moment");
                tokio::select! {
                    () = self.stop.cancelled() => return,
                    () = tokio::time::sleep(RETRY) => {}
                }
            }
        }
    }

    /// Waits until a trigger is due.
    async fn until_due(&self) -> Result<(), ApiError> {
        match self.engine.store.next_due().await? {
            Some(moment) => self.clock.reaches(read(&moment)?).await,
            None => std::future::pending().await,
        }
        Ok(())
    }

    /// Begins the run of every trigger that is due. One that fails does not keep the others from theirs.
    async fn begin_due(self: &Arc<Self>) -> Result<(), ApiError> {
        let mut failed = None;
        for trigger in self.engine.store.due_triggers(self.now()).await? {
            let Some(due) = trigger.next_run else {
                continue;
            };
            if let Err(error) = self.begin(&trigger.id, Occasion::Due(due)).await {
                failed = Some(error);
            }
        }
        failed.map_or(Ok(()), Err)
    }
}

/// A time out of the record.
fn read(moment: &str) -> Result<Timestamp, ApiError> {
    moment.parse().map_err(|error| ApiError::internal(&error))
}

//! Scheduled work (contract section 11): waits for the next trigger that is due, begins its run like a create call,
//! and records how it ended.
//!
//! A trigger has at most one execution at a time. Times missed while the engine was off are made up for by one run at
//! its start, however many they were. Executions in progress continue after a restart; their time limit then begins
//! anew, because the engine's downtime does not count.

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
use crate::http::AppState;
use crate::state::{StoreError, format_time};
pub use clock::{Clock, ClockHand};
use execution::Occasion;
pub(crate) use request::of_first_run;

/// Back-off after an error of the store.
const RETRY: Duration = Duration::from_secs(10);
/// Longest wait for the first configuration of the engine. Whoever starts it sends that at once.
const CONFIGURATION_TIMEOUT: Duration = Duration::from_secs(10);

/// The triggers of this engine, and the task that executes them.
pub(crate) struct Triggers {
    pub(crate) engine: Arc<AppState>,
    clock: Clock,
    /// Notified when the next due time may have changed.
    changed: Notify,
    /// Held while an execution begins, so that no two executions of a trigger begin at once.
    beginning: Mutex<()>,
    stop: CancellationToken,
    /// Cancelled when runs may begin, because the engine has its configuration.
    configured: CancellationToken,
    /// The task that begins executions. Separate from the tasks that wait for ends, because it stops first.
    keeper: TaskTracker,
    ends: TaskTracker,
}

impl Triggers {
    pub(crate) fn new(
        engine: Arc<AppState>,
        clock: Clock,
        configured: CancellationToken,
    ) -> Arc<Self> {
        Arc::new(Self {
            engine,
            clock,
            changed: Notify::new(),
            beginning: Mutex::new(()),
            stop: CancellationToken::new(),
            configured,
            keeper: TaskTracker::new(),
            ends: TaskTracker::new(),
        })
    }

    /// Watches the executions in progress, and starts following the schedules.
    pub(crate) async fn start(self: &Arc<Self>) -> Result<(), StoreError> {
        for execution in self.engine.store.open_executions().await? {
            self.await_end(execution);
        }
        self.keeper.spawn(Arc::clone(self).run_schedule());
        Ok(())
    }

    /// Begins nothing more, pauses all runs of the engine, and waits until ends are recorded.
    pub(crate) async fn shutdown(&self) {
        self.stop.cancel();
        self.keeper.close();
        self.keeper.wait().await;
        self.engine.runs.shutdown().await;
        self.ends.close();
        self.ends.wait().await;
    }

    /// The schedule clock's time in the contract's format.
    pub(crate) fn now(&self) -> String {
        format_time(self.clock.now())
    }

    /// When a trigger is due next. `None` for a schedule that has ended.
    pub(crate) fn next_run(&self, schedule: &Schedule) -> Option<String> {
        schedule.after(self.clock.now()).map(format_time)
    }

    /// Makes the task look again for what is due next.
    pub(crate) fn wake(&self) {
        self.changed.notify_one();
    }

    async fn run_schedule(self: Arc<Self>) {
        tokio::select! {
            () = self.stop.cancelled() => return,
            () = self.configured.cancelled() => {}
            () = tokio::time::sleep(CONFIGURATION_TIMEOUT) => {}
        }
        loop {
            // Only the wait is cancelled, never the beginning of an execution.
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

    /// Begins an execution of every trigger that is due. A failure of one does not affect the others.
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

/// Parses a stored time.
fn read(moment: &str) -> Result<Timestamp, ApiError> {
    moment.parse().map_err(|error| ApiError::internal(&error))
}

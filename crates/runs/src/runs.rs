//! The registry of live runs: starts them, takes them up again, passes on the person's commands, and stops them in a
//! state to go on from.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use ids::RunId;
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::input::Input;
use crate::needs::{Aftercare, Record, RecordError, Servers};
use crate::task::Task;
use crate::tuning::Tuning;

/// All live runs. Cheap to clone.
#[derive(Clone)]
pub struct Runs {
    context: Arc<DriverContext>,
}

/// An error from starting a run or from a command to it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The record could not be read or written. A run that is live tries again by itself.
    #[error("the record of run {run} cannot be used: {error}")]
    Record {
        /// The run.
        run: RunId,
        /// The error of the record.
        #[source]
        error: RecordError,
    },
    /// The list of unsettled runs could not be read.
    #[error("the list of unfinished runs cannot be read: {0}")]
    List(#[source] RecordError),
    /// The run was forgotten: its conversation is deleted.
    #[error("run {0} is deleted")]
    Forgotten(RunId),
    /// Errand is about to quit.
    #[error("Errand is about to quit and takes up no more runs")]
    ShuttingDown,
}

/// The parts that the tasks of all runs share.
pub(crate) struct DriverContext {
    pub(crate) record: Arc<dyn Record>,
    pub(crate) servers: Arc<dyn Servers>,
    pub(crate) aftercare: Arc<dyn Aftercare>,
    pub(crate) tuning: Tuning,
    pub(crate) quit: CancellationToken,
    tasks: TaskTracker,
    live: Mutex<LiveRuns>,
}

/// The runs that have a task, and the deleted ones that may never have one again.
#[derive(Default)]
struct LiveRuns {
    reachable: HashMap<RunId, TaskHandle>,
    forgotten: HashSet<RunId>,
}

/// The channels to a live run's task.
#[derive(Clone)]
struct TaskHandle {
    commands: mpsc::UnboundedSender<Command>,
    leave: CancellationToken,
}

/// A command to a live run.
pub(crate) struct Command {
    pub(crate) input: Input,
    /// Receives whether the command changed anything, once the change is on disk.
    pub(crate) done: oneshot::Sender<Result<bool, RecordError>>,
}

/// A task's ends of the channels of [`TaskHandle`].
pub(crate) struct TaskChannels {
    pub(crate) commands: mpsc::UnboundedReceiver<Command>,
    /// Cancelled when Errand quits or the run is forgotten.
    pub(crate) leave: CancellationToken,
}

/// A live run's entry in the list; dropping it removes the run from the list.
pub(crate) struct Registration {
    run: RunId,
    context: Arc<DriverContext>,
}

impl Runs {
    /// Makes a driver without live runs: call [`Runs::recover`] next.
    #[must_use]
    pub fn new(
        record: Arc<dyn Record>,
        servers: Arc<dyn Servers>,
        aftercare: Arc<dyn Aftercare>,
        tuning: Tuning,
    ) -> Runs {
        Runs {
            context: Arc::new(DriverContext {
                record,
                servers,
                aftercare,
                tuning,
                quit: CancellationToken::new(),
                tasks: TaskTracker::new(),
                live: Mutex::default(),
            }),
        }
    }

    /// Takes up every run that is not settled. Returns those that cannot be read; the others go on.
    ///
    /// # Errors
    /// When the list of unsettled runs cannot be read.
    pub async fn recover(&self) -> Result<Vec<(RunId, Error)>, Error> {
        let runs = self.context.record.unsettled().await.map_err(Error::List)?;
        let mut unreadable = Vec::new();
        for run in runs {
            if let Err(error) = self.start(run).await {
                tracing::warn!(%run, %error, "a run cannot be taken up again");
                unreadable.push((run, error));
            }
        }
        Ok(unreadable)
    }

    /// Takes up a run: sends it if it was never sent, goes on with it otherwise. Does nothing for a live or settled
    /// run. The run must be stored, with [`crate::State::for_request`] as its state.
    ///
    /// # Errors
    /// When the record cannot be read, or Errand is about to quit.
    pub async fn start(&self, run: RunId) -> Result<(), Error> {
        if self.context.quit.is_cancelled() {
            return Err(Error::ShuttingDown);
        }
        let Some((registration, channels)) = self.context.register(run)? else {
            return Ok(());
        };
        let stored = self.context.record.load(run).await;
        let stored = stored.map_err(|error| Error::Record { run, error })?;
        if !stored.state.is_settled() {
            let task = Task::new(run, stored, Arc::clone(&self.context), channels);
            self.context.tasks.spawn(async move {
                task.live().await;
                drop(registration);
            });
        }
        Ok(())
    }

    /// Stops a run for the person. Returns when that is on disk; a job is then still to be cancelled at the server.
    /// Does nothing for a run that is over.
    ///
    /// # Errors
    /// When the record cannot be used, or Errand is about to quit.
    pub async fn stop(&self, run: RunId) -> Result<(), Error> {
        self.send_command(run, Input::StopPressed).await.map(drop)
    }

    /// Makes a waiting run go on now instead of later. Returns true if that changed anything.
    ///
    /// # Errors
    /// When the record cannot be used, or Errand is about to quit.
    pub async fn check_again(&self, run: RunId) -> Result<bool, Error> {
        self.send_command(run, Input::CheckAgain).await
    }

    /// Sends an unconfirmed create once more; the interaction may then exist twice. Returns true if it was sent.
    ///
    /// # Errors
    /// When the record cannot be used, or Errand is about to quit.
    pub async fn send_again(&self, run: RunId) -> Result<bool, Error> {
        self.send_command(run, Input::SendAgain).await
    }

    /// Wakes every run that waits for the network or for a server that became usable: a key was given, the engine
    /// started.
    pub fn network_back(&self) {
        let live = self.context.live();
        for handle in live.reachable.values() {
            let (done, _) = oneshot::channel();
            // A run that has just ended needs no waking.
            let _ = handle.commands.send(Command {
                input: Input::NetworkBack,
                done,
            });
        }
    }

    /// Returns the live runs: those that have a task and are not settled.
    #[must_use]
    pub fn live(&self) -> Vec<RunId> {
        self.context.live().reachable.keys().copied().collect()
    }

    /// Ends a run's task and never starts one again, because its conversation is deleted. Received events are stored,
    /// and a create under way is given a moment to be answered, so that the record names what has to be deleted at
    /// the server. Returns when the task has ended.
    pub async fn forget(&self, run: RunId) {
        let handle = {
            let mut live = self.context.live();
            live.forgotten.insert(run);
            live.reachable.get(&run).cloned()
        };
        if let Some(handle) = handle {
            handle.leave.cancel();
            // The task holds the receiver for as long as it lives.
            handle.commands.closed().await;
        }
    }

    /// Stores received events and stops every task; the next [`Runs::recover`] goes on from there. A create under way
    /// is given a moment to be answered. Nothing can be started afterwards.
    pub async fn shutdown(&self) {
        self.context.quit.cancel();
        self.context.tasks.close();
        self.context.tasks.wait().await;
    }

    async fn send_command(&self, run: RunId, input: Input) -> Result<bool, Error> {
        self.start(run).await?;
        let (done, answer) = oneshot::channel();
        let handle = self.context.live().reachable.get(&run).cloned();
        let Some(handle) = handle else {
            return Ok(false);
        };
        if handle.commands.send(Command { input, done }).is_err() {
            return Ok(false);
        }
        match answer.await {
            Ok(result) => result.map_err(|error| Error::Record { run, error }),
            Err(_) if self.context.quit.is_cancelled() => Err(Error::ShuttingDown),
            // The run settled before the command arrived.
            Err(_) => Ok(false),
        }
    }
}

impl DriverContext {
    /// Adds a run to the list; returns `None` if it is live already.
    fn register(
        self: &Arc<Self>,
        run: RunId,
    ) -> Result<Option<(Registration, TaskChannels)>, Error> {
        let mut live = self.live();
        if live.forgotten.contains(&run) {
            return Err(Error::Forgotten(run));
        }
        if live.reachable.contains_key(&run) {
            return Ok(None);
        }
        let (commands, receiver) = mpsc::unbounded_channel();
        let leave = self.quit.child_token();
        let channels = TaskChannels {
            commands: receiver,
            leave: leave.clone(),
        };
        live.reachable.insert(run, TaskHandle { commands, leave });
        let registration = Registration {
            run,
            context: Arc::clone(self),
        };
        Ok(Some((registration, channels)))
    }

    fn live(&self) -> std::sync::MutexGuard<'_, LiveRuns> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        self.context.live().reachable.remove(&self.run);
    }
}

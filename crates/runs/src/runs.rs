//! Every live run: started, taken up again, told what the person wants, and left in a state to go on from.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::input::Input;
use crate::needs::{Aftercare, Record, RecordError, RunId, Servers};
use crate::task::Task;
use crate::tuning::Tuning;

/// The runs in Errand's care. Cheap to clone.
#[derive(Clone)]
pub struct Runs {
    shared: Arc<Shared>,
}

/// Why a run could not be started or told something.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The record could not be read or written. A run that is live tries again by itself.
    #[error("the record of run {run} cannot be used: {error}")]
    Record {
        /// Which run.
        run: RunId,
        /// What the record said.
        #[source]
        error: RecordError,
    },
    /// The list of unsettled runs could not be read.
    #[error("the list of unfinished runs cannot be read: {0}")]
    List(#[source] RecordError),
    /// Errand is about to quit.
    #[error("Errand is about to quit and takes up no more runs")]
    ShuttingDown,
}

/// What every task of a run shares.
pub(crate) struct Shared {
    pub(crate) record: Arc<dyn Record>,
    pub(crate) servers: Arc<dyn Servers>,
    pub(crate) aftercare: Arc<dyn Aftercare>,
    pub(crate) tuning: Tuning,
    pub(crate) quit: CancellationToken,
    tasks: TaskTracker,
    live: Mutex<HashMap<RunId, mpsc::UnboundedSender<Command>>>,
}

/// Something that a live run is told.
pub(crate) struct Command {
    pub(crate) input: Input,
    /// Gets whether it changed anything, once that is on disk.
    pub(crate) done: oneshot::Sender<Result<bool, RecordError>>,
}

/// A live run's place in the list; leaving it, in whatever way, takes the run off the list.
pub(crate) struct Seat {
    run: RunId,
    shared: Arc<Shared>,
}

impl Runs {
    /// Nothing is live yet: call [`Runs::recover`].
    #[must_use]
    pub fn new(
        record: Arc<dyn Record>,
        servers: Arc<dyn Servers>,
        aftercare: Arc<dyn Aftercare>,
        tuning: Tuning,
    ) -> Runs {
        Runs {
            shared: Arc::new(Shared {
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

    /// Takes up every run that is not settled. Gives those that cannot be read; the others go on.
    ///
    /// # Errors
    /// When the list of unsettled runs cannot be read.
    pub async fn recover(&self) -> Result<Vec<(RunId, Error)>, Error> {
        let runs = self.shared.record.unsettled().await.map_err(Error::List)?;
        let mut unreadable = Vec::new();
        for run in runs {
            if let Err(error) = self.start(run).await {
                tracing::warn!(%run, %error, "a run cannot be taken up again");
                unreadable.push((run, error));
            }
        }
        Ok(unreadable)
    }

    /// Takes up a run: sends it when it was never sent, goes on with it otherwise. A live or settled run is left
    /// alone. The run must be stored, with [`crate::State::for_request`] as its state.
    ///
    /// # Errors
    /// When the record cannot be read, or Errand is about to quit.
    pub async fn start(&self, run: RunId) -> Result<(), Error> {
        if self.shared.quit.is_cancelled() {
            return Err(Error::ShuttingDown);
        }
        let Some((seat, commands)) = self.shared.seat(run) else {
            return Ok(());
        };
        let stored = self.shared.record.load(run).await;
        let stored = stored.map_err(|error| Error::Record { run, error })?;
        if !stored.state.is_settled() {
            let task = Task::new(run, stored, Arc::clone(&self.shared), commands);
            self.shared.tasks.spawn(async move {
                task.live().await;
                drop(seat);
            });
        }
        Ok(())
    }

    /// Ends a run because the person wants it to. Returns when that is on disk; a job is then still to be stopped
    /// at the server. A run that is over is left alone.
    ///
    /// # Errors
    /// When the record cannot be used, or Errand is about to quit.
    pub async fn stop(&self, run: RunId) -> Result<(), Error> {
        self.tell(run, Input::StopPressed).await.map(drop)
    }

    /// Looks now instead of later. Gives whether there was anything to look for.
    ///
    /// # Errors
    /// When the record cannot be used, or Errand is about to quit.
    pub async fn check_again(&self, run: RunId) -> Result<bool, Error> {
        self.tell(run, Input::CheckAgain).await
    }

    /// Sends an unconfirmed create once more: it may then exist twice. Gives whether it was sent.
    ///
    /// # Errors
    /// When the record cannot be used, or Errand is about to quit.
    pub async fn send_again(&self, run: RunId) -> Result<bool, Error> {
        self.tell(run, Input::SendAgain).await
    }

    /// The network is back, or a server became usable: a key was given, the engine started. Wakes every run that
    /// waits for that.
    pub fn network_back(&self) {
        let live = self.shared.live();
        for commands in live.values() {
            let (done, _) = oneshot::channel();
            // A run that has just ended needs no waking.
            let _ = commands.send(Command {
                input: Input::NetworkBack,
                done,
            });
        }
    }

    /// Which runs are live: not settled, and taken up.
    #[must_use]
    pub fn live(&self) -> Vec<RunId> {
        self.shared.live().keys().copied().collect()
    }

    /// Stores what was received and stops every task; the next [`Runs::recover`] goes on from there. A create under
    /// way is given a moment to be answered. Nothing can be started afterwards.
    pub async fn shutdown(&self) {
        self.shared.quit.cancel();
        self.shared.tasks.close();
        self.shared.tasks.wait().await;
    }

    async fn tell(&self, run: RunId, input: Input) -> Result<bool, Error> {
        self.start(run).await?;
        let (done, answer) = oneshot::channel();
        let commands = self.shared.live().get(&run).cloned();
        let Some(commands) = commands else {
            return Ok(false);
        };
        if commands.send(Command { input, done }).is_err() {
            return Ok(false);
        }
        match answer.await {
            Ok(result) => result.map_err(|error| Error::Record { run, error }),
            Err(_) if self.shared.quit.is_cancelled() => Err(Error::ShuttingDown),
            // The run settled before it could be told.
            Err(_) => Ok(false),
        }
    }
}

impl Shared {
    /// A place for a run that is not live yet.
    fn seat(self: &Arc<Self>, run: RunId) -> Option<(Seat, mpsc::UnboundedReceiver<Command>)> {
        let mut live = self.live();
        if live.contains_key(&run) {
            return None;
        }
        let (sender, receiver) = mpsc::unbounded_channel();
        live.insert(run, sender);
        let seat = Seat {
            run,
            shared: Arc::clone(self),
        };
        Some((seat, receiver))
    }

    fn live(&self) -> std::sync::MutexGuard<'_, HashMap<RunId, mpsc::UnboundedSender<Command>>> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.shared.live().remove(&self.run);
    }
}

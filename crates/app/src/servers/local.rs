//! The engine on this computer: started on demand, watched, restarted after a crash, stopped at the end.

mod process;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use interactions::Client;
use secrecy::SecretString;

use self::process::EngineProcess;
use words::{Sentence, say};

use crate::bridge::{BridgeError, ErrorCode, LocalEngine};
use crate::errors::{self, Result};

/// Number of starts within [`RESTART_PERIOD`] after which the engine is given up.
const MAX_RESTARTS: usize = 4;
const RESTART_PERIOD: Duration = Duration::from_secs(60);
/// The delay before the first restart after a crash; it doubles with each crash within [`RESTART_PERIOD`].
const FIRST_RESTART_DELAY: Duration = Duration::from_millis(250);

/// The parameters of a start.
#[derive(Debug, Clone)]
pub(crate) struct Launch {
    /// The path of the engine's program.
    pub(crate) program: PathBuf,
    /// The folder of the engine's own state.
    pub(crate) data: PathBuf,
    /// The brain: `starter`, or `script:FILE` in tests.
    pub(crate) brain: String,
    /// The model's file.
    pub(crate) model: Option<PathBuf>,
}

/// The engine's process. Clones share it.
#[derive(Clone)]
pub(crate) struct EngineSupervisor {
    shared: Arc<Shared>,
}

struct Shared {
    /// Locked while the process is started or stopped, so that there is never a second one.
    process: tokio::sync::Mutex<ProcessState>,
    /// Number of [`ConfigVersion`]s so far.
    config_versions: AtomicU64,
    /// Number of the [`ConfigVersion`] whose line is in `ProcessState::config`; 0 if there is none.
    config_version: AtomicU64,
    /// The status that the window shows.
    status: Mutex<LocalEngine>,
    /// Called after each change of the status.
    changed: Box<dyn Fn() + Send + Sync>,
}

#[derive(Default)]
struct ProcessState {
    running: Option<EngineProcess>,
    /// Counts the processes, so that the end of an earlier one is not attributed to the current one.
    number: u64,
    /// The line that each process is given when it starts; it may contain keys.
    config: Option<SecretString>,
    starts: Vec<Instant>,
    /// True after too many crashes: the engine is not started again until a person asks for it.
    given_up: bool,
    /// True while quitting: nothing is started any more.
    closed: bool,
}

/// Sequence number of a line for the engine, taken before its content is gathered. Gathering reads the keychain, which
/// takes a while, and several may be gathered at once.
pub(crate) struct ConfigVersion(u64);

impl EngineSupervisor {
    /// Makes an engine that is not running. `changed` is called when [`EngineSupervisor::status`] changes.
    pub(crate) fn new(changed: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            shared: Arc::new(Shared {
                process: tokio::sync::Mutex::default(),
                config_versions: AtomicU64::new(0),
                config_version: AtomicU64::new(0),
                status: Mutex::new(LocalEngine::Stopped),
                changed: Box::new(changed),
            }),
        }
    }

    /// Returns the engine's status.
    pub(crate) fn status(&self) -> LocalEngine {
        self.shared
            .status
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Returns true if [`EngineSupervisor::configure`] was called.
    pub(crate) fn has_config(&self) -> bool {
        self.shared.config_version.load(Ordering::Acquire) > 0
    }

    /// Takes the next sequence number, before the content of a line for the engine is gathered.
    pub(crate) fn next_config_version(&self) -> ConfigVersion {
        ConfigVersion(self.shared.config_versions.fetch_add(1, Ordering::AcqRel) + 1)
    }

    /// Writes a line to the engine's standard input: now if it runs, and again whenever it is started. A line with a
    /// lower sequence number than the current one is dropped.
    pub(crate) async fn configure(&self, ConfigVersion(number): ConfigVersion, line: SecretString) {
        let mut process = self.shared.process.lock().await;
        if number < self.shared.config_version.load(Ordering::Acquire) {
            return;
        }
        if let Some(running) = &mut process.running {
            running.configure(&line).await;
        }
        process.config = Some(line);
        self.shared.config_version.store(number, Ordering::Release);
    }

    /// Returns a client for the running engine; starts it first when it does not run, or runs another model.
    ///
    /// # Errors
    /// `Engine`, when it does not start, or was given up.
    pub(crate) async fn client(&self, launch: &Launch) -> Result<Client> {
        let mut process = self.shared.process.lock().await;
        if process.closed {
            return Err(errors::error(ErrorCode::Engine, say::quitting_now()));
        }
        if let Some(running) = &process.running
            && running.is_alive()
            && running.model == launch.model
        {
            return Ok(running.client.clone());
        }
        if let Some(running) = process.running.take() {
            tracing::info!("the engine on this computer is started again");
            running.stop().await;
        }
        self.start(&mut process, launch).await
    }

    /// Starts the engine, unless it was given up.
    async fn start(&self, process: &mut ProcessState, launch: &Launch) -> Result<Client> {
        process
            .starts
            .retain(|start| start.elapsed() < RESTART_PERIOD);
        if process.starts.len() >= MAX_RESTARTS {
            process.given_up = true;
        }
        if process.given_up {
            let error = crash_loop_error();
            self.set(LocalEngine::Failed {
                error: error.clone(),
            });
            return Err(error);
        }
        process.starts.push(Instant::now());
        if self.status() != LocalEngine::Restarting {
            self.set(LocalEngine::Starting);
        }
        let started = match process::start(launch, process.config.as_ref()).await {
            Ok(running) => running,
            Err(error) => {
                self.set(LocalEngine::Failed {
                    error: error.clone(),
                });
                return Err(error);
            }
        };
        process.number += 1;
        let (client, ended) = (started.client.clone(), started.ended());
        process.running = Some(started);
        self.set(LocalEngine::Ready);
        let watch = watch(
            Arc::downgrade(&self.shared),
            process.number,
            launch.clone(),
            ended,
        );
        tokio::spawn(watch);
        Ok(client)
    }

    /// Restarts the engine after process `number` ended without being asked to.
    async fn crashed(&self, number: u64, launch: Launch) {
        let pause = {
            let mut process = self.shared.process.lock().await;
            // A process that was stopped or replaced on purpose has not crashed.
            if process.closed || process.number != number || process.running.is_none() {
                return;
            }
            process.running = None;
            self.set(LocalEngine::Restarting);
            let crashes = u32::try_from(process.starts.len()).unwrap_or(u32::MAX);
            FIRST_RESTART_DELAY
                * 2_u32.saturating_pow(crashes.saturating_sub(1).min(MAX_RESTARTS as u32))
        };
        tracing::warn!(?pause, "the engine on this computer crashed");
        tokio::time::sleep(pause).await;
        let mut process = self.shared.process.lock().await;
        // A run may have started the engine meanwhile.
        if process.closed || process.running.is_some() {
            return;
        }
        if let Err(error) = self.start(&mut process, &launch).await {
            tracing::error!(%error, "the engine on this computer stays away");
        }
    }

    /// Forgets earlier failures, because a person asked for a start.
    pub(crate) async fn reset_failures(&self) {
        let mut process = self.shared.process.lock().await;
        process.starts.clear();
        process.given_up = false;
    }

    /// Stops the engine for good, and gives it time to store its work.
    pub(crate) async fn close(&self) {
        let mut process = self.shared.process.lock().await;
        process.closed = true;
        if let Some(running) = process.running.take() {
            running.stop().await;
            self.set(LocalEngine::Stopped);
        }
    }

    /// Stops the engine and deletes its folder; the next start begins with an empty one.
    ///
    /// # Errors
    /// When a file cannot be deleted. The files deleted before it are gone.
    pub(crate) async fn erase(&self, folder: &Path) -> std::io::Result<()> {
        // Locked meanwhile, so that the engine does not start in a folder that is half deleted.
        let mut process = self.shared.process.lock().await;
        if let Some(running) = process.running.take() {
            running.stop().await;
            self.set(LocalEngine::Stopped);
        }
        match tokio::fs::remove_dir_all(folder).await {
            Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(cause),
            _ => Ok(()),
        }
    }

    fn set(&self, status: LocalEngine) {
        *self
            .shared
            .status
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = status;
        (self.shared.changed)();
    }
}

/// Waits for the end of process `number`, then restarts it. Boxed, because a start calls `watch`, and `watch` a
/// start.
fn watch(
    shared: Weak<Shared>,
    number: u64,
    launch: Launch,
    ended: impl Future<Output = ()> + Send + 'static,
) -> futures::future::BoxFuture<'static, ()> {
    Box::pin(async move {
        ended.await;
        if let Some(shared) = shared.upgrade() {
            EngineSupervisor { shared }.crashed(number, launch).await;
        }
    })
}

fn start_error(why: Sentence) -> BridgeError {
    errors::error(ErrorCode::Engine, say::engine_does_not_start(why))
}

fn crash_loop_error() -> BridgeError {
    errors::error(ErrorCode::Engine, say::engine_keeps_ending())
}

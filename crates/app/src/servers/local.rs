//! The engine on this computer: started when it is needed, started again when it dies, stopped at the end.

use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use interactions::Client;
use secrecy::SecretString;
use serde::Deserialize;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, ChildStdin, Command};

use crate::bridge::{BridgeError, ErrorCode, LocalEngine};
use crate::errors::{self, Result};

/// How long a start may take; a model is loaded when it is first used, not here.
const START: Duration = Duration::from_secs(60);
/// How long the engine is given to put its work aside.
const STOP: Duration = Duration::from_secs(10);
/// So many starts within [`RESTARTS_WITHIN`] are enough to say that it does not work.
const RESTARTS: usize = 4;
const RESTARTS_WITHIN: Duration = Duration::from_secs(60);

/// How the engine is to be started.
#[derive(Debug, Clone)]
pub(crate) struct Launch {
    /// Its program.
    pub(crate) program: PathBuf,
    /// Where it keeps its own state.
    pub(crate) data: PathBuf,
    /// `starter`, or `script:FILE` in tests.
    pub(crate) brain: String,
    /// The model's file.
    pub(crate) model: Option<PathBuf>,
}

/// The engine's process. Clones share it.
#[derive(Clone)]
pub(crate) struct Local {
    shared: Arc<Shared>,
}

struct Shared {
    /// Held while the process is started or stopped, so that there is never a second one.
    process: tokio::sync::Mutex<Process>,
    /// What the window is told.
    status: Mutex<LocalEngine>,
    /// Called after each change of it.
    changed: Box<dyn Fn() + Send + Sync>,
}

#[derive(Default)]
struct Process {
    running: Option<Running>,
    starts: Vec<Instant>,
    /// Quitting: nothing is started any more.
    closed: bool,
}

struct Running {
    child: Child,
    /// The engine ends when this is closed, however this program ends.
    stdin: Option<ChildStdin>,
    client: Client,
    model: Option<PathBuf>,
}

/// The line that the engine prints when it is ready.
#[derive(Deserialize)]
struct Ready {
    base_url: String,
}

impl Local {
    /// An engine that is not running. `changed` is called when [`Local::status`] changes.
    pub(crate) fn new(changed: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            shared: Arc::new(Shared {
                process: tokio::sync::Mutex::default(),
                status: Mutex::new(LocalEngine::Stopped),
                changed: Box::new(changed),
            }),
        }
    }

    /// How it is.
    pub(crate) fn status(&self) -> LocalEngine {
        self.shared
            .status
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// A client of the running engine; starts it first when it does not run, or runs another model.
    ///
    /// # Errors
    /// `Engine`, when it does not start.
    pub(crate) async fn client(&self, launch: &Launch) -> Result<Client> {
        let mut process = self.shared.process.lock().await;
        if process.closed {
            return Err(errors::error(ErrorCode::Engine, "Errand is quitting.", ""));
        }
        if let Some(running) = &mut process.running {
            let alive = matches!(running.child.try_wait(), Ok(None));
            if alive && running.model == launch.model {
                return Ok(running.client.clone());
            }
            tracing::info!(alive, "the engine on this computer is started again");
        }
        if let Some(running) = process.running.take() {
            stop(running).await;
        }
        process
            .starts
            .retain(|start| start.elapsed() < RESTARTS_WITHIN);
        if process.starts.len() >= RESTARTS {
            let error = does_not_start("it keeps ending");
            self.set(LocalEngine::Failed {
                error: error.clone(),
            });
            return Err(error);
        }
        process.starts.push(Instant::now());
        self.set(LocalEngine::Starting);
        match start(launch).await {
            Ok(running) => {
                let client = running.client.clone();
                process.running = Some(running);
                self.set(LocalEngine::Ready);
                Ok(client)
            }
            Err(error) => {
                self.set(LocalEngine::Failed {
                    error: error.clone(),
                });
                Err(error)
            }
        }
    }

    /// A person asked for it: earlier failures do not count any more.
    pub(crate) async fn forgive(&self) {
        self.shared.process.lock().await.starts.clear();
    }

    /// Stops it for good, giving it time to put its work aside.
    pub(crate) async fn close(&self) {
        let mut process = self.shared.process.lock().await;
        process.closed = true;
        if let Some(running) = process.running.take() {
            stop(running).await;
            self.set(LocalEngine::Stopped);
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

async fn start(launch: &Launch) -> Result<Running> {
    let key = format!(
        "{}{}",
        uuid::Uuid::new_v4().simple(),
        uuid::Uuid::new_v4().simple()
    );
    std::fs::create_dir_all(&launch.data)
        .map_err(|cause| errors::file("created", &launch.data, &cause))?;
    let mut command = Command::new(&launch.program);
    command
        .args([
            "serve",
            "--addr",
            "127.0.0.1:0",
            "--exit-with-stdin",
            "--brain",
            &launch.brain,
        ])
        .arg("--data")
        .arg(&launch.data)
        // Not among the arguments, which every program of this computer can read.
        .env("ERRAND_ENGINE_KEY", &key)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .kill_on_drop(true);
    if let Some(model) = &launch.model {
        command.arg("--model").arg(model);
    }
    let mut child = command.spawn().map_err(|cause| {
        tracing::error!(%cause, program = %launch.program.display(), "the engine's program cannot be run");
        if cause.kind() == std::io::ErrorKind::NotFound {
            does_not_start("its program is missing")
        } else {
            does_not_start(&cause.to_string())
        }
    })?;
    let stdout = child.stdout.take().expect("standard output was asked for");
    let mut lines = BufReader::new(stdout).lines();
    let line = match tokio::time::timeout(START, lines.next_line()).await {
        Ok(Ok(Some(line))) => line,
        Ok(_) => return Err(does_not_start("it ended at once")),
        Err(_) => return Err(does_not_start("it does not become ready")),
    };
    // Nothing more is expected; what comes all the same must not block the engine.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    let ready: Ready = serde_json::from_str(&line)
        .map_err(|_| does_not_start("it does not say where it can be reached"))?;
    let client = Client::builder(ready.base_url)
        .key(SecretString::from(key))
        .build()
        .map_err(|cause| errors::call(&cause))?;
    Ok(Running {
        stdin: child.stdin.take(),
        child,
        client,
        model: launch.model.clone(),
    })
}

async fn stop(mut running: Running) {
    drop(running.stdin.take());
    if tokio::time::timeout(STOP, running.child.wait())
        .await
        .is_err()
    {
        tracing::warn!("the engine on this computer does not stop by itself");
        if let Err(cause) = running.child.kill().await {
            tracing::warn!(%cause, "the engine on this computer could not be stopped");
        }
    }
}

fn does_not_start(why: &str) -> BridgeError {
    errors::error(
        ErrorCode::Engine,
        format!("The engine on this computer does not start: {why}."),
        "Try again. If it stays so, install Errand anew.",
    )
}

//! One process of the engine: start, wait and stop.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use interactions::{Client, Proxies};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use words::{Sentence, say};

use super::{Launch, start_error};
use crate::errors::{self, Result};
use crate::network;

/// Timeout for a start; a model is loaded when it is first used, not here.
const START_TIMEOUT: Duration = Duration::from_secs(60);
/// Timeout for the engine to read a line.
const CONFIG_TIMEOUT: Duration = Duration::from_secs(10);
/// Time given to the engine to store its work.
const STOP_TIMEOUT: Duration = Duration::from_secs(10);

/// A process that serves.
pub(super) struct EngineProcess {
    /// A client for this process, whose address and key are its own.
    pub(super) client: Client,
    /// The model's file that it was started with.
    pub(super) model: Option<PathBuf>,
    /// The engine ends when this is closed, however this program ends.
    stdin: Option<ChildStdin>,
    /// Number of lines written to it; `lines_taken` is the number that it has confirmed.
    lines_written: u64,
    lines_taken: watch::Receiver<u64>,
    kill: CancellationToken,
    ended: watch::Receiver<bool>,
}

/// The line that the engine prints when it serves.
#[derive(Deserialize)]
struct ReadyLine {
    base_url: String,
}

impl EngineProcess {
    /// Returns true if the process has not ended.
    pub(super) fn is_alive(&self) -> bool {
        !*self.ended.borrow()
    }

    /// Resolves when the process has ended, for whatever reason.
    pub(super) fn ended(&self) -> impl Future<Output = ()> + Send + 'static {
        let mut ended = self.ended.clone();
        async move {
            // The sender is dropped with the process, which also means the end.
            let _ = ended.wait_for(|ended| *ended).await;
        }
    }

    /// Writes a line to the engine's standard input and waits until it is taken, so that it applies to later
    /// requests.
    pub(super) async fn configure(&mut self, line: &SecretString) {
        if let Some(stdin) = &mut self.stdin {
            write(stdin, line).await;
            self.wait_until_taken().await;
        }
    }

    /// Waits until the engine has confirmed one more line.
    async fn wait_until_taken(&mut self) {
        self.lines_written += 1;
        let lines_written = self.lines_written;
        let lines_taken = async {
            self.lines_taken
                .wait_for(|lines_taken| *lines_taken >= lines_written)
                .await
                .is_ok()
        };
        if !tokio::time::timeout(CONFIG_TIMEOUT, lines_taken)
            .await
            .unwrap_or(false)
        {
            tracing::warn!("the engine on this computer does not say that it knows its servers");
        }
    }

    /// Lets the engine store its work and end; kills it after [`STOP_TIMEOUT`].
    pub(super) async fn stop(mut self) {
        drop(self.stdin.take());
        if tokio::time::timeout(STOP_TIMEOUT, self.ended())
            .await
            .is_err()
        {
            tracing::warn!("the engine on this computer does not stop by itself");
            self.kill.cancel();
            self.ended().await;
        }
    }
}

/// Starts the engine, writes the line `config`, and waits until it serves.
///
/// # Errors
/// `Engine`, when it does not serve; `File` and `DiskFull`, when its folder cannot be made.
pub(super) async fn start(launch: &Launch, config: Option<&SecretString>) -> Result<EngineProcess> {
    let key = format!(
        "{}{}",
        uuid::Uuid::new_v4().simple(),
        uuid::Uuid::new_v4().simple()
    );
    let mut child = spawn(launch, &key)?;
    let stdout = child.stdout.take().expect("standard output was asked for");
    let mut lines = BufReader::new(stdout).lines();
    let mut stdin = child.stdin.take();
    // A long line does not fit into the pipe's buffer, so it is written while the engine starts and reads.
    let tell = async {
        if let (Some(stdin), Some(line)) = (&mut stdin, config) {
            write(stdin, line).await;
        }
    };
    let ready = async { tokio::join!(lines.next_line(), tell).0 };
    let line = match tokio::time::timeout(START_TIMEOUT, ready).await {
        Ok(Ok(Some(line))) => line,
        Ok(_) => return Err(start_error(say::engine_ended())),
        Err(_) => return Err(start_error(say::engine_not_ready())),
    };
    let (takes, lines_taken) = watch::channel(0);
    tokio::spawn(read_output(lines, takes));
    let ready: ReadyLine =
        serde_json::from_str(&line).map_err(|_| start_error(say::engine_no_address()))?;
    let client = Client::builder(ready.base_url)
        .key(SecretString::from(key))
        // Requests to this computer use no proxy.
        .proxies(Proxies::none())
        .build()
        .map_err(|cause| errors::call(&cause))?;
    let (end, ended) = watch::channel(false);
    let kill = CancellationToken::new();
    tokio::spawn(wait_for(child, kill.clone(), end));
    let mut running = EngineProcess {
        client,
        model: launch.model.clone(),
        stdin,
        lines_written: 0,
        lines_taken,
        kill,
        ended,
    };
    if config.is_some() {
        running.wait_until_taken().await;
    }
    Ok(running)
}

/// Spawns the engine's program, with its folder.
fn spawn(launch: &Launch, key: &str) -> Result<Child> {
    std::fs::create_dir_all(&launch.data)
        .map_err(|cause| errors::file(say::file_not_created, &launch.data, &cause))?;
    command(launch, key).spawn().map_err(|cause| {
        tracing::error!(%cause, program = %launch.program.display(), "the engine's program cannot be run");
        if cause.kind() == std::io::ErrorKind::NotFound {
            start_error(say::engine_program_missing())
        } else {
            start_error(Sentence::quoted(cause.to_string()))
        }
    })
}

/// Reads all output of the engine, so that it does not block on a full pipe, and counts the lines that it confirms.
async fn read_output(mut lines: Lines<BufReader<ChildStdout>>, taken: watch::Sender<u64>) {
    while let Ok(Some(line)) = lines.next_line().await {
        let parsed = serde_json::from_str::<Value>(&line);
        if parsed.is_ok_and(|parsed| parsed["told"] == true) {
            taken.send_modify(|taken| *taken += 1);
        }
    }
}

fn command(launch: &Launch, key: &str) -> Command {
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
        // Not an argument, because every program of this computer can read those.
        .env("ERRAND_ENGINE_KEY", key)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .kill_on_drop(true);
    // The engine gets the proxy of each server with the server itself, and these variables may contain a password.
    for name in network::VARIABLE_NAMES {
        command.env_remove(name);
    }
    if let Some(model) = &launch.model {
        command.arg("--model").arg(model);
    }
    command
}

/// Writes a line. A process that has ended meanwhile gets it at the next start.
async fn write(stdin: &mut ChildStdin, line: &SecretString) {
    let written = async {
        stdin.write_all(line.expose_secret().as_bytes()).await?;
        stdin.write_all(b"\n").await?;
        stdin.flush().await
    };
    match tokio::time::timeout(CONFIG_TIMEOUT, written).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(%error, "the engine on this computer cannot be told"),
        Err(_) => tracing::warn!("the engine on this computer does not read what it is told"),
    }
}

/// Holds the child process until it ends or is killed.
async fn wait_for(mut child: Child, kill: CancellationToken, end: watch::Sender<bool>) {
    let ended = tokio::select! {
        ended = child.wait() => ended.map(Some),
        () = kill.cancelled() => child.kill().await.map(|()| None),
    };
    match ended {
        Ok(status) => tracing::info!(?status, "the engine on this computer ended"),
        Err(cause) => tracing::warn!(%cause, "the engine on this computer could not be waited for"),
    }
    end.send_replace(true);
}

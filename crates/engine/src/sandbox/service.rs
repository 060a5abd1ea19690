//! A long-running program that serves over its standard input and output.

use std::io;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::AsyncReadExt as _;
use tokio::process::{ChildStderr, ChildStdin, ChildStdout, Command};
use tokio_util::task::AbortOnDropHandle;

use super::{Sandbox, seccomp, watch};
use crate::egress::Rules;

/// Number of bytes kept of the program's standard error.
const KEPT: usize = 4 << 10;

/// A program that serves, and what is mounted for it.
#[derive(Debug, Clone)]
pub(crate) struct Service {
    /// The program and its arguments, as seen inside the sandbox.
    pub(crate) command: Vec<String>,
    /// A folder of this computer mounted read-only as `/server`.
    pub(crate) folder: Option<PathBuf>,
    /// The folder mounted as `/workspace`.
    pub(crate) workspace: PathBuf,
    /// The hosts that the program may reach; `None`: no network.
    pub(crate) network: Option<Arc<Rules>>,
}

/// A running program. Dropping this ends the program.
#[derive(Debug)]
pub(crate) struct RunningService {
    errors: StderrTail,
    runs: AbortOnDropHandle<()>,
}

impl RunningService {
    /// The last line on the standard error of a program that ended; empty if there is none.
    pub(crate) async fn error_output(&mut self) -> String {
        // Its output may still be in the pipe.
        let _ = tokio::time::timeout(Duration::from_secs(1), &mut self.runs).await;
        let kept = self.errors.0.lock().unwrap_or_else(PoisonError::into_inner);
        let text = String::from_utf8_lossy(&kept).into_owned();
        let line = text
            .lines()
            .rev()
            .map(str::trim)
            .find(|line| !line.is_empty());
        line.unwrap_or_default().to_owned()
    }
}

#[derive(Debug, Clone, Default)]
struct StderrTail(Arc<Mutex<Vec<u8>>>);

impl StderrTail {
    /// Reads to the end and keeps the last bytes.
    async fn read_tail(self, mut from: ChildStderr) {
        let mut buffer = [0; 1024];
        while let Ok(read @ 1..) = from.read(&mut buffer).await {
            let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            kept.extend_from_slice(&buffer[..read]);
            let too_much = kept.len().saturating_sub(KEPT);
            kept.drain(..too_much);
        }
    }
}

impl Sandbox {
    /// Starts a program that serves, and returns its standard input and output.
    pub(crate) async fn serve(
        &self,
        service: Service,
    ) -> Result<(RunningService, ChildStdout, ChildStdin), String> {
        let bubblewrap = self.bubblewrap.as_ref().map_err(Clone::clone)?;
        let started = async {
            let (handing, workspace) = (bubblewrap.clone(), service.workspace.clone());
            tokio::task::spawn_blocking(move || handing.hand_over(&workspace))
                .await
                .map_err(io::Error::other)??;
            let network_access = service.network.clone();
            let network_access = network_access
                .map(|rules| self.egress.open(rules))
                .transpose()?;
            let filter = seccomp::named_filter()?;
            let limits = self.limits.clone().of_service();
            let command = bubblewrap.command_of_service(
                &service,
                filter.path(),
                network_access.as_ref(),
                &limits,
            )?;
            let mut child = Command::from(command)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .kill_on_drop(true)
                .spawn()?;
            let pipes = (child.stdout.take(), child.stdin.take(), child.stderr.take());
            let (Some(stdout), Some(stdin), Some(stderr)) = pipes else {
                return Err(io::Error::other("it has no pipes"));
            };
            let errors = StderrTail::default();
            let keeping = errors.clone().read_tail(stderr);
            let runs = tokio::spawn(async move {
                let Some(pid) = child.id() else { return };
                let over = watch::until_over(pid, service.workspace, &limits);
                tokio::select! {
                    _ = async { tokio::join!(child.wait(), keeping) } => {}
                    verdict = over => tracing::info!(?verdict, "a program that serves met a limit"),
                }
                // The network access and the filter have to exist as long as the program.
                drop((network_access, filter));
            });
            let runs = AbortOnDropHandle::new(runs);
            Ok((RunningService { errors, runs }, stdout, stdin))
        };
        started
            .await
            .map_err(|error| format!("The program could not be started: {error}"))
    }
}

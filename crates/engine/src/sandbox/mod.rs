//! Runs programs of the brain in isolation: bubblewrap with its own namespaces and limits, and no network access
//! except what the rules of the environment allow.

mod bubblewrap;
mod disk_allowance;
mod limits;
mod scope;
mod seccomp;
mod service;
mod status;
mod usage;
mod watch;
mod way_out;

use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};

use crate::egress::{Egress, NetworkAccess, Rules};
pub(crate) use bubblewrap::program as system_program;
pub(crate) use limits::Limits;
pub(crate) use service::{RunningService, Service};
pub use status::{Obstacle, SandboxStatus};
use watch::Verdict;

/// A program to run.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    /// `python` or `bash`.
    pub(crate) language: String,
    pub(crate) code: String,
    /// The folder mounted as `/workspace`, the only one the program may write to.
    pub(crate) workspace: PathBuf,
    /// Environment variables of the program.
    pub(crate) env: Vec<(String, String)>,
    /// Further folders of this computer that the program may read, each at its own path; one that is missing is left
    /// out.
    pub(crate) shown: Vec<PathBuf>,
    /// The hosts that the program may reach; `None`: no network.
    pub(crate) network: Option<Arc<Rules>>,
}

/// Returns true if a caller may set a variable of this name. `LD_*` is excluded: it decides which code is loaded.
pub(crate) fn may_be_set(name: &str) -> bool {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    !name.is_empty()
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && name.bytes().all(is_name)
        && !name.starts_with("LD_")
}

/// The result of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ProgramResult {
    /// The program's output, then notices about limits it hit and hosts it reached.
    pub(crate) output: String,
    /// True if the program exited by itself and successfully.
    pub(crate) ok: bool,
}

impl ProgramResult {
    /// The outcome of a program that was not run.
    pub(crate) fn refused(why: impl Into<String>) -> Self {
        Self {
            output: why.into(),
            ok: false,
        }
    }
}

/// Runs programs; what this computer offers for it is detected once.
#[derive(Debug)]
pub(crate) struct Sandbox {
    bubblewrap: Result<bubblewrap::Bubblewrap, String>,
    limits: Limits,
    egress: Arc<Egress>,
}

impl Sandbox {
    /// Looks for what the sandbox needs. Missing parts are no error here: programs are then not run, and their
    /// outcome says why.
    pub(crate) fn find(egress: Arc<Egress>) -> Self {
        Self::with(Limits::default(), egress)
    }

    pub(crate) fn with(limits: Limits, egress: Arc<Egress>) -> Self {
        let bubblewrap = bubblewrap::find();
        if let Err(why) = &bubblewrap {
            tracing::warn!("{why}");
        }
        Self {
            bubblewrap,
            limits,
            egress,
        }
    }

    /// Returns true if programs can be run.
    pub(crate) fn is_ready(&self) -> bool {
        self.bubblewrap.is_ok()
    }

    /// Runs a program until it exits or hits a limit. Dropping the future kills it.
    pub(crate) async fn run(&self, program: Program) -> ProgramResult {
        let bubblewrap = match &self.bubblewrap {
            Ok(bubblewrap) => bubblewrap,
            Err(why) => return ProgramResult::refused(format!("The program was not run. {why}")),
        };
        if let Some((name, _)) = program.env.iter().find(|(name, _)| !may_be_set(name)) {
            return ProgramResult::refused(format!(
                "The program was not run: the variable '{name}' cannot be set."
            ));
        }
        match self.run_with(bubblewrap, program).await {
            Ok(outcome) => outcome,
            Err(error) => {
                ProgramResult::refused(format!("The program could not be started: {error}"))
            }
        }
    }

    async fn run_with(
        &self,
        bubblewrap: &bubblewrap::Bubblewrap,
        program: Program,
    ) -> std::io::Result<ProgramResult> {
        let scratch = bubblewrap.prepare(&program).await?;
        let network_access = program
            .network
            .clone()
            .map(|rules| self.egress.open(rules))
            .transpose()?;
        let command =
            bubblewrap.command(&program, &scratch, network_access.as_ref(), &self.limits)?;
        let mut command = Command::from(command);
        command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        let mut child = command.spawn()?;
        let keep = self.limits.output_bytes;
        let out = tokio::spawn(read_most(child.stdout.take(), keep));
        let err = tokio::spawn(read_most(child.stderr.take(), keep));
        let verdict = self.wait(&mut child, &program).await?;
        // Processes that the program left running keep the pipes open until they die with the sandbox's init.
        let late = Duration::from_secs(2);
        let out = tokio::time::timeout(late, out)
            .await
            .ok()
            .and_then(Result::ok)
            .unwrap_or_default();
        let err = tokio::time::timeout(late, err)
            .await
            .ok()
            .and_then(Result::ok)
            .unwrap_or_default();
        let record = network_access
            .as_ref()
            .map(NetworkAccess::record)
            .unwrap_or_default();
        Ok(verdict.outcome(&out, &err, &self.limits, record))
    }

    async fn wait(&self, child: &mut Child, program: &Program) -> std::io::Result<Verdict> {
        let Some(pid) = child.id() else {
            return Ok(Verdict::Ended(child.wait().await?));
        };
        let over = watch::until_over(pid, program.workspace.clone(), &self.limits);
        let verdict = tokio::select! {
            status = child.wait() => return Ok(Verdict::Ended(status?)),
            verdict = over => verdict,
        };
        child.kill().await?;
        Ok(verdict)
    }
}

/// Captured output of a program.
#[derive(Debug, Default)]
struct CapturedOutput {
    kept: Vec<u8>,
    total: u64,
}

/// Reads to the end and keeps the beginning, so that a program with endless output is stopped by its time limit, not
/// blocked by a full pipe.
async fn read_most(from: Option<impl AsyncRead + Unpin>, keep: usize) -> CapturedOutput {
    let mut printed = CapturedOutput::default();
    let Some(mut from) = from else { return printed };
    let mut buffer = vec![0; 16 << 10];
    while let Ok(read) = from.read(&mut buffer).await {
        if read == 0 {
            break;
        }
        printed.total += read as u64;
        let room = keep.saturating_sub(printed.kept.len()).min(read);
        printed.kept.extend_from_slice(&buffer[..room]);
    }
    printed
}

impl Verdict {
    fn outcome(
        &self,
        out: &CapturedOutput,
        err: &CapturedOutput,
        limits: &Limits,
        record: Vec<String>,
    ) -> ProgramResult {
        let mut output = String::from_utf8_lossy(&out.kept).into_owned();
        let errors = String::from_utf8_lossy(&err.kept);
        if !errors.is_empty() {
            if !output.is_empty() && !output.ends_with('\n') {
                output.push('\n');
            }
            output.push_str(&errors);
        }
        let mut notices = Vec::new();
        let lost = (out.total + err.total).saturating_sub((out.kept.len() + err.kept.len()) as u64);
        if lost > 0 {
            notices.push(format!("{lost} more bytes of output were left out."));
        }
        notices.extend(self.notice(limits));
        notices.extend(record);
        for notice in notices {
            if !output.is_empty() && !output.ends_with('\n') {
                output.push('\n');
            }
            output.push_str(&format!("[{notice}]\n"));
        }
        let ok = matches!(self, Self::Ended(status) if status.success());
        ProgramResult { output, ok }
    }
}

#[cfg(test)]
mod tests;

//! Runs a program of the brain where it can do no harm: bubblewrap with its own namespaces, limits, and no
//! network but the way out that the rules of its environment open.

mod bubblewrap;
mod limits;
mod room;
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

use crate::egress::{Egress, Gate, Rules};
use limits::Limits;
pub(crate) use service::{Served, Service};
pub use status::{Obstacle, SandboxStatus};
use watch::Verdict;

/// A program to run.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    /// `python` or `bash`.
    pub(crate) language: String,
    pub(crate) code: String,
    /// The folder that it sees as `/workspace`, the only one it may write to.
    pub(crate) workspace: PathBuf,
    /// Variables that it sees.
    pub(crate) env: Vec<(String, String)>,
    /// The hosts that it may reach; none without.
    pub(crate) network: Option<Arc<Rules>>,
}

/// Whether a caller may set a variable of this name. `LD_*` decides which code a program is made of.
pub(crate) fn may_be_set(name: &str) -> bool {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    !name.is_empty()
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && name.bytes().all(is_name)
        && !name.starts_with("LD_")
}

/// How a program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// What it printed, then notices about limits it met and hosts it reached.
    pub(crate) output: String,
    /// Whether it ended by itself and well.
    pub(crate) ok: bool,
}

impl Outcome {
    /// A program that was not run.
    pub(crate) fn refused(why: impl Into<String>) -> Self {
        Self {
            output: why.into(),
            ok: false,
        }
    }
}

/// The way programs are run on this computer, found out once.
#[derive(Debug)]
pub(crate) struct Sandbox {
    means: Result<bubblewrap::Means, String>,
    limits: Limits,
    egress: Arc<Egress>,
}

impl Sandbox {
    /// Looks for what the sandbox needs. Nothing that is missing is an error here: programs are then not run, and
    /// the result says why.
    pub(crate) fn find(egress: Arc<Egress>) -> Self {
        Self::with(Limits::default(), egress)
    }

    pub(crate) fn with(limits: Limits, egress: Arc<Egress>) -> Self {
        let means = bubblewrap::find();
        if let Err(why) = &means {
            tracing::warn!("{why}");
        }
        Self {
            means,
            limits,
            egress,
        }
    }

    /// Runs a program to its end or to a limit. Dropping the future kills it.
    pub(crate) async fn run(&self, program: Program) -> Outcome {
        let means = match &self.means {
            Ok(means) => means,
            Err(why) => return Outcome::refused(format!("The program was not run. {why}")),
        };
        if let Some((name, _)) = program.env.iter().find(|(name, _)| !may_be_set(name)) {
            return Outcome::refused(format!(
                "The program was not run: the variable '{name}' cannot be set."
            ));
        }
        match self.run_with(means, program).await {
            Ok(outcome) => outcome,
            Err(error) => Outcome::refused(format!("The program could not be started: {error}")),
        }
    }

    async fn run_with(
        &self,
        means: &bubblewrap::Means,
        program: Program,
    ) -> std::io::Result<Outcome> {
        let scratch = means.prepare(&program).await?;
        let gate = program
            .network
            .clone()
            .map(|rules| self.egress.open(rules))
            .transpose()?;
        let command = means.command(&program, &scratch, gate.as_ref(), &self.limits)?;
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
        // Whatever the program left running holds the pipes open until it is gone; with its init it is.
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
        let record = gate.as_ref().map(Gate::record).unwrap_or_default();
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

/// What was printed, as far as it is kept.
#[derive(Debug, Default)]
struct Printed {
    kept: Vec<u8>,
    total: u64,
}

/// Reads to the end and keeps the beginning, so that a program which prints without end is not stopped by a full
/// pipe but by its time.
async fn read_most(from: Option<impl AsyncRead + Unpin>, keep: usize) -> Printed {
    let mut printed = Printed::default();
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
        out: &Printed,
        err: &Printed,
        limits: &Limits,
        record: Vec<String>,
    ) -> Outcome {
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
        Outcome { output, ok }
    }
}

#[cfg(test)]
mod tests;

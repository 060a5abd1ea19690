//! MCP servers on this computer: programs that a person has configured, started in a sandbox of the run that uses
//! them.
//!
//! A request names such a server as `stdio:NAME` and cannot contain a command: otherwise whoever wrote an agent could
//! choose programs and folders of this computer.

mod alone;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use mcp::programs::{Launch, Launched, Running};
use serde::Deserialize;
use tokio::sync::watch;

use crate::egress::Rules;
use crate::egress::credentials::Credentials;
use crate::sandbox::{RunningService, Sandbox, Service};

pub use alone::run_program;

/// How long a run that resumes after a restart waits for its programs to be configured.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program that speaks MCP over its standard input and output.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Program {
    /// Lower-case letters, digits, `_` and `-`.
    pub(crate) name: String,
    /// The program and its arguments, as seen inside the sandbox.
    pub(crate) command: Vec<String>,
    /// A folder that the program sees as `/server`, read-only.
    pub(crate) folder: Option<PathBuf>,
}

impl Program {
    /// Returns true if name, command and folder are valid.
    pub(crate) fn is_whole(&self) -> bool {
        let plain =
            |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-');
        !self.name.is_empty()
            && self.name.chars().all(plain)
            && self.command.first().is_some_and(|first| !first.is_empty())
            && self
                .folder
                .as_ref()
                .is_none_or(|folder| folder.is_absolute())
    }
}

/// The programs that a person has configured.
#[derive(Debug, Default)]
pub(crate) struct Programs(watch::Sender<Vec<Program>>);

impl Programs {
    /// Replaces all programs.
    pub(crate) fn take(&self, programs: Vec<Program>) {
        self.0.send_replace(programs);
    }

    /// Returns true if there is a program with this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.borrow().iter().any(|program| program.name == name)
    }

    async fn wait_for(&self, name: &str) -> Option<Program> {
        let mut changes = self.0.subscribe();
        let named = changes.wait_for(|all| all.iter().any(|program| program.name == name));
        let all = tokio::time::timeout(PATIENCE, named).await.ok()?.ok()?;
        all.iter().find(|program| program.name == name).cloned()
    }
}

/// Starts MCP programs for one run.
#[derive(Clone)]
pub(crate) struct Launcher {
    pub(crate) programs: Arc<Programs>,
    pub(crate) sandbox: Arc<Sandbox>,
    pub(crate) credentials: Arc<Credentials>,
    /// The workspace of the run's agent; `None` for a model, whose programs have an empty workspace.
    pub(crate) workspace: Option<PathBuf>,
    pub(crate) network: Option<Arc<Rules>>,
}

impl fmt::Debug for Launcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Launcher").finish_non_exhaustive()
    }
}

/// A running program, and the temporary folder that was created for it.
struct RunningProgram {
    served: RunningService,
    _scratch: Option<tempfile::TempDir>,
}

impl Running for RunningProgram {
    fn error_output(&mut self) -> BoxFuture<'_, String> {
        Box::pin(self.served.error_output())
    }
}

impl Launch for Launcher {
    fn start<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Launched, String>> {
        Box::pin(self.launch(name))
    }
}

impl Launcher {
    async fn launch(&self, name: &str) -> Result<Launched, String> {
        let program = self.programs.wait_for(name).await;
        let program = program.ok_or("there is no program of this name any more")?;
        let (scratch, workspace) = match &self.workspace {
            Some(workspace) => (None, workspace.clone()),
            None => {
                let (made, workspace) = scratch().map_err(|error| error.to_string())?;
                (Some(made), workspace)
            }
        };
        let network = match &self.network {
            Some(rules) => Some(self.credentials.resolve(rules, &[]).await),
            None => None,
        };
        let service = Service {
            command: program.command,
            folder: program.folder,
            workspace,
            network,
        };
        let (served, stdout, stdin) = self.sandbox.serve(service).await?;
        Ok(Launched {
            stdout: Box::new(stdout),
            stdin: Box::new(stdin),
            running: Box::new(RunningProgram {
                served,
                _scratch: scratch,
            }),
        })
    }
}

/// An empty workspace, and the temporary folder that it is removed with.
pub(crate) fn scratch() -> std::io::Result<(tempfile::TempDir, PathBuf)> {
    let made = tempfile::Builder::new().prefix("errand-").tempdir()?;
    // The sandbox writes the source of programs into a folder beside the workspace's parent.
    let workspace = made.path().join("environment/workspace");
    std::fs::create_dir_all(&workspace)?;
    Ok((made, workspace))
}

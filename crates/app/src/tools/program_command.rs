//! Tool programs: MCP servers that are programs of this computer.
//!
//! The engine starts them in the sandbox for the runs that use them. This module starts them too, through the
//! engine's program, to list their tools and for calls that ask the person first. They never run outside of the
//! sandbox.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use futures::future::BoxFuture;
use mcp::programs::{Launch, Launched, Running};
use serde::{Deserialize, Serialize};
use tokio::io::AsyncReadExt as _;
use tokio::process::{Child, ChildStderr, Command};
use tokio::runtime::Handle;

use words::say;

use crate::bridge::ToolProgram;
use crate::errors::{self, Result};

/// The path of the program's folder in the sandbox.
const SANDBOX_FOLDER: &str = "/server";
/// The folders of system programs in the sandbox.
const SYSTEM_FOLDERS: [&str; 5] = ["/usr/", "/bin/", "/sbin/", "/lib/", "/lib64/"];
/// Time that a program has to end after its standard input is closed.
const EXIT_TIMEOUT: Duration = Duration::from_secs(5);
/// Maximum size in bytes of the last output on standard error.
const MAX_STDERR: u64 = 4 << 10;

/// The command line of a tool program.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ProgramCommand {
    command: String,
    arguments: Vec<String>,
    /// The folder that the program can read; nothing can be written there.
    pub(crate) folder: Option<String>,
}

impl ProgramCommand {
    /// Checks a command line as typed or picked.
    ///
    /// # Errors
    /// `Invalid`, when the sandbox does not have this program.
    pub(crate) fn read(typed: &ToolProgram) -> Result<Self> {
        let started = Self {
            command: typed.command.trim().to_owned(),
            arguments: typed.arguments.clone(),
            folder: typed.folder.clone(),
        };
        let is_bare = !started.command.contains('/');
        let inside = started.shown(&started.command);
        let is_in_sandbox = |path: &str| {
            path.starts_with("/server/") && started.folder.is_some()
                || SYSTEM_FOLDERS.iter().any(|folder| path.starts_with(folder))
        };
        match started.command.as_str() {
            "" => Err(errors::invalid(say::program_no_name())),
            _ if is_bare || is_in_sandbox(&inside) => Ok(started),
            _ => Err(errors::error(
                crate::bridge::ErrorCode::Invalid,
                say::program_not_found(),
            )),
        }
    }

    /// Returns the command line as the window shows it.
    pub(crate) fn view(&self) -> ToolProgram {
        ToolProgram {
            command: self.command.clone(),
            arguments: self.arguments.clone(),
            folder: self.folder.clone(),
        }
    }

    /// Returns the name of the program for people.
    pub(crate) fn name(&self) -> String {
        let mut words = std::iter::once(&self.command).chain(&self.arguments);
        let file = words
            .rfind(|word| !word.starts_with('-'))
            .map_or(self.command.as_str(), String::as_str);
        let stem = Path::new(file).file_stem();
        stem.map_or_else(
            || self.command.clone(),
            |stem| stem.to_string_lossy().into_owned(),
        )
    }

    /// Returns the command line for the sandbox: paths in the folder begin with `/server` there.
    pub(crate) fn sandbox_command(&self) -> Vec<String> {
        let words = std::iter::once(&self.command).chain(&self.arguments);
        words.map(|word| self.shown(word)).collect()
    }

    fn shown(&self, word: &str) -> String {
        let folder = self.folder.as_deref().map(|it| it.trim_end_matches('/'));
        let rest = folder.and_then(|folder| word.strip_prefix(folder));
        match rest {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => {
                format!("{SANDBOX_FOLDER}{rest}")
            }
            _ => word.to_owned(),
        }
    }
}

/// Proposes the command line for a file that the person chose.
pub(crate) fn proposed(file: &Path) -> Option<ToolProgram> {
    let path = file.to_str()?.to_owned();
    let folder = file.parent().and_then(Path::to_str).map(str::to_owned);
    let is_of_the_system = SYSTEM_FOLDERS.iter().any(|folder| path.starts_with(folder));
    let kind = file.extension().and_then(|kind| kind.to_str());
    let (command, arguments) = match kind.unwrap_or_default() {
        "js" | "mjs" | "cjs" => ("node", vec![path]),
        "py" => ("python3", vec![path]),
        "jar" => ("java", vec!["-jar".to_owned(), path]),
        "sh" => ("sh", vec![path]),
        _ => (path.as_str(), Vec::new()),
    };
    Some(ToolProgram {
        command: command.to_owned(),
        arguments,
        folder: folder.filter(|_| !is_of_the_system),
    })
}

/// Starts a program in the sandbox, through the engine's program.
#[derive(Debug)]
pub(super) struct Launcher {
    engine: PathBuf,
    command: Vec<String>,
    folder: Option<String>,
}

impl Launcher {
    pub(super) fn new(engine: PathBuf, program: &ProgramCommand) -> Self {
        Self {
            engine,
            command: program.sandbox_command(),
            folder: program.folder.clone(),
        }
    }
}

impl Launch for Launcher {
    fn start<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<Launched, String>> {
        Box::pin(async { self.spawn() })
    }
}

impl Launcher {
    fn spawn(&self) -> Result<Launched, String> {
        let mut command = Command::new(&self.engine);
        command.arg("program");
        if let Some(folder) = &self.folder {
            command.arg("--folder").arg(folder);
        }
        let spawned = command
            .arg("--")
            .args(&self.command)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let mut child =
            spawned.map_err(|cause| format!("the sandbox cannot be started: {cause}"))?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(stdin), Some(stdout), Some(stderr)) = pipes else {
            return Err("the sandbox has no pipes".to_owned());
        };
        Ok(Launched {
            stdout: Box::new(stdout),
            stdin: Box::new(stdin),
            running: Box::new(RunningProgram {
                child: Some(child),
                stderr,
            }),
        })
    }
}

/// A running program. It ends when its standard input is closed, or is killed a while later.
struct RunningProgram {
    child: Option<Child>,
    stderr: ChildStderr,
}

impl Running for RunningProgram {
    fn error_output(&mut self) -> BoxFuture<'_, String> {
        Box::pin(async {
            let mut said = String::new();
            let mut limited = (&mut self.stderr).take(MAX_STDERR);
            let read = limited.read_to_string(&mut said);
            // If the program is still running after the timeout, only what was read so far is returned.
            let _ = tokio::time::timeout(EXIT_TIMEOUT, read).await;
            said.trim().to_owned()
        })
    }
}

impl Drop for RunningProgram {
    fn drop(&mut self) {
        let (Some(mut child), Ok(runtime)) = (self.child.take(), Handle::try_current()) else {
            return;
        };
        runtime.spawn(async move {
            if tokio::time::timeout(EXIT_TIMEOUT, child.wait())
                .await
                .is_err()
            {
                // The program may have ended meanwhile.
                let _ = child.kill().await;
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(command: &str, arguments: &[&str], folder: Option<&str>) -> ToolProgram {
        ToolProgram {
            command: command.to_owned(),
            arguments: arguments.iter().map(|it| (*it).to_owned()).collect(),
            folder: folder.map(str::to_owned),
        }
    }

    #[test]
    fn a_path_in_the_folder_is_told_as_the_sandbox_has_it() {
        let folder = Some("/home/ada/notes server");
        let program = typed(
            "node",
            &[
                "/home/ada/notes server/index.js",
                "--all",
                "/home/ada/notes server",
            ],
            folder,
        );
        let program = ProgramCommand::read(&program).unwrap();
        assert_eq!(
            program.sandbox_command(),
            ["node", "/server/index.js", "--all", "/server"]
        );
        let beside = typed("sh", &["/home/ada/notes server 2/x"], folder);
        let beside = ProgramCommand::read(&beside).unwrap();
        assert_eq!(beside.sandbox_command()[1], "/home/ada/notes server 2/x");
    }

    #[test]
    fn a_program_that_the_sandbox_does_not_have_is_refused() {
        for good in [
            typed("node", &[], None),
            typed("/usr/local/bin/notes", &[], None),
            typed("/home/ada/notes/run", &[], Some("/home/ada/notes/")),
            typed("/server/run", &[], Some("/home/ada/notes")),
        ] {
            assert!(ProgramCommand::read(&good).is_ok(), "{good:?}");
        }
        for wrong in [
            typed("  ", &[], None),
            typed("/home/ada/notes/run", &[], None),
            typed("/server/run", &[], None),
            typed("./run", &[], Some("/home/ada/notes")),
        ] {
            assert!(ProgramCommand::read(&wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_chosen_file_says_how_it_is_started_and_a_program_has_a_name() {
        let script = proposed(Path::new("/home/ada/notes/server.py")).unwrap();
        let expected = typed(
            "python3",
            &["/home/ada/notes/server.py"],
            Some("/home/ada/notes"),
        );
        assert_eq!(script, expected);
        assert_eq!(ProgramCommand::read(&script).unwrap().name(), "server");
        let program = proposed(Path::new("/usr/bin/notes-mcp")).unwrap();
        assert_eq!(program, typed("/usr/bin/notes-mcp", &[], None));
        assert_eq!(ProgramCommand::read(&program).unwrap().name(), "notes-mcp");
    }
}

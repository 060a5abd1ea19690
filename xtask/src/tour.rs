//! `cargo xtask tour`: the main job, played in the real app in a virtual display.

use std::process::{Command, Stdio};

use crate::failure::{Failure, Outcome};
use crate::programs::say;
use crate::{cargo, machine, starter, ui, workspace};

/// Selects what is printed to standard output. Everything else goes to standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Print {
    /// A line per step for people, with the JSON object as the last line.
    LastLine,
    /// The JSON object only.
    JsonOnly,
}

/// Prepares, builds and plays the tour; fails if a step of it failed.
pub(crate) fn tour(print: Print) -> Outcome {
    machine::prepare_to_drive()?;
    ui::build()?;
    let model = starter::model()?;
    say("Building Errand. The first time takes some minutes.");
    cargo::build_to_drive()?;

    let mut command = Command::new(cargo::built("tour")?);
    command
        .stdin(Stdio::null())
        .current_dir(workspace::root())
        .env(starter::VARIABLE, model)
        .arg("--screenshots")
        .arg(workspace::target().join("tour"));
    if print == Print::JsonOnly {
        command.arg("--json");
    }
    let status = command
        .status()
        .map_err(|error| Failure::new(format!("The tour did not start: {error}")))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new("A step of the tour failed."))
    }
}

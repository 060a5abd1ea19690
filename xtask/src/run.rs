//! `cargo xtask run`: from a fresh machine to the open window.

use crate::failure::Outcome;
use crate::programs::{program, run as run_program, say};
use crate::{cargo, machine, starter, tour, ui};

/// Builds the app in release mode and starts it; plays the tour if there is no display.
pub(crate) fn run() -> Outcome {
    if !has_display() {
        say(
            "This machine has no display, so the app cannot be shown here. The tour plays it in a virtual display instead.",
        );
        return tour::tour(tour::Print::LastLine);
    }
    machine::prepare_to_run()?;
    ui::build()?;
    let model = starter::model()?;
    say("Building Errand. The first time takes some minutes.");
    let folder = cargo::release()?;
    say("Starting Errand.");
    run_program(program(folder.join("errand")).env(starter::VARIABLE, model))
}

fn has_display() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

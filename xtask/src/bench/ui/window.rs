//! The real window over a large ledger.

use std::process::Command;

use serde_json::{Map, Value};

use crate::bench::Print;
use crate::cargo::{self, cargo};
use crate::failure::{Failure, Outcome};
use crate::programs::{run, say};
use crate::workspace;

/// Number of interactions in the ledger; a tenth of them is in one conversation.
const INTERACTIONS: &str = "100000";

/// Measures how fast conversations open, and the cost of a start.
pub(super) fn window(print: Print) -> Outcome<Map<String, Value>> {
    let programs = cargo::release()?;
    let generator = ["--release", "-p", "ledger", "--example", "ledger-bench"];
    run(cargo(&["build", "--quiet"]).args(generator))?;
    let bench = ["-p", "window-tests", "--bin", "window-bench"];
    run(cargo(&["build", "--quiet"]).args(bench))?;
    let ledger = workspace::scratch("bench-window")?.join("ledger.db");
    say("Making a ledger of 100,000 interactions, which takes about a minute.");
    run(Command::new(programs.join("examples/ledger-bench"))
        .args(["--interactions", INTERACTIONS, "--make"])
        .arg(&ledger))?;
    let last = print.measure(
        Command::new(workspace::target().join("debug/window-bench"))
            .arg(&ledger)
            .arg(programs.join("errand")),
    )?;
    let measured: Value = serde_json::from_str(&last)
        .map_err(|error| Failure::new(format!("The measurement gave no result: {error}")))?;
    measured
        .as_object()
        .cloned()
        .ok_or_else(|| Failure::new("The measurement gave no object."))
}

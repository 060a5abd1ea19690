//! `cargo xtask bench engine`: the starter model through the engine against llama.cpp called directly, and many at once.

use std::process::Command;

use super::Print;
use crate::cargo::cargo;
use crate::failure::Outcome;
use crate::programs::{run, say};
use crate::{starter, workspace};

/// Builds the engine and the measurement as they are shipped, gets the starter model, and measures.
pub(crate) fn engine(print: Print) -> Outcome {
    let model = starter::model()?;
    let targets = [
        "--release",
        "-p",
        "engine",
        "--bins",
        "--example",
        "engine-bench",
    ];
    run(cargo(&["build", "--quiet"]).args(targets))?;
    say("Measuring. This takes some minutes; a busy computer makes it longer, not wrong.");
    let built = workspace::target().join("release");
    let mut bench = Command::new(built.join("examples/engine-bench"));
    bench.arg(built.join("errand-engine")).arg(model);
    // In memory a commit costs nothing, and a temporary folder often is.
    bench.env("TMPDIR", workspace::scratch("bench-engine")?);
    println!("{}", print.measure(&mut bench)?);
    Ok(())
}

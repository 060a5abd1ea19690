//! `cargo xtask bench engine`: the starter model through the engine against llama.cpp called directly, and many at
//! once; and `bench models`: what models of this computer can do.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::Print;
use crate::cargo::cargo;
use crate::failure::Outcome;
use crate::programs::{run, say};
use crate::{starter, workspace};

/// Builds the engine and the measurement as they are shipped, gets the starter model, and measures.
pub(crate) fn engine(print: Print) -> Outcome {
    let model = starter::model()?;
    let mut bench = built()?;
    say("Measuring. This takes some minutes; a busy computer makes it longer, not wrong.");
    bench.arg(program()).arg(model);
    println!("{}", print.measure(&mut bench)?);
    Ok(())
}

/// Tries small jobs with the starter model and with these files, and prints a table of what was done.
pub(crate) fn models(files: &[&str]) -> Outcome {
    let model = starter::model()?;
    let mut bench = built()?;
    say("Trying small jobs. This takes some minutes for each model.");
    bench.arg("jobs").arg(program()).arg(model).args(files);
    run(bench.stdin(Stdio::null()))
}

/// The measurement, built together with the engine.
fn built() -> Outcome<Command> {
    let targets = [
        "--release",
        "-p",
        "engine",
        "--bins",
        "--example",
        "engine-bench",
    ];
    run(cargo(&["build", "--quiet"]).args(targets))?;
    let mut bench = Command::new(workspace::target().join("release/examples/engine-bench"));
    // In memory a commit costs nothing, and a temporary folder often is.
    bench.env("TMPDIR", workspace::scratch("bench-engine")?);
    Ok(bench)
}

fn program() -> PathBuf {
    workspace::target().join("release/errand-engine")
}

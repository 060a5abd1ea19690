//! `cargo xtask bench engine`: the starter model through the engine against llama.cpp called directly, and with many
//! concurrent requests; `bench models`: small jobs with local models.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::Print;
use crate::cargo::cargo;
use crate::failure::Outcome;
use crate::programs::{run, say};
use crate::{starter, workspace};

/// Builds the engine and the benchmark in release mode, gets the starter model, and runs the benchmark.
pub(crate) fn engine(print: Print) -> Outcome {
    let model = starter::model()?;
    let mut bench = built()?;
    say("Measuring. This takes some minutes; a busy computer makes it longer, not wrong.");
    bench.arg(program()).arg(model);
    println!("{}", print.measure(&mut bench)?);
    Ok(())
}

/// Runs small jobs with the starter model and the given files, and prints a table of the results.
pub(crate) fn models(files: &[&str]) -> Outcome {
    let model = starter::model()?;
    let mut bench = built()?;
    say("Trying small jobs. This takes some minutes for each model.");
    bench.arg("jobs").arg(program()).arg(model).args(files);
    run(bench.stdin(Stdio::null()))
}

/// Builds the benchmark with the engine.
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
    // In memory a commit is free, and the temporary folder is often a RAM disk.
    bench.env("TMPDIR", workspace::scratch("bench-engine")?);
    Ok(bench)
}

fn program() -> PathBuf {
    workspace::target().join("release/errand-engine")
}

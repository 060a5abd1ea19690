//! `cargo xtask bench client`: the client against the official SDKs, `serde_json` and `curl`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Print;
use crate::cargo::cargo;
use crate::failure::{Failure, Outcome};
use crate::programs::{exists, program, run, say};
use crate::python::{self, Completeness};
use crate::{machine, workspace};

/// The version to compare with.
const JAVASCRIPT_SDK: &str = "@google/genai@3.1.0";

/// Builds the client in release mode, installs both SDKs below `target`, and runs the benchmark.
pub(crate) fn client(print: Print) -> Outcome {
    if !exists("curl") {
        machine::install(&["curl"], "the download is measured against it")?;
    }
    let folder = workspace::root().join("crates/interactions/examples/bench");
    let python = python::environment(
        "bench",
        &folder.join("requirements.txt"),
        Completeness::DirectOnly,
        "the official SDK to compare with",
    )?;
    let javascript = javascript(&folder)?;
    let target = ["--release", "-p", "interactions", "--example", "bench"];
    run(cargo(&["build", "--quiet"]).args(target))?;
    say("Measuring. The Python SDK takes about a minute for the stream.");
    let mut bench = Command::new(workspace::target().join("release/examples/bench"));
    bench.arg("run").arg("--python").arg(python);
    let last = print.measure(bench.arg("--javascript").arg(javascript))?;
    println!("{last}");
    Ok(())
}

/// Returns the script, copied beside the JavaScript SDK so that Node.js resolves it.
fn javascript(folder: &Path) -> Outcome<PathBuf> {
    let home = workspace::scratch("bench-js")?;
    let (source, script) = (folder.join("sdk.mjs"), home.join("sdk.mjs"));
    fs::copy(&source, &script).map_err(|error| Failure::io(&source, error))?;
    let modules = home.join("node_modules/@google/genai");
    workspace::once_per_state("bench-js", JAVASCRIPT_SDK, &modules, || {
        say("Installing the official JavaScript SDK, in a folder of its own.");
        run(program("npm")
            .args(["install", "--no-save", "--silent", "--prefix"])
            .arg(&home)
            .arg(JAVASCRIPT_SDK))
    })?;
    Ok(script)
}

//! The official Python SDK, of the version that the contract was read from, drives the engine.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::cargo;
use crate::failure::{Failure, Outcome};
use crate::programs::{run_watched, say};
use crate::stages::Tally;
use crate::{python, workspace};

/// Starts the engine with the script that belongs to the test, and counts the checks that passed.
pub(crate) fn drive() -> Outcome<Tally> {
    let folder = workspace::root().join("crates/engine/tests/sdk");
    let python = python::environment("sdk", &folder.join("requirements.txt"))?;
    let data = workspace::scratch("sdk")?;
    fs::remove_dir_all(&data).map_err(|error| Failure::io(&data, error))?;

    let mut engine = Command::new(cargo::built("errand-engine")?)
        .args(["serve", "--exit-with-stdin", "--data"])
        .arg(&data)
        .arg("--brain")
        .arg(format!("script:{}", folder.join("script.json").display()))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| Failure::new(format!("The engine did not start: {error}")))?;
    // The engine lives for as long as this stays open.
    let alive = engine.stdin.take();
    let output = engine.stdout.take().expect("standard output was piped");
    let mut ready = String::new();
    BufReader::new(output)
        .read_line(&mut ready)
        .map_err(|error| Failure::new(format!("The engine says nothing: {error}")))?;
    let ready: Value = serde_json::from_str(&ready)
        .map_err(|_| Failure::new(format!("The engine is not ready but says: {ready}")))?;

    let mut passed = 0;
    let outcome = run_watched(
        Command::new(python)
            .arg(folder.join("drive.py"))
            .arg(ready["base_url"].as_str().unwrap_or_default())
            .arg(ready["key"].as_str().unwrap_or_default()),
        Duration::from_secs(10 * 60),
        |line| {
            say(line);
            passed += u64::from(line.ends_with(": ok"));
        },
    );
    drop(alive);
    engine
        .wait()
        .map_err(|error| Failure::new(format!("The engine does not end: {error}")))?;
    if let Err(failure) = &outcome {
        say(failure.to_string());
    }
    Ok(Tally {
        passed,
        failed: u64::from(outcome.is_err()),
    })
}

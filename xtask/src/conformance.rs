//! `cargo xtask conformance`: the official Python SDK, in the newest version that the contract knows, drives the
//! engine, once with a scripted vendor and once with the starter model.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::bench::Print;
use crate::cargo::{self, cargo};
use crate::failure::{Failure, Outcome};
use crate::programs::{run, run_watched, say};
use crate::python::{self, Completeness};
use crate::stages::Tally;
use crate::{starter, workspace};

/// Time limit for all cases of one brain.
const LIMIT: Duration = Duration::from_secs(40 * 60);

/// Builds the engine, runs every case, and prints `{"passed", "failed", "cases"}` as the last line.
pub(crate) fn conformance(print: Print) -> Outcome {
    run(cargo(&["build", "--quiet", "-p", "engine"]).args(["--bin", "errand-engine"]))?;
    let done = all_cases(&mut |line| print.say(line))?;
    println!("{done}");
    match done["failed"].as_u64() {
        Some(0) => Ok(()),
        _ => Err(Failure::already_printed()),
    }
}

/// Runs every case with an engine that is already built, and counts the results.
pub(crate) fn drive() -> Outcome<Tally> {
    let done = all_cases(&mut |line| say(line))?;
    let count = |name: &str| done[name].as_u64().unwrap_or_default();
    Ok(Tally {
        passed: count("passed"),
        failed: count("failed"),
    })
}

fn all_cases(tell: &mut dyn FnMut(&str)) -> Outcome<Value> {
    let folder = workspace::root().join("crates/engine/tests/conformance");
    let python = python::environment(
        "conformance",
        &folder.join("requirements.txt"),
        Completeness::DirectOnly,
        "the official SDK for the engine's tests",
    )?;
    let script = format!("script:{}", folder.join("script.json").display());
    let model = starter::model()?;
    let model = model.to_string_lossy();
    let brains: [(&str, &[&str], &[&str]); 2] = [
        ("script", &["--brain", &script], &[]),
        ("starter", &["--model", &model], &["--starter"]),
    ];
    let mut cases = Vec::new();
    for (brain, engine_words, words) in brains {
        let data = workspace::scratch(&format!("conformance-{brain}"))?;
        fs::remove_dir_all(&data).map_err(|error| Failure::io(&data, error))?;
        let engine = Engine::start(&data, engine_words)?;
        let mut command = Command::new(&python);
        command
            .arg(folder.join("run.py"))
            .args([&engine.base_url, &engine.key])
            .args(words);
        for mut case in of_one_brain(&mut command, tell)? {
            case["brain"] = brain.into();
            cases.push(case);
        }
        engine.end()?;
    }
    let passed = cases.iter().filter(|case| case["ok"] == true).count();
    let failed = cases.len() - passed;
    Ok(json!({"passed": passed, "failed": failed, "cases": cases}))
}

/// Runs the cases and returns their results from the last line. Failed cases are not an error of the run.
fn of_one_brain(command: &mut Command, tell: &mut dyn FnMut(&str)) -> Outcome<Vec<Value>> {
    let mut last = String::new();
    let ended = run_watched(command, LIMIT, |line| {
        if !line.starts_with('{') {
            tell(line);
        }
        line.clone_into(&mut last);
    });
    let done: Option<Value> = serde_json::from_str(&last).ok();
    match (done, ended) {
        (Some(done), _) => Ok(done["cases"].as_array().cloned().unwrap_or_default()),
        (None, Err(failure)) => Err(failure),
        (None, Ok(())) => Err(Failure::new("The cases ended without a result.")),
    }
}

/// A running engine with its own data; killed when dropped.
struct Engine {
    process: Child,
    base_url: String,
    key: String,
}

impl Engine {
    fn start(data: &Path, words: &[&str]) -> Outcome<Self> {
        let mut process = Command::new(cargo::built("errand-engine")?)
            .args(["serve", "--exit-with-stdin", "--data"])
            .arg(data)
            .args(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| Failure::new(format!("The engine did not start: {error}")))?;
        let output = process.stdout.take().expect("standard output was piped");
        let mut ready = String::new();
        BufReader::new(output)
            .read_line(&mut ready)
            .map_err(|error| Failure::new(format!("The engine says nothing: {error}")))?;
        let ready: Value = serde_json::from_str(&ready)
            .map_err(|_| Failure::new(format!("The engine is not ready but says: {ready}")))?;
        let text = |name: &str| ready[name].as_str().unwrap_or_default().to_owned();
        Ok(Self {
            process,
            base_url: text("base_url"),
            key: text("key"),
        })
    }

    /// Closes its standard input, which makes it exit.
    fn end(mut self) -> Outcome {
        drop(self.process.stdin.take());
        self.process
            .wait()
            .map_err(|error| Failure::new(format!("The engine does not end: {error}")))?;
        Ok(())
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        // After `end` there is nothing left to stop.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

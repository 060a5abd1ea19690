//! The web UI: its dependencies, its build, its checks.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::failure::{Failure, Outcome};
use crate::programs::{exists, program, run, say};
use crate::stages::Tally;
use crate::workspace;

fn folder() -> PathBuf {
    workspace::root().join("ui")
}

fn npm(words: &[&str]) -> Command {
    let mut command = program(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(words).current_dir(folder());
    command
}

/// Runs `npm ci` if the lock file changed since the last time.
pub(crate) fn install() -> Outcome {
    if !exists("npm") && !exists("npm.cmd") {
        return Err(Failure::new("Node.js is missing; the UI is built with it.")
            .hint("Install Node.js 20.19 or newer (with npm), then try again."));
    }
    let state = workspace::sha256(&folder().join("package-lock.json"))?;
    let modules = folder().join("node_modules");
    workspace::once_per_state("ui-dependencies", &state, &modules, || {
        say("Installing the UI's dependencies into ui/node_modules: they build and test it.");
        run(&mut npm(&[
            "ci",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ]))
    })
}

/// Builds `ui/dist` if anything in the UI changed since the last time.
pub(crate) fn build() -> Outcome {
    install()?;
    let state = workspace::sha256_of_tree(&folder(), &["node_modules", "dist", "coverage"])?;
    let page = folder().join("dist/index.html");
    workspace::once_per_state("ui-build", &state, &page, || {
        say("Building the UI into ui/dist.");
        run(&mut npm(&["run", "--silent", "build"]))
    })
}

/// Builds the page over the fake host into a folder.
pub(crate) fn build_fake(folder: &Path) -> Outcome {
    install()?;
    say("Building the UI over a host without a desktop.");
    run(npm(&["run", "--silent", "build", "--"])
        .args(["--mode", "fake", "--emptyOutDir", "--outDir"])
        .arg(folder))
}

/// Checks the formatting with Prettier.
pub(crate) fn check_format() -> Outcome {
    run(&mut npm(&["run", "--silent", "format:check"]))
        .map_err(|failure| failure.hint("`npm run format` in ui/ writes them as they have to be."))
}

/// Runs the type check.
pub(crate) fn check() -> Outcome {
    run(&mut npm(&["run", "--silent", "check"]))
}

/// Runs the unit and component tests; returns the number of passed and failed ones.
pub(crate) fn test() -> Outcome<Tally> {
    let report = workspace::scratch("reports")?.join("ui.json");
    // A report of an earlier run must not be mistaken for this one's.
    let _ = fs::remove_file(&report);
    let outcome = run(npm(&["run", "--silent", "test", "--"]).args([
        "--reporter=default",
        "--reporter=json",
        &format!("--outputFile.json={}", report.display()),
    ]));
    let counted = fs::read_to_string(&report)
        .ok()
        .and_then(|text| serde_json::from_str::<Value>(&text).ok());
    let Some(counted) = counted else {
        outcome?;
        return Err(Failure::new("The UI's tests left no report."));
    };
    let count = |name: &str| counted[name].as_u64().unwrap_or_default();
    let mut tally = Tally {
        passed: count("numPassedTests"),
        failed: count("numFailedTests"),
    };
    // A test file that does not load contains no failed test.
    if outcome.is_err() && tally.failed == 0 {
        tally.failed = count("numFailedTestSuites").max(1);
    }
    Ok(tally)
}

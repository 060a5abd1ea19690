//! Cargo: formatting, lints, builds, and the test programs that a build produced.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use crate::failure::{Failure, Outcome};
use crate::programs::{exists, printed, program, run, run_watched, say};
use crate::stages::Tally;
use crate::{starter, workspace};

/// Returns a cargo command in the repository's root.
pub(crate) fn cargo(words: &[&str]) -> Command {
    let mut command = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(words).current_dir(workspace::root());
    command
}

/// Installs the toolchain components that a minimal installation leaves out.
pub(crate) fn install_components() -> Outcome {
    for (component, word) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if printed(&mut cargo(&[word, "--version"])).is_some() {
            continue;
        }
        if !exists("rustup") {
            return Err(Failure::new(format!("`cargo {word}` is missing."))
                .hint(format!("Install {component} the way Rust was installed.")));
        }
        say(format!(
            "Adding {component} to the Rust toolchain: the tests check with it."
        ));
        run(program("rustup").args(["component", "add", component]))?;
    }
    Ok(())
}

/// Fails if a file is not formatted.
pub(crate) fn check_format() -> Outcome {
    run(&mut cargo(&["fmt", "--all", "--check"]))
}

/// A test program.
pub(crate) struct TestProgram {
    /// Name of its crate.
    pub(crate) package: String,
    /// `lib`, `bin` or `test`.
    pub(crate) kind: String,
    /// Name of the target.
    pub(crate) name: String,
    executable: PathBuf,
    folder: PathBuf,
}

/// Result of building everything.
pub(crate) struct BuildResult {
    /// The test programs.
    pub(crate) tests: Vec<TestProgram>,
    /// Number of warnings from the compiler or Clippy.
    pub(crate) warnings: u64,
}

/// Builds all programs and tests in one invocation, so that no dependency is built twice.
pub(crate) fn build_everything() -> Outcome<BuildResult> {
    build(&mut cargo(&[]))
}

/// Like [`build_everything`] with Clippy, which lints and builds in one pass: `cargo clippy` would read all
/// dependencies a second time.
pub(crate) fn build_and_lint() -> Outcome<BuildResult> {
    build(&mut linting(cargo(&[])))
}

/// Builds the programs that the real window is driven with: the app's own, and the one that drives it. Features are
/// unified over the whole workspace, as in [`build_everything`].
pub(crate) fn build_to_drive() -> Outcome {
    let mut cargo = cargo(&["build", "--workspace", "--quiet"]);
    for program in ["errand", "errand-engine", "errand-reader", "tour"] {
        cargo.args(["--bin", program]);
    }
    run(&mut cargo)
}

/// Uses Clippy's compiler for the crates of the workspace only.
fn linting(mut cargo: Command) -> Command {
    cargo.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver");
    cargo
}

fn build(cargo: &mut Command) -> Outcome<BuildResult> {
    let mut built = BuildResult {
        tests: Vec::new(),
        warnings: 0,
    };
    run_watched(
        cargo.args([
            "build",
            "--workspace",
            "--all-targets",
            "--message-format=json",
        ]),
        Duration::from_secs(90 * 60),
        |line| {
            let Ok(message) = serde_json::from_str::<Value>(line) else {
                return;
            };
            built.tests.extend(test_program(&message));
            if let Some(diagnostic) = diagnostic(&message) {
                eprint!("{}", diagnostic.text);
                built.warnings += u64::from(diagnostic.is_warning);
            }
        },
    )?;
    built
        .tests
        .sort_by(|a, b| (&a.package, &a.kind, &a.name).cmp(&(&b.package, &b.kind, &b.name)));
    Ok(built)
}

/// A message of the compiler.
struct Diagnostic<'a> {
    text: &'a str,
    is_warning: bool,
}

fn diagnostic(message: &Value) -> Option<Diagnostic<'_>> {
    if message["reason"] != "compiler-message" {
        return None;
    }
    let message = &message["message"];
    Some(Diagnostic {
        text: message["rendered"].as_str()?,
        // The summary line, which counts the warnings, has no span.
        is_warning: message["level"] == "warning"
            && message["spans"]
                .as_array()
                .is_some_and(|spans| !spans.is_empty()),
    })
}

fn test_program(message: &Value) -> Option<TestProgram> {
    if message["reason"] != "compiler-artifact" || message["profile"]["test"] != true {
        return None;
    }
    let manifest = PathBuf::from(message["manifest_path"].as_str()?);
    let folder = manifest.parent()?.to_path_buf();
    Some(TestProgram {
        package: folder.file_name()?.to_string_lossy().into_owned(),
        kind: message["target"]["kind"][0].as_str()?.to_owned(),
        name: message["target"]["name"].as_str()?.to_owned(),
        executable: PathBuf::from(message["executable"].as_str()?),
        folder,
    })
}

impl TestProgram {
    /// Runs the tests and counts them. `words` are passed to the test harness.
    pub(crate) fn run(&self, words: &[&str], limit: Duration) -> Outcome<Tally> {
        let mut tally = Tally::default();
        let outcome = run_watched(self.command()?.args(words), limit, |line| {
            eprintln!("{line}");
            if let Some(counted) = counted(line) {
                tally.add(counted);
            }
        });
        blame(outcome, tally)
    }

    /// Runs the scripted day with this number of kills, and prints its last line.
    pub(crate) fn live(&self, kills: u32) -> Outcome<Tally> {
        // One life lasts a second on average, and the final part some minutes.
        let limit = Duration::from_secs(10 * 60 + 4 * u64::from(kills));
        let mut command = self.command()?;
        command.args(["--kills", &kills.to_string()]);
        run_watched(&mut command, limit, |line| println!("{line}"))?;
        Ok(Tally::ONE)
    }

    fn command(&self) -> Outcome<Command> {
        let mut command = Command::new(&self.executable);
        command
            .current_dir(&self.folder)
            .env("CARGO_MANIFEST_DIR", &self.folder)
            .env("INSTA_UPDATE", "no")
            // Otherwise `app`'s tests would build these separately with fewer features, including the native library.
            .env("ERRAND_ENGINE", built("errand-engine")?)
            .env("ERRAND_READER", built("errand-reader")?)
            .env(starter::VARIABLE, starter::model()?);
        Ok(command)
    }
}

/// Runs the documentation tests.
pub(crate) fn doc_tests() -> Outcome<Tally> {
    let mut tally = Tally::default();
    let outcome = run_watched(
        // The whole workspace: for a part of it, the dependencies would be built again with other features.
        &mut linting(cargo(&["test", "--workspace", "--doc", "--quiet"])),
        Duration::from_secs(30 * 60),
        |line| {
            if let Some(counted) = counted(line) {
                tally.add(counted);
            }
        },
    );
    blame(outcome, tally)
}

/// Counts a program that failed without a failed test (it crashed, or timed out) as one failure.
fn blame(outcome: Outcome, mut tally: Tally) -> Outcome<Tally> {
    if let Err(failure) = outcome {
        say(failure.to_string());
        tally.failed = tally.failed.max(1);
    }
    Ok(tally)
}

/// Parses `test result: ok. 12 passed; 0 failed; …`.
fn counted(line: &str) -> Option<Tally> {
    let rest = line.strip_prefix("test result: ")?;
    let number = |word: &str| -> Option<u64> {
        let before = rest.split(word).next()?.trim_end();
        before
            .rsplit(|c: char| !c.is_ascii_digit())
            .next()?
            .parse()
            .ok()
    };
    Some(Tally {
        passed: number("passed")?,
        failed: number("failed")?,
    })
}

/// Builds the programs in release mode; returns their folder.
pub(crate) fn release() -> Outcome<PathBuf> {
    run(&mut cargo(&[
        "build",
        "--release",
        "--quiet",
        "-p",
        "errand",
        "-p",
        "engine",
        "-p",
        "reader",
    ]))?;
    Ok(workspace::target().join("release"))
}

/// Writes `ui/src/bindings` from the types of `crates/app`.
pub(crate) fn write_bindings() -> Outcome {
    run(cargo(&["test", "-p", "app", "--quiet", "bindings"]).env("ERRAND_WRITE_BINDINGS", "1"))?;
    say("ui/src/bindings is up to date.");
    Ok(())
}

/// Checks licences, sources and known vulnerabilities of the dependencies against `deny.toml`.
pub(crate) fn audit() -> Outcome {
    if !exists("cargo-deny") {
        say("Installing cargo-deny: it checks the dependencies. This takes some minutes, once.");
        run(&mut cargo(&[
            "install",
            "--locked",
            "--quiet",
            "cargo-deny",
        ]))?;
    }
    run(&mut cargo(&["deny", "--workspace", "check"]))
}

/// The offline part of the audit; `None` if cargo-deny is not installed.
pub(crate) fn audit_offline() -> Option<Outcome> {
    exists("cargo-deny").then(|| {
        run(&mut cargo(&[
            "deny",
            "--workspace",
            "--offline",
            "check",
            "bans",
            "licenses",
            "sources",
        ]))
    })
}

/// Returns the path of a program of the debug build.
pub(crate) fn built(name: &str) -> Outcome<PathBuf> {
    let path = workspace::target().join("debug").join(name);
    fs::metadata(&path).map_err(|error| Failure::io(&path, error))?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_line_of_a_test_program_is_counted() {
        let line =
            "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out";
        let expected = Tally {
            passed: 12,
            failed: 3,
        };
        assert_eq!(counted(line), Some(expected));
    }

    #[test]
    fn other_lines_count_nothing() {
        assert_eq!(counted("test a_word_that_passed ... ok"), None);
    }

    #[test]
    fn only_test_programs_are_taken_from_what_cargo_reports() {
        let program = |test: bool| {
            serde_json::json!({
                "reason": "compiler-artifact",
                "manifest_path": "/home/me/errand/crates/runs/Cargo.toml",
                "target": {"kind": ["test"], "name": "it"},
                "profile": {"test": test},
                "executable": "/home/me/errand/target/debug/deps/it-0123",
            })
        };
        assert!(test_program(&program(false)).is_none());
        let found = test_program(&program(true)).expect("a test program");
        assert_eq!(
            (found.package.as_str(), found.name.as_str()),
            ("runs", "it")
        );
    }
}

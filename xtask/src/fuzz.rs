//! `cargo xtask fuzz`: the fuzz targets for code that reads foreign bytes, built with the stable toolchain.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cargo::cargo;
use crate::failure::{Failure, Outcome};
use crate::programs::{exists, printed, program, run, say};
use crate::stages::Tally;
use crate::{machine, workspace};

/// The fuzz targets, each with the folder of its corpus, relative to the workspace.
const TARGETS: [(&str, &str); 13] = [
    ("sse", STREAMS),
    ("event", STREAMS),
    ("accumulate", STREAMS),
    ("path", "fuzz/corpus/path"),
    ("table", "fuzz/corpus/table"),
    ("encoding", "fuzz/corpus/encoding"),
    ("office", "fuzz/corpus/office"),
    ("columnar", "crates/office/tests/files/parquet"),
    ("writing", "fuzz/corpus/writing"),
    ("tree", "fuzz/corpus/tree"),
    ("exports", "crates/archive/tests/fixtures"),
    ("archive", "fuzz/corpus/archive"),
    ("answer", "fuzz/corpus/answer"),
];
/// Recorded streams.
const STREAMS: &str = "crates/interactions/tests/fixtures";
/// Running time of each target within the tests, in seconds.
const SHORT: u64 = 5;

/// Flags that libFuzzer needs for branch coverage; those of `cargo fuzz` without a sanitizer.
const COVERAGE: &str = "--cfg fuzzing -Ccodegen-units=1 -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares";

/// Runs every target for [`SHORT`] seconds.
pub(crate) fn all_shortly() -> Outcome<Tally> {
    let programs = build()?;
    for (target, corpus) in TARGETS {
        fuzz(&programs, target, corpus, SHORT)?;
    }
    Ok(Tally {
        passed: TARGETS.len() as u64,
        failed: 0,
    })
}

/// Runs one target for `seconds` seconds.
pub(crate) fn one(target: &str, seconds: &str) -> Outcome {
    let Some((target, corpus)) = TARGETS.iter().find(|(name, _)| *name == target) else {
        let names = TARGETS.map(|(name, _)| name);
        return Err(Failure::new(format!("There is no fuzz target `{target}`."))
            .hint(format!("The targets are: {}.", names.join(", "))));
    };
    let seconds = seconds
        .parse()
        .map_err(|_| Failure::new(format!("`{seconds}` is no number of seconds.")))?;
    fuzz(&build()?, target, corpus, seconds)
}

/// Builds all targets; returns the folder of the programs.
fn build() -> Outcome<PathBuf> {
    if !["c++", "g++", "clang++"].iter().any(|name| exists(name)) {
        machine::install(&["g++"], "libFuzzer is written in C++")?;
    }
    let host = host()?;
    let target = workspace::target().join("fuzz");
    say("Building the fuzz targets, in a folder of their own.");
    run(cargo(&["build", "--quiet", "--release", "--manifest-path"])
        .arg(workspace::root().join("fuzz/Cargo.toml"))
        // With an explicit target, the flags do not apply to build scripts.
        .args(["--target", &host, "--target-dir"])
        .arg(&target)
        .env("RUSTFLAGS", COVERAGE))?;
    Ok(target.join(host).join("release"))
}

/// Returns the host triple, such as `x86_64-unknown-linux-gnu`.
fn host() -> Outcome<String> {
    let version = printed(Command::new("rustc").arg("-vV")).unwrap_or_default();
    version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .map(str::to_owned)
        .ok_or_else(|| Failure::new("`rustc -vV` does not name the platform."))
}

fn fuzz(programs: &Path, target: &str, corpus: &str, seconds: u64) -> Outcome {
    let kept = workspace::target().join("fuzz/corpus").join(target);
    let found = workspace::target().join("fuzz/found").join(target);
    for folder in [&kept, &found] {
        fs::create_dir_all(folder).map_err(|error| Failure::io(folder, error))?;
    }
    say(format!("{target} for {seconds} s"));
    let log = workspace::target()
        .join("fuzz")
        .join(format!("{target}.log"));
    let written = fs::File::create(&log).map_err(|error| Failure::io(&log, error))?;
    let mut command = program(programs.join(target));
    command
        .arg(&kept)
        .arg(workspace::root().join(corpus))
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-artifact_prefix={}/", found.display()))
        .args(["-max_len=65536", "-rss_limit_mb=2048", "-timeout=10"])
        .stderr(written);
    run(&mut command).map_err(|_| {
        say(fs::read_to_string(&log).unwrap_or_default());
        Failure::new(format!("The fuzz target `{target}` found a fault."))
            .hint(format!("The input lies in {}.", found.display()))
    })
}

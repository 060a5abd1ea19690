//! `cargo xtask bench ledger`: the record at 100,000 interactions and a million steps, or any other size.

use std::process::Command;

use super::Print;
use crate::cargo::cargo;
use crate::failure::Outcome;
use crate::programs::{run, say};
use crate::workspace;

/// Builds the benchmark in release mode, which generates a ledger from its seed and measures it. `interactions` is the
/// number of interactions, as a decimal string.
pub(crate) fn ledger(print: Print, interactions: &str) -> Outcome {
    let target = ["--release", "-p", "ledger", "--example", "ledger-bench"];
    run(cargo(&["build", "--quiet"]).args(target))?;
    say("Measuring. Making the ledger takes about a minute for 100,000 interactions.");
    let mut bench = Command::new(workspace::target().join("release/examples/ledger-bench"));
    bench.args(["--interactions", interactions]);
    // In memory a commit is free, and the temporary folder is often a RAM disk.
    bench.env("TMPDIR", workspace::scratch("bench-ledger")?);
    println!("{}", print.measure(&mut bench)?);
    Ok(())
}

//! `cargo xtask bench ledger`: the record at 100,000 interactions and a million steps, or any other size.

use std::process::{Command, Stdio};

use super::Print;
use crate::cargo::cargo;
use crate::failure::{Failure, Outcome};
use crate::programs::{run, say};
use crate::workspace;

/// Builds the measurement as it is shipped, lets it make a ledger from its seed, and measures.
/// `interactions` is how many, in digits.
pub(crate) fn ledger(print: Print, interactions: &str) -> Outcome {
    let target = ["--release", "-p", "ledger", "--example", "ledger-bench"];
    run(cargo(&["build", "--quiet"]).args(target))?;
    say("Measuring. Making the ledger takes about a minute for 100,000 interactions.");
    let output = Command::new(workspace::target().join("release/examples/ledger-bench"))
        .args(["--interactions", interactions])
        // In memory a commit costs nothing, and a temporary folder often is.
        .env("TMPDIR", workspace::scratch("bench-ledger")?)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Failure::new(format!("The measurement did not start: {error}")))?;
    if !output.status.success() {
        return Err(Failure::new(format!(
            "The measurement ended with {}.",
            output.status
        )));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let (lines, last) = text.trim_end().rsplit_once('\n').unwrap_or(("", &text));
    match print {
        Print::Everything => println!("{lines}"),
        Print::JsonOnly => say(lines),
    }
    println!("{}", last.trim_end());
    Ok(())
}

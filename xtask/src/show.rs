//! Shows how the app reads files and answers, using its own code without a window.

use std::process::{Command, Stdio};

use crate::cargo;
use crate::failure::Outcome;
use crate::programs::run;

/// Builds the program `show` and runs it with these arguments; its output is the result.
pub(crate) fn show(words: &[&str]) -> Outcome {
    run(&mut cargo::cargo(&[
        "build",
        "--quiet",
        "--package",
        "show",
    ]))?;
    run(Command::new(cargo::built("show")?)
        .args(words)
        .stdin(Stdio::null()))
}

//! How the product takes files and answers, told by its own code without a window.

use std::process::{Command, Stdio};

use crate::cargo;
use crate::failure::Outcome;
use crate::programs::run;

/// Builds the program `show` and gives it the words; what it prints is the result.
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

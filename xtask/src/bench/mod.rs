//! The benchmarks of `cargo xtask bench`. Each reports ratios within one run, and one JSON object at the end.

use std::process::{Command, Stdio};

use crate::failure::{Failure, Outcome};
use crate::programs::say;

mod client;
mod engine;
mod files;
mod ledger;
mod ui;

pub(crate) use client::client;
pub(crate) use engine::{engine, models};
pub(crate) use files::files;
pub(crate) use ledger::ledger;
pub(crate) use ui::ui;

/// Selects what is printed to standard output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Print {
    /// The results, with the object of ratios as the last line.
    Everything,
    /// Only the last line; the rest is printed to standard error.
    JsonOnly,
}

impl Print {
    /// Prints a result for people.
    pub(crate) fn say(self, text: &str) {
        match self {
            Print::Everything => println!("{text}"),
            Print::JsonOnly => say(text),
        }
    }

    /// Runs a benchmark, prints its output, and returns its last line, a JSON object.
    fn measure(self, command: &mut Command) -> Outcome<String> {
        let output = command
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| Failure::new(format!("The measurement did not start: {error}")))?;
        let text = String::from_utf8_lossy(&output.stdout);
        let (lines, last) = text.trim_end().rsplit_once('\n').unwrap_or(("", &text));
        self.say(lines);
        if !output.status.success() {
            let status = output.status;
            return Err(Failure::new(format!(
                "The measurement ended with {status}."
            )));
        }
        Ok(last.trim_end().to_owned())
    }
}

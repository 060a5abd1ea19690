//! The stages of a test run: each is timed and counted, and a failure does not stop later ones.

use std::time::{Duration, Instant};

use crate::failure::{Failure, Outcome};
use crate::programs::say;

/// Number of passed and failed tests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Tally {
    /// Result of a stage without tests of its own.
    pub(crate) const ONE: Self = Self {
        passed: 1,
        failed: 0,
    };

    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

struct Stage {
    name: String,
    time: Duration,
    tally: Tally,
    failure: Option<Failure>,
}

/// The stages run so far.
#[derive(Default)]
pub(crate) struct Stages {
    done: Vec<Stage>,
}

impl Stages {
    /// Runs a stage; returns true if it passed.
    pub(crate) fn run(&mut self, name: &str, work: impl FnOnce() -> Outcome<Tally>) -> bool {
        say(format!("\n── {name}"));
        let start = Instant::now();
        let (tally, failure) = match work() {
            Ok(tally) => (tally, None),
            Err(failure) => {
                say(format!("{failure}"));
                let tally = Tally {
                    passed: 0,
                    failed: 1,
                };
                (tally, Some(failure))
            }
        };
        self.done.push(Stage {
            name: name.to_owned(),
            time: start.elapsed(),
            tally,
            failure,
        });
        tally.failed == 0
    }

    /// Prints the table, the failures with their causes, and the closing line.
    pub(crate) fn close(self) -> Outcome {
        let mut total = Tally::default();
        say(format!(
            "\n{:<44} {:>9} {:>7} {:>7}",
            "", "time", "passed", "failed"
        ));
        for stage in &self.done {
            total.add(stage.tally);
            say(format!(
                "{:<44} {:>9} {:>7} {:>7}",
                stage.name,
                shown(stage.time),
                stage.tally.passed,
                stage.tally.failed
            ));
        }
        for stage in &self.done {
            if let Some(failure) = &stage.failure {
                say(format!("{}: {failure}", stage.name));
            }
        }
        println!("{} passed, {} failed", total.passed, total.failed);
        if total.failed == 0 {
            Ok(())
        } else {
            Err(Failure::already_printed())
        }
    }
}

fn shown(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{seconds} s")
    } else {
        format!("{} m {:02} s", seconds / 60, seconds % 60)
    }
}

//! `cargo xtask bench ui`: what the window's page costs, in the WebKit that the real window has.
//!
//! The page is the real one, built over the host without a desktop (`vite build --mode fake`), so that
//! only the page is measured and nothing of the network or the disk. It is driven by WebKitWebDriver in
//! MiniBrowser on a virtual display.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Map, Value};

use super::Print;
use crate::failure::{Failure, Outcome};
use crate::programs::say;
use crate::{machine, ui, workspace};

mod idle;
mod stream;

/// What a measurement needs: where the built page lies.
pub(crate) struct Bench {
    page: PathBuf,
    print: Print,
}

impl Bench {
    /// Says what was measured, for people.
    pub(crate) fn say(&self, text: &str) {
        match self.print {
            Print::Everything => println!("{text}"),
            Print::JsonOnly => say(text),
        }
    }

    /// Runs a script of `ui/bench`, says what it says, and gives the object that is its last line.
    fn script(&self, name: &str, arguments: &[&Path]) -> Outcome<Value> {
        let output = Command::new("node")
            .arg(workspace::root().join("ui/bench").join(name))
            .args(arguments)
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| Failure::new(format!("The measurement did not start: {error}")))?;
        let text = String::from_utf8_lossy(&output.stdout);
        let (lines, last) = text.trim_end().rsplit_once('\n').unwrap_or(("", &text));
        self.say(lines);
        serde_json::from_str(last)
            .ok()
            .filter(|_| output.status.success())
            .ok_or_else(|| Failure::new(format!("The measurement ended with {}.", output.status)))
    }
}

/// Installs what is missing, builds the page, and measures one thing after the other.
pub(crate) fn ui(print: Print) -> Outcome {
    machine::install(
        &["xvfb", "webkit2gtk-driver"],
        "a virtual display, and WebKit driven from outside",
    )?;
    let page = workspace::scratch("bench-ui")?.join("page");
    ui::build_fake(&page)?;
    let bench = Bench { page, print };
    let mut measured = Map::new();
    measured.insert("stream".to_owned(), stream::stream(&bench)?);
    measured.append(&mut idle::idle(&bench)?);
    println!("{}", Value::Object(measured));
    Ok(())
}

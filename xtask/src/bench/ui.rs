//! `cargo xtask bench ui`: cost of the window's page in WebKit.
//!
//! The page is the real one, built over the fake host (`vite build --mode fake`), so that only the page is measured,
//! without network or disk. WebKitWebDriver drives it in MiniBrowser on a virtual display.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value};

use super::Print;
use crate::failure::{Failure, Outcome};
use crate::{machine, ui, workspace};

mod idle;
mod stream;
mod window;

/// Inputs of a benchmark: the path of the built page, and the output mode.
pub(crate) struct Bench {
    page: PathBuf,
    print: Print,
}

impl Bench {
    /// Runs a script of `ui/bench`, prints its output, and returns the JSON object in its last line.
    fn script(&self, name: &str, arguments: &[&Path]) -> Outcome<Value> {
        let script = workspace::root().join("ui/bench").join(name);
        let last = self
            .print
            .measure(Command::new("node").arg(script).args(arguments))?;
        serde_json::from_str(&last)
            .map_err(|error| Failure::new(format!("The measurement gave no result: {error}")))
    }
}

/// Installs missing packages, builds the page, and runs one benchmark after the other.
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
    measured.append(&mut window::window(bench.print)?);
    println!("{}", Value::Object(measured));
    Ok(())
}

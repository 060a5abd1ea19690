//! `cargo xtask bench ui`: what the window's page costs, in the WebKit that the real window has.
//!
//! The page is the real one, built over the host without a desktop (`vite build --mode fake`), so that
//! only the page is measured and nothing of the network or the disk. It is driven by WebKitWebDriver in
//! MiniBrowser on a virtual display.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value};

use super::Print;
use crate::failure::{Failure, Outcome};
use crate::{machine, ui, workspace};

mod idle;
mod stream;
mod window;

/// What a measurement needs: where the built page lies.
pub(crate) struct Bench {
    page: PathBuf,
    print: Print,
}

impl Bench {
    /// Runs a script of `ui/bench`, says what it says, and gives the object that is its last line.
    fn script(&self, name: &str, arguments: &[&Path]) -> Outcome<Value> {
        let script = workspace::root().join("ui/bench").join(name);
        let last = self
            .print
            .measure(Command::new("node").arg(script).args(arguments))?;
        serde_json::from_str(&last)
            .map_err(|error| Failure::new(format!("The measurement gave no result: {error}")))
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
    measured.append(&mut window::window(bench.print)?);
    println!("{}", Value::Object(measured));
    Ok(())
}

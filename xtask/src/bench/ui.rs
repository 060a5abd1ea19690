//! `cargo xtask bench ui`: what the window's page costs, in the WebKit that the real window has.
//!
//! The page is the real one, built over the host without a desktop (`vite build --mode fake`), so that
//! only the page is measured and nothing of the network or the disk. It is driven by WebKitWebDriver in
//! MiniBrowser on a virtual display.

use std::path::PathBuf;

use serde_json::{Map, Value};

use super::Print;
use crate::failure::Outcome;
use crate::programs::say;
use crate::{machine, ui, workspace};

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
    println!("{}", Value::Object(measured));
    Ok(())
}

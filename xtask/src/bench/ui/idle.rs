//! CPU usage of the idle page: without focus, and with a blinking caret compared with a bare text area.

use serde_json::{Map, Value};

use super::Bench;
use crate::failure::{Failure, Outcome};

/// Returns `idle_percent`, `idle_of_bare_caret` and `first_seconds_of_empty`.
pub(super) fn idle(bench: &Bench) -> Outcome<Map<String, Value>> {
    match bench.script("idle.mjs", &[&bench.page])? {
        Value::Object(measured) => Ok(measured),
        other => Err(Failure::new(format!(
            "The measurement of rest gave {other}."
        ))),
    }
}

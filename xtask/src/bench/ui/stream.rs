//! Answers that stream in: what each frame costs, and whether it grows with what is there already.

use std::process::{Command, Stdio};

use serde_json::Value;

use super::Bench;
use crate::cargo::cargo;
use crate::failure::{Failure, Outcome};
use crate::programs::{program, run, say};
use crate::workspace;

/// The renderers beside which the page is measured.
const OTHERS: &[&str] = &[
    "marked@18.2.1",
    "dompurify@3.5.0",
    "react@19.3.1",
    "react-dom@19.3.1",
    "react-markdown@10.1.0",
];

/// Makes the updates that the host would send, plays them to the page, and gives the ratios.
pub(super) fn stream(bench: &Bench) -> Outcome<Value> {
    let scratch = workspace::scratch("bench-ui")?;
    let target = ["--release", "-p", "render", "--example", "updates"];
    run(cargo(&["build", "--quiet"]).args(target))?;
    let updates = workspace::target().join("release/examples/updates");
    run(program(updates).arg(&scratch))?;
    let modules = scratch.join("node_modules");
    workspace::once_per_state("bench-ui-others", &OTHERS.join(" "), &modules, || {
        say("Installing marked, DOMPurify and react-markdown, in a folder of their own.");
        run(program("npm")
            .args(["install", "--no-save", "--silent", "--prefix"])
            .arg(&scratch)
            .args(OTHERS))
    })?;
    let output = Command::new("node")
        .arg(workspace::root().join("ui/bench/stream.mjs"))
        .arg(&scratch)
        .arg(&bench.page)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Failure::new(format!("The measurement did not start: {error}")))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let (lines, last) = text.trim_end().rsplit_once('\n').unwrap_or(("", &text));
    bench.say(lines);
    serde_json::from_str(last)
        .ok()
        .filter(|_| output.status.success())
        .ok_or_else(|| Failure::new(format!("The measurement ended with {}.", output.status)))
}

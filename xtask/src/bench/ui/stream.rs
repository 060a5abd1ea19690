//! Streaming answers: the cost of each frame, and whether it grows with the length of the answer.

use serde_json::Value;

use super::Bench;
use crate::cargo::cargo;
use crate::failure::Outcome;
use crate::programs::{program, run, say};
use crate::workspace;

/// The renderers to compare with.
const OTHERS: &[&str] = &[
    "marked@18.2.1",
    "dompurify@3.5.0",
    "react@19.3.1",
    "react-dom@19.3.1",
    "react-markdown@10.1.0",
];

/// Generates the updates that the host would send, plays them to the page, and returns the ratios.
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
    bench.script("stream.mjs", &[&scratch, &bench.page])
}

//! Answers that stream in: what each frame costs, and whether it grows with what is there already.

use serde_json::Value;

use super::Bench;
use crate::cargo::cargo;
use crate::failure::Outcome;
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
    bench.script("stream.mjs", &[&scratch, &bench.page])
}

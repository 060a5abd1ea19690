//! `cargo xtask bench files`: search at a million steps, a table of a million rows, pages of a PDF, an export.

use std::process::Command;

use serde_json::{Value, json};

use super::Print;
use crate::cargo::cargo;
use crate::failure::{Failure, Outcome};
use crate::programs::{exists, run, say};
use crate::{machine, workspace};

/// Path prefix of the export benchmark, which prints one JSON object, `{"of_cp": …}`, as its last line.
const EXPORT: &str = "crates/archive/examples/export-bench";

/// Builds the benchmarks in release mode and runs them. `interactions` is the number of interactions in the record, as
/// a decimal string; there are ten times as many steps.
pub(crate) fn files(print: Print, interactions: &str) -> Outcome {
    if !exists("pdftoppm") {
        machine::install(&["poppler-utils"], "pages are measured against Poppler")?;
    }
    let release = workspace::target().join("release");
    let build = |target: &[&str]| run(cargo(&["build", "--quiet", "--release"]).args(target));
    build(&["-p", "ledger", "--example", "ledger-bench"])?;
    build(&["-p", "artifacts", "--example", "files-bench"])?;
    build(&["-p", "reader"])?;
    let scratch = workspace::scratch("bench-files")?;

    say("Measuring. Making the record takes some minutes for 100,000 interactions.");
    let mut search = Command::new(release.join("examples/ledger-bench"));
    search.args(["--interactions", interactions, "--only", "search"]);
    // In memory a read is free, and the temporary folder is often a RAM disk.
    let search = object(&print.measure(search.env("TMPDIR", &scratch))?)?;

    let mut shown = Command::new(release.join("examples/files-bench"));
    shown.arg("--reader").arg(release.join("errand-reader"));
    shown.args(["--pdftoppm", "pdftoppm"]);
    let mut all = object(&print.measure(shown.env("TMPDIR", &scratch))?)?;

    all["search"] = json!({
        "p95_ms_1m_steps": search["p95_ms"],
        "index_bytes_per_text_byte": search["index_bytes_per_text_byte"],
    });
    all["export"] = json!({"of_cp": Value::Null});
    let has_export = [EXPORT.to_owned(), format!("{EXPORT}.rs")]
        .iter()
        .any(|path| workspace::root().join(path).exists());
    if has_export {
        build(&["-p", "archive", "--example", "export-bench"])?;
        let mut export = Command::new(release.join("examples/export-bench"));
        let export = object(&print.measure(export.env("TMPDIR", &scratch))?)?;
        all["export"]["of_cp"] = export["of_cp"].clone();
    }
    println!("{all}");
    Ok(())
}

fn object(line: &str) -> Outcome<Value> {
    serde_json::from_str(line)
        .map_err(|_| Failure::new(format!("A measurement ended with no JSON object: {line}")))
}

//! Measures the engine: the model through the whole path against llama.cpp called directly, and many concurrent
//! streams.
//!
//! `cargo xtask bench engine` builds it in release mode and runs it. Every result is a ratio within one run, with
//! both sides measured alternately, so that other load on the computer affects both. Prints the measurements and, as
//! the last line, one JSON object.
//!
//! Arguments: the program `errand-engine`, and the model's file. With `jobs` before them, and any number of models,
//! small jobs are tried with each model instead (`cargo xtask bench models`), and a table shows the success rates.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "it is a program of its own, and what fails ends it"
)]

mod crowd;
mod direct;
mod jobs;
mod server;
mod speed;
mod trials;

use std::path::{Path, PathBuf};

use serde_json::json;

fn main() {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from).peekable();
    let tries_jobs = arguments
        .next_if(|word| word.as_os_str() == "jobs")
        .is_some();
    let program = arguments.next();
    let models: Vec<PathBuf> = arguments.collect();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    match (program, &models[..]) {
        (Some(program), [_, ..]) if tries_jobs => {
            runtime.block_on(trials::table(&program, &models))
        }
        (Some(program), [model]) => runtime.block_on(measure(&program, model)),
        _ => panic!("usage: engine-bench [jobs] ERRAND-ENGINE MODEL.gguf"),
    }
}

async fn measure(program: &Path, model: &Path) {
    let direct = direct::Model::load(model);
    let speed = speed::measure(program, model, &direct).await;
    let crowd = crowd::measure(program).await;
    let last = json!({
        "decode": {"of_direct": rounded(speed.decode), "two_talks_of_one": rounded(speed.two_talks)},
        "prefill": {"of_direct": rounded(speed.prefill), "follow_up_reads": rounded(speed.follow_up_reads),
            "follow_up_starts": rounded(speed.follow_up_starts)},
        "streams": {"p50_ms": rounded(crowd.p50), "p99_ms": rounded(crowd.p99), "kib_each": rounded(crowd.kib_each)},
        "jobs_per_s": rounded(crowd.jobs),
    });
    println!("{last}");
}

fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

/// The median.
fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

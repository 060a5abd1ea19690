//! Measures the engine: the model through the whole path against llama.cpp called directly, and many talks at once.
//!
//! `cargo xtask bench engine` builds it as it is shipped and runs it. Everything is a ratio within one run, both sides
//! in turn, so that what else the computer does meets both. Prints what was measured and, as the last line, one JSON
//! object.
//!
//! Arguments: the program `errand-engine`, and the model's file.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "it is a program of its own, and what fails ends it"
)]

mod crowd;
mod direct;
mod server;
mod speed;

use std::path::PathBuf;

use serde_json::json;

fn main() {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(program), Some(model)) = (arguments.next(), arguments.next()) else {
        panic!("usage: engine-bench ERRAND-ENGINE MODEL.gguf");
    };
    let direct = direct::Model::load(&model);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (speed, crowd) = runtime.block_on(async {
        let speed = speed::measure(&program, &model, &direct).await;
        (speed, crowd::measure(&program).await)
    });
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

/// The middle one.
fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

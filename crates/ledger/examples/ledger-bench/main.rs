//! Benchmarks the ledger on a generated one of any size.
//!
//! `cargo xtask bench ledger` builds it in release mode and runs it. Prints the results and, as the last line, one
//! JSON object. With `--keep FILE` the generated ledger is kept there, and used again by the next run; with `--make
//! FILE` it is only generated.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "it is a program of its own, and what fails ends it"
)]

mod generate;
mod measure;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use ledger::Ledger;
use serde_json::json;

use crate::generate::Vocabulary;

/// Seed of all generated data.
const SEED: u64 = 8;

/// Command line options.
struct Options {
    /// Number of interactions; there are ten times as many steps.
    interactions: usize,
    /// Path of a ledger that is kept after the run.
    keep: Option<PathBuf>,
    /// Measures search only.
    only_search: bool,
    /// Generates the ledger without measuring.
    only_make: bool,
    /// Duration of the streaming benchmark.
    streaming: Duration,
}

fn main() {
    let options = options();
    let folder = tempfile::tempdir().unwrap();
    let path = options.keep.unwrap_or(folder.path().join("ledger.db"));
    if !path.exists() {
        let begun = Instant::now();
        let ledger = Ledger::open(&path).unwrap();
        generate::fill(&ledger, options.interactions, SEED);
        ledger.empty_log().unwrap();
        let seconds = begun.elapsed().as_secs_f64();
        println!(
            "made {} interactions in {seconds:.0} s",
            options.interactions
        );
    }
    if options.only_make {
        return;
    }
    let vocabulary = Vocabulary::new(SEED);
    let (ledger, opened) = measure::opened(&path);
    if options.only_search {
        println!("{}", only_search(&ledger, &vocabulary));
        return;
    }
    println!("start: open, what goes on, what is due  {opened:8.2} ms");

    ledger.empty_log().unwrap();
    let bytes = ledger.size().unwrap().total / options.interactions as u64;
    println!("on the disk                             {bytes:8} bytes a turn");
    let list = measure::list(&ledger);
    println!("50 lines of a list                      {list:8.2} ms");
    let (short, long) = measure::newest_turns(&ledger);
    println!("newest turns of a short conversation    {short:8.2} ms");
    println!("newest turns of the longest             {long:8.2} ms");
    let search = measure::search(&ledger, &vocabulary);
    for (what, all) in &search {
        println!(
            "search: {what:31} {:8.2} ms, at worst {:.2}",
            measure::percentile(all, 0.5),
            measure::percentile(all, 1.0)
        );
    }
    let all: Vec<f64> = search.into_iter().flat_map(|(_, all)| all).collect();
    let search = measure::percentile(&all, 0.95);
    println!("search, 95th percentile of all          {search:8.2} ms");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let sends = runtime.block_on(measure::sends(&ledger, &vocabulary, options.streaming));
    let send = measure::percentile(&sends.ms, 0.95);
    println!(
        "a new turn beside 200 streams           {:8.2} ms, 95th percentile {send:.2}, at worst {:.2}",
        measure::percentile(&sends.ms, 0.5),
        measure::percentile(&sends.ms, 1.0)
    );
    println!(
        "what they appended meanwhile            {:8.0} batches a second",
        sends.appends
    );

    let rounded = |value: f64| (value * 100.0).round() / 100.0;
    let last = json!({
        "list_ms": rounded(list),
        "search_p95_ms": rounded(search),
        "send_p95_ms_200_jobs": rounded(send),
        "bytes_per_turn": bytes,
    });
    println!("{last}");
}

/// Returns the duration of searches and the size of the index as one JSON object.
fn only_search(ledger: &Ledger, vocabulary: &Vocabulary) -> serde_json::Value {
    // One search first, to index what the generator queued, which normally happens over time, as does the joining of
    // segments.
    ledger.search("warm", 5).unwrap();
    while ledger.merge_search().unwrap() {}
    let mut worst: f64 = 0.0;
    for (what, all) in measure::search(ledger, vocabulary) {
        let p95 = measure::percentile(&all, 0.95);
        println!(
            "search: {what:31} {:8.2} ms, 95th percentile {p95:.2}, at worst {:.2}",
            measure::percentile(&all, 0.5),
            measure::percentile(&all, 1.0)
        );
        worst = worst.max(p95);
    }
    let text = ledger.setting(generate::TEXT_BYTES).unwrap();
    let text = text.and_then(|bytes| bytes.as_f64()).unwrap_or(f64::NAN);
    let index = ledger.search_size().unwrap() as f64 / text;
    println!("the index, in bytes for one of text     {index:8.2}");
    json!({
        "p95_ms": (worst * 100.0).round() / 100.0,
        "index_bytes_per_text_byte": (index * 100.0).round() / 100.0,
    })
}

fn options() -> Options {
    let mut options = Options {
        interactions: 100_000,
        keep: None,
        only_search: false,
        only_make: false,
        streaming: Duration::from_secs(10),
    };
    let mut words = std::env::args().skip(1);
    while let (Some(name), Some(value)) = (words.next(), words.next()) {
        match name.as_str() {
            "--interactions" => options.interactions = value.parse().expect("a number"),
            "--keep" => options.keep = Some(value.into()),
            "--make" => {
                options.keep = Some(value.into());
                options.only_make = true;
            }
            "--only" => options.only_search = value == "search",
            "--seconds" => {
                options.streaming = Duration::from_secs(value.parse().expect("a number"));
            }
            other => panic!("there is no option {other}"),
        }
    }
    options
}

//! Benchmark: parsing and accumulating a stream of text deltas.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use futures::TryStreamExt;
use interactions::{Accumulator, Client, CreateInteraction};
use serde_json::{Value, json};

use crate::{Options, memory, rounded, server};

/// Number of rounds, of which the fastest counts: slower ones were disturbed.
const ROUNDS: usize = 7;

/// Duration of one reader, and the number of characters it received.
#[derive(Debug, Clone, Copy)]
struct Reading {
    time: Duration,
    characters: usize,
}

/// Speed of the client as a multiple of each other reader, on the same server.
pub(crate) fn measure(url: &str, options: &Options) -> Value {
    let wire = server::stream(options.deltas);
    let (mut limit, mut client) = (Duration::MAX, Duration::MAX);
    let mut characters = 0;
    for _ in 0..ROUNDS {
        limit = limit.min(parse_lines(&wire));
        let reading = with_client(url);
        client = client.min(reading.time);
        characters = reading.characters;
    }
    println!(
        "{} text deltas, {:.1} MB, {characters} characters of text",
        options.deltas,
        wire.len() as f64 / 1e6
    );
    println!("serde_json, the lines from memory  {:>10.1} ms", ms(limit));
    println!("this client                        {:>10.1} ms", ms(client));
    if let Some(rise) = memory_without_accumulating(url) {
        println!("  its memory rises by {rise:.1} MiB when nothing is accumulated");
    }
    let against = |name: &str, program: &Path, script: &Path| {
        let reading = with_sdk(program, script, url);
        assert_eq!(reading.characters, characters, "{name} read another text");
        println!("{name:<34} {:>10.1} ms", ms(reading.time));
        rounded(reading.time.as_secs_f64() / client.as_secs_f64())
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/bench/sdk.py");
    let javascript = options.javascript.as_deref();
    let vs_js = javascript.map(|script| against("@google/genai", Path::new("node"), script));
    let python = options.python.as_deref();
    let vs_python = python.map(|python| against("google-genai", python, &script));
    json!({
        "vs_python_sdk": vs_python,
        "vs_js_sdk": vs_js,
        "of_limit": rounded(limit.as_secs_f64() / client.as_secs_f64()),
    })
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Lower bound: `serde_json` parses every data line.
fn parse_lines(wire: &[u8]) -> Duration {
    let wire = std::str::from_utf8(wire).unwrap();
    let lines: Vec<&str> = wire
        .lines()
        .filter_map(|line| line.strip_prefix("data: "))
        .filter(|line| *line != "[DONE]")
        .collect();
    let start = Instant::now();
    for line in lines {
        let event: Value = serde_json::from_str(line).unwrap();
        std::hint::black_box(event);
    }
    start.elapsed()
}

#[tokio::main(flavor = "current_thread")]
async fn with_client(url: &str) -> Reading {
    let client = Client::builder(url).build().unwrap();
    let question = CreateInteraction::model("gemini-3.8-flash").input("What moves the sea?");
    let start = Instant::now();
    let mut events = client.create_events(&question).await.unwrap();
    let mut answer = Accumulator::new();
    while let Some(event) = events.try_next().await.unwrap() {
        answer.push(&event);
    }
    let characters = answer.output_text().chars().count();
    Reading {
        time: start.elapsed(),
        characters,
    }
}

/// Rise of memory in MiB.
#[tokio::main(flavor = "current_thread")]
async fn memory_without_accumulating(url: &str) -> Option<f64> {
    let client = Client::builder(url).build().unwrap();
    let question = CreateInteraction::model("gemini-3.8-flash").input("What moves the sea?");
    let memory = memory::Peak::start()?;
    let mut events = client.create_events(&question).await.unwrap();
    while events.try_next().await.unwrap().is_some() {}
    memory.rise_mib()
}

/// Runs a script that reads the same stream with an SDK and prints `{"seconds", "characters"}`.
fn with_sdk(program: &Path, script: &Path, url: &str) -> Reading {
    let output = Command::new(program).arg(script).arg(url).output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{printed}{errors}");
    let result: Value = serde_json::from_str(printed.lines().last().unwrap()).unwrap();
    Reading {
        time: Duration::from_secs_f64(result["seconds"].as_f64().unwrap()),
        characters: result["characters"].as_u64().unwrap() as usize,
    }
}

//! Benchmark: downloading a large file, compared to `curl`.

use std::process::Command;
use std::time::{Duration, Instant};

use interactions::Client;
use serde_json::{Value, json};

use crate::{memory, rounded};

/// Number of rounds; both download alternately.
const ROUNDS: usize = 121;

/// `{"of_curl", "memory_rise_mib"}`: the client's speed as a fraction of curl's, and its maximum rise of memory.
///
/// Each round compares two consecutive downloads, so that other load on the computer affects both; the median counts.
pub(crate) fn measure(url: &str, length: u64) -> Value {
    let (mut curl, mut client, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let mut rise: Option<f64> = None;
    // Warm-up: the first downloads find a server that has not sent anything yet.
    with_curl(url);
    in_own_process(url);
    for round in 0..ROUNDS {
        let (of_curl, (of_client, rose)) = if round.is_multiple_of(2) {
            (with_curl(url), in_own_process(url))
        } else {
            let client = in_own_process(url);
            (with_curl(url), client)
        };
        ratios.push(of_curl.as_secs_f64() / of_client.as_secs_f64());
        curl.push(of_curl.as_secs_f64());
        client.push(of_client.as_secs_f64());
        rise = rose.map(|rose| rise.map_or(rose, |most| most.max(rose)));
    }
    let speed = |seconds: f64| length as f64 / 1e6 / seconds;
    println!(
        "curl, {} MiB into nothing        {:>10.0} MB/s",
        length >> 20,
        speed(median(curl))
    );
    println!(
        "this client, the same              {:>10.0} MB/s",
        speed(median(client))
    );
    json!({
        "of_curl": rounded(median(ratios)),
        "memory_rise_mib": rise.map(rounded),
    })
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

/// Downloads in a new process: memory that a process held before would hide the rise.
fn in_own_process(url: &str) -> (Duration, Option<f64>) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["download", url])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let seconds = told["seconds"].as_f64().unwrap();
    (Duration::from_secs_f64(seconds), told["rise_mib"].as_f64())
}

/// Downloads once and prints the measurements.
pub(crate) fn once(url: &str, length: u64) {
    let (time, rise) = with_client(url, length);
    println!(
        "{}",
        json!({"seconds": time.as_secs_f64(), "rise_mib": rise})
    );
}

#[tokio::main(flavor = "current_thread")]
async fn with_client(url: &str, length: u64) -> (Duration, Option<f64>) {
    let client = Client::builder(url).build().unwrap();
    let memory = memory::Peak::start();
    let start = Instant::now();
    let download = client
        .environments()
        .download(&"bench".into(), "zeros.bin")
        .await
        .unwrap();
    let copied = download.copy_to(tokio::io::sink()).await.unwrap();
    assert_eq!(copied, length);
    (start.elapsed(), memory.and_then(|memory| memory.rise_mib()))
}

/// Measured by curl itself, so without the start of its process.
fn with_curl(url: &str) -> Duration {
    let output = Command::new("curl")
        .args([
            "--silent",
            "--show-error",
            "--fail",
            "--output",
            "/dev/null",
        ])
        .args(["--write-out", "%{time_total}"])
        .arg(format!(
            "{url}/v1beta/environments/bench/files/zeros.bin?alt=media"
        ))
        .output()
        .unwrap();
    let seconds = String::from_utf8_lossy(&output.stdout).trim().parse();
    Duration::from_secs_f64(seconds.unwrap())
}

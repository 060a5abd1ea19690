//! Load benchmarks with a scripted brain: streams that stay open, and jobs in a queue.

use std::path::Path;
use std::time::{Duration, Instant};

use futures::StreamExt;
use serde_json::json;

use crate::server::{Server, question};

const STREAMS: usize = 200;
const JOBS: usize = 1000;
/// Maximum number of concurrent requests while jobs are submitted.
const HANDED_IN: usize = 32;

pub(crate) struct Crowd {
    /// Milliseconds until the first text of a new stream.
    pub(crate) p50: f64,
    pub(crate) p99: f64,
    pub(crate) kib_each: f64,
    pub(crate) jobs: f64,
}

pub(crate) async fn measure(program: &Path) -> Crowd {
    let (first, kib_each) = streams(program).await;
    let jobs = jobs(program).await;
    let at = |share: f64| first[((first.len() - 1) as f64 * share) as usize] * 1e3;
    let crowd = Crowd {
        p50: at(0.5),
        p99: at(0.99),
        kib_each,
        jobs,
    };
    println!(
        "{STREAMS} streams: first words after {:.1} ms, the slowest of a hundred {:.1} ms; {:.0} KiB each",
        crowd.p50, crowd.p99, crowd.kib_each
    );
    println!("{JOBS} jobs: {:.0} a second", crowd.jobs);
    crowd
}

/// Seconds until the first text of each of many streams that all stay open, sorted; and the memory per stream in KiB,
/// measured over the second half.
async fn streams(program: &Path) -> (Vec<f64>, f64) {
    let folder = tempfile::tempdir().unwrap();
    let say = json!(["The first words.", {"text": " The last ones.", "delay_ms": 8000}]);
    let server = scripted(program, folder.path(), &say);
    let half = || async {
        let mut open = Vec::new();
        for index in 0..STREAMS / 2 {
            let client = server.client.clone();
            let body = question(&format!("Stream {index}"), 100);
            open.push(tokio::spawn(async move { client.stream(body).await.first }));
            // They are opened one after the other, as by people, only faster.
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
        open
    };
    let mut open = half().await;
    let before = server.memory();
    open.extend(half().await);
    let kib_each = (server.memory() - before) / (STREAMS / 2) as f64;
    let mut first = Vec::new();
    for stream in open {
        first.push(stream.await.unwrap());
    }
    first.sort_by(f64::total_cmp);
    server.stop();
    (first, kib_each)
}

/// Throughput in jobs per second, from the first submission to the end of the last job.
async fn jobs(program: &Path) -> f64 {
    let folder = tempfile::tempdir().unwrap();
    let server = scripted(program, folder.path(), &json!(["It is done."]));
    let client = &server.client;
    let began = Instant::now();
    let ids: Vec<String> = futures::stream::iter(0..JOBS)
        .map(|job| async move {
            let mut body = question(&format!("Job {job}"), 100);
            body["background"] = json!(true);
            let made = client.create(&body).await;
            made["id"].as_str().unwrap().to_owned()
        })
        .buffer_unordered(HANDED_IN)
        .collect()
        .await;
    for id in &ids {
        client.wait(id).await;
    }
    let jobs = JOBS as f64 / began.elapsed().as_secs_f64();
    server.stop();
    jobs
}

fn scripted(program: &Path, folder: &Path, say: &serde_json::Value) -> Server {
    let script = folder.join("script.json");
    let text = json!({"models": ["errand-starter"], "turns": [{"say": say}]});
    std::fs::write(&script, text.to_string()).unwrap();
    Server::start(
        program,
        folder,
        &["--brain", &format!("script:{}", script.display())],
    )
}

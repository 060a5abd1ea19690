//! Benchmarks the real window over a ledger of any size: opening conversations, scrolling through a long one, and the
//! cost of a start compared with an empty ledger.
//!
//! `window-bench LEDGER PROGRAM`: the ledger's newest chat must be the long one. The last line is one JSON object.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use window_tests::{Desktop, Equipment, ErrandWindow, Error, Result, Start};

/// Number of measurements; the median is reported.
const TIMES: usize = 5;
/// Number of conversations opened in addition to the long one.
const OTHERS: usize = 8;
/// Duration of scrolling back through the long conversation.
const SCROLLING: Duration = Duration::from_secs(25);

/// Opens a conversation by clicking its line; returns the milliseconds until its text was painted.
const OPEN: &str = "
const [at, done] = arguments;
const line = document.querySelectorAll('[data-testid=conversation-item]')[at];
const turns = () => document.querySelectorAll('[data-testid=turn]');
const before = new Set([...turns()].map((turn) => turn.dataset.turn));
const begun = performance.now();
line.click();
const look = () => {
  const shown = [...turns()].some((turn) => !before.has(turn.dataset.turn) && turn.innerText.length > 20);
  if (!shown) return requestAnimationFrame(look);
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
};
requestAnimationFrame(look);";

/// Scrolls back for some time, most of a view every second frame; returns the frame durations and the number of turns
/// passed.
const SCROLL: &str = "
const [ms, done] = arguments;
const list = document.querySelector('.page-scroll');
const seen = new Set();
const frames = [];
const until = performance.now() + ms;
let last = performance.now();
let count = 0;
const step = (now) => {
  frames.push(now - last);
  last = now;
  for (const turn of document.querySelectorAll('[data-turn]')) seen.add(turn.dataset.turn);
  if (count++ % 2 === 0) list.scrollTop -= list.clientHeight * 0.8;
  if (now < until) requestAnimationFrame(step);
  else done([frames.sort((a, b) => a - b)[Math.floor(frames.length * 0.95)], seen.size]);
};
requestAnimationFrame(step);";

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match measure().await {
        Ok(measured) => {
            println!("{measured}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn measure() -> Result<Value> {
    let mut words = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(ledger), Some(program)) = (words.next(), words.next()) else {
        return Err(Error::Unexpected(
            "which ledger, and which program?".to_owned(),
        ));
    };
    let empty = started(None, &program).await?;
    println!(
        "start with an empty ledger   {:8.0} ms, {:.0} MiB",
        empty.ms, empty.mib
    );
    let full = started(Some(&ledger), &program).await?;
    println!(
        "start with this ledger       {:8.0} ms, {:.0} MiB",
        full.ms, full.mib
    );

    let desktop = desktop_with(Some(&ledger)).await?;
    let window = ErrandWindow::open(&desktop, &start(&program)).await?;
    window.find("conversation-item").await?;
    let mut short = Vec::new();
    let mut long = Vec::new();
    for round in 0..TIMES {
        for other in 1..=OTHERS {
            let ms = opened(&window, other).await?;
            // The first round fills caches on both sides.
            if round > 0 {
                short.push(ms);
            }
        }
        let ms = opened(&window, 0).await?;
        if round > 0 {
            long.push(ms);
        }
    }
    let (short, long) = (median(short), median(long));
    println!("a short conversation opens   {short:8.1} ms");
    println!("the longest one opens        {long:8.1} ms");

    let before = memory(&window);
    let answer = window
        .client()
        .execute_async(SCROLL, vec![json!(SCROLLING.as_millis())])
        .await?;
    let frame = answer[0].as_f64().unwrap_or(f64::NAN);
    let turns = answer[1].as_u64().unwrap_or_default();
    let more = memory(&window) - before;
    println!(
        "scrolling back               {frame:8.1} ms a frame (95th percentile), {turns} turns, {more:.1} MiB more"
    );
    Ok(json!({
        "open": {"ms_10k": tenths(long), "of_10": hundredths(long / short)},
        "scroll": {"frame_p95_ms": tenths(frame), "turns": turns, "more_mib": tenths(more)},
        "start_of_empty": hundredths(full.ms / empty.ms),
        "memory_of_empty": hundredths(full.mib / empty.mib),
    }))
}

/// Cost of a start: milliseconds and memory in MiB.
struct Started {
    ms: f64,
    mib: f64,
}

/// Starts the app several times until the list, or the first page, is usable.
async fn started(ledger: Option<&Path>, program: &Path) -> Result<Started> {
    let desktop = desktop_with(ledger).await?;
    let mut ms = Vec::new();
    let mut mib = Vec::new();
    for round in 0..TIMES {
        let begun = Instant::now();
        let window = ErrandWindow::open(&desktop, &start(program)).await?;
        let usable = if ledger.is_some() {
            "conversation-item"
        } else {
            "door-local"
        };
        window.find(usable).await?;
        let took = begun.elapsed().as_secs_f64() * 1_000.0;
        tokio::time::sleep(Duration::from_secs(3)).await;
        if round > 0 {
            ms.push(took);
            mib.push(memory(&window));
        }
        window.kill()?;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    Ok(Started {
        ms: median(ms),
        mib: median(mib),
    })
}

fn start(program: &Path) -> Start {
    Start::without_model().program(program)
}

async fn desktop_with(ledger: Option<&Path>) -> Result<Desktop> {
    let desktop = Desktop::start(Equipment::NoKeychain).await?;
    if let Some(ledger) = ledger {
        let data = desktop.data_dir();
        let to = data.join("ledger.db");
        let copied = std::fs::create_dir_all(&data).and_then(|()| std::fs::copy(ledger, &to));
        copied.map_err(|source| Error::Io { path: to, source })?;
    }
    Ok(desktop)
}

async fn opened(window: &ErrandWindow, line: usize) -> Result<f64> {
    let ms = window
        .client()
        .execute_async(OPEN, vec![json!(line)])
        .await?;
    tokio::time::sleep(Duration::from_millis(400)).await;
    ms.as_f64()
        .ok_or_else(|| Error::Unexpected(format!("no time: {ms}")))
}

/// Returns the memory of the app and WebKit's processes in MiB, as proportional set size.
fn memory(window: &ErrandWindow) -> f64 {
    let names = ["errand", "WebKitWebProcess", "WebKitNetworkProcess"];
    let pids = names.iter().flat_map(|name| window.processes(name));
    let kib: u64 = pids
        .filter_map(|pid| std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok())
        .filter_map(|text| {
            let line = text.lines().find(|line| line.starts_with("Pss:"))?;
            line.split_whitespace().nth(1)?.parse::<u64>().ok()
        })
        .sum();
    kib as f64 / 1_024.0
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

//! Ten thousand runs against a server with seeded random faults: each must end in the correct state, in bounded
//! memory.
//!
//! Time is virtual: a silence of an hour costs nothing. A failed run prints its seed; `CHAOS_SEED=123 cargo test -p
//! interactions chaos` repeats that run alone.

mod faults;
mod play;
mod random;
mod truth;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use play::{Play, play};
use random::Random;
use truth::Truth;

const RUNS: u64 = 10_000;
/// Number of runs that share a server, a client and a clock.
const BATCH: u64 = 100;
/// Maximum rise of memory, whatever the servers send; other tests run at the same time.
const MEMORY_MIB: u64 = 192;

#[test]
fn whatever_a_server_does_every_run_ends_in_the_right_state_and_in_bounded_memory() {
    let truths: Arc<[Truth]> = truth::all().into();
    if let Some(seed) = std::env::var("CHAOS_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
    {
        batch(seed..seed + 1, &truths);
        return;
    }
    let memory_before = reset_high_water_mib();
    let next = AtomicU64::new(0);
    let threads = std::thread::available_parallelism().map_or(2, |count| count.get().min(8));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let start = next.fetch_add(BATCH, Ordering::Relaxed);
                    if start >= RUNS {
                        break;
                    }
                    batch(start..(start + BATCH).min(RUNS), &truths);
                }
            });
        }
    });
    if let (Some(before), Some(after)) = (memory_before, high_water_mib()) {
        assert!(
            after - before < MEMORY_MIB,
            "memory rose by {} MiB",
            after - before
        );
    }
}

/// Plays runs one after the other; panics with the seed of the first that fails.
fn batch(seeds: std::ops::Range<u64>, truths: &Arc<[Truth]>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .unwrap();
    runtime.block_on(async {
        let stage = play::Stage::start(Arc::clone(truths)).await;
        for seed in seeds {
            let run = Play::new(Random::new(seed), truths.len());
            let told = format!("{run:?}");
            if let Err(wrong) = play(&stage, run).await {
                panic!("seed {seed}: {wrong}\n{told}\n{:#?}", stage.seen());
            }
        }
    });
}

/// Peak memory of this process in MiB, as counted by Linux; resets the peak.
fn reset_high_water_mib() -> Option<u64> {
    std::fs::write("/proc/self/clear_refs", "5").ok()?;
    high_water_mib()
}

fn high_water_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kib / 1024)
}

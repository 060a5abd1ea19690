//! Starts the program, kills it at random moments, and runs the auditor at the end.

use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Duration;

use crate::auditor;
use crate::engine::Google;
use crate::{journal, script};

/// Milliseconds until most kills, while the program starts or works.
const SHORT: std::ops::Range<u64> = 0..900;
/// Milliseconds until some kills, after the notices of what ended meanwhile.
const LONG: std::ops::Range<u64> = 3_000..4_500;

/// Runs a day of `kills` lives and an evening; returns the verdict as an exit code.
pub(crate) fn run(kills: u32, seed: u32) -> ExitCode {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(&folder.path().join("google"), &script::script());
    let mut random = fastrand::Rng::with_seed(u64::from(seed));
    eprintln!("{kills} kills, seed {seed}");
    for number in 0..kills {
        let life = start(
            folder.path(),
            &["day"],
            &google.base_url,
            &[&random.u64(..).to_string()],
        );
        let lasts = if number % 8 == 7 { LONG } else { SHORT };
        std::thread::sleep(Duration::from_millis(random.u64(lasts)));
        kill(life, number);
        if number % 100 == 99 {
            eprintln!("{} of {kills}", number + 1);
        }
    }
    let mut evening = start(folder.path(), &["evening"], &google.base_url, &[]);
    let ended = evening.wait().unwrap();
    drop(google);
    let mut verdict = auditor::compare(&journal::read(folder.path()));
    verdict.look_for_deleted_words(folder.path());
    if !ended.success() {
        verdict
            .lost
            .push("the evening did not come to its end".to_owned());
    }
    let is_clean = verdict.say();
    if !is_clean {
        eprintln!("the day is kept in {}", folder.keep().display());
    }
    println!("{}", verdict.line(kills));
    if is_clean {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn start(folder: &Path, part: &[&str], base_url: &str, more: &[&str]) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(part)
        .arg(folder)
        .arg(base_url)
        .args(more)
        // The program's own messages are stored beside the journal.
        .stdout(Stdio::null())
        .stderr(log(folder))
        .spawn()
        .unwrap()
}

fn log(folder: &Path) -> std::fs::File {
    let path = folder.join("errors.log");
    std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)
        .unwrap()
}

fn kill(mut life: Child, number: u32) {
    if let Some(status) = life.try_wait().unwrap() {
        panic!("life {number} ended by itself: {status}");
    }
    life.kill().unwrap();
    life.wait().unwrap();
}

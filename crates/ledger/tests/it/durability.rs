//! After an append returned, its data survives whatever happens to the process.

use std::collections::HashMap;
use std::env;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use ledger::{Ledger, RunId, RunUpdate, Step};
use proptest::prelude::*;
use serde_json::json;

use crate::world::{event, events, turn};

const LEDGER: &str = "ERRAND_TEST_KILLED_LEDGER";

#[test]
fn what_was_stored_is_there_after_kill_9() {
    for lines_before_the_kill in [1, 7, 40, 150] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        let mut writer = Command::new(env::current_exe().unwrap())
            .args(["--exact", "durability::writes_until_killed"])
            .args(["--ignored", "--nocapture"])
            .env(LEDGER, &path)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut last = None;
        let mut lines = 0;
        // Lines left in the pipe after the kill were also acknowledged.
        for line in BufReader::new(writer.stdout.take().unwrap()).lines() {
            let line = line.expect("a line");
            let Some(seq) = line.strip_prefix("stored ") else {
                continue;
            };
            last = seq.parse::<i64>().ok().or(last);
            lines += 1;
            if lines == lines_before_the_kill {
                writer.kill().unwrap();
            }
        }
        writer.wait().unwrap();
        let promised = last.expect("something was stored");

        let ledger = Ledger::open(&path).expect("it opens after the kill");
        let run = &ledger.unsettled().unwrap()[0];
        let stored = events(&ledger, run.id);
        let count = i64::try_from(stored.len()).unwrap();
        assert!(count >= promised, "{promised} promised, {count} stored");
        let expected: Vec<_> = (1..=count).map(|seq| event(seq, "word")).collect();
        assert_eq!(stored, expected);
        assert_eq!(
            run.phase,
            json!({"stored": count}),
            "of one piece with the events"
        );
        assert_eq!(
            ledger.steps(run.id).unwrap()[0].json,
            json!({"words": count}).to_string()
        );
    }
}

#[test]
#[ignore = "the process that the test above kills"]
fn writes_until_killed() {
    let Some(path) = env::var_os(LEDGER) else {
        return;
    };
    let ledger = Ledger::open(path).unwrap();
    let new = ledger::NewConversation {
        kind: ledger::Kind::Job,
        title: "killed".to_owned(),
    };
    let (_, run) = ledger.create(&new, &turn("write", 1)).unwrap();
    println!();
    // Far more than are ever read; the process ends by itself if it is not killed.
    for first in (1..20_000).step_by(3) {
        let batch: Vec<_> = (first..first + 3).map(|seq| event(seq, "word")).collect();
        let last = first + 2;
        let update = RunUpdate {
            phase: Some(json!({"stored": last})),
            steps: vec![Step {
                index: 0,
                kind: "model_output".to_owned(),
                json: json!({"words": last}).to_string(),
            }],
            ..RunUpdate::default()
        };
        ledger.append(run.id, None, &batch, &update).unwrap();
        println!("stored {last}");
        if std::io::stdout().flush().is_err() {
            return;
        }
    }
}

const WRITERS: &str = "ERRAND_TEST_KILLED_WRITERS";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    #[test]
    fn what_many_writers_were_told_is_there_after_kill_9(writers in 2_usize..24, lines in 1_usize..120) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        let mut process = Command::new(env::current_exe().unwrap())
            .args(["--exact", "durability::many_write_until_killed"])
            .args(["--ignored", "--nocapture"])
            .env(LEDGER, &path)
            .env(WRITERS, writers.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut promised: HashMap<RunId, i64> = HashMap::new();
        let mut count = 0;
        // Lines left in the pipe after the kill were also acknowledged.
        for line in BufReader::new(process.stdout.take().unwrap()).lines() {
            let line = line.expect("a line");
            let Some((run, seq)) = line.strip_prefix("stored ").and_then(|line| line.split_once(' ')) else {
                continue;
            };
            // The last line may be cut off.
            let (Ok(run), Ok(seq)) = (run.parse(), seq.parse()) else { continue };
            promised.insert(run, seq);
            count += 1;
            if count == lines {
                process.kill().unwrap();
            }
        }
        process.wait().unwrap();

        let ledger = Ledger::open(&path).expect("it opens after the kill");
        for (run, seq) in promised {
            let stored = events(&ledger, run);
            let count = i64::try_from(stored.len()).unwrap();
            prop_assert!(count >= seq, "{seq} promised, {count} stored");
            let expected: Vec<_> = (1..=count).map(|seq| event(seq, "word")).collect();
            prop_assert_eq!(stored, expected);
            let row = ledger.interaction(run).unwrap().unwrap();
            prop_assert_eq!(row.phase, json!({"stored": count}), "of one piece with the events");
        }
    }
}

#[test]
#[ignore = "the process that the test above kills"]
fn many_write_until_killed() {
    let (Some(path), Some(writers)) = (env::var_os(LEDGER), env::var(WRITERS).ok()) else {
        return;
    };
    let ledger = Ledger::open(path).unwrap();
    println!();
    std::thread::scope(|scope| {
        for number in 0..writers.parse().unwrap() {
            let ledger = &ledger;
            scope.spawn(move || one_of_many(ledger, number));
        }
    });
}

fn one_of_many(ledger: &Ledger, number: usize) {
    let new = ledger::NewConversation {
        kind: ledger::Kind::Job,
        title: "killed".to_owned(),
    };
    let (_, run) = ledger
        .create(&new, &turn("write", 1))
        .expect("a conversation");
    // Far more than are ever read; the process ends by itself if it is not killed.
    for seq in 1..2_000 {
        let update = RunUpdate {
            phase: Some(json!({"stored": seq})),
            ..RunUpdate::default()
        };
        // Some appends fail, in the same commits, without affecting the others.
        if number.is_multiple_of(3) {
            let lost = ledger.append(RunId::new(), None, &[event(seq, "lost")], &update);
            assert!(
                matches!(lost, Err(ledger::Error::NotFound { .. })),
                "{lost:?}"
            );
        }
        ledger
            .append(run.id, None, &[event(seq, "word")], &update)
            .expect("it is stored");
        let mut out = std::io::stdout().lock();
        if writeln!(out, "stored {} {seq}", run.id).is_err() || out.flush().is_err() {
            return;
        }
    }
}

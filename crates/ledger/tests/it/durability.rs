//! What an append returned from is there, whatever happens to the process afterwards.

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use ledger::{Ledger, RunUpdate, Step};
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
        // After the kill, what is left in the pipe was still promised.
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
    // Far more than are ever read; it ends by itself when nobody kills it.
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

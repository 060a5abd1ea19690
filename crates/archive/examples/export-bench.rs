//! Benchmarks the export against a plain copy of the same bytes: creates a data folder of the given number of
//! megabytes (a record with long answers, large incompressible files, and many small text files), then alternately
//! writes the archive and copies the folder with `cp -r`.
//!
//! `cargo run --release -p archive --example export-bench -- 1024` prints a line for each round and ends with
//! `{"of_cp": R}`: the time of `cp` divided by that of the export, both as medians of the rounds. The archive is
//! synced to disk by then, the copy is not; the rounds' lines contain the time that this takes.

use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use archive::{About, Program, Unwatched};
use artifacts::Store;
use ledger::{
    ArtifactState, ArtifactUpdate, Engine, Event, Kind, Ledger, NewArtifact, NewConversation,
    NewInteraction, RunId, RunUpdate, Set, Source, Step, Target, WholeStep,
};
use serde_json::{Value, json};

/// Number of rounds; odd, so that the median is one of them.
const ROUNDS: usize = 5;
/// Size of a large and of a small file in bytes.
const LARGE: usize = 16 << 20;
const SMALL: usize = 64 << 10;
/// One in this many bytes is in small files, and one in this many is text of the record.
const OF_SMALL: usize = 8;
const OF_WORDS: usize = 64;
/// Length in bytes of an answer, and of one of its events.
const ANSWER: usize = 32 << 10;
const EVENT: usize = 256;

/// A program in which every run is over.
struct Over;

impl Program for Over {
    fn over(&self, phase: &Value) -> Option<Value> {
        Some(phase.clone())
    }
    fn done(&self) -> Value {
        json!({})
    }
    fn steps(&self, _: RunId) -> Vec<WholeStep> {
        Vec::new()
    }
    fn words(&self, _: &[WholeStep]) -> String {
        String::new()
    }
    fn setting(&self, _: &str, _: Option<Value>) -> Option<Value> {
        None
    }
    fn tools(&self, _: &Value) -> Option<Value> {
        None
    }
    fn agent(&self, _: &Value, body: &Value) -> Option<Value> {
        Some(body.clone())
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let megabytes: usize = match std::env::args().nth(1) {
        Some(text) => text.parse()?,
        None => 1024,
    };
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    fs::create_dir(&data)?;
    let ledger = Ledger::open(data.join("ledger.db"))?;
    let store = Store::open(data.join("files"))?;
    let mut making = Making {
        ledger: &ledger,
        store: &store,
        random: Random(0x9e37_79b9_7f4a_7c15),
    };
    making.fill(megabytes << 20)?;
    let about = About {
        made_by: "example".to_owned(),
        at: 0,
    };
    let place = folder.path().join("everything.zip");
    let target = folder.path().join("copy");
    let mut out = std::io::stdout();
    let (mut exports, mut copies) = (Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        let begun = Instant::now();
        let written = archive::write(&ledger, &store, &Over, &about, &place, &Unwatched)?;
        let export = begun.elapsed();
        fs::remove_file(&place)?;
        let (copy, synced) = copy(&data, &target)?;
        fs::remove_dir_all(&target)?;
        let line = json!({
            "round": round,
            "export_ms": export.as_millis() as u64,
            "cp_ms": copy.as_millis() as u64,
            "cp_and_sync_ms": synced.as_millis() as u64,
            "archive_bytes": written.size,
        });
        writeln!(out, "{line}")?;
        exports.push(export);
        copies.push(copy);
    }
    let of_cp = median(copies).as_secs_f64() / median(exports).as_secs_f64();
    writeln!(out, "{}", json!({"of_cp": of_cp}))?;
    Ok(())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// A pseudo-random generator (xorshift) with the same sequence in each run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Fills a buffer with incompressible bytes.
    fn bytes(&mut self, into: &mut [u8]) {
        for word in into.chunks_mut(8) {
            word.copy_from_slice(&self.next().to_le_bytes()[..word.len()]);
        }
    }

    /// Returns text that compresses about as well as natural language.
    fn words(&mut self, length: usize) -> String {
        const SYLLABLES: [&str; 16] = [
            "ba", "salt", "gra", "nite", "rock", "er", "ing", "the", "of", "vol", "can", "ic",
            "un", "der", "sea", "floor",
        ];
        let mut words = String::with_capacity(length + 16);
        while words.len() < length {
            let dice = self.next();
            for at in 0..1 + dice % 3 {
                words.push_str(SYLLABLES[(dice >> (8 + 4 * at)) as usize % SYLLABLES.len()]);
            }
            words.push(' ');
        }
        words
    }
}

struct Making<'a> {
    ledger: &'a Ledger,
    store: &'a Store,
    random: Random,
}

impl Making<'_> {
    fn fill(&mut self, bytes: usize) -> Result<(), Box<dyn Error>> {
        let (small, words) = (bytes / OF_SMALL, bytes / OF_WORDS);
        let mut run = self.answered()?;
        for _ in 1..words.div_ceil(ANSWER) {
            run = self.answered()?;
        }
        let mut file = vec![0; LARGE];
        for number in 0..(bytes - small - words).div_ceil(LARGE) {
            self.random.bytes(&mut file);
            self.file(run, &format!("{number}.bin"), &file)?;
        }
        for number in 0..small.div_ceil(SMALL) {
            let text = self.random.words(SMALL);
            self.file(run, &format!("{number}.txt"), text.as_bytes())?;
        }
        Ok(())
    }

    /// Creates a conversation with one turn and a long, streamed answer.
    fn answered(&mut self) -> Result<RunId, Box<dyn Error>> {
        let new = NewConversation {
            kind: Kind::Job,
            title: self.random.words(40),
        };
        let first = NewInteraction {
            parent_id: None,
            engine: Engine::Local,
            origin: None,
            target: Target::Agent,
            target_id: "errand-agent".to_owned(),
            prompt: "Make files.".to_owned(),
            attachments: json!([]),
            request: "{}".to_owned(),
            carried: None,
            phase: json!({}),
            environment_id: None,
            created_at: 1,
            draft: None,
        };
        let (_, run) = self.ledger.create(&new, &first)?;
        let mut answer = String::new();
        let mut events = Vec::new();
        while answer.len() < ANSWER {
            let words = self.random.words(EVENT);
            let seq = i64::try_from(events.len())? + 1;
            let event = json!({
                "event_type": "step.delta", "index": 0, "delta": {"type": "text", "text": words},
                "event_id": format!("{:016x}", self.random.next()),
            });
            events.push(Event {
                seq,
                event_id: None,
                raw: event.to_string().into(),
                received_at: seq,
            });
            answer.push_str(&words);
        }
        let step = json!({"type": "model_output", "content": [{"type": "text", "text": answer}]});
        let settled = RunUpdate {
            settled: Some(true),
            steps: vec![Step {
                index: 0,
                kind: "model_output".to_owned(),
                json: step.to_string(),
            }],
            answer: Some(answer),
            ..RunUpdate::default()
        };
        self.ledger.append(run.id, None, &events, &settled)?;
        Ok(run.id)
    }

    fn file(&self, run: RunId, name: &str, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
        let saved = self.store.put_bytes(bytes)?;
        let artifact = self.ledger.add_artifact(&NewArtifact {
            run_id: run,
            name: name.to_owned(),
            path: Some(format!("workspace/{name}")),
            source: Source::Environment,
            mime: "application/octet-stream".to_owned(),
            size: i64::try_from(saved.size).ok(),
            step_index: None,
            created_at: 1,
        })?;
        let here = ArtifactUpdate {
            sha256: Set::To(saved.sha256),
            state: Some(ArtifactState::Saved),
            ..ArtifactUpdate::default()
        };
        self.ledger.update_artifact(artifact.id, &here)?;
        Ok(())
    }
}

/// Copies a folder with `cp`; returns the time it took, and the time until the copy was also synced to disk, as the
/// archive is once it is written.
fn copy(from: &Path, to: &Path) -> Result<(Duration, Duration), Box<dyn Error>> {
    let begun = Instant::now();
    done(Command::new("cp").arg("-r").args([from, to]))?;
    let copied = begun.elapsed();
    done(Command::new("sync").arg("-f").arg(to))?;
    Ok((copied, begun.elapsed()))
}

fn done(command: &mut Command) -> Result<(), Box<dyn Error>> {
    match command.status()?.success() {
        true => Ok(()),
        false => Err(format!("{command:?} failed").into()),
    }
}

//! How fast an archive is written: makes a folder with files of so many megabytes and a record beside them, and times the
//! archive against a plain copy of the same bytes.
//!
//! `cargo run --release -p archive --example export -- 1024` prints `{"megabytes","export_ms","copy_ms","of_cp"}`.

use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use archive::{About, Program, Unwatched};
use artifacts::Store;
use ledger::{
    ArtifactState, ArtifactUpdate, Engine, Kind, Ledger, NewArtifact, NewConversation,
    NewInteraction, RunId, RunUpdate, Set, Source, Target, WholeStep,
};
use serde_json::{Value, json};

/// Megabytes of one file.
const FILE: usize = 16;

/// Every run here is over.
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
    fn setting(&self, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn is_agent(&self, _: &Value, _: &Value) -> bool {
        true
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let megabytes: usize = match std::env::args().nth(1) {
        Some(text) => text.parse()?,
        None => 1024,
    };
    let folder = tempfile::tempdir()?;
    let ledger = Ledger::open(folder.path().join("ledger.db"))?;
    let store = Store::open(folder.path().join("files"))?;
    fill(&ledger, &store, megabytes)?;
    let about = About {
        made_by: "example".to_owned(),
        at: 0,
    };
    let place = folder.path().join("everything.zip");
    // Each twice: the first time warms the memory.
    let mut export = Duration::MAX;
    let mut copy = Duration::MAX;
    for _ in 0..2 {
        let begun = Instant::now();
        archive::write(&ledger, &store, &Over, &about, &place, &Unwatched)?;
        export = export.min(begun.elapsed());
        let target = folder.path().join("copy");
        let begun = Instant::now();
        copy_all(&folder.path().join("files"), &target)?;
        copy = copy.min(begun.elapsed());
        fs::remove_dir_all(&target)?;
    }
    let of_cp = copy.as_secs_f64() / export.as_secs_f64();
    let figures = json!({
        "megabytes": megabytes,
        "export_ms": export.as_millis() as u64,
        "copy_ms": copy.as_millis() as u64,
        "of_cp": of_cp,
    });
    writeln!(std::io::stdout(), "{figures}")?;
    Ok(())
}

fn fill(ledger: &Ledger, store: &Store, megabytes: usize) -> Result<(), Box<dyn Error>> {
    let new = NewConversation {
        kind: Kind::Job,
        title: "Files".to_owned(),
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
    let (_, run) = ledger.create(&new, &first)?;
    let mut bytes = vec![0_u8; FILE << 20];
    let mut state = 1_u64;
    for number in 0..megabytes.div_ceil(FILE) {
        for word in bytes.chunks_exact_mut(8) {
            // Bytes that nothing packs (xorshift).
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            word.copy_from_slice(&state.to_le_bytes());
        }
        let saved = store.put_bytes(&bytes)?;
        let artifact = ledger.add_artifact(&NewArtifact {
            run_id: run.id,
            name: format!("{number}.bin"),
            path: Some(format!("workspace/{number}.bin")),
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
        ledger.update_artifact(artifact.id, &here)?;
    }
    let settled = RunUpdate {
        settled: Some(true),
        ..RunUpdate::default()
    };
    ledger.update(run.id, &settled)?;
    Ok(())
}

fn copy_all(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy_all(&entry.path(), &target)?,
            false => {
                fs::copy(entry.path(), &target)?;
                fs::File::open(&target)?.sync_all()?;
            }
        }
    }
    Ok(())
}

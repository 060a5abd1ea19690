//! An Errand archive with arbitrary entries is imported or refused, and one that passed verification is not refused
//! later for something verification could have found.
#![no_main]

use std::sync::LazyLock;

use archive::format::{FORMAT, KIND, MANIFEST};
use archive::{Error, Program, Unwatched, check, take};
use artifacts::Store;
use errand_fuzz::{FOLDER, packed, parts};
use ledger::{Ledger, RunId, WholeStep};
use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// A program that accepts any phase.
struct Words;

impl Program for Words {
    fn over(&self, phase: &Value) -> Option<Value> {
        (phase != "going on").then(|| phase.clone())
    }
    fn done(&self) -> Value {
        Value::Null
    }
    fn steps(&self, _: RunId) -> Vec<WholeStep> {
        Vec::new()
    }
    fn words(&self, _: &[WholeStep]) -> String {
        String::new()
    }
    fn setting(&self, _: &str, kept: Option<Value>) -> Option<Value> {
        kept
    }
    fn tools(&self, tools: &Value) -> Option<Value> {
        Some(tools.clone())
    }
    fn agent(&self, _: &Value, body: &Value) -> Option<Value> {
        Some(body.clone())
    }
}

static LEDGER: LazyLock<(Ledger, Store)> = LazyLock::new(|| {
    let folder = FOLDER.path();
    let ledger = Ledger::open(folder.join("ledger.db")).expect("a ledger can be made");
    let store = Store::open(folder.join("files")).expect("a store can be made");
    (ledger, store)
});

/// Returns a manifest that matches the entries.
fn manifest(entries: &[(String, &[u8])]) -> Vec<u8> {
    let listed: Map<String, Value> = entries
        .iter()
        .map(|(name, content)| {
            let hash = Sha256::digest(content);
            let sha256: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
            (
                name.clone(),
                json!({"size": content.len(), "sha256": sha256}),
            )
        })
        .collect();
    let counts = json!({
        "conversations": 0, "turns": 0, "events": 0, "files": 0, "agents": 0, "schedules": 0,
    });
    let manifest = json!({
        "kind": KIND, "format": FORMAT, "made_by": "", "made_at": "", "counts": counts,
        "missing": [], "entries": listed,
    });
    manifest.to_string().into_bytes()
}

fuzz_target!(|input: &[u8]| {
    let mut entries = parts(input);
    entries.retain(|(name, _)| name != MANIFEST);
    entries.sort_by(|one, other| one.0.cmp(&other.0));
    entries.dedup_by(|one, other| one.0 == other.0);
    let manifest = manifest(&entries);
    let all = entries
        .iter()
        .map(|(name, content)| (name.as_str(), *content));
    let path = FOLDER.path().join("archive.zip");
    let bytes = packed(all.chain([(MANIFEST, manifest.as_slice())]));
    std::fs::write(&path, bytes).expect("there is room");
    if check(&path, &Words, &Unwatched).is_err() {
        return;
    }
    let (ledger, store) = &*LEDGER;
    match take(&path, ledger, store, &Words, &Unwatched) {
        // Rows of one conversation may conflict with those of another.
        Ok(_) | Err(Error::Refused { .. }) => {}
        Err(error) => panic!("{error:?}"),
    }
});

//! The script of the stand-in for Google, and the faults of the connection to it.

use serde_json::{Value, json};

/// The model, which answers at once.
pub(crate) const MODEL: &str = "gemini:model:gemini-3.8-flash";
/// The agent, which does jobs.
pub(crate) const WORKER: &str = "gemini:agent:antigravity-preview-09-2026";
/// A prompt with this word makes [`FILE`].
pub(crate) const TABLE: &str = "table";
/// The file that each job makes.
pub(crate) const FILE: &str = "result.csv";
/// The last words of every answer.
pub(crate) const LAST_WORDS: &str = "That is all there is.";

/// The script in the engine's format.
pub(crate) fn script() -> Value {
    json!({
        "turns": [
            {"match": TABLE, "say": [
                {"thought": "Numbers first.", "delay_ms": 20},
                {"text": "I begin.\n", "delay_ms": 80},
                {"file": FILE, "content": "name,price\nbasalt,3.90\ngranite,4.20\n"},
                {"text": "The table is written. ", "delay_ms": 150},
                {"text": LAST_WORDS, "delay_ms": 100},
            ]},
            {"say": [
                "First. ",
                {"text": "Second. ", "delay_ms": 60},
                {"text": "Third. ", "delay_ms": 60},
                {"text": LAST_WORDS, "delay_ms": 60},
            ]},
        ],
        "faults": [
            {"on": "create", "after": 12, "times": 3, "close": "lost"},
            {"on": "create", "after": 20, "times": 5, "answer": {"status": 503, "body": {}}},
            {"on": "stream", "after": 2, "times": 40, "drop_after_events": 3},
            {"on": "download", "after": 4, "times": 6, "drop_after_bytes": 10},
            {"on": "delete", "times": 3, "answer": {"status": 503, "body": {}}},
        ],
    })
}

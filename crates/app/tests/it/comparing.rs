//! Differences between two versions of a file: lines of a text, cells of a table.

use std::path::Path;

use serde_json::{Value, json};

use crate::engine::Google;
use crate::jobs::hands_over;
use crate::person::Person;

const WORKER: &str = "gemini:agent:antigravity-preview-09-2026";

const FIRST_NOTE: &str = "Dear Ann,\nthe price is 5 euros.\nGone soon.\nBye\n";
const SECOND_NOTE: &str = "Dear Ann,\nthe price is 7 euros.\nBye\n";

/// A job whose second turn wrote its files again.
struct Job {
    person: Person,
    files: Vec<Value>,
    _google: Google,
}

impl Job {
    async fn at(folder: &Path) -> Self {
        let script = json!({"turns": [
            {"match": "once more", "say": [
                {"file": "note.txt", "content": SECOND_NOTE},
                {"file": "prices.csv", "content": "name,price,note\nA,1,\nB,2.5,\nD,4,new\n"},
                {"file": "long.csv", "content": long_table("new")},
                {"file": "long.fods", "content": long_sheet("new")},
                {"file": "long.txt", "content": long_text("new")},
                "They are changed.",
            ]},
            {"say": [
                {"file": "note.txt", "content": FIRST_NOTE},
                {"file": "prices.csv", "content": "name,price\nA,1\nB,2\n"},
                {"file": "long.csv", "content": long_table("old")},
                {"file": "long.fods", "content": long_sheet("old")},
                {"file": "long.txt", "content": long_text("old")},
                {"file": "bytes.bin", "content": "\u{0}\u{1}\u{2}"},
                "They are made.",
            ]},
        ]});
        let google = Google::start(folder, &script);
        let person = Person::start(folder).await;
        person.connects(&google).await;
        let first = hands_over(&person).await;
        person.sees(&first, "done").await;
        let second = person.follows_up(&first, WORKER, "Do it once more.").await;
        person.sees(&second, "done").await;
        let conversation = person.looks_at(&first).await;
        let mut files = conversation["files"].as_array().unwrap().clone();
        files.sort_by_key(|file| file["turn"] != first["turn"]);
        Self {
            person,
            files,
            _google: google,
        }
    }

    /// Returns the versions of a file by this name, oldest first.
    fn versions(&self, name: &str) -> Vec<&Value> {
        let named = self.files.iter().filter(|file| file["name"] == name);
        named.map(|file| &file["id"]).collect()
    }

    /// Returns the comparison of the first version with the second.
    async fn changes(&self, name: &str) -> Value {
        let [before, after] = self.versions(name)[..] else {
            panic!("two versions of {name}: {:?}", self.files)
        };
        let request = json!({"before": before, "after": after});
        self.person.does("compare_files", request).await
    }

    /// Returns the error of a comparison that is refused.
    async fn refuses(&self, before: &Value, after: &Value) -> String {
        let request = json!({"before": before, "after": after});
        match self.person.app.call("compare_files", request).await {
            Ok(changes) => panic!("they were compared: {changes}"),
            Err(error) => error.message.to_string(),
        }
    }
}

/// A table that is longer than what is compared, with a word at its end.
fn long_table(end: &str) -> String {
    format!("name,price\n{}{end},2\n", "A,1\n".repeat(600))
}

/// A workbook of the same kind.
fn long_sheet(end: &str) -> String {
    let row = |word: &str| {
        format!(
            "<table:table-row><table:table-cell><text:p>{word}</text:p></table:table-cell></table:table-row>"
        )
    };
    format!(
        "<office:document xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\"><office:body>
         <office:spreadsheet><table:table table:name=\"One\">{}{}</table:table></office:spreadsheet>
         </office:body></office:document>",
        row("A").repeat(600),
        row(end)
    )
}

/// A text of the same kind.
fn long_text(end: &str) -> String {
    format!(
        "{}{end}\n",
        format!("{}\n", "word ".repeat(50)).repeat(2_200)
    )
}

/// An unchanged cell.
fn same(text: &str) -> Value {
    json!({"before": [text], "after": [text]})
}

/// A row: its numbers before and after, and its cells.
fn row(before: Option<u32>, after: Option<u32>, cells: &[Value]) -> Value {
    json!({"type": "row", "before": before, "after": after, "cells": cells})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_is_compared_line_by_line_and_the_words_that_changed_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let job = Job::at(folder.path()).await;
    let price = |euros: &str| json!(["the price is ", euros, " euros."]);
    let changed = json!({"before": price("5"), "after": price("7")});
    let gone = json!({"before": ["", "Gone soon."], "after": []});
    assert_eq!(
        job.changes("note.txt").await,
        json!({
            "is_table": false,
            "rows": [
                row(Some(1), Some(1), &[same("Dear Ann,")]),
                row(Some(2), Some(2), &[changed]),
                row(Some(3), None, &[gone]),
                row(Some(4), Some(3), &[same("Bye")]),
            ],
            "added": 1,
            "removed": 2,
            "truncated": false,
        })
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_is_compared_cell_by_cell() {
    let folder = tempfile::tempdir().unwrap();
    let job = Job::at(folder.path()).await;
    let changes = job.changes("prices.csv").await;
    assert_eq!(changes["is_table"], true);
    let added = |text: &str| json!({"before": [], "after": ["", text]});
    let rows = changes["rows"].as_array().unwrap();
    assert_eq!(
        rows[0],
        row(
            Some(1),
            Some(1),
            &[same("name"), same("price"), added("note")]
        )
    );
    let dearer = json!({"before": ["", "2"], "after": ["", "2.5"]});
    assert_eq!(
        rows[2],
        row(Some(3), Some(3), &[same("B"), dearer, same("")])
    );
    assert_eq!(
        rows[3],
        row(None, Some(4), &[added("D"), added("4"), added("new")])
    );
    assert_eq!(
        (&changes["added"], &changes["removed"]),
        (&json!(4), &json!(3))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_differ_behind_what_is_compared_are_not_said_to_be_whole() {
    let folder = tempfile::tempdir().unwrap();
    let job = Job::at(folder.path()).await;
    for name in ["long.csv", "long.fods", "long.txt"] {
        let changes = job.changes(name).await;
        assert_eq!(changes["added"], 0, "{name}");
        assert_eq!(changes["truncated"], true, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_whose_bytes_are_gone_says_so_by_its_name_and_other_kinds_are_not_compared() {
    let folder = tempfile::tempdir().unwrap();
    let job = Job::at(folder.path()).await;
    let [before, after] = job.versions("note.txt")[..] else {
        panic!("two versions of the note: {:?}", job.files)
    };
    let bytes = job.versions("bytes.bin")[0];
    assert_eq!(
        job.refuses(before, bytes).await,
        "What changed can be shown of texts and tables only."
    );

    let removed = remove_bytes(&folder.path().join("data"), FIRST_NOTE);
    assert_eq!(removed, 1, "the bytes are kept once");
    assert_eq!(
        job.refuses(before, after).await,
        "note.txt is no longer on this computer."
    );
}

/// Removes every file below `folder` with exactly this content; returns how many there were.
fn remove_bytes(folder: &Path, words: &str) -> usize {
    let entries = std::fs::read_dir(folder).unwrap();
    let removed = entries.map(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return remove_bytes(&path, words);
        }
        // A socket, or a file that vanished meanwhile, has no content.
        let holds_them = std::fs::read(&path).is_ok_and(|bytes| bytes == words.as_bytes());
        usize::from(holds_them && std::fs::remove_file(&path).is_ok())
    });
    removed.sum()
}

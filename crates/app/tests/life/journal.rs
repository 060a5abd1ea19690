//! The journal: what was asked of the program, what it promised and what it showed, in order.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::sync::Mutex;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One line of the journal.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub(crate) enum Entry {
    /// A life of the program begins; these conversations were in its lists.
    Started { conversations: Vec<String> },
    /// The person is about to do this. It may have happened until an `Answered` entry follows.
    Begun { act: Act },
    /// The program answered, which is a promise.
    Answered { act: Act, answer: Value },
    /// A notification was shown.
    Notified {
        title: String,
        body: String,
        conversation: Option<String>,
    },
    /// The content of the program when everything has ended.
    Ended(FinalContent),
}

/// An act of the person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "does", rename_all = "snake_case")]
pub(crate) enum Act {
    /// Types a text without sending it; `key` is the place.
    Type { key: String, text: String },
    /// Sends a text; `key` is the place where it was typed.
    Send {
        key: String,
        who: String,
        text: String,
        attachment: bool,
    },
    /// Renames a conversation.
    Rename { conversation: String, title: String },
    /// Deletes a conversation. `named` are the words of its turns whose id at the server is known for them and for
    /// every later turn: what the server never gave an id cannot be deleted there.
    Delete {
        conversation: String,
        named: Vec<String>,
    },
    /// Stops a turn.
    Stop { turn: String },
}

/// The whole content of the program.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct FinalContent {
    /// Every conversation, with every turn of every branch.
    pub(crate) conversations: Vec<Value>,
    /// The drafts outside of conversations.
    pub(crate) drafts: Vec<Value>,
    /// Turns that had not ended at the timeout.
    pub(crate) unended: Vec<String>,
}

/// A journal that is being written.
#[derive(Debug)]
pub(crate) struct Journal(Mutex<File>);

impl Journal {
    /// Opens the journal in `folder` to append to it.
    pub(crate) fn open(folder: &Path) -> Self {
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(folder.join("journal.jsonl"))
            .unwrap();
        Self(Mutex::new(file))
    }

    /// Writes an entry. The kernel has it when this returns, so it survives a kill of the program.
    pub(crate) fn note(&self, entry: &Entry) {
        let mut line = serde_json::to_vec(entry).unwrap();
        line.push(b'\n');
        self.0.lock().unwrap().write_all(&line).unwrap();
    }
}

/// Returns all entries so far, without one that a kill cut off.
pub(crate) fn read(folder: &Path) -> Vec<Entry> {
    let Ok(file) = File::open(folder.join("journal.jsonl")) else {
        return Vec::new();
    };
    BufReader::new(file)
        .lines()
        .map_while(Result::ok)
        .filter_map(|line| serde_json::from_str(&line).ok())
        .collect()
}

//! What was asked of the program, what it promised and what it showed, written down as it happened.

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
    Listed { conversations: Vec<String> },
    /// The person is about to do this. Whether it happens is open until it is kept.
    Asked { act: Act },
    /// The program answered: now it is promised.
    Kept { act: Act, answer: Value },
    /// A notification was shown.
    Told {
        title: String,
        body: String,
        conversation: Option<String>,
    },
    /// What the program holds when everything has ended.
    Found(Found),
}

/// What a person does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "does", rename_all = "snake_case")]
pub(crate) enum Act {
    /// Types a text and sends nothing; `key` is where.
    Type { key: String, text: String },
    /// Sends; `key` is where it was typed.
    Send {
        key: String,
        who: String,
        text: String,
        attachment: bool,
    },
    /// Gives a title.
    Rename { conversation: String, title: String },
    /// Deletes a conversation. `named` are the words of its turns whose id at the server is known, and that of every
    /// later turn: nobody can delete there what the server never gave a name.
    Delete {
        conversation: String,
        named: Vec<String>,
    },
    /// Stops a turn.
    Stop { turn: String },
}

/// Everything that the program holds.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Found {
    /// Every conversation, with every turn of every branch.
    pub(crate) conversations: Vec<Value>,
    /// The drafts that stand somewhere else than in a conversation.
    pub(crate) drafts: Vec<Value>,
    /// Turns that had not ended when the program's time was over.
    pub(crate) unended: Vec<String>,
}

/// A journal that is being written.
#[derive(Debug)]
pub(crate) struct Journal(Mutex<File>);

impl Journal {
    /// Goes on with the journal in `folder`.
    pub(crate) fn open(folder: &Path) -> Self {
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(folder.join("journal.jsonl"))
            .unwrap();
        Self(Mutex::new(file))
    }

    /// Writes a line down. The kernel has it when this returns, so it outlives the program.
    pub(crate) fn note(&self, entry: &Entry) {
        let mut line = serde_json::to_vec(entry).unwrap();
        line.push(b'\n');
        self.0.lock().unwrap().write_all(&line).unwrap();
    }
}

/// Every line so far. One that the kill cut off says nothing and is left out.
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

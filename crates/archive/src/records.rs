//! Validation of a conversation's records in an archive.

use std::collections::HashSet;

use artifacts::is_sha256;
use ledger::{ArtifactState, ConversationId, Record, RunId};
use serde_json::Value;

use crate::Program;
use crate::format::is_time;

/// Validates the records of one conversation, in order.
pub(crate) struct Records<'a> {
    id: ConversationId,
    program: &'a dyn Program,
    turns: HashSet<RunId>,
    /// True once the conversation's own record was seen.
    pub(crate) has_begun: bool,
    /// True if the sandbox of the last turn was listed.
    is_listed: bool,
    /// The files that the records refer to.
    pub(crate) files: HashSet<String>,
}

impl<'a> Records<'a> {
    pub(crate) fn of(id: ConversationId, program: &'a dyn Program) -> Self {
        Self {
            id,
            program,
            turns: HashSet::new(),
            has_begun: false,
            is_listed: false,
            files: HashSet::new(),
        }
    }

    /// Returns the number of turns.
    pub(crate) fn turns(&self) -> u64 {
        self.turns.len() as u64
    }

    /// Checks the next record; returns the reason if it is invalid.
    pub(crate) fn check(&mut self, record: &Record) -> Result<(), String> {
        if !times(record).into_iter().flatten().all(is_time) {
            return Err("a timestamp is out of range".to_owned());
        }
        if !self.has_begun {
            let Record::Conversation(conversation) = record else {
                return Err("it does not begin with its conversation".to_owned());
            };
            if conversation.id != self.id {
                return Err("it is another conversation than its name says".to_owned());
            }
            self.has_begun = true;
            return Ok(());
        }
        match record {
            Record::Conversation(_) => Err("it has more than one conversation".to_owned()),
            Record::Turn(turn) => {
                if turn
                    .parent
                    .is_some_and(|parent| !self.turns.contains(&parent))
                {
                    return Err("a turn comes before the one that it follows".to_owned());
                }
                self.is_listed = turn.listed;
                if !self.turns.insert(turn.id) {
                    return Err("a turn is in it twice".to_owned());
                }
                match self.program.over(&turn.phase) {
                    Some(over) if over == turn.phase => {}
                    Some(_) => return Err("a turn of it still runs".to_owned()),
                    None => return Err("the state of a turn cannot be read".to_owned()),
                }
                if serde_json::from_str::<serde::de::IgnoredAny>(&turn.request).is_err() {
                    return Err("a request is not JSON".to_owned());
                }
                self.name_all(&turn.attachments)
            }
            _ if self.turns.is_empty() => Err("something belongs to no turn".to_owned()),
            Record::File(file) => match (&file.sha256, file.state) {
                (Some(sha256), _) => self.name(sha256),
                (None, ArtifactState::Saved) => {
                    Err("a file is said to be here and has no hash".to_owned())
                }
                (None, _) => Ok(()),
            },
            Record::Listed(_) if !self.is_listed => {
                Err("a file is listed, and its sandbox was not".to_owned())
            }
            Record::Event(_) | Record::Step(_) | Record::Address(_) | Record::Listed(_) => Ok(()),
        }
    }

    /// Adds the files in an array of attachments.
    pub(crate) fn name_all(&mut self, attachments: &Value) -> Result<(), String> {
        for file in files_of(attachments)? {
            self.name(&file)?;
        }
        Ok(())
    }

    fn name(&mut self, sha256: &str) -> Result<(), String> {
        if !is_sha256(sha256) {
            return Err("a file hash is not a SHA-256".to_owned());
        }
        if !self.files.contains(sha256) {
            self.files.insert(sha256.to_owned());
        }
        Ok(())
    }
}

/// Returns the timestamps in a record.
fn times(record: &Record) -> [Option<i64>; 4] {
    match record {
        Record::Conversation(it) => [Some(it.created_at), Some(it.updated_at), None, None],
        Record::Turn(it) => [
            Some(it.created_at),
            it.submitted_at,
            it.last_event_at,
            it.finished_at,
        ],
        Record::Event(it) => [Some(it.received_at), None, None, None],
        Record::File(it) => [Some(it.created_at), None, None, None],
        Record::Step(_) | Record::Address(_) | Record::Listed(_) => [None; 4],
    }
}

/// Returns the hashes in an array of attachments.
pub(crate) fn files_of(attachments: &Value) -> Result<Vec<String>, String> {
    let all = attachments
        .as_array()
        .ok_or("what went along with a turn is no list")?;
    let mut files = Vec::new();
    for file in all {
        let file = file
            .as_object()
            .ok_or("what went along with a turn is no file")?;
        match file.get("sha256") {
            Some(Value::String(sha256)) if is_sha256(sha256) => files.push(sha256.clone()),
            None => {}
            Some(_) => return Err("a file hash is not a SHA-256".to_owned()),
        }
    }
    Ok(files)
}

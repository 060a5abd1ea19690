//! Importing a whole conversation: adds what does not exist yet, in one transaction.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params_from_iter, types};
use serde_json::Value;

use super::reading::OWN_COLUMNS;
use super::{Record, WholeConversation, WholeFile, WholeTurn};
use crate::error::{Error, Failure};
use crate::{ArtifactId, Conversation, ConversationId, Event, Ledger, Notice, RunId, Step};
use crate::{
    artifacts, conversations, events, folders, interactions, listings, search, steps, tools,
};

/// Result of an import.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportResult {
    /// True if the conversation did not exist before.
    pub is_new: bool,
    /// Number of turns added.
    pub turns: u64,
    /// Number of turns that existed already and were left unchanged.
    pub known: u64,
}

impl Ledger {
    /// Imports the parts of a conversation that do not exist yet, matched by id, atomically. An existing turn is left
    /// as it is, and so are the tools and the folder of an existing conversation. A folder that does not exist is
    /// dropped. Imported turns are settled and marked as imported: nobody is notified about them, and no server is
    /// asked for them. The record of a conversation that is marked as deleted is refused, as is one whose ids belong
    /// to other conversations. Blocks, and holds up other changes meanwhile, so `records` must yield quickly.
    ///
    /// # Errors
    /// [`Error::Refused`] with the reason, also for an error in `records`; nothing was imported then. [`Error`], if
    /// the ledger cannot be written.
    pub fn import(
        &self,
        records: impl Iterator<Item = Result<Record, String>> + Send + 'static,
    ) -> Result<ImportResult, Error> {
        self.write(move |transaction| {
            let mut taking = Import {
                transaction,
                conversation: None,
                turn: None,
                turns: HashSet::new(),
                folders: HashSet::new(),
                taken: ImportResult::default(),
            };
            for record in records {
                taking.take(record.map_err(Failure::Refused)?)?;
            }
            taking.settle_turn()?;
            match taking.conversation {
                Some(_) => Ok(taking.taken),
                None => Err(refused("it has no conversation")),
            }
        })
    }
}

fn refused(why: impl Into<String>) -> Failure {
    Failure::Refused(why.into())
}

/// Maps constraint violations to a refusal: an invalid value or a duplicate row is the fault of the imported data.
fn checked<T>(written: rusqlite::Result<T>, what: &str) -> Result<T, Failure> {
    written.map_err(|error| match &error {
        rusqlite::Error::SqliteFailure(failure, _)
            if failure.code == rusqlite::ErrorCode::ConstraintViolation =>
        {
            refused(format!("{what} does not fit: {error}"))
        }
        _ => error.into(),
    })
}

struct Import<'a> {
    transaction: &'a Connection,
    conversation: Option<ConversationId>,
    /// The current turn, to which records belong; `None` if it existed already.
    turn: Option<NewTurn>,
    /// Turns of the conversation seen so far.
    turns: HashSet<RunId>,
    /// Folders of the current turn that are shown as one row.
    folders: HashSet<ArtifactId>,
    taken: ImportResult,
}

struct NewTurn {
    id: RunId,
    key: i64,
    is_new: bool,
}

impl Import<'_> {
    fn take(&mut self, record: Record) -> Result<(), Failure> {
        match record {
            Record::Conversation(new) => return self.conversation(&new),
            Record::Turn(new) => return self.turn(&new),
            _ => {}
        }
        let Some(turn) = &self.turn else {
            return Err(refused("something belongs to no turn"));
        };
        if !turn.is_new {
            return Ok(());
        }
        let run = turn.id;
        match record {
            Record::Event(event) => {
                if serde_json::from_str::<serde::de::IgnoredAny>(&event.raw).is_err() {
                    return Err(refused("an event is not JSON"));
                }
                let event = Event {
                    seq: event.seq,
                    event_id: event.event_id,
                    raw: event.raw.into(),
                    received_at: event.received_at,
                };
                checked(
                    events::insert_new(self.transaction, run, &event),
                    "an event",
                )
            }
            Record::Step(step) => {
                if serde_json::from_str::<serde::de::IgnoredAny>(&step.json).is_err() {
                    return Err(refused("a step is not JSON"));
                }
                let step = Step {
                    index: step.index,
                    kind: step.kind,
                    json: step.json,
                };
                Ok(steps::upsert(self.transaction, run, &[step])?)
            }
            Record::File(file) => self.file(run, &file),
            Record::Address(address) => {
                self.transaction
                    .prepare_cached(
                        "INSERT OR REPLACE INTO addresses (run_id, redirect, target) VALUES (?1, ?2, ?3)",
                    )?
                    .execute((run, address.redirect, address.target))?;
                Ok(())
            }
            Record::Listed(file) => checked(
                listings::insert(self.transaction, run, &file),
                "a listed file",
            ),
            Record::Conversation(_) | Record::Turn(_) => Ok(()),
        }
    }

    fn conversation(&mut self, new: &WholeConversation) -> Result<(), Failure> {
        if self.conversation.replace(new.id).is_some() {
            return Err(refused("it has more than one conversation"));
        }
        let deleted: Option<Option<i64>> = self
            .transaction
            .prepare_cached("SELECT deleted_at FROM conversations WHERE id = ?1")?
            .query_row([new.id], |row| row.get(0))
            .optional()?;
        match deleted {
            Some(Some(_)) => Err(refused("it was deleted a moment ago")),
            Some(None) => Ok(()),
            None => {
                self.taken.is_new = true;
                insert_conversation(self.transaction, new)
            }
        }
    }

    fn turn(&mut self, new: &WholeTurn) -> Result<(), Failure> {
        self.settle_turn()?;
        let Some(conversation) = self.conversation else {
            return Err(refused("a turn belongs to no conversation"));
        };
        if !self.turns.insert(new.id) {
            return Err(refused("a turn is in it twice"));
        }
        let known: Option<(i64, ConversationId)> = self
            .transaction
            .prepare_cached("SELECT key, conversation_id FROM interactions WHERE id = ?1")?
            .query_row([new.id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        if let Some((key, owner)) = known {
            if owner != conversation {
                return Err(refused("a turn of it belongs to another conversation"));
            }
            self.taken.known += 1;
            self.turn = Some(NewTurn {
                id: new.id,
                key,
                is_new: false,
            });
            return Ok(());
        }
        if let Some(parent) = new.parent
            && !self.turns.contains(&parent)
        {
            return Err(refused("a turn comes before the one that it follows"));
        }
        self.taken.turns += 1;
        let key = insert_turn(self.transaction, conversation, new)?;
        self.turn = Some(NewTurn {
            id: new.id,
            key,
            is_new: true,
        });
        Ok(())
    }

    fn file(&mut self, run: RunId, file: &WholeFile) -> Result<(), Failure> {
        let Some(conversation) = self.conversation else {
            return Err(refused("a file belongs to no conversation"));
        };
        if let Some(folder) = file.folder
            && !self.folders.contains(&folder)
        {
            return Err(refused("a file is in a folder that is not there"));
        }
        if file.files.is_some() {
            self.folders.insert(file.id);
        }
        let is_new = checked(
            artifacts::insert_whole(self.transaction, run, conversation, file),
            "a file",
        )?;
        if !is_new {
            return Err(refused(
                "a file of it is there twice, or belongs to another turn",
            ));
        }
        search::note_files(self.transaction, run)?;
        Ok(())
    }

    /// Finishes the current turn: all of it is there, so it can be indexed.
    fn settle_turn(&mut self) -> Result<(), Failure> {
        self.folders.clear();
        match self.turn.take() {
            Some(turn) if turn.is_new => Ok(search::catch_up(self.transaction, turn.key)?),
            _ => Ok(()),
        }
    }
}

fn insert_conversation(transaction: &Connection, new: &WholeConversation) -> Result<(), Failure> {
    let folder = match new.folder {
        Some(folder) => folders::get(transaction, folder)?.map(|folder| folder.id),
        None => None,
    };
    let conversation = Conversation {
        id: new.id,
        kind: new.kind,
        title: new.title.clone(),
        created_at: new.created_at,
        updated_at: new.updated_at,
        unread: new.unread,
        // If they are set, they are among the columns of `more`.
        pinned: false,
        archived: false,
        folder,
        imported_from: new.imported_from.clone(),
    };
    checked(
        conversations::insert(transaction, &conversation),
        "the conversation",
    )?;
    if let Some(tools) = &new.tools {
        tools::set(transaction, new.id, &tools.to_string())?;
    }
    for (name, value) in &new.more {
        more(transaction, new.id, name, value)?;
    }
    Ok(())
}

/// Sets a column that a later format added to conversations. The name is only compared with known columns.
fn more(
    transaction: &Connection,
    id: ConversationId,
    name: &str,
    value: &Value,
) -> Result<(), Failure> {
    let is_column = transaction
        .prepare_cached("SELECT 1 FROM pragma_table_info('conversations') WHERE name = ?1")?
        .exists([name])?;
    if !is_column || OWN_COLUMNS.contains(&name) {
        return Err(refused(format!(
            "it says {name:?} of a conversation, which this version does not know"
        )));
    }
    let value: types::Value = match value {
        Value::Bool(value) => i64::from(*value).into(),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(value), _) => value.into(),
            (None, Some(value)) => value.into(),
            (None, None) => return Err(refused("a number is too large")),
        },
        Value::String(text) => text.clone().into(),
        _ => return Err(refused(format!("{name:?} of a conversation is no value"))),
    };
    let set = transaction.execute(
        &format!("UPDATE conversations SET \"{name}\" = ?2 WHERE id = ?1"),
        params_from_iter([types::Value::from(id.to_string()), value]),
    );
    checked(set, "the conversation").map(drop)
}

/// Inserts a turn with its request and returns its key.
fn insert_turn(
    transaction: &Connection,
    conversation: ConversationId,
    new: &WholeTurn,
) -> Result<i64, Failure> {
    if !new.settled {
        return Err(refused("a turn of it still runs"));
    }
    let inserted = interactions::insert_whole(transaction, conversation, new, Notice::Silent, true);
    let key = checked(inserted, "a turn")?;
    if let Some(answer) = &new.answer {
        search::note_answer(transaction, key, answer)?;
    }
    if new.listed {
        listings::note(transaction, new.id)?;
    }
    Ok(key)
}

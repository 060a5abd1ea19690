//! Conversations out of the exports of other programs: ChatGPT, Claude, and Google AI Studio.
//!
//! None of these formats is promised to anybody, so nothing is taken for granted: what is not understood is left out
//! and counted ([`Skipped`]), and what is there keeps its order and its branches. A question and all that was answered
//! to it up to the next question become one turn.

mod aistudio;
mod chatgpt;
mod claude;
mod source;
mod talk;
mod turns;

use std::collections::BTreeMap;
use std::path::Path;

use artifacts::Store;
use ledger::{ConversationId, Ledger};
use serde_json::Value;

use crate::error::{Error, Result};
use crate::{Program, Watch};
use source::Source;
use talk::Talk;
use turns::Took;

/// What was left out of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Skipped {
    /// A conversation that cannot be read.
    Conversation,
    /// A conversation in which nothing was said.
    Empty,
    /// What was done with a tool.
    Tool,
    /// A picture, sound or file whose bytes are not in the export.
    File,
    /// Something else that is not known.
    Other,
}

/// What came out of an export.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// The programs that it is from, each once.
    pub programs: Vec<&'static str>,
    /// Conversations that were not here.
    pub conversations: u64,
    /// Turns that were not here.
    pub turns: u64,
    /// Turns that were here already.
    pub known: u64,
    /// How much was left out, by what it is.
    pub skipped: BTreeMap<Skipped, u64>,
    /// Ids of the conversations that have something new.
    pub changed: Vec<ConversationId>,
    /// It was stopped before all of it was in; what is named here is.
    pub stopped: bool,
}

impl Imported {
    fn skip(&mut self, what: Skipped, count: u64) {
        if count > 0 {
            *self.skipped.entry(what).or_default() += count;
        }
    }
}

/// Takes in what is not here yet of an export: a `.json` file, or a `.zip` with such files and pictures. Doing it twice
/// changes nothing. A conversation comes whole or not at all. Blocks.
///
/// # Errors
/// [`Error::Unknown`], when no conversation of a known program is in it, and what [`Error`] says of the ledger and of
/// the disk.
pub fn take(
    path: &Path,
    ledger: &Ledger,
    store: &Store,
    program: &dyn Program,
    watch: &dyn Watch,
) -> Result<Imported> {
    let mut source = Source::open(path)?;
    let mut imported = Imported::default();
    let documents = source.documents()?;
    let mut found = false;
    for document in documents {
        let (title, is_certain) = (document.title.clone(), document.is_certain);
        // A prompt that has no times is as old as its file.
        let modified = document.modified;
        let read = source.each(&document, watch, |source, value| {
            let Some(read) = read(&value, &title) else {
                // Other documents lie beside the conversations.
                imported.skip(Skipped::Other, u64::from(is_certain));
                return Ok(());
            };
            found = true;
            let Some(mut talk) = read else {
                imported.skip(Skipped::Conversation, 1);
                return Ok(());
            };
            let is_dated = talk.messages.iter().any(|message| message.at.is_some());
            if talk.created_at.is_none() && !is_dated {
                talk.created_at = modified;
            }
            if !imported.programs.contains(&talk.program) {
                imported.programs.push(talk.program);
            }
            for (what, count) in std::mem::take(&mut talk.skipped) {
                imported.skip(what, count);
            }
            let taken = match turns::take(talk, source, ledger, store, program) {
                // Such as one that was deleted a moment ago.
                Err(Error::Ledger(ledger::Error::Refused { .. })) => {
                    imported.skip(Skipped::Conversation, 1);
                    return Ok(());
                }
                taken => taken?,
            };
            let (id, taken) = match taken {
                Took::Empty => {
                    imported.skip(Skipped::Empty, 1);
                    return Ok(());
                }
                Took::Repeats => {
                    imported.skip(Skipped::Conversation, 1);
                    return Ok(());
                }
                Took::In {
                    conversation,
                    taken,
                    missing,
                } => {
                    imported.skip(Skipped::File, missing);
                    (conversation, taken)
                }
            };
            imported.conversations += u64::from(taken.is_new);
            imported.turns += taken.turns;
            imported.known += taken.known;
            if taken.turns > 0 {
                imported.changed.push(id);
            }
            Ok(())
        });
        match read {
            Ok(()) => {}
            Err(Error::Stopped) => {
                imported.stopped = true;
                break;
            }
            // Other files lie beside the conversations.
            Err(Error::Unknown) => {}
            Err(error) => return Err(error),
        }
    }
    match found || imported.stopped {
        true => Ok(imported),
        false => Err(Error::Unknown),
    }
}

/// A conversation of any of the programs. `None` when it is of none; nothing in it when it cannot be read.
#[expect(
    clippy::option_option,
    reason = "neither known nor readable, known, and both"
)]
fn read(value: &Value, title: &str) -> Option<Option<Talk>> {
    let has = |key: &str| value.get(key).is_some();
    if has("mapping") {
        Some(chatgpt::read(value))
    } else if has("chat_messages") {
        Some(claude::read(value))
    } else if has("chunkedPrompt") {
        Some(aistudio::read(value, title))
    } else {
        None
    }
}

/// Reads one value as a conversation of another program and says how many turns it has; for tests that give it anything.
#[doc(hidden)]
pub fn read_any(value: &Value) -> usize {
    match read(value, "a file") {
        Some(Some(talk)) => turns::order(&talk).map_or(0, |turns| turns.len()),
        _ => 0,
    }
}

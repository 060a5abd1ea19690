//! Import of conversations from the exports of other programs: ChatGPT, Claude, and Google AI Studio.
//!
//! None of these formats is documented or stable, so nothing is assumed: what is not understood is left out and
//! counted ([`Skipped`]), and the rest keeps its order and its branches. A question and all answers up to the next
//! question become one turn.

mod aistudio;
mod chatgpt;
mod claude;
mod conversation;
mod source;
mod turns;

use std::collections::BTreeMap;
use std::path::Path;

use artifacts::Store;
use ledger::{ConversationId, Ledger};
use serde_json::Value;

use crate::error::{Error, Result};
use crate::{Program, Watch};
use conversation::ForeignConversation;
use source::Source;
use turns::ImportOutcome;

/// Kinds of content that were left out of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Skipped {
    /// A conversation that cannot be read.
    Conversation,
    /// A conversation without messages.
    Empty,
    /// Use of a tool.
    Tool,
    /// A picture, sound or other file whose bytes are not in the export.
    File,
    /// Anything else that is not known.
    Other,
}

/// Result of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// The programs that the export came from, without duplicates.
    pub programs: Vec<&'static str>,
    /// Number of conversations added.
    pub conversations: u64,
    /// Number of turns added.
    pub turns: u64,
    /// Number of turns that existed already.
    pub known: u64,
    /// Number of items left out, by kind.
    pub skipped: BTreeMap<Skipped, u64>,
    /// Ids of the conversations that were added or got something new.
    pub changed: Vec<ConversationId>,
    /// True if the import was stopped early; what is reported here was imported.
    pub stopped: bool,
}

impl Imported {
    fn skip(&mut self, what: Skipped, count: u64) {
        if count > 0 {
            *self.skipped.entry(what).or_default() += count;
        }
    }
}

/// Imports what does not exist yet from an export: a `.json` file, or a `.zip` with such files and pictures.
/// Idempotent. Each conversation is imported atomically. Blocks.
///
/// [`Error::Unknown`], if it contains no conversation of a known program; errors of the ledger and the disk.
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
        // A prompt without times gets the time of its file.
        let modified = document.modified;
        let read = source.each(&document, watch, |source, value| {
            let Some(read) = read(&value, &title) else {
                // Exports contain other documents beside the conversations.
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
                // For example a conversation that was just deleted.
                Err(Error::Ledger(ledger::Error::Refused { .. })) => {
                    imported.skip(Skipped::Conversation, 1);
                    return Ok(());
                }
                taken => taken?,
            };
            let (id, taken) = match taken {
                ImportOutcome::Empty => {
                    imported.skip(Skipped::Empty, 1);
                    return Ok(());
                }
                ImportOutcome::Repeats => {
                    imported.skip(Skipped::Conversation, 1);
                    return Ok(());
                }
                ImportOutcome::In {
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
            // Exports contain other files beside the conversations.
            Err(Error::Unknown) => {}
            Err(error) => return Err(error),
        }
    }
    match found || imported.stopped {
        true => Ok(imported),
        false => Err(Error::Unknown),
    }
}

/// Reads a conversation of any known program. `None` if the value is not one; `Some(None)` if it is one but cannot be
/// read.
#[expect(
    clippy::option_option,
    reason = "neither known nor readable, known, and both"
)]
fn read(value: &Value, title: &str) -> Option<Option<ForeignConversation>> {
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

/// Reads one value as a conversation of another program and returns its number of turns; for tests with arbitrary
/// input.
#[doc(hidden)]
pub fn read_any(value: &Value) -> usize {
    match read(value, "a file") {
        Some(Some(talk)) => turns::order(&talk).map_or(0, |turns| turns.len()),
        _ => 0,
    }
}

//! Conversion of a message tree to a tree of turns: a question with all answers up to the next question.

use std::collections::{HashMap, HashSet};

use artifacts::Store;
use ledger::{
    ArtifactId, ArtifactState, ConversationId, Engine, ImportResult, Kind, Ledger, Record, RunId,
    Source, Target, WholeConversation, WholeFile, WholeStep, WholeTurn,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::conversation::{ForeignConversation, Message, Piece, Role};
use super::source::Files;
use crate::Program;
use crate::error::Result;

/// Maximum number of consecutive messages in one turn; earlier ones are dropped from it. Keeps a hostile export from
/// being read quadratically often.
const LONGEST: usize = 200;
/// Overhead in bytes that is counted for each message.
const MESSAGE: u64 = 64;
/// Messages shared by several turns are repeated in each. All turns together may have `MOST_REPEATED` times the bytes
/// of the conversation, plus `ALWAYS_REPEATED`.
const MOST_REPEATED: u64 = 16;
const ALWAYS_REPEATED: u64 = 64 << 20;
/// Number of characters of the first message used as a title if there is none.
const TITLE: usize = 60;

/// Result of importing a conversation.
pub(super) enum ImportOutcome {
    /// It has no messages.
    Empty,
    /// Its branches repeat each other so much that it would fill the disk.
    Repeats,
    /// It was imported.
    In {
        conversation: ConversationId,
        taken: ImportResult,
        /// Number of files whose bytes are not in the export.
        missing: u64,
    },
}

/// A turn: its last message, the preceding turn, and its messages.
pub(super) struct Turn {
    end: usize,
    parent: Option<usize>,
    messages: Vec<usize>,
}

/// Stores the files of a conversation and imports its turns.
pub(super) fn take(
    talk: ForeignConversation,
    files: &mut Files,
    ledger: &Ledger,
    store: &Store,
    program: &dyn Program,
) -> Result<ImportOutcome> {
    let Some(turns) = order(&talk) else {
        return Ok(ImportOutcome::Repeats);
    };
    let mut writing = TurnBuilder {
        conversation: ConversationId(id(&[talk.program, &talk.id])),
        talk: &talk,
        files,
        store,
        program,
        missing: HashSet::new(),
        kept: HashMap::new(),
        records: Vec::new(),
    };
    if turns.is_empty() {
        return Ok(ImportOutcome::Empty);
    }
    let conversation = writing.conversation;
    writing.head(&turns);
    for turn in &turns {
        let parent = turn.parent.map(|parent| writing.run(turns[parent].end));
        writing.turn(turn, parent)?;
    }
    let (records, missing) = (writing.records, writing.missing.len() as u64);
    let taken = ledger.import(records.into_iter().map(Ok))?;
    Ok(ImportOutcome::In {
        conversation,
        taken,
        missing,
    })
}

/// Returns the turns, parents first. A message ends a turn if nothing or a question follows it. `None` if turns repeat
/// each other too much.
pub(super) fn order(talk: &ForeignConversation) -> Option<Vec<Turn>> {
    let messages = &talk.messages;
    let mut ends = vec![true; messages.len()];
    for (at, message) in messages.iter().enumerate() {
        if let Some(parent) = message.parent
            && message.role != Role::Person
        {
            // It is followed by something; if that is a question, it is marked as an end again below.
            ends[parent] = false;
            debug_assert!(parent < at, "parents come first");
        }
    }
    for message in messages {
        if let Some(parent) = message.parent
            && message.role == Role::Person
        {
            ends[parent] = true;
        }
    }
    // For each message, the turn it ends, or the one that precedes it.
    let mut turn_at: Vec<Option<usize>> = vec![None; messages.len()];
    let mut turns: Vec<Turn> = Vec::new();
    let all: u64 = messages.iter().map(Message::bytes).sum();
    let mut room = all
        .saturating_mul(MOST_REPEATED)
        .saturating_add(ALWAYS_REPEATED);
    for (at, message) in messages.iter().enumerate() {
        let before = message.parent.and_then(|parent| turn_at[parent]);
        // Until the message ends a turn itself, the previous turn applies.
        turn_at[at] = before;
        if !ends[at] {
            continue;
        }
        let own = path_to(messages, at);
        for at in &own {
            room = room.checked_sub(messages[*at].bytes())?;
        }
        let says = own.iter().any(|at| !messages[*at].pieces.is_empty());
        if !says {
            continue;
        }
        // The turn before its first message.
        let first = *own.first().unwrap_or(&at);
        let parent = messages[first].parent.and_then(|parent| turn_at[parent]);
        turn_at[at] = Some(turns.len());
        turns.push(Turn {
            end: at,
            parent,
            messages: own,
        });
    }
    Some(turns)
}

impl Message {
    /// Returns the size of the message in bytes.
    fn bytes(&self) -> u64 {
        let pieces = self.pieces.iter().map(|piece| match piece {
            Piece::Text(text) | Piece::Thought(text) => text.len(),
            // The file is read only once.
            Piece::Pointer { pointer, .. } => pointer.len(),
            Piece::Bytes { bytes, .. } => bytes.len(),
        });
        MESSAGE + pieces.map(|bytes| bytes as u64).sum::<u64>()
    }
}

/// Returns the messages up to `end`, starting at the preceding question, or after the end of another turn if there is
/// no question.
fn path_to(messages: &[Message], end: usize) -> Vec<usize> {
    let mut way = Vec::new();
    let mut at = Some(end);
    while let Some(place) = at
        && way.len() < LONGEST
    {
        way.push(place);
        if messages[place].role == Role::Person {
            break;
        }
        at = messages[place].parent;
    }
    way.reverse();
    way
}

struct TurnBuilder<'a> {
    conversation: ConversationId,
    talk: &'a ForeignConversation,
    files: &'a mut Files,
    store: &'a Store,
    program: &'a dyn Program,
    /// Counted once each, although a file may belong to several turns.
    missing: HashSet<String>,
    /// Files already stored, by pointer and name, so that each is read once.
    kept: HashMap<(String, Option<String>), StoredFile>,
    records: Vec<Record>,
}

/// A stored file of a message.
#[derive(Clone)]
struct StoredFile {
    sha256: String,
    size: u64,
    name: String,
    mime: String,
}

impl TurnBuilder<'_> {
    fn head(&mut self, turns: &[Turn]) {
        let talk = self.talk;
        let times = || talk.messages.iter().filter_map(|message| message.at);
        let created_at = talk.created_at.or_else(|| times().min());
        let updated_at = talk.updated_at.or_else(|| times().max()).or(created_at);
        let title = match talk.title.trim() {
            "" => turns
                .first()
                .and_then(|turn| self.words_of_person(turn).lines().next().map(short))
                .unwrap_or_default(),
            title => title.to_owned(),
        };
        self.records
            .push(Record::Conversation(Box::new(WholeConversation {
                id: self.conversation,
                kind: Kind::Chat,
                title: match title.is_empty() {
                    true => talk.program.to_owned(),
                    false => title,
                },
                created_at: created_at.unwrap_or_default(),
                updated_at: updated_at.unwrap_or_default(),
                unread: false,
                imported_from: Some(talk.program.to_owned()),
                folder: None,
                tools: None,
                more: serde_json::Map::new(),
            })));
    }

    fn words_of_person(&self, turn: &Turn) -> String {
        let mut words: Vec<&str> = Vec::new();
        for message in turn.messages.iter().map(|at| &self.talk.messages[*at]) {
            if message.role == Role::Person {
                words.extend(message.pieces.iter().filter_map(|piece| match piece {
                    Piece::Text(text) => Some(text.as_str()),
                    _ => None,
                }));
            }
        }
        words.join("\n\n")
    }

    fn run(&self, end: usize) -> RunId {
        RunId(id(&[
            self.talk.program,
            &self.talk.id,
            &self.talk.messages[end].id,
        ]))
    }

    fn turn(&mut self, turn: &Turn, parent: Option<RunId>) -> Result<()> {
        let talk = self.talk;
        let run = self.run(turn.end);
        let messages = || turn.messages.iter().map(|at| &talk.messages[*at]);
        let times = || messages().filter_map(|message| message.at);
        let created_at = times().min().or(talk.created_at).unwrap_or_default();
        let finished_at = times().max().unwrap_or(created_at);
        let model = messages().filter_map(|it| it.model.clone()).next_back();
        let prompt = self.words_of_person(turn);
        let mut attachments = Vec::new();
        for piece in messages()
            .filter(|it| it.role == Role::Person)
            .flat_map(|it| &it.pieces)
        {
            if let Some(kept) = self.keep(piece)? {
                attachments.push(json!({
                    "sha256": kept.sha256, "name": kept.name, "mime": kept.mime, "size": kept.size,
                }));
            }
        }
        let mut made = Vec::new();
        let mut steps = StepBuilder::of(&prompt);
        for piece in messages()
            .filter(|it| it.role == Role::Model)
            .flat_map(|it| &it.pieces)
        {
            match piece {
                Piece::Text(text) => {
                    steps.add_content(json!({"type": "text", "text": text}));
                }
                Piece::Thought(text) => steps.think(text),
                Piece::Pointer { .. } | Piece::Bytes { .. } => {
                    if let Some(kept) = self.keep(piece)? {
                        made.push(file(run, &mut steps, kept, finished_at));
                    }
                }
            }
        }
        let steps = steps.into_steps();
        let target_id = model.unwrap_or_else(|| talk.program.to_owned());
        let request = json!({"model": target_id, "input": prompt});
        self.records.push(Record::Turn(Box::new(WholeTurn {
            id: run,
            parent,
            engine: Engine::Local,
            origin: Some(talk.origin.to_owned()),
            forgotten: false,
            api_id: None,
            target: Target::Model,
            target_id,
            prompt,
            attachments: Value::Array(attachments),
            request: request.to_string(),
            carried: None,
            status: None,
            phase: self.program.done(),
            error: None,
            environment_id: None,
            usage: None,
            answered_by: None,
            limit_reached: None,
            created_at,
            submitted_at: Some(created_at),
            last_event_at: None,
            finished_at: Some(finished_at),
            answer: Some(self.program.words(&steps)),
            listed: false,
            settled: true,
        })));
        self.records.extend(steps.into_iter().map(Record::Step));
        self.records
            .extend(made.into_iter().map(|it| Record::File(Box::new(it))));
        Ok(())
    }

    /// Stores the file of a piece; missing files are counted.
    fn keep(&mut self, piece: &Piece) -> Result<Option<StoredFile>> {
        match piece {
            Piece::Text(_) | Piece::Thought(_) => Ok(None),
            Piece::Pointer { pointer, name } => {
                let key = (pointer.clone(), name.clone());
                if let Some(kept) = self.kept.get(&key) {
                    return Ok(Some(kept.clone()));
                }
                if self.missing.contains(pointer) {
                    return Ok(None);
                }
                let Some(found) = self.files.find(pointer) else {
                    self.missing.insert(pointer.clone());
                    return Ok(None);
                };
                let name = name.as_deref().unwrap_or(&found.name);
                let kept = self.put(name, None, &found.bytes)?;
                self.kept.insert(key, kept.clone());
                Ok(Some(kept))
            }
            Piece::Bytes { name, mime, bytes } => self.put(name, mime.as_deref(), bytes).map(Some),
        }
    }

    fn put(&self, name: &str, mime: Option<&str>, bytes: &[u8]) -> Result<StoredFile> {
        let needed = bytes.len() as u64;
        if let Some(room) = self.store.room().filter(|room| needed > *room) {
            let path = name.to_owned();
            return Err(artifacts::Error::NoRoom { path, needed, room }.into());
        }
        let saved = self.store.put_bytes(bytes)?;
        let head = &bytes[..bytes.len().min(4096)];
        Ok(StoredFile {
            mime: artifacts::media_type(name, mime, head),
            name: artifacts::safe_name(name).to_string(),
            sha256: saved.sha256,
            size: saved.size,
        })
    }
}

/// Returns a file made by the model. Media are also placed in the answer, where the window shows them.
fn file(run: RunId, steps: &mut StepBuilder, kept: StoredFile, at: i64) -> WholeFile {
    let kind = kept.mime.split('/').next().unwrap_or_default().to_owned();
    let is_shown = matches!(kind.as_str(), "image" | "audio" | "video");
    let (source, name, step_index) = if is_shown {
        let (step, content) = steps.add_content(json!({
            "type": kind, "data": format!("sha256:{}", kept.sha256), "mime_type": kept.mime,
        }));
        let ending = match kept.mime.as_str() {
            "image/jpeg" => "jpg",
            "audio/mpeg" => "mp3",
            "image/svg+xml" => "svg",
            mime => mime.split('/').nth(1).unwrap_or("bin"),
        };
        let ending: String = ending
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(8)
            .collect();
        let name = format!("{kind}-{}-{}.{ending}", step + 1, content + 1);
        (Source::Media, name, u32::try_from(step).ok())
    } else {
        (Source::Environment, kept.name, None)
    };
    WholeFile {
        id: ArtifactId(id(&["file", &run.to_string(), &name])),
        name,
        path: None,
        folder: None,
        files: None,
        source,
        mime: kept.mime,
        size: i64::try_from(kept.size).ok(),
        sha256: Some(kept.sha256),
        state: ArtifactState::Saved,
        error: None,
        created_at: at,
        step_index,
    }
}

/// The steps of a turn in the contract's format.
struct StepBuilder {
    steps: Vec<Value>,
}

impl StepBuilder {
    fn of(prompt: &str) -> Self {
        Self {
            steps: vec![
                json!({"type": "user_input", "content": [{"type": "text", "text": prompt}]}),
            ],
        }
    }

    /// Appends content to the answer; returns the index of its step, and its index in the step.
    fn add_content(&mut self, content: Value) -> (usize, usize) {
        let is_open = self
            .steps
            .last()
            .is_some_and(|it| it["type"] == "model_output");
        if !is_open {
            self.steps
                .push(json!({"type": "model_output", "content": []}));
        }
        let at = self.steps.len() - 1;
        let mut place = 0;
        if let Some(Value::Array(contents)) = self.steps[at].get_mut("content") {
            let last = contents.last_mut();
            // Text from several messages is joined.
            match (last, content["text"].as_str()) {
                (Some(last), Some(text)) if last["type"] == "text" => {
                    // Appended in place: a message may have very many pieces.
                    if let Some(Value::String(whole)) = last.get_mut("text") {
                        whole.push_str("\n\n");
                        whole.push_str(text);
                    }
                }
                _ => contents.push(content),
            }
            place = contents.len() - 1;
        }
        (at, place)
    }

    fn think(&mut self, text: &str) {
        self.steps
            .push(json!({"type": "thought", "summary": [{"type": "text", "text": text}]}));
    }

    fn into_steps(self) -> Vec<WholeStep> {
        let steps = self.steps.into_iter().enumerate();
        steps
            .map(|(index, step)| WholeStep {
                index: u32::try_from(index).unwrap_or(u32::MAX),
                kind: step["type"].as_str().unwrap_or_default().to_owned(),
                json: step.to_string(),
            })
            .collect()
    }
}

/// Returns the beginning of a text.
fn short(text: &str) -> String {
    let mut short: String = text.trim().chars().take(TITLE).collect();
    if text.trim().chars().count() > TITLE {
        short.push('…');
    }
    short
}

/// Returns an id derived deterministically from external identifiers.
fn id(of: &[&str]) -> Uuid {
    let mut hash = Sha256::new();
    for text in of {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    // UUID version 8: custom layout.
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    Uuid::from_bytes(bytes)
}

//! Exports one conversation to a file: for people as Markdown or HTML, for programs as JSON. It is written turn by
//! turn to a `.part` beside its place, which is renamed when it is complete.

use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use interactions::{Content, Step};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use ledger::{Artifact, Conversation, ConversationId, Interaction, Record};
use screen::lock;
use screen::view::turn;
use serde_json::{Map, Value, json};
use words::{Language, Sentence, say};

use super::html::HtmlPage;
use super::markdown::Markdown;
use super::readable::{self, ExportFormat};
use crate::bridge::{ConversationForm, Cost, Turn};
use crate::core::{Core, blocking};
use crate::errors::{self, Result};

/// The `kind` in a conversation's JSON.
const KIND: &str = "errand-conversation";
/// The version of that JSON.
const FORMAT: u32 = 1;

/// A turn to be exported.
pub(super) struct ExportedTurn {
    /// The turn's number in the file, from 1.
    pub(super) number: usize,
    /// The number of the turn that it follows, if that is not the one before it.
    pub(super) follows: Option<usize>,
    /// The turn as the window shows it.
    pub(super) turn: Turn,
    /// The steps of the answer, unchanged.
    pub(super) steps: Vec<Step>,
    /// The turn's files.
    pub(super) files: Vec<Artifact>,
}

/// The context that all parts of an export need.
pub(super) struct ExportContext<'a> {
    pub(super) store: &'a artifacts::Store,
    pub(super) zone: TimeZone,
    pub(super) language: Language,
}

impl ExportContext<'_> {
    /// Formats a sentence in the person's language.
    pub(super) fn say(&self, sentence: &Sentence) -> String {
        self.language.say(sentence)
    }

    /// Formats a time for people, with the offset from UTC, because the file may be read anywhere.
    pub(super) fn format_time(&self, at: i64) -> String {
        match Timestamp::from_millisecond(at) {
            Ok(at) => at
                .to_zoned_datetime(self.zone.clone())
                .strftime("%Y-%m-%d %H:%M %:z")
                .to_string(),
            Err(_) => String::new(),
        }
    }
}

impl Core {
    /// Exports a conversation to a place. Returns the path.
    pub(crate) async fn export_conversation(
        self: &Arc<Self>,
        id: ConversationId,
        form: ConversationForm,
    ) -> Result<Option<String>> {
        let conversation = self
            .ledger(move |ledger| ledger.conversation(id))
            .await?
            .ok_or_else(|| errors::not_found(say::conversation_gone()))?;
        let ending = match form {
            ConversationForm::Markdown => "md",
            ConversationForm::Page => "html",
            ConversationForm::Json => "json",
        };
        let rules = artifacts::NameRules::here();
        let name = artifacts::safe_name_on(rules, &format!("{}.{ending}", conversation.title));
        let Some(place) = self.host.pick_new_file(&name.to_string()).await else {
            return Ok(None);
        };
        let (core, path) = (Arc::clone(self), place.clone());
        blocking(move || core.write_conversation(&conversation, form, &path)).await??;
        lock(&self.files.saved).insert(place.clone());
        Ok(Some(place.display().to_string()))
    }

    /// Blocks.
    fn write_conversation(
        &self,
        conversation: &Conversation,
        form: ConversationForm,
        place: &Path,
    ) -> Result<()> {
        let failed = |cause: std::io::Error| errors::file(say::file_not_written, place, &cause);
        let folder = place.parent().unwrap_or(Path::new("."));
        let part = tempfile::Builder::new()
            .prefix(".errand-")
            .suffix(".part")
            .tempfile_in(folder)
            .map_err(failed)?;
        let mut into = BufWriter::new(part);
        match form {
            ConversationForm::Markdown => {
                self.write_readable::<Markdown>(conversation, &mut into, place)?;
            }
            ConversationForm::Page => {
                self.write_readable::<HtmlPage>(conversation, &mut into, place)?
            }
            ConversationForm::Json => self.write_json(conversation.id, &mut into, place)?,
        }
        let part = into
            .into_inner()
            .map_err(|error| failed(error.into_error()))?;
        part.as_file().sync_all().map_err(failed)?;
        part.persist(place).map_err(|error| failed(error.error))?;
        Ok(())
    }

    fn write_readable<F: ExportFormat>(
        &self,
        conversation: &Conversation,
        into: &mut impl Write,
        place: &Path,
    ) -> Result<()> {
        let failed = |cause: std::io::Error| errors::file(say::file_not_written, place, &cause);
        let ledger = |cause: ledger::Error| errors::ledger(&cause);
        let context = ExportContext {
            store: &self.files.store,
            zone: TimeZone::system(),
            language: self.language(),
        };
        let rows = self.ledger.interactions(conversation.id).map_err(ledger)?;
        let mut totals = Totals::of(&rows);
        readable::begin::<F, _>(into, conversation, &totals, &context).map_err(failed)?;
        let prices = self.screen.prices();
        for (at, row) in rows.iter().enumerate() {
            let (turn, files) = screen::whole_turn(&self.ledger, row, &prices).map_err(ledger)?;
            let steps = turn::parse(&self.ledger.steps(row.id).map_err(ledger)?);
            totals.add(&turn);
            let before = at.checked_sub(1).map(|before| rows[before].id);
            let follows = match row.parent_id {
                parent if parent == before => None,
                Some(parent) => totals.numbers.get(&parent).copied(),
                None => Some(0),
            };
            let exported = ExportedTurn {
                number: at + 1,
                follows,
                turn,
                steps,
                files,
            };
            readable::turn::<F, _>(into, &exported, &context).map_err(failed)?;
        }
        readable::end::<F, _>(into, &totals, &context).map_err(failed)
    }

    /// Writes all that is recorded of a conversation as one JSON document. It is for programs; Errand itself imports
    /// archives.
    fn write_json(&self, id: ConversationId, into: &mut impl Write, place: &Path) -> Result<()> {
        let failed = |cause: std::io::Error| errors::file(say::file_not_written, place, &cause);
        let mut open = JsonState::default();
        let written = self
            .ledger
            .whole_conversation(id, |record| match open.write(into, record) {
                Ok(()) => ControlFlow::Continue(()),
                Err(cause) => ControlFlow::Break(cause),
            });
        match written.map_err(|cause| errors::ledger(&cause))? {
            ControlFlow::Break(cause) => Err(failed(cause)),
            ControlFlow::Continue(()) => open.end(into).map_err(failed),
        }
    }
}

/// The sums over all turns.
#[derive(Default)]
pub(super) struct Totals {
    pub(super) turns: usize,
    pub(super) tokens: u64,
    pub(super) cost: Option<Cost>,
    numbers: std::collections::HashMap<ledger::RunId, usize>,
}

impl Totals {
    fn of(rows: &[Interaction]) -> Self {
        Self {
            turns: rows.len(),
            numbers: rows
                .iter()
                .enumerate()
                .map(|(at, row)| (row.id, at + 1))
                .collect(),
            ..Self::default()
        }
    }

    fn add(&mut self, turn: &Turn) {
        let tokens = turn.tokens.map_or(0, |tokens| tokens.total);
        // An imported turn may have any number.
        self.tokens = self.tokens.saturating_add(tokens);
        if let Some(cost) = turn.cost {
            let totals = self.cost.get_or_insert(Cost { low: 0, high: 0 });
            totals.low = totals.low.saturating_add(cost.low);
            totals.high = totals.high.saturating_add(cost.high);
        }
    }
}

/// Returns the text of an answer, unchanged.
pub(super) fn answer(steps: &[Step]) -> String {
    let texts: Vec<&str> = steps
        .iter()
        .filter(|step| matches!(step, Step::ModelOutput(_)))
        .flat_map(Step::content)
        .filter_map(Content::as_text)
        .collect();
    texts.join("\n\n")
}

/// Formats an amount of money.
pub(super) fn format_cost(cost: Cost) -> Sentence {
    let dollars = |micros: u64| {
        let amount = micros as f64 / 1e6;
        match micros {
            0 => "$0".to_owned(),
            1..100_000 => format!("${amount:.4}"),
            _ => format!("${amount:.2}"),
        }
    };
    match cost.low == cost.high {
        true => say::told_about(dollars(cost.high)),
        false => say::told_about_between(dollars(cost.low), dollars(cost.high)),
    }
}

/// Formats a duration in milliseconds.
pub(super) fn duration(ms: i64) -> Sentence {
    let seconds = (ms.max(0) + 500) / 1_000;
    match seconds {
        0..60 => say::told_seconds(seconds),
        60..3_600 => say::told_minutes(seconds / 60, seconds % 60),
        _ => say::told_hours(seconds / 3_600, seconds / 60 % 60),
    }
}

/// The state of a JSON document while it is written.
#[derive(Default)]
struct JsonState {
    has_begun: bool,
    has_turn: bool,
    /// The open list of the open turn, and whether it has an element yet.
    list: Option<(&'static str, bool)>,
}

impl JsonState {
    fn write(&mut self, into: &mut impl Write, record: Record) -> std::io::Result<()> {
        let (list, value) = match record {
            Record::Conversation(conversation) => {
                self.has_begun = true;
                let head = json!({"kind": KIND, "format": FORMAT, "conversation": conversation});
                let text = head.to_string();
                // Written without its closing brace, because the turns follow.
                into.write_all(&text.as_bytes()[..text.len() - 1])?;
                return into.write_all(b",\n\"turns\":[");
            }
            Record::Turn(turn) => {
                self.close_turn(into)?;
                into.write_all(if self.has_turn { b",\n" } else { b"\n" })?;
                self.has_turn = true;
                let mut turn = serde_json::to_value(&turn)?;
                if let Value::Object(turn) = &mut turn {
                    readable(turn, "request");
                }
                let text = turn.to_string();
                self.list = Some(("", false));
                return into.write_all(&text.as_bytes()[..text.len() - 1]);
            }
            Record::Event(event) => ("events", as_json(&event, "raw")?),
            Record::Step(step) => ("steps", as_json(&step, "json")?),
            Record::File(file) => ("files", serde_json::to_value(&file)?),
            Record::Address(address) => ("addresses", serde_json::to_value(&address)?),
            Record::Listed(file) => ("sandbox", serde_json::to_value(&file)?),
        };
        let Some((open, _)) = self.list else {
            return Ok(());
        };
        if open != list {
            if !open.is_empty() {
                into.write_all(b"]")?;
            }
            write!(into, ",\n\"{list}\":[")?;
        } else {
            into.write_all(b",")?;
        }
        self.list = Some((list, true));
        write!(into, "\n{value}")
    }

    fn close_turn(&mut self, into: &mut impl Write) -> std::io::Result<()> {
        match self.list.take() {
            None => Ok(()),
            Some(("", _)) => into.write_all(b"}"),
            Some(_) => into.write_all(b"]}"),
        }
    }

    fn end(mut self, into: &mut impl Write) -> std::io::Result<()> {
        self.close_turn(into)?;
        match self.has_begun {
            true => into.write_all(b"\n]}\n"),
            false => into.write_all(b"null\n"),
        }
    }
}

/// Converts a record to JSON, with the JSON text under `key` parsed into a value.
fn as_json(record: &impl serde::Serialize, key: &str) -> std::io::Result<Value> {
    let mut value = serde_json::to_value(record)?;
    if let Value::Object(record) = &mut value {
        readable(record, key);
    }
    Ok(value)
}

fn readable(record: &mut Map<String, Value>, key: &str) {
    if let Some(Value::String(text)) = record.get(key)
        && let Ok(value) = serde_json::from_str(text)
    {
        record.insert(key.to_owned(), value);
    }
}

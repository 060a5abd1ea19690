//! The walk through a conversation for its readable exports: which parts are written, and in which order. The form
//! decides how they look.

use std::io::{Result, Write};

use ledger::{Conversation, Kind};
use words::{Sentence, say};

use super::conversation::{ExportContext, ExportedTurn, Totals, duration, format_cost};
use crate::bridge::Part;
use crate::core::now;

/// A readable form of a conversation. Its inputs are plain text in the person's language.
pub(super) trait ExportFormat {
    /// Writes the beginning of the file: the title, and sentences about the conversation.
    fn begin<W: Write>(
        into: &mut W,
        title: &str,
        about: &[String],
        context: &ExportContext<'_>,
    ) -> Result<()>;

    /// Writes the person's text and attachments, below a heading and a note of the turn that it follows.
    fn question<W: Write>(
        into: &mut W,
        heading: &str,
        note: Option<&str>,
        exported: &ExportedTurn,
        context: &ExportContext<'_>,
    ) -> Result<()>;

    /// Writes the steps and the answer.
    fn answer<W: Write>(
        into: &mut W,
        exported: &ExportedTurn,
        context: &ExportContext<'_>,
    ) -> Result<()>;

    /// Writes the error of a failed turn and its hint.
    fn error<W: Write>(into: &mut W, message: &str, hint: &str) -> Result<()>;

    /// Writes the sources of the answer, below a heading.
    fn sources<W: Write>(into: &mut W, heading: &str, sources: &[Source]) -> Result<()>;

    /// Writes the files of the turn, below a heading.
    fn files<W: Write>(into: &mut W, heading: &str, files: &[File]) -> Result<()>;

    /// Writes the last line of a turn.
    fn facts<W: Write>(into: &mut W, facts: &str) -> Result<()>;

    /// Writes the end of the file, with the sums over all turns.
    fn end<W: Write>(into: &mut W, all: Option<&str>) -> Result<()>;
}

/// A source of an answer.
pub(super) struct Source {
    pub(super) number: u32,
    pub(super) title: String,
    pub(super) url: Option<String>,
}

/// A file of a turn.
pub(super) struct File {
    pub(super) name: String,
    /// The file's size, and whether it was not kept.
    pub(super) facts: Vec<String>,
    pub(super) sha256: Option<String>,
}

pub(super) fn begin<F: ExportFormat, W: Write>(
    into: &mut W,
    conversation: &Conversation,
    totals: &Totals,
    context: &ExportContext<'_>,
) -> Result<()> {
    let begun = context.format_time(conversation.created_at);
    let mut about = vec![context.say(&match conversation.kind {
        Kind::Chat => say::told_chat(begun, totals.turns),
        Kind::Job => say::told_job(begun, totals.turns),
    })];
    let from = conversation.imported_from.as_ref();
    about.extend(from.map(|from| context.say(&say::told_from(from))));
    about.push(context.say(&say::told_written(context.format_time(now()))));
    F::begin(into, &conversation.title, &about, context)
}

pub(super) fn turn<F: ExportFormat, W: Write>(
    into: &mut W,
    exported: &ExportedTurn,
    context: &ExportContext<'_>,
) -> Result<()> {
    let heading = context.say(&say::told_question(exported.number));
    let note = note(exported).map(|note| context.say(&note));
    F::question(into, &heading, note.as_deref(), exported, context)?;
    F::answer(into, exported, context)?;
    if let Some(error) = &exported.turn.error {
        let hint = error.hint.as_ref().map(|hint| context.say(hint));
        F::error(
            into,
            &context.say(&error.message),
            &hint.unwrap_or_default(),
        )?;
    }
    let sources = sources(&exported.turn.parts, context);
    if !sources.is_empty() {
        F::sources(into, &context.say(&say::told_sources()), &sources)?;
    }
    let files: Vec<File> = exported.files.iter().map(|it| file(it, context)).collect();
    if !files.is_empty() {
        F::files(into, &context.say(&say::told_files()), &files)?;
    }
    F::facts(into, &facts(exported, context))
}

pub(super) fn end<F: ExportFormat, W: Write>(
    into: &mut W,
    totals: &Totals,
    context: &ExportContext<'_>,
) -> Result<()> {
    if totals.tokens == 0 {
        return F::end(into, None);
    }
    let mut all = context.say(&say::told_all(say::told_tokens(totals.tokens)));
    if let Some(cost) = totals.cost {
        all.push_str(&format!(", {}", context.say(&format_cost(cost))));
    }
    all.push('.');
    F::end(into, Some(&all))
}

fn file(file: &ledger::Artifact, context: &ExportContext<'_>) -> File {
    let size = file.size.map(say::told_bytes);
    let not_kept = file.sha256.is_none().then(say::told_not_kept);
    File {
        name: screen::view::artifact::display_path(file),
        facts: size
            .iter()
            .chain(&not_kept)
            .map(|fact| context.say(fact))
            .collect(),
        sha256: file.sha256.clone(),
    }
}

/// Returns the line with who answered, when, how long it took and what it used.
fn facts(exported: &ExportedTurn, context: &ExportContext<'_>) -> String {
    let turn = &exported.turn;
    let mut facts = vec![
        turn.answered_by
            .clone()
            .unwrap_or_else(|| turn.api_id.clone()),
    ];
    if let Some(host) = &turn.went_to {
        facts.push(host.clone());
    }
    facts.push(context.format_time(turn.started_at));
    if let Some(finished_at) = turn.finished_at {
        facts.push(context.say(&duration(finished_at.saturating_sub(turn.started_at))));
    }
    if let Some(tokens) = turn.tokens {
        facts.push(context.say(&say::told_tokens(tokens.total)));
    }
    if let Some(cost) = turn.cost {
        facts.push(context.say(&format_cost(cost)));
    }
    facts.join(" · ")
}

/// Returns the note of the turn that this one follows, if that is not the one before it.
fn note(exported: &ExportedTurn) -> Option<Sentence> {
    exported.follows.map(|follows| match follows {
        0 => say::told_beginning(),
        follows => say::told_follows(follows),
    })
}

/// Returns the sources of an answer, each once.
fn sources(parts: &[Part], context: &ExportContext<'_>) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    for part in parts {
        let Part::Text { citations, .. } = part else {
            continue;
        };
        for citation in citations {
            if sources.iter().all(|known| known.number != citation.number) {
                sources.push(Source {
                    number: citation.number,
                    title: match citation.title.trim() {
                        "" => context.say(&say::told_page()),
                        title => title.to_owned(),
                    },
                    url: citation.url.clone().filter(|url| is_web(url)),
                });
            }
        }
    }
    sources
}

/// Returns true if the URL may be a link in a file that another program opens.
fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

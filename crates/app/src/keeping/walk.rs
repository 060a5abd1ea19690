//! The walk through a conversation for its readable exports: which parts are written, and in which order. The form
//! decides how they look.

use std::io::{Result, Write};

use ledger::{Conversation, Kind};
use words::{Sentence, say};

use super::conversation::{Around, Sum, Told, money, span};
use crate::bridge::Part;
use crate::core::now;

/// A readable form of a conversation. Its inputs are plain text in the person's language.
pub(super) trait Form {
    /// Writes the beginning of the file: the title, and sentences about the conversation.
    fn begin<W: Write>(
        into: &mut W,
        title: &str,
        about: &[String],
        around: &Around<'_>,
    ) -> Result<()>;

    /// Writes the person's text and attachments, below a heading and a note of the turn that it follows.
    fn question<W: Write>(
        into: &mut W,
        heading: &str,
        note: Option<&str>,
        told: &Told,
        around: &Around<'_>,
    ) -> Result<()>;

    /// Writes the steps and the answer.
    fn answer<W: Write>(into: &mut W, told: &Told, around: &Around<'_>) -> Result<()>;

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

pub(super) fn begin<F: Form, W: Write>(
    into: &mut W,
    conversation: &Conversation,
    sum: &Sum,
    around: &Around<'_>,
) -> Result<()> {
    let begun = around.moment(conversation.created_at);
    let mut about = vec![around.say(&match conversation.kind {
        Kind::Chat => say::told_chat(begun, sum.turns),
        Kind::Job => say::told_job(begun, sum.turns),
    })];
    let from = conversation.imported_from.as_ref();
    about.extend(from.map(|from| around.say(&say::told_from(from))));
    about.push(around.say(&say::told_written(around.moment(now()))));
    F::begin(into, &conversation.title, &about, around)
}

pub(super) fn turn<F: Form, W: Write>(
    into: &mut W,
    told: &Told,
    around: &Around<'_>,
) -> Result<()> {
    let heading = around.say(&say::told_question(told.number));
    let note = note(told).map(|note| around.say(&note));
    F::question(into, &heading, note.as_deref(), told, around)?;
    F::answer(into, told, around)?;
    if let Some(error) = &told.turn.error {
        let hint = error.hint.as_ref().map(|hint| around.say(hint));
        F::error(into, &around.say(&error.message), &hint.unwrap_or_default())?;
    }
    let sources = sources(&told.turn.parts, around);
    if !sources.is_empty() {
        F::sources(into, &around.say(&say::told_sources()), &sources)?;
    }
    let files: Vec<File> = told.files.iter().map(|it| file(it, around)).collect();
    if !files.is_empty() {
        F::files(into, &around.say(&say::told_files()), &files)?;
    }
    F::facts(into, &facts(told, around))
}

pub(super) fn end<F: Form, W: Write>(into: &mut W, sum: &Sum, around: &Around<'_>) -> Result<()> {
    if sum.tokens == 0 {
        return F::end(into, None);
    }
    let mut all = around.say(&say::told_all(say::told_tokens(sum.tokens)));
    if let Some(cost) = sum.cost {
        all.push_str(&format!(", {}", around.say(&money(cost))));
    }
    all.push('.');
    F::end(into, Some(&all))
}

fn file(file: &ledger::Artifact, around: &Around<'_>) -> File {
    let size = file.size.map(say::told_bytes);
    let not_kept = file.sha256.is_none().then(say::told_not_kept);
    File {
        name: screen::view::artifact::display_path(file),
        facts: size
            .iter()
            .chain(&not_kept)
            .map(|fact| around.say(fact))
            .collect(),
        sha256: file.sha256.clone(),
    }
}

/// Returns the line with who answered, when, how long it took and what it used.
fn facts(told: &Told, around: &Around<'_>) -> String {
    let turn = &told.turn;
    let mut facts = vec![
        turn.answered_by
            .clone()
            .unwrap_or_else(|| turn.api_id.clone()),
    ];
    if let Some(host) = &turn.went_to {
        facts.push(host.clone());
    }
    facts.push(around.moment(turn.started_at));
    if let Some(finished_at) = turn.finished_at {
        facts.push(around.say(&span(finished_at.saturating_sub(turn.started_at))));
    }
    if let Some(tokens) = turn.tokens {
        facts.push(around.say(&say::told_tokens(tokens.total)));
    }
    if let Some(cost) = turn.cost {
        facts.push(around.say(&money(cost)));
    }
    facts.join(" · ")
}

/// Returns the note of the turn that this one follows, if that is not the one before it.
fn note(told: &Told) -> Option<Sentence> {
    told.follows.map(|follows| match follows {
        0 => say::told_beginning(),
        follows => say::told_follows(follows),
    })
}

/// Returns the sources of an answer, each once.
fn sources(parts: &[Part], around: &Around<'_>) -> Vec<Source> {
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
                        "" => around.say(&say::told_page()),
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

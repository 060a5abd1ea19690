//! A conversation as Markdown.

use std::io::{Result, Write};

use interactions::Step;
use ledger::{Conversation, Kind};
use serde_json::Value;

use words::{Sentence, say};

use super::conversation::{Around, Sum, Told, answer, money, span};
use super::page::is_web;
use crate::bridge::{Citation, Part};
use crate::core::now;

pub(super) fn begin<W: Write>(
    into: &mut W,
    conversation: &Conversation,
    sum: &Sum,
    around: &Around<'_>,
) -> Result<()> {
    let title = one_line(&conversation.title);
    writeln!(into, "# {title}\n")?;
    let begun = around.moment(conversation.created_at);
    let head = match conversation.kind {
        Kind::Chat => say::told_chat(begun, sum.turns),
        Kind::Job => say::told_job(begun, sum.turns),
    };
    write!(into, "{} ", around.say(&head))?;
    if let Some(from) = &conversation.imported_from {
        write!(into, "{} ", around.say(&say::told_from(from)))?;
    }
    let written = say::told_written(around.moment(now()));
    writeln!(into, "{}", around.say(&written))
}

pub(super) fn turn<W: Write>(into: &mut W, told: &Told, around: &Around<'_>) -> Result<()> {
    let turn = &told.turn;
    let question = around.say(&say::told_question(told.number));
    writeln!(into, "\n---\n\n## {question}\n")?;
    if let Some(note) = note(told) {
        writeln!(into, "*{}*\n", around.say(&note))?;
    }
    for line in turn.prompt.lines() {
        writeln!(into, "> {line}")?;
    }
    for file in &turn.attachments {
        let with = say::told_with_file(code(&file.name), say::told_bytes(file.size));
        writeln!(into, "\n{}", around.say(&with))?;
    }
    let done = steps(&told.steps, around);
    if !done.is_empty() {
        writeln!(into, "\n### {}\n\n{done}", around.say(&say::told_steps()))?;
    }
    writeln!(into, "\n### {}\n", around.say(&say::told_answer()))?;
    let words = answer(&told.steps);
    match (&turn.error, words.is_empty()) {
        (Some(error), _) => {
            writeln!(into, "{words}\n")?;
            let hint = error.hint.as_ref().map(|hint| around.say(hint));
            writeln!(
                into,
                "**{}** {}",
                around.say(&error.message),
                hint.unwrap_or_default()
            )?;
        }
        (None, true) => writeln!(into, "*{}*", around.say(&say::told_no_words()))?,
        (None, false) => writeln!(into, "{words}")?,
    }
    let sources = sources(&turn.parts);
    if !sources.is_empty() {
        writeln!(into, "\n### {}\n", around.say(&say::told_sources()))?;
        for source in sources {
            let (title, url) = (one_line(&source.title), source.url.as_deref());
            let name = match title.is_empty() {
                true => around.say(&say::told_page()),
                false => title,
            };
            // Another kind of address would be a link that does something.
            match url.filter(|url| is_web(url)) {
                Some(url) => writeln!(into, "{}. {name}: <{url}>", source.number)?,
                None => writeln!(into, "{}. {name}", source.number)?,
            }
        }
    }
    if !told.files.is_empty() {
        writeln!(into, "\n### {}\n", around.say(&say::told_files()))?;
        for file in &told.files {
            let name = screen::view::artifact::whole_name(file);
            write!(into, "- {}", code(&name))?;
            if let Some(size) = file.size {
                write!(into, ", {}", around.say(&say::told_bytes(size)))?;
            }
            match &file.sha256 {
                Some(sha256) => writeln!(into, ", SHA-256 {sha256}")?,
                None => writeln!(into, ", {}", around.say(&say::told_not_kept()))?,
            }
        }
    }
    writeln!(into, "\n*{}*", facts(told, around))
}

pub(super) fn end<W: Write>(into: &mut W, sum: &Sum, around: &Around<'_>) -> Result<()> {
    if sum.tokens == 0 {
        return Ok(());
    }
    let all = say::told_all(say::told_tokens(sum.tokens));
    write!(into, "\n---\n\n{}", around.say(&all))?;
    match sum.cost {
        Some(cost) => writeln!(into, ", {}.", around.say(&money(cost))),
        None => writeln!(into, "."),
    }
}

/// Who answered, when, how long it took and what it used.
pub(super) fn facts(told: &Told, around: &Around<'_>) -> String {
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
        facts.push(around.say(&span(finished_at - turn.started_at)));
    }
    if let Some(tokens) = turn.tokens {
        facts.push(around.say(&say::told_tokens(tokens.total)));
    }
    if let Some(cost) = turn.cost {
        facts.push(around.say(&money(cost)));
    }
    facts.join(" · ")
}

/// What a turn follows, where that is not the one before it.
pub(super) fn note(told: &Told) -> Option<Sentence> {
    told.follows.map(|follows| match follows {
        0 => say::told_beginning(),
        follows => say::told_follows(follows),
    })
}

/// The sources of an answer, each once.
pub(super) fn sources(parts: &[Part]) -> Vec<&Citation> {
    let mut sources: Vec<&Citation> = Vec::new();
    for part in parts {
        if let Part::Text { citations, .. } = part {
            for citation in citations {
                if !sources.iter().any(|known| known.number == citation.number) {
                    sources.push(citation);
                }
            }
        }
    }
    sources
}

/// What was done on the way: thoughts, programs, searches, tools.
fn steps(steps: &[Step], around: &Around<'_>) -> String {
    let mut said = String::new();
    for step in steps {
        let Ok(json) = serde_json::to_value(step) else {
            continue;
        };
        let text = |at: &str| json.pointer(at).and_then(Value::as_str).unwrap_or_default();
        match step.kind() {
            "user_input" | "model_output" => {}
            "thought" => {
                for content in step.content() {
                    if let Some(thought) = content.as_text() {
                        let word = around.say(&say::told_thought());
                        said.push_str(&format!("{word}: {}\n\n", one_line(thought)));
                    }
                }
            }
            "code_execution_call" => {
                said.push_str(&format!(
                    "{}:\n\n{}\n\n",
                    around.say(&say::told_ran()),
                    fenced(text("/arguments/language"), text("/arguments/code"))
                ));
            }
            "code_execution_result" => {
                said.push_str(&format!(
                    "{}:\n\n{}\n\n",
                    around.say(&say::told_printed()),
                    fenced("", text("/result"))
                ));
            }
            "google_search_call" => {
                let queries = json.pointer("/arguments/queries").and_then(Value::as_array);
                for query in queries.into_iter().flatten().filter_map(Value::as_str) {
                    let searched = around.say(&say::told_searched_for(code(query)));
                    said.push_str(&format!("{searched}\n\n"));
                }
            }
            "function_call" | "mcp_server_tool_call" => {
                let arguments = json.get("arguments").unwrap_or(&Value::Null);
                said.push_str(&format!(
                    "{}:\n\n{}\n\n",
                    around.say(&say::told_used(code(text("/name")))),
                    fenced("json", &format!("{arguments:#}"))
                ));
            }
            kind => said.push_str(&format!("{}.\n\n", one_line(&kind.replace('_', " ")))),
        }
    }
    said.trim_end().to_owned()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name as code, whatever is in it.
fn code(text: &str) -> String {
    let text = one_line(text);
    let longest = longest_run(&text);
    let fence = "`".repeat(longest + 1);
    match longest {
        0 => format!("{fence}{text}{fence}"),
        _ => format!("{fence} {text} {fence}"),
    }
}

/// Code, fenced by more than it has.
fn fenced(language: &str, code: &str) -> String {
    let fence = "`".repeat(longest_run(code).max(2) + 1);
    let language: String = language
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    format!(
        "{fence}{language}\n{}\n{fence}",
        code.trim_end_matches('\n')
    )
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

//! A conversation as Markdown.

use std::io::{Result, Write};

use interactions::Step;
use ledger::{Conversation, Kind};
use serde_json::Value;

use super::conversation::{Around, Sum, Told, answer, money, span};
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
    let what = match conversation.kind {
        Kind::Chat => "A chat",
        Kind::Job => "A job",
    };
    let begun = around.moment(conversation.created_at);
    let turns = sum.turns;
    write!(into, "{what} of {begun}, turns: {turns}. ")?;
    if let Some(from) = &conversation.imported_from {
        write!(into, "Taken over from {from}. ")?;
    }
    writeln!(into, "Written by Errand on {}.", around.moment(now()))
}

pub(super) fn turn<W: Write>(into: &mut W, told: &Told, around: &Around<'_>) -> Result<()> {
    let turn = &told.turn;
    let number = told.number;
    writeln!(into, "\n---\n\n## {number}. Question\n")?;
    match told.follows {
        Some(0) => writeln!(into, "*Another beginning.*\n")?,
        Some(follows) => writeln!(into, "*This follows turn {follows}.*\n")?,
        None => {}
    }
    for line in turn.prompt.lines() {
        writeln!(into, "> {line}")?;
    }
    for file in &turn.attachments {
        writeln!(
            into,
            "\nWith the file {} ({} bytes).",
            code(&file.name),
            file.size
        )?;
    }
    let done = steps(&told.steps);
    if !done.is_empty() {
        writeln!(into, "\n### Steps\n\n{done}")?;
    }
    writeln!(into, "\n### Answer\n")?;
    let words = answer(&told.steps);
    match (&turn.error, words.is_empty()) {
        (Some(error), _) => {
            writeln!(into, "{words}\n")?;
            writeln!(
                into,
                "**{}** {}",
                error.message,
                error.hint.as_deref().unwrap_or_default()
            )?;
        }
        (None, true) => writeln!(into, "*No words.*")?,
        (None, false) => writeln!(into, "{words}")?,
    }
    let sources = sources(&turn.parts);
    if !sources.is_empty() {
        writeln!(into, "\n### Sources\n")?;
        for source in sources {
            let (title, url) = (one_line(&source.title), source.url.as_deref());
            let name = if title.is_empty() { "A page" } else { &title };
            match url {
                Some(url) => writeln!(into, "{}. {name}: <{url}>", source.number)?,
                None => writeln!(into, "{}. {name}", source.number)?,
            }
        }
    }
    if !told.files.is_empty() {
        writeln!(into, "\n### Files\n")?;
        for file in &told.files {
            let name = screen::view::artifact::whole_name(file);
            write!(into, "- {}", code(&name))?;
            if let Some(size) = file.size {
                write!(into, ", {size} bytes")?;
            }
            match &file.sha256 {
                Some(sha256) => writeln!(into, ", SHA-256 {sha256}")?,
                None => writeln!(into, ", not kept")?,
            }
        }
    }
    writeln!(into, "\n*{}*", facts(told, around))
}

pub(super) fn end<W: Write>(into: &mut W, sum: &Sum, _: &Around<'_>) -> Result<()> {
    if sum.tokens == 0 {
        return Ok(());
    }
    write!(into, "\n---\n\nAll of it: {} tokens", sum.tokens)?;
    match sum.cost {
        Some(cost) => writeln!(into, ", {}.", money(cost)),
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
        facts.push(span(finished_at - turn.started_at));
    }
    if let Some(tokens) = turn.tokens {
        facts.push(format!("{} tokens", tokens.total));
    }
    if let Some(cost) = turn.cost {
        facts.push(money(cost));
    }
    facts.join(" · ")
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
fn steps(steps: &[Step]) -> String {
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
                        said.push_str(&format!("Thought: {}\n\n", one_line(thought)));
                    }
                }
            }
            "code_execution_call" => {
                said.push_str(&format!(
                    "Ran a program:\n\n{}\n\n",
                    fenced(text("/arguments/language"), text("/arguments/code"))
                ));
            }
            "code_execution_result" => {
                said.push_str(&format!(
                    "It printed:\n\n{}\n\n",
                    fenced("", text("/result"))
                ));
            }
            "google_search_call" => {
                let queries = json.pointer("/arguments/queries").and_then(Value::as_array);
                for query in queries.into_iter().flatten().filter_map(Value::as_str) {
                    said.push_str(&format!("Searched for {}.\n\n", code(query)));
                }
            }
            "function_call" | "mcp_server_tool_call" => {
                let arguments = json.get("arguments").unwrap_or(&Value::Null);
                said.push_str(&format!(
                    "Used {}:\n\n{}\n\n",
                    code(text("/name")),
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

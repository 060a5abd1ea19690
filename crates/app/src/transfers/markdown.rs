//! Exports a conversation as Markdown.

use std::io::{Result, Write};

use artifacts::markdown::fenced;
use interactions::Step;
use serde_json::Value;

use words::say;

use super::conversation::{ExportContext, ExportedTurn, answer};
use super::readable::{ExportFormat, File, Source};

/// The Markdown form.
pub(super) struct Markdown;

impl ExportFormat for Markdown {
    fn begin<W: Write>(
        into: &mut W,
        title: &str,
        about: &[String],
        _: &ExportContext<'_>,
    ) -> Result<()> {
        writeln!(into, "# {}\n\n{}", one_line(title), about.join(" "))
    }

    fn question<W: Write>(
        into: &mut W,
        heading: &str,
        note: Option<&str>,
        exported: &ExportedTurn,
        context: &ExportContext<'_>,
    ) -> Result<()> {
        writeln!(into, "\n---\n\n## {heading}\n")?;
        if let Some(note) = note {
            writeln!(into, "*{note}*\n")?;
        }
        for line in exported.turn.prompt.lines() {
            writeln!(into, "> {line}")?;
        }
        for file in &exported.turn.attachments {
            let with = say::told_with_file(code(&file.name), say::told_bytes(file.size));
            writeln!(into, "\n{}", context.say(&with))?;
        }
        Ok(())
    }

    fn answer<W: Write>(
        into: &mut W,
        exported: &ExportedTurn,
        context: &ExportContext<'_>,
    ) -> Result<()> {
        let done = steps(&exported.steps, context);
        if !done.is_empty() {
            writeln!(into, "\n### {}\n\n{done}", context.say(&say::told_steps()))?;
        }
        writeln!(into, "\n### {}\n", context.say(&say::told_answer()))?;
        let words = answer(&exported.steps);
        match words.is_empty() && exported.turn.error.is_none() {
            true => writeln!(into, "*{}*", context.say(&say::told_no_words())),
            false => writeln!(into, "{words}"),
        }
    }

    fn error<W: Write>(into: &mut W, message: &str, hint: &str) -> Result<()> {
        writeln!(into, "\n**{message}** {hint}")
    }

    fn sources<W: Write>(into: &mut W, heading: &str, sources: &[Source]) -> Result<()> {
        writeln!(into, "\n### {heading}\n")?;
        for source in sources {
            let title = one_line(&source.title);
            match &source.url {
                Some(url) => writeln!(into, "{}. {title}: <{url}>", source.number)?,
                None => writeln!(into, "{}. {title}", source.number)?,
            }
        }
        Ok(())
    }

    fn files<W: Write>(into: &mut W, heading: &str, files: &[File]) -> Result<()> {
        writeln!(into, "\n### {heading}\n")?;
        for file in files {
            write!(into, "- {}", code(&file.name))?;
            for fact in &file.facts {
                write!(into, ", {fact}")?;
            }
            match &file.sha256 {
                Some(sha256) => writeln!(into, ", SHA-256 {sha256}")?,
                None => writeln!(into)?,
            }
        }
        Ok(())
    }

    fn facts<W: Write>(into: &mut W, facts: &str) -> Result<()> {
        writeln!(into, "\n*{facts}*")
    }

    fn end<W: Write>(into: &mut W, all: Option<&str>) -> Result<()> {
        match all {
            Some(all) => writeln!(into, "\n---\n\n{all}"),
            None => Ok(()),
        }
    }
}

/// Lists the steps before the answer: thoughts, programs, searches, tools.
fn steps(steps: &[Step], context: &ExportContext<'_>) -> String {
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
                        let word = context.say(&say::told_thought());
                        said.push_str(&format!("{word}: {}\n\n", one_line(thought)));
                    }
                }
            }
            "code_execution_call" => {
                said.push_str(&format!(
                    "{}:\n\n{}\n\n",
                    context.say(&say::told_ran()),
                    fenced(text("/arguments/language"), text("/arguments/code"))
                ));
            }
            "code_execution_result" => {
                said.push_str(&format!(
                    "{}:\n\n{}\n\n",
                    context.say(&say::told_printed()),
                    fenced("", text("/result"))
                ));
            }
            "google_search_call" => {
                let queries = json.pointer("/arguments/queries").and_then(Value::as_array);
                for query in queries.into_iter().flatten().filter_map(Value::as_str) {
                    let searched = context.say(&say::told_searched_for(code(query)));
                    said.push_str(&format!("{searched}\n\n"));
                }
            }
            "function_call" | "mcp_server_tool_call" => {
                let arguments = json.get("arguments").unwrap_or(&Value::Null);
                said.push_str(&format!(
                    "{}:\n\n{}\n\n",
                    context.say(&say::told_used(code(text("/name")))),
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

/// Formats any text as inline code.
fn code(text: &str) -> String {
    artifacts::markdown::code(&one_line(text))
}

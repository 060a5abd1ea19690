//! The parts of a turn, made from finished steps.

use std::collections::HashMap;

use interactions::{Content, Step, ToolOutput};
use serde_json::Value;
use words::Sentence;

use super::citations;
use super::slots::{self, Slot};
use crate::bridge::Part;

/// Maximum length of program output that is shown, in bytes; the details view has all of it.
const OUTPUT_LIMIT: usize = 32 * 1024;

/// Context needed in addition to the steps.
#[derive(Debug, Clone, Copy)]
pub struct PartContext<'a> {
    /// True if the turn is still running, so that a call without a result is in progress.
    pub running: bool,
    /// Duration of each thought by step, in milliseconds.
    pub thoughts: &'a HashMap<usize, i64>,
    /// Artifact ids of media, by step and content; media that are not stored yet are missing.
    pub media: &'a HashMap<(usize, usize), String>,
    /// Known targets of cited redirects.
    pub addresses: &'a HashMap<String, String>,
}

/// Returns the parts of finished steps.
pub fn finished(steps: &[Step], context: PartContext<'_>) -> Vec<Part> {
    slots::of(steps)
        .into_iter()
        .map(|slot| part(slot, steps, context))
        .collect()
}

/// Returns one part. A text part is complete only if its step is finished.
pub fn part(slot: Slot, steps: &[Step], context: PartContext<'_>) -> Part {
    match slot {
        Slot::Text { step, content } => match &steps[step].content()[content] {
            Content::Text(text) => {
                let (citations, marks) = citations::of(text, context.addresses);
                Part::Text {
                    blocks: render::render_with_citations(&text.text, &marks),
                    citations,
                }
            }
            _ => other(&steps[step]),
        },
        Slot::Thought { step } => Part::Thought {
            blocks: render::render(&summary(&steps[step])),
            ms: context.thoughts.get(&step).copied(),
        },
        Slot::Note { step } => Part::Note {
            text: slots::note(&steps[step])
                .unwrap_or_else(|| Sentence::quoted(summary(&steps[step]))),
        },
        Slot::Media { step, content } => Part::Media {
            artifact: context
                .media
                .get(&(step, content))
                .cloned()
                .unwrap_or_default(),
        },
        Slot::Call { step, result } => {
            call(&steps[step], result.map(|at| &steps[at]), context.running)
        }
        Slot::Other { step } => other(&steps[step]),
    }
}

fn call(step: &Step, result: Option<&Step>, running: bool) -> Part {
    let is_running = running && result.is_none();
    let (output, failed) = match result {
        Some(Step::CodeExecutionResult(result)) => (result.result.as_ref(), result.is_error),
        Some(Step::FunctionResult(result)) => (result.result.as_ref(), result.is_error),
        Some(Step::McpServerToolResult(result)) => (result.result.as_ref(), result.is_error),
        _ => (None, None),
    };
    let output = call_output(is_running, result.is_some(), output);
    let failed = failed == Some(true);
    match step {
        Step::CodeExecutionCall(it) => {
            let code = it.arguments.as_ref();
            let language = code
                .and_then(|code| code.language.as_ref())
                .map_or("", |language| language.as_str());
            let source = code
                .and_then(|code| code.code.as_deref())
                .unwrap_or_default();
            Part::Code {
                language: language.to_owned(),
                html: render::highlight(source, language),
                output,
                failed,
            }
        }
        Step::FunctionCall(it) => Part::Tool {
            name: it.name.clone().unwrap_or_default(),
            server: None,
            arguments: arguments(it.arguments.as_ref()),
            result: output,
            failed,
        },
        Step::McpServerToolCall(it) => Part::Tool {
            name: it.name.clone().unwrap_or_default(),
            server: it.server_name.clone(),
            arguments: arguments(it.arguments.as_ref()),
            result: output,
            failed,
        },
        Step::UrlContextCall(it) => {
            let requested = it
                .arguments
                .as_ref()
                .map(|urls| urls.urls.as_slice())
                .unwrap_or_default();
            Part::Pages {
                pages: pages_with_outcome(requested, result),
            }
        }
        Step::GoogleSearchCall(_)
        | Step::GoogleMapsCall(_)
        | Step::RetrievalCall(_)
        | Step::FileSearchCall(_) => Part::Search {
            queries: queries(step),
            of_pictures: is_for_pictures(step),
            running: is_running,
        },
        step => other(step),
    }
}

/// Returns the pages of a call, requested ones first, each with the status that its result has for it; empty if none.
fn pages_with_outcome(requested: &[String], result: Option<&Step>) -> Vec<(String, String)> {
    let results = match result {
        Some(Step::UrlContextResult(result)) => result.result.as_deref().unwrap_or_default(),
        _ => &[],
    };
    let outcome = |url: &str| {
        results
            .iter()
            .find(|result| result.url.as_deref() == Some(url))
            .and_then(|result| result.status.as_ref())
            .map_or("", |status| status.as_str())
            .to_owned()
    };
    let mut pages: Vec<_> = requested
        .iter()
        .map(|url| (url.clone(), outcome(url)))
        .collect();
    for result in results {
        if let Some(url) = result
            .url
            .as_deref()
            .filter(|url| !requested.iter().any(|it| it == url))
        {
            pages.push((url.to_owned(), outcome(url)));
        }
    }
    pages
}

/// Returns true if a search call looks for pictures.
fn is_for_pictures(step: &Step) -> bool {
    match step {
        Step::GoogleSearchCall(call) => call.search_type.as_deref() == Some("image_search"),
        _ => false,
    }
}

/// Returns the queries of a search call.
pub fn queries(step: &Step) -> Vec<String> {
    let queries = match step {
        Step::GoogleSearchCall(it) => it.arguments.as_ref(),
        Step::GoogleMapsCall(it) => it.arguments.as_ref(),
        Step::RetrievalCall(it) => it.arguments.as_ref(),
        _ => None,
    };
    queries.map(|it| it.queries.clone()).unwrap_or_default()
}

/// Returns the output of a call: `None` while it runs, empty if it ended without output.
fn call_output(is_running: bool, has_result: bool, output: Option<&ToolOutput>) -> Option<String> {
    if is_running {
        return None;
    }
    let text = match output {
        Some(output) => output.text().unwrap_or_else(|| pretty(output)),
        None if has_result => String::new(),
        None => return None,
    };
    Some(truncate_output(text))
}

/// Cuts a text at `OUTPUT_LIMIT` bytes.
pub fn truncate_output(mut text: String) -> String {
    if text.len() > OUTPUT_LIMIT {
        text.truncate(text.floor_char_boundary(OUTPUT_LIMIT));
        text.push('…');
    }
    text
}

fn arguments(arguments: Option<&Value>) -> String {
    match arguments {
        Some(Value::Object(map)) if map.is_empty() => String::new(),
        Some(Value::String(text)) => truncate_output(text.clone()),
        Some(value) => truncate_output(pretty(value)),
        None => String::new(),
    }
}

fn other(step: &Step) -> Part {
    Part::Other {
        kind: step.kind().to_owned(),
        json: truncate_output(pretty(step)),
    }
}

fn pretty(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// Returns the summary of a thought.
pub fn summary(step: &Step) -> String {
    step.content()
        .iter()
        .filter_map(Content::as_text)
        .collect::<Vec<_>>()
        .concat()
}

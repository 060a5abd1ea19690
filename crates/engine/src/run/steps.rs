//! Writes steps to the record, as groups of events.

use interactions::types::delta::ThoughtSignatureDelta;
use interactions::types::step::{
    FunctionCall, FunctionResult, GoogleSearchCall, GoogleSearchResult, McpServerToolCall,
    McpServerToolResult, UrlContextCall, UrlContextResult,
};
use interactions::{Delta, Step};
use serde_json::json;

use super::compaction;
use super::fences::Part;
use super::recorder::Recorder;
use super::reminder;
use super::timeline::OWN;
use crate::brain::coach::Reminder;

/// Writes text parts; stops at the first block and returns it.
pub(super) fn say_until_block(record: &mut Recorder, parts: Vec<Part>) -> Option<Part> {
    for part in parts {
        match part {
            Part::Text(text) => say_text(record, &text),
            block => return Some(block),
        }
    }
    None
}

pub(super) fn say_text(record: &mut Recorder, text: &str) {
    if text.is_empty() {
        return;
    }
    record.record_reply(text);
    record.text(text);
}

/// Begins the round in which the brain writes a missing file.
pub(super) fn remind(record: &mut Recorder, reminder: &Reminder) {
    let name = &reminder.file;
    let index = record.start(Step::shell("thought"));
    record.delta(
        index,
        Delta::thought_summary(format!("{name} was asked for and is not there yet.")),
    );
    record.delta(index, signed(reminder::signature(name)));
    record.close();
    record.record_reply(&reminder.opening);
}

/// Writes once the notice that a part of the conversation was or may be left out, unless an open step continues.
pub(super) fn write_cut_notice(record: &mut Recorder, notice: String, signature: String) {
    let timeline = record.timeline();
    if timeline.open().is_some() || timeline.steps().iter().any(compaction::is_notice) {
        return;
    }
    let index = record.start(Step::shell("thought"));
    record.delta(index, Delta::thought_summary(notice));
    record.delta(index, signed(signature));
    record.close();
}

/// The last delta of a thought.
pub(super) fn signed(signature: String) -> Delta {
    Delta::ThoughtSignature(ThoughtSignatureDelta {
        signature: Some(signature),
        ..ThoughtSignatureDelta::default()
    })
}

/// Starts a call step; its arguments follow as JSON text.
pub(super) fn start_call(record: &mut Recorder, id: &str, name: &str) {
    let shell = FunctionCall {
        id: Some(id.to_owned()),
        name: Some(name.to_owned()),
        arguments: Some(json!({})),
        ..FunctionCall::default()
    };
    record.start(Step::FunctionCall(shell));
}

/// Writes the complete step of an engine-run tool, or of its result: its shell, then the rest in one delta (contract
/// section 8.4).
pub(super) fn write_step(record: &mut Recorder, step: Step) {
    let (shell, rest) = split_step(step);
    let index = record.start(shell);
    record.delta(index, Delta::Step(Box::new(rest)));
    record.close();
}

/// Splits a step into the shell that starts it and the content of its delta; the ids are in the shell only.
fn split_step(mut step: Step) -> (Step, Step) {
    let shell = match &mut step {
        Step::McpServerToolCall(call) => Step::McpServerToolCall(McpServerToolCall {
            id: call.id.take(),
            name: call.name.clone(),
            server_name: call.server_name.clone(),
            arguments: Some(json!({})),
            ..McpServerToolCall::default()
        }),
        Step::McpServerToolResult(result) => Step::McpServerToolResult(McpServerToolResult {
            call_id: result.call_id.take(),
            name: result.name.clone(),
            server_name: result.server_name.clone(),
            ..McpServerToolResult::default()
        }),
        Step::UrlContextCall(call) => Step::UrlContextCall(UrlContextCall {
            id: call.id.take(),
            ..UrlContextCall::default()
        }),
        Step::UrlContextResult(result) => Step::UrlContextResult(UrlContextResult {
            call_id: result.call_id.take(),
            ..UrlContextResult::default()
        }),
        Step::GoogleSearchCall(call) => Step::GoogleSearchCall(GoogleSearchCall {
            id: call.id.take(),
            search_type: call.search_type.take(),
            ..GoogleSearchCall::default()
        }),
        Step::GoogleSearchResult(result) => Step::GoogleSearchResult(GoogleSearchResult {
            call_id: result.call_id.take(),
            ..GoogleSearchResult::default()
        }),
        other => other.clone(),
    };
    (shell, step)
}

/// Refuses the call that was written last: adds a result, in place of the client's, that says why it was not made.
pub(super) fn refuse_call(record: &mut Recorder, id: &str, name: &str, why: &str) {
    record.close();
    let shell = FunctionResult {
        call_id: Some(id.to_owned()),
        name: Some(name.to_owned()),
        ..FunctionResult::default()
    };
    let index = record.start(Step::FunctionResult(shell.clone()));
    let result = FunctionResult {
        result: Some(format!("The call was not made: {why}").into()),
        is_error: Some(true),
        ..shell
    };
    record.delta(index, Delta::Step(Box::new(Step::FunctionResult(result))));
    record.close();
}

pub(super) fn start_write(record: &mut Recorder, path: &str, content: &str) {
    let arguments = json!({"path": path, "content": content}).to_string();
    start_call(record, &format!("{OWN}{}", short_id()), "write_file");
    record.arguments(&arguments);
    record.close();
}

/// A new id for a call.
pub(super) fn short_id() -> String {
    let id = uuid::Uuid::new_v4().simple().to_string();
    id[..12].to_owned()
}

//! The steps that a run writes, as groups of events.

use interactions::types::delta::ThoughtSignatureDelta;
use interactions::types::step::FunctionCall;
use interactions::{Delta, Step};
use serde_json::json;

use super::fences::Part;
use super::recorder::Recorder;
use super::reminder;

/// Writes words as they come; gives back the first part that wants something done.
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
    record.say(text);
    record.text(text);
}

/// Opens the round in which the brain writes a file that is missing.
pub(super) fn remind(record: &mut Recorder, name: &str) {
    let index = record.start(Step::shell("thought"));
    record.delta(
        index,
        Delta::thought_summary(format!("{name} was asked for and is not there yet.")),
    );
    let signature = ThoughtSignatureDelta {
        signature: Some(reminder::signature(name)),
        ..ThoughtSignatureDelta::default()
    };
    record.delta(index, Delta::ThoughtSignature(signature));
    record.close();
    record.say(&reminder::opening(name));
}

pub(super) fn start_call(record: &mut Recorder, id: &str, name: &str, arguments: &str) {
    let shell = FunctionCall {
        id: Some(id.to_owned()),
        name: Some(name.to_owned()),
        arguments: Some(json!({})),
        ..FunctionCall::default()
    };
    let index = record.start(Step::FunctionCall(shell));
    record.delta(index, Delta::arguments(arguments));
}

pub(super) fn start_write(record: &mut Recorder, path: &str, content: &str) {
    let arguments = json!({"path": path, "content": content}).to_string();
    start_call(
        record,
        &format!("own_{}", short_id()),
        "write_file",
        &arguments,
    );
    record.close();
}

/// An id for a call.
pub(super) fn short_id() -> String {
    let id = uuid::Uuid::new_v4().simple().to_string();
    id[..12].to_owned()
}

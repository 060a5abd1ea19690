//! The steps that a run writes, as groups of events.

use interactions::types::delta::ThoughtSignatureDelta;
use interactions::types::step::{FunctionCall, FunctionResult};
use interactions::{Delta, Step};
use serde_json::json;

use super::fences::Part;
use super::recorder::Recorder;
use super::reminder;
use super::timeline::OWN;
use crate::brain::coach::Reminder;

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
pub(super) fn remind(record: &mut Recorder, reminder: &Reminder) {
    let name = &reminder.file;
    let index = record.start(Step::shell("thought"));
    record.delta(
        index,
        Delta::thought_summary(format!("{name} was asked for and is not there yet.")),
    );
    record.delta(index, signed(reminder::signature(name)));
    record.close();
    record.say(&reminder.opening);
}

/// The last delta of a thought.
pub(super) fn signed(signature: String) -> Delta {
    Delta::ThoughtSignature(ThoughtSignatureDelta {
        signature: Some(signature),
        ..ThoughtSignatureDelta::default()
    })
}

/// Opens a call; its arguments follow as JSON text.
pub(super) fn start_call(record: &mut Recorder, id: &str, name: &str) {
    let shell = FunctionCall {
        id: Some(id.to_owned()),
        name: Some(name.to_owned()),
        arguments: Some(json!({})),
        ..FunctionCall::default()
    };
    record.start(Step::FunctionCall(shell));
}

/// Answers the call that was written last in the client's stead: it was not made, and `why`.
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

/// An id for a call.
pub(super) fn short_id() -> String {
    let id = uuid::Uuid::new_v4().simple().to_string();
    id[..12].to_owned()
}

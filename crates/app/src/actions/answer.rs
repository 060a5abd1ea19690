//! Builds the request that carries the person's answers to function calls (contract section 15.1).

use std::collections::HashMap;

use interactions::types::step::FunctionCall;
use interactions::{CreateInteraction, ToolOutput};
use serde_json::{Map, Value};
use words::{Language, Sentence, say};

use super::{PendingCalls, in_words, reading, schema};
use crate::bridge::{ActionAnswer, ActionReply, BridgeError, RequestedAction};
use crate::errors::{self, Result};

/// The JSON key of the person's own words beside a form's fields.
const WORDS: &str = "answer";
/// The key in its place, if a field has that name already.
const OTHER_WORDS: &str = "remark";

/// The results of calls that Errand carried out, by call: the title of each, and the output or the reason for its
/// absence.
pub(crate) type CallOutcomes =
    HashMap<String, (Sentence, std::result::Result<ToolOutput, Sentence>)>;

/// Builds the request that follows a turn with the answers to all its calls, and the answers in words for the ledger.
///
/// # Errors
/// `Invalid`, when the turn asks nothing, a call has no answer, or a field has an invalid value; the message names
/// it.
pub(crate) fn answer(
    pending: &PendingCalls,
    answers: &[ActionAnswer],
    outcomes: &CallOutcomes,
    language: Language,
) -> Result<(CreateInteraction, String)> {
    let calls = pending.calls();
    if calls.is_empty() {
        return Err(errors::invalid(say::nothing_asked()));
    }
    let by_call: HashMap<&str, &ActionReply> = answers
        .iter()
        .map(|answer| (answer.call.as_str(), &answer.reply))
        .collect();
    let mut results = Vec::with_capacity(calls.len());
    let mut said = Vec::with_capacity(calls.len());
    for (id, call) in calls {
        let action = pending.action(id, call);
        let reply = by_call.get(id).ok_or_else(|| unanswered(&action))?;
        let outcome = outcomes.get(id);
        let title = outcome.map_or(&action.title, |(title, _)| title);
        let answered = match (reply, outcome) {
            (ActionReply::Approved { .. }, Some((_, outcome))) => carried_out(outcome.clone()),
            (ActionReply::Approved { .. }, None) => {
                return Err(errors::invalid(say::not_for_errand(action.title.clone())));
            }
            (ActionReply::Declined { reason }, _) => declined_answer(reason.trim()),
            (ActionReply::Given { values, words }, _) => {
                typed_answer(pending, call, &action, values, words.trim())?
            }
        };
        said.push(language.say(&say::answer_line(title.clone(), answered.words)));
        results.push(call.answer(answered.result));
    }
    let request = pending.request.answered(&pending.interaction, results);
    request
        .validate()
        .map_err(|reason| errors::invalid(Sentence::quoted(reason.to_string())))?;
    Ok((request, said.join("\n")))
}

fn unanswered(action: &RequestedAction) -> BridgeError {
    errors::invalid(say::action_unanswered(action.title.clone()))
}

/// The answer to one call.
struct CallAnswer {
    /// The result for the model, or an error text.
    result: std::result::Result<ToolOutput, String>,
    /// The words for the ledger.
    words: Sentence,
}

fn carried_out(outcome: std::result::Result<ToolOutput, Sentence>) -> CallAnswer {
    let words = match &outcome {
        Ok(_) => say::answer_approved(),
        Err(why) => say::answer_not_done(why.clone()),
    };
    CallAnswer {
        result: outcome.map_err(|why| why.to_string()),
        words,
    }
}

fn declined_answer(reason: &str) -> CallAnswer {
    if reason.is_empty() {
        return CallAnswer {
            result: Err("The person declined.".to_owned()),
            words: say::answer_declined(),
        };
    }
    CallAnswer {
        result: Err(format!("The person declined: {reason}")),
        words: say::answer_declined_because(reason),
    }
}

fn typed_answer(
    pending: &PendingCalls,
    call: &FunctionCall,
    action: &RequestedAction,
    values: &[(String, String)],
    own: &str,
) -> Result<CallAnswer> {
    let form = pending.form(call);
    let mut object = Map::new();
    let mut said = Vec::new();
    for field in &form.fields {
        let typed = values.iter().find(|(name, _)| *name == field.name);
        let typed = typed.map_or("", |(_, typed)| typed.as_str());
        let value = reading::value(field, form.schema, typed).map_err(|wrong| {
            let inside = (wrong.field != field.label).then_some(&wrong.field);
            let name = inside.map_or(field.label.clone(), |inside| {
                format!("{}, {inside}", field.label)
            });
            errors::invalid(say::field_wrong(name, &wrong.wants))
        })?;
        if let Some(value) = value {
            said.push(format!("{} {}", field.label, value_as_text(&value)));
            object.insert(field.name.clone(), value);
        }
    }
    if object.is_empty() {
        if own.is_empty() {
            return Err(unanswered(action));
        }
        return Ok(CallAnswer {
            result: Ok(words(own)),
            words: Sentence::quoted(own),
        });
    }
    let mut in_words = said.join(", ");
    if !own.is_empty() {
        let key = if object.contains_key(WORDS) {
            OTHER_WORDS
        } else {
            WORDS
        };
        object.insert(key.to_owned(), Value::from(own));
        in_words = format!("{in_words}. {own}");
    }
    Ok(CallAnswer {
        result: Ok(ToolOutput::Json(Value::Object(object))),
        words: Sentence::quoted(in_words),
    })
}

/// Writes a value of a form as part of a sentence.
fn value_as_text(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| {
                format!("{} {}", schema::words_of(name), value_as_text(value))
            });
            format!("({})", fields.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => items
            .iter()
            .map(value_as_text)
            .collect::<Vec<_>>()
            .join("; "),
        other => in_words(other),
    }
}

/// Parses a JSON object; any other input stays text.
fn words(own: &str) -> ToolOutput {
    match serde_json::from_str(own) {
        Ok(object @ Value::Object(_)) => ToolOutput::Json(object),
        _ => ToolOutput::Text(own.to_owned()),
    }
}

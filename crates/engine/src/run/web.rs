//! Page fetches and searches in a conversation: how a brain is told of its own calls, also in later turns.

use interactions::Step;
use serde_json::{Value, json};

use crate::brain::{Call, CallResult, Part, Role};
use crate::web::{READ, SEARCH, kept_text};

/// Placeholder for results that another server found and did not pass on.
const NOT_KEPT: &str = "[What was found was not kept in this conversation.]";

/// The call or result as message parts; `None` for other steps. `calls`: whether calls can be sent as such.
pub(super) fn message_parts(step: &Step, calls: bool) -> Option<(Role, Vec<Part>)> {
    let (name, signature, is_error) = match step {
        Step::UrlContextCall(call) => {
            let urls = call.arguments.as_ref().map_or(&[][..], |it| &it.urls);
            return call_message(READ, step, json!({"urls": urls})).filter(|_| calls);
        }
        Step::GoogleSearchCall(call) => {
            let queries = call.arguments.as_ref().map_or(&[][..], |it| &it.queries);
            return call_message(SEARCH, step, json!({"queries": queries})).filter(|_| calls);
        }
        Step::UrlContextResult(result) => (READ, &result.signature, result.is_error),
        Step::GoogleSearchResult(result) => (SEARCH, &result.signature, result.is_error),
        _ => return None,
    };
    let words = signature.as_deref().and_then(kept_text);
    let words = words.unwrap_or_else(|| NOT_KEPT.to_owned());
    let part = match calls {
        true => Part::Result(CallResult {
            id: step.call_id().unwrap_or_default().to_owned(),
            name: name.to_owned(),
            parts: vec![Part::Text(words)],
            is_error: is_error == Some(true),
        }),
        false => Part::Text(format!("Result of {name}: {words}")),
    };
    Some((Role::User, vec![part]))
}

fn call_message(name: &str, step: &Step, arguments: Value) -> Option<(Role, Vec<Part>)> {
    let call = Call {
        id: step.id().unwrap_or_default().to_owned(),
        name: name.to_owned(),
        arguments,
    };
    Some((Role::Assistant, vec![Part::Call(call)]))
}

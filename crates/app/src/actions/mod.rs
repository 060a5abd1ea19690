//! Function calls that the person has to answer: the questions, and the answers (contract section 15.1).

mod answer;
mod files;
mod reading;
mod schema;

use interactions::types::step::FunctionCall;
use interactions::{CreateInteraction, Interaction, Status, Tool, tool};
use serde_json::Value;

pub(crate) use answer::{CallOutcomes, answer};
pub(crate) use files::with_bytes;
pub(crate) use schema::words_of;

use screen::view::parts;

use words::{Sentence, say};

use crate::bridge::{ActionField, FieldKind, FreeText, RequestedAction};

static NOTHING: Value = Value::Null;

/// A turn that ended with function calls: its request and its result.
#[derive(Debug, Clone)]
pub(crate) struct PendingCalls {
    /// The request.
    pub(crate) request: CreateInteraction,
    /// The resulting interaction.
    pub(crate) interaction: Interaction,
    /// The tools in the agent's definition, as its server lists it, which apply if the request names none. Others may
    /// have written them, so only their forms are used.
    defined: Vec<Tool>,
}

impl PendingCalls {
    /// Makes the value for this row, which ended with function calls, from its stored steps and request; `defined`
    /// are the tools of its agent's definition.
    pub(crate) fn new(
        row: &ledger::Interaction,
        steps: Vec<interactions::Step>,
        request: CreateInteraction,
        defined: Vec<Tool>,
    ) -> Self {
        Self {
            request,
            defined,
            interaction: Interaction {
                id: row.api_id.as_deref().map(Into::into),
                status: Some(Status::RequiresAction),
                environment_id: row.environment_id.as_deref().map(Into::into),
                steps,
                ..Interaction::default()
            },
        }
    }

    /// Returns the questions, in the order of the calls.
    pub(crate) fn actions(&self) -> Vec<RequestedAction> {
        self.calls()
            .into_iter()
            .map(|(id, call)| self.action(id, call))
            .collect()
    }

    /// Returns the pending calls. A call without an id cannot be answered and is left out.
    pub(crate) fn calls(&self) -> Vec<(&str, &FunctionCall)> {
        let pending = self.interaction.pending_calls().into_iter();
        pending
            .filter_map(|call| Some((call.id.as_deref().filter(|id| !id.is_empty())?, call)))
            .collect()
    }

    fn action(&self, id: &str, call: &FunctionCall) -> RequestedAction {
        let form = self.form(call);
        let shown = |key: &str| form.fields.iter().any(|field| field.name == key);
        let given = arguments_in_words(call, |key| !shown(key));
        let name = call.name.clone().unwrap_or_default();
        let about = self
            .declared(&name)
            .and_then(|function| function.description.clone());
        RequestedAction {
            call: id.to_owned(),
            title: Sentence::quoted(schema::words_of(&name)),
            about: about.filter(|about| !about.trim().is_empty()),
            name,
            given,
            fields: form.fields,
            free_text: form.free_text,
            deed: None,
        }
    }

    /// Returns all arguments of a call: names as a person would write them, and values.
    pub(crate) fn arguments_in_words(&self, call: &FunctionCall) -> Vec<(String, String)> {
        arguments_in_words(call, |_| true)
    }

    /// Returns the form for a call. If the function declares its result, the form has that shape. Else only the
    /// arguments are known: those that the call leaves open, and those with choices, make the form; a text in the
    /// call is its message to the person.
    fn form(&self, call: &FunctionCall) -> Form<'_> {
        let name = call.name.as_deref().unwrap_or_default();
        let Some(function) = self.declared(name) else {
            return Form::default();
        };
        let result = function.extra.get("response");
        if let Some(result) = result.or_else(|| function.extra.get("response_json_schema")) {
            let fields = schema::fields(result, &Value::Null);
            if !fields.is_empty() {
                return Form {
                    schema: result,
                    fields,
                    free_text: FreeText::None,
                };
            }
        }
        let Some(parameters) = &function.parameters else {
            return Form::default();
        };
        let mut fields = schema::fields(parameters, call.arguments.as_ref().unwrap_or(&NOTHING));
        fields.retain(|field| field.kind != FieldKind::Text || field.value.is_empty());
        if fields.is_empty() {
            return Form::default();
        }
        Form {
            schema: parameters,
            fields,
            free_text: FreeText::Optional,
        }
    }

    /// Returns the function as the request declared it, or, if the request names no tools, as the agent's definition
    /// does (contract section 10).
    fn declared(&self, name: &str) -> Option<&tool::Function> {
        let tools = match self.request.tools.as_slice() {
            [] => &self.defined,
            tools => tools,
        };
        tools.iter().find_map(|tool| match tool {
            Tool::Function(function) if function.name.as_deref() == Some(name) => Some(function),
            _ => None,
        })
    }
}

/// Summarises the questions in one line; `None` if there are none.
pub(crate) fn question(actions: &[RequestedAction]) -> Option<Sentence> {
    let first = actions.first()?;
    let said = first.given.iter().find(|(_, value)| !value.is_empty());
    let said = said.map(|(_, value)| value.as_str());
    let line = match (&first.deed, said.or(first.about.as_deref())) {
        (Some(deed), _) => deed.says.clone(),
        (None, Some(said)) => say::answer_line(first.title.clone(), said),
        (None, None) => first.title.clone(),
    };
    Some(match actions.len() {
        1 => line,
        many => say::and_more(line, many - 1),
    })
}

/// Returns the arguments of a call with the wanted names.
fn arguments_in_words(
    call: &FunctionCall,
    is_wanted: impl Fn(&str) -> bool,
) -> Vec<(String, String)> {
    match &call.arguments {
        Some(Value::Object(map)) => map
            .iter()
            .filter(|(key, _)| is_wanted(key))
            .map(|(key, value)| (words_of(key), parts::truncate_output(in_words(value))))
            .collect(),
        None | Some(Value::Null) => Vec::new(),
        Some(other) => vec![(String::new(), parts::truncate_output(in_words(other)))],
    }
}

/// The form for answering a call.
struct Form<'a> {
    /// The schema of the object that the fields make up.
    schema: &'a Value,
    fields: Vec<ActionField>,
    free_text: FreeText,
}

impl Default for Form<'_> {
    /// No form: the answer is words alone.
    fn default() -> Self {
        Self {
            schema: &NOTHING,
            fields: Vec::new(),
            free_text: FreeText::Required,
        }
    }
}

/// Writes a value as a person would.
fn in_words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Null => String::new(),
        Value::Number(number) => number.to_string(),
        other => serde_json::to_string_pretty(other).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests;

//! Functions that are the person's to run: what is asked of them, and the answer (contract section 15.1).

mod answer;
mod files;
mod reading;
mod schema;

use interactions::types::step::FunctionCall;
use interactions::{CreateInteraction, Interaction, Status, Tool, tool};
use serde_json::Value;

pub(crate) use answer::{Outcomes, answer};
pub(crate) use files::with_bytes;
pub(crate) use schema::words_of;

use screen::view::parts;

use words::{Sentence, say};

use crate::bridge::{ActionField, FieldKind, OwnWords, RequestedAction};

static NOTHING: Value = Value::Null;

/// A turn that asks for something, as its server knows it: what was sent and what came back.
#[derive(Debug, Clone)]
pub(crate) struct Asking {
    /// The request.
    pub(crate) request: CreateInteraction,
    /// What came of it.
    pub(crate) interaction: Interaction,
    /// The tools of the agent's definition, as its server lists it: what is declared where the request names none.
    /// Somebody else wrote them, so they are read for forms alone.
    defined: Vec<Tool>,
}

impl Asking {
    /// The turn of this row, which ended by asking; its steps and its request are those that are stored, and `defined`
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

    /// What is asked, in the order of the calls.
    pub(crate) fn actions(&self) -> Vec<RequestedAction> {
        self.calls()
            .into_iter()
            .map(|(id, call)| self.action(id, call))
            .collect()
    }

    /// The calls that wait. One without an id cannot be answered.
    pub(crate) fn calls(&self) -> Vec<(&str, &FunctionCall)> {
        let pending = self.interaction.pending_calls().into_iter();
        pending
            .filter_map(|call| Some((call.id.as_deref().filter(|id| !id.is_empty())?, call)))
            .collect()
    }

    fn action(&self, id: &str, call: &FunctionCall) -> RequestedAction {
        let form = self.form(call);
        let shown = |key: &str| form.fields.iter().any(|field| field.name == key);
        let given = given(call, |key| !shown(key));
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
            own_words: form.own_words,
            deed: None,
        }
    }

    /// All that a call says: names as a person would write them, and values.
    pub(crate) fn given(&self, call: &FunctionCall) -> Vec<(String, String)> {
        given(call, |_| true)
    }

    /// The form of a call. A function that declares its result is answered in that shape. Of any other only the
    /// arguments are known: those that the call leaves open, and those that can be chosen, are the form; a text that
    /// the call brings is what it says to the person.
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
                    own_words: OwnWords::Unwanted,
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
            own_words: OwnWords::Welcome,
        }
    }

    /// The function as the request declared it, or, where that names no tools, the agent's definition (contract section
    /// 10).
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

/// What is asked, in a line; nothing when nothing is.
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

/// What a call says under some of its names.
fn given(call: &FunctionCall, is_wanted: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    match &call.arguments {
        Some(Value::Object(map)) => map
            .iter()
            .filter(|(key, _)| is_wanted(key))
            .map(|(key, value)| (words_of(key), parts::cut(in_words(value))))
            .collect(),
        None | Some(Value::Null) => Vec::new(),
        Some(other) => vec![(String::new(), parts::cut(in_words(other)))],
    }
}

/// How a call is answered.
struct Form<'a> {
    /// The schema of the object that the fields make.
    schema: &'a Value,
    fields: Vec<ActionField>,
    own_words: OwnWords,
}

impl Default for Form<'_> {
    /// No form: words alone.
    fn default() -> Self {
        Self {
            schema: &NOTHING,
            fields: Vec::new(),
            own_words: OwnWords::Needed,
        }
    }
}

/// A value as a person would write it.
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

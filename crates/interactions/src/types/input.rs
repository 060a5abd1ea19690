//! The input of a request (contract section 3.1).

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::content::Content;
use super::odd::{FieldPath, Odd};
use super::step::{FunctionResult, Step, UserInput};
use super::wire::{Wire, misshapen};

/// The input of a request: text, content, or an explicit history of steps (contract section 3.1).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Input {
    /// A single text of the user.
    Text(String),
    /// One content object: one user turn.
    OneContent(Box<Content>),
    /// A list of content: one user turn.
    Content(Vec<Content>),
    /// One step without a list: servers accept it (section 3.1), the official SDK refuses to send it.
    OneStep(Box<Step>),
    /// An explicit history, or the results of client functions.
    Steps(Vec<Step>),
    /// Another form, such as a list that mixes content and steps, kept verbatim.
    Other(Value),
}

impl Input {
    /// The input as steps: text and content become one user step. `None` for [`Input::Other`].
    pub fn into_steps(self) -> Option<Vec<Step>> {
        let user = |content| {
            vec![Step::UserInput(UserInput {
                content,
                ..UserInput::default()
            })]
        };
        Some(match self {
            Self::Text(text) => vec![Step::user_text(text)],
            Self::OneContent(content) => user(vec![*content]),
            Self::Content(content) => user(content),
            Self::OneStep(step) => vec![*step],
            Self::Steps(steps) => steps,
            Self::Other(_) => return None,
        })
    }

    /// The steps of the input; empty for text and content.
    pub fn steps(&self) -> &[Step] {
        match self {
            Self::OneStep(step) => std::slice::from_ref(&**step),
            Self::Steps(steps) => steps,
            _ => &[],
        }
    }

    /// The function results among the steps.
    pub fn function_results(&self) -> impl Iterator<Item = &FunctionResult> {
        self.steps().iter().filter_map(|step| match step {
            Step::FunctionResult(result) => Some(result),
            _ => None,
        })
    }

    /// The content of the user, in order; [`Input::Text`] is left out.
    pub(crate) fn user_content(&self) -> Vec<&Content> {
        match self {
            Self::OneContent(content) => vec![&**content],
            Self::Content(content) => content.iter().collect(),
            _ => {
                let turns = self.steps().iter();
                let turns = turns.filter(|step| matches!(step, Step::UserInput(_)));
                turns.flat_map(Step::content).collect()
            }
        }
    }

    /// Returns true if the input is empty.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Content(content) => content.is_empty(),
            Self::Steps(steps) => steps.is_empty(),
            Self::OneContent(_) | Self::OneStep(_) | Self::Other(_) => false,
        }
    }
}

impl From<&str> for Input {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Input {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Content> for Input {
    fn from(content: Content) -> Self {
        Self::OneContent(Box::new(content))
    }
}

impl From<Vec<Content>> for Input {
    fn from(content: Vec<Content>) -> Self {
        Self::Content(content)
    }
}

impl From<Step> for Input {
    /// A lone step is sent inside a list, because every server accepts that form.
    fn from(step: Step) -> Self {
        Self::Steps(vec![step])
    }
}

impl From<Vec<Step>> for Input {
    fn from(steps: Vec<Step>) -> Self {
        Self::Steps(steps)
    }
}

impl Serialize for Input {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::OneContent(content) => content.serialize(serializer),
            Self::Content(content) => content.serialize(serializer),
            Self::OneStep(step) => step.serialize(serializer),
            Self::Steps(steps) => steps.serialize(serializer),
            Self::Other(value) => value.serialize(serializer),
        }
    }
}

impl Wire for Input {
    fn read(value: Value) -> Result<Self, Value> {
        let is_content = |item: &Value| match item.get("type") {
            Some(kind) => kind.as_str().is_some_and(Content::is_kind),
            None => item.get("text").is_some(),
        };
        let is_step =
            |item: &Value| item.get("type").is_some_and(Value::is_string) && !is_content(item);
        Ok(match value {
            Value::String(text) => Self::Text(text),
            Value::Object(map) => {
                let value = Value::Object(map);
                if is_content(&value) {
                    Self::OneContent(Box::new(Content::read(value)?))
                } else if is_step(&value) {
                    Self::OneStep(Box::new(Step::read(value)?))
                } else {
                    Self::Other(value)
                }
            }
            Value::Array(items) if items.iter().all(is_content) => {
                Self::Content(Vec::read(Value::Array(items))?)
            }
            Value::Array(items) if items.iter().all(is_step) => {
                Self::Steps(Vec::read(Value::Array(items))?)
            }
            other => Self::Other(other),
        })
    }

    fn odd(&self, path: &FieldPath<'_>, found: &mut Vec<Odd>) {
        match self {
            Self::Text(_) => {}
            Self::OneContent(content) => content.odd(path, found),
            Self::Content(content) => content.odd(path, found),
            Self::OneStep(step) => step.odd(path, found),
            Self::Steps(steps) => steps.odd(path, found),
            Self::Other(value) => misshapen(path, value, found),
        }
    }
}

deserialize_by_wire!(Input, "input");

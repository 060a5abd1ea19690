//! Function calls of a turn that wait for the person (contract section 15.1), and the answers to them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use words::Sentence;

/// The function calls of a turn that wait for the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RequestedActions {
    /// The calls, in the order in which the model or agent made them; all are answered together. Empty if none waits.
    pub actions: Vec<RequestedAction>,
    /// Id of the turn that answered them; null if they are not answered.
    pub answered_by: Option<String>,
}

/// A function call of a model or agent that the person carries out, decides or approves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RequestedAction {
    /// Id of the call.
    pub call: String,
    /// Name of the function in plain words.
    #[ts(as = "String")]
    pub title: Sentence,
    /// Name of the function.
    pub name: String,
    /// Description of the function, from its declaration; null if it has none.
    pub about: Option<String>,
    /// Arguments of the call that are not in the form: pairs of a name in plain words and a value.
    pub given: Vec<(String, String)>,
    /// Fields of the form, made from the function's schema; empty if there is no form.
    pub fields: Vec<ActionField>,
    /// Whether the answer contains free text besides the form.
    pub free_text: FreeText,
    /// Set if Errand itself carries the call out once the person approves it; there is no form then. Else null.
    pub deed: Option<ToolAction>,
}

/// An action that Errand carries out when the person approves a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ToolAction {
    /// The action in one sentence.
    #[ts(as = "String")]
    pub says: Sentence,
    /// The full content that goes with it, such as the text of a file; null if there is none.
    pub detail: Option<String>,
    /// Why the action cannot be carried out as requested; approving then only sends this reason back. Null if it can.
    #[ts(as = "Option<String>")]
    pub refused: Option<Sentence>,
}

/// Whether an answer contains free text of the person besides the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FreeText {
    /// The free text is the answer: there is no form.
    Required,
    /// Free text may be added to the form.
    Optional,
    /// No free text: the function declares the shape of its result.
    None,
}

/// A field of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ActionField {
    /// Name of the property in the schema; unique in its form.
    pub name: String,
    /// Label of the field: the schema's title, or the name in plain words.
    pub label: String,
    /// Description from the schema; null if it has none.
    pub about: Option<String>,
    /// Type of the value.
    pub kind: FieldKind,
    /// True if the field must be filled in.
    pub required: bool,
    /// Initial value, as text: the one in the call, or the schema's default; empty if there is neither.
    pub value: String,
}

/// Type of a field's value. A value crosses as text and is parsed by this type. The values in the JSON of a group or a
/// list are texts too, or nested objects and lists of texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "takes", rename_all = "snake_case")]
pub enum FieldKind {
    /// Any text.
    Text,
    /// A number, with a point as decimal separator.
    Number,
    /// An integer.
    WholeNumber,
    /// `true` or `false`.
    YesNo,
    /// One of several options.
    Choice {
        /// The options, as the text of the value.
        options: Vec<String>,
    },
    /// A date, such as `2026-03-29`.
    Date,
    /// A time of day, such as `18:30`.
    Time,
    /// A date and time of day in the person's time zone, such as `2026-03-29T18:30`.
    DateTime,
    /// A file: the text is an `Attachment` as JSON. The answer contains its bytes in base64.
    File,
    /// An object: the text is a JSON object with the values of these fields by their names.
    Group {
        /// Fields of the object.
        fields: Vec<ActionField>,
    },
    /// A list: the text is a JSON array with the values of its items.
    List {
        /// Field of one item.
        item: Box<ActionField>,
    },
    /// A list or an object for which there is no form, as JSON.
    Json,
}

/// The person's answers to the function calls of a turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ActionAnswers {
    /// Id of the turn that made the calls.
    pub turn: String,
    /// One answer for each call.
    pub answers: Vec<ActionAnswer>,
}

/// The person's answer to one function call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ActionAnswer {
    /// `RequestedAction::call`.
    pub call: String,
    /// The answer.
    pub reply: ActionReply,
}

/// Content of the answer to one function call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "reply", rename_all = "snake_case")]
pub enum ActionReply {
    /// The person carried it out, or decided.
    Given {
        /// Pairs of a field's name and its value as text; fields with an empty value are left out of the answer.
        values: Vec<(String, String)>,
        /// Free text; may be empty.
        words: String,
    },
    /// The person declined.
    Declined {
        /// The reason; may be empty.
        reason: String,
    },
    /// Errand carries the call out (`RequestedAction::deed`).
    Approved {
        /// True to carry out this function without asking from now on in this conversation.
        always: bool,
    },
}

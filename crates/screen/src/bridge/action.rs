//! What a turn asks of the person: functions that are theirs to run (contract section 15.1), and their answers.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use words::Sentence;

/// The calls of a turn that wait for the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RequestedActions {
    /// In the order in which they were made; all are answered together.
    pub actions: Vec<RequestedAction>,
    /// The turn that has answered them, if one has.
    pub answered_by: Option<String>,
}

/// One function that the model or the agent calls and the person is to carry out or decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RequestedAction {
    /// Names the call.
    pub call: String,
    /// The function's name as a person would write it.
    #[ts(as = "String")]
    pub title: Sentence,
    /// The function's own name.
    pub name: String,
    /// What the function is for, as the request said.
    pub about: Option<String>,
    /// What the call says and the form does not hold: names as a person would write them, and values.
    pub given: Vec<(String, String)>,
    /// The form, made from the function's schema; empty without one.
    pub fields: Vec<ActionField>,
    /// Whether words of the person's own belong to the answer.
    pub own_words: OwnWords,
    /// Set when Errand itself carries it out, once the person approves; there is no form then.
    pub deed: Option<Deed>,
}

/// What Errand does when the person approves a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Deed {
    /// What is to be done, in a sentence.
    #[ts(as = "String")]
    pub says: Sentence,
    /// What goes with it in full, such as the text of a file.
    pub detail: Option<String>,
    /// Why it cannot be done as it is asked for; approving then only sends that back.
    #[ts(as = "Option<String>")]
    pub refused: Option<Sentence>,
}

/// Whether an answer has words of the person's own beside the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OwnWords {
    /// They are the answer: there is no form.
    Needed,
    /// They may be added.
    Welcome,
    /// The function says itself what its result looks like.
    Unwanted,
}

/// One field of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ActionField {
    /// The property's name; unique in its form.
    pub name: String,
    /// The same as a person would write it.
    pub label: String,
    /// What belongs in it.
    pub about: Option<String>,
    /// What it takes.
    pub kind: FieldKind,
    /// Whether it must be filled in.
    pub required: bool,
    /// What the call proposes, as the field shows it; empty for nothing.
    pub value: String,
}

/// What a field takes. A value crosses as text and is read by this; inside of a group or a list it is a text too, or
/// again an object or a list of texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "takes", rename_all = "snake_case")]
pub enum FieldKind {
    /// Any text.
    Text,
    /// A number, with a point before its decimals.
    Number,
    /// A number without decimals.
    WholeNumber,
    /// `true` or `false`.
    YesNo,
    /// One of these.
    Choice {
        /// What can be chosen.
        options: Vec<String>,
    },
    /// A day, as `2026-03-29`.
    Date,
    /// A time of day, as `18:30`.
    Time,
    /// A day and a time of day in the person's own time zone, as `2026-03-29T18:30`.
    DateTime,
    /// A file: its text is an `Attachment` in JSON. Its bytes are sent in base64.
    File,
    /// An object: its text is JSON, an object of the texts of these fields by their names.
    Group {
        /// What is in it.
        fields: Vec<ActionField>,
    },
    /// A list: its text is JSON, a list of what each item's field holds.
    List {
        /// What each of its items takes.
        item: Box<ActionField>,
    },
    /// A list or an object that no form can be made for, as JSON.
    Json,
}

/// The person's answers to a turn that asks for something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ActionAnswers {
    /// The turn.
    pub turn: String,
    /// One for each call.
    pub answers: Vec<ActionAnswer>,
}

/// The answer to one call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ActionAnswer {
    /// `RequestedAction::call`.
    pub call: String,
    /// What the person says.
    pub reply: ActionReply,
}

/// What the person says to one call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "reply", rename_all = "snake_case")]
pub enum ActionReply {
    /// It is done, or decided.
    Given {
        /// The fields by name, as text; an empty one is left out of the answer.
        values: Vec<(String, String)>,
        /// Words of their own.
        words: String,
    },
    /// It will not be done.
    Declined {
        /// Why; may be empty.
        reason: String,
    },
    /// Errand is to carry it out (`RequestedAction::deed`).
    Approved {
        /// Without asking again in this conversation.
        always: bool,
    },
}

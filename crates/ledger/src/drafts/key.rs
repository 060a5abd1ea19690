//! The key of a draft: the place where it was typed.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{ConversationId, RunId};

const NEW: &str = "new";
const EDIT: &str = "edit:";
const ANSWERS: &str = "answers:";
const AGENT_FORM: &str = "form:agent";
const SCHEDULE_FORM: &str = "form:schedule";

/// Key of a draft; every place has its own. Serialised as `new`, `form:agent` or `form:schedule`, as a conversation's
/// id, or as `edit:` or `answers:` followed by a turn's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum DraftKey {
    /// A new conversation that does not exist yet.
    New,
    /// The next turn of a conversation.
    Conversation(ConversationId),
    /// An edit of an existing turn.
    Edit(RunId),
    /// The partly filled form of a turn that asks the person for input.
    Answers(RunId),
    /// The form of an agent that is not saved yet.
    AgentForm,
    /// The form of a schedule that is not saved yet.
    ScheduleForm,
}

/// The text is not a valid draft key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no such place for a draft")]
pub struct InvalidDraftKey;

impl fmt::Display for DraftKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DraftKey::New => f.write_str(NEW),
            DraftKey::Conversation(id) => write!(f, "{id}"),
            DraftKey::Edit(id) => write!(f, "{EDIT}{id}"),
            DraftKey::Answers(id) => write!(f, "{ANSWERS}{id}"),
            DraftKey::AgentForm => f.write_str(AGENT_FORM),
            DraftKey::ScheduleForm => f.write_str(SCHEDULE_FORM),
        }
    }
}

impl FromStr for DraftKey {
    type Err = InvalidDraftKey;

    fn from_str(text: &str) -> Result<Self, InvalidDraftKey> {
        match text {
            NEW => return Ok(DraftKey::New),
            AGENT_FORM => return Ok(DraftKey::AgentForm),
            SCHEDULE_FORM => return Ok(DraftKey::ScheduleForm),
            _ => {}
        }
        let parsed = if let Some(turn) = text.strip_prefix(EDIT) {
            turn.parse().ok().map(DraftKey::Edit)
        } else if let Some(turn) = text.strip_prefix(ANSWERS) {
            turn.parse().ok().map(DraftKey::Answers)
        } else {
            text.parse().ok().map(DraftKey::Conversation)
        };
        parsed.ok_or(InvalidDraftKey)
    }
}

impl From<DraftKey> for String {
    fn from(key: DraftKey) -> String {
        key.to_string()
    }
}

impl TryFrom<String> for DraftKey {
    type Error = InvalidDraftKey;

    fn try_from(text: String) -> Result<Self, InvalidDraftKey> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_read_as_it_was_written() {
        let (conversation, run) = (ConversationId::new(), RunId::new());
        for key in [
            DraftKey::New,
            DraftKey::Conversation(conversation),
            DraftKey::Edit(run),
            DraftKey::Answers(run),
            DraftKey::AgentForm,
            DraftKey::ScheduleForm,
        ] {
            assert_eq!(key.to_string().parse(), Ok(key));
        }
        for nowhere in ["", "../etc", "edit:", "edit:new", "answers:", "new_chat"] {
            assert_eq!(
                nowhere.parse::<DraftKey>(),
                Err(InvalidDraftKey),
                "{nowhere}"
            );
        }
    }
}

//! Ids that Errand assigns: UUIDs of version 7, so that they sort by time.

use std::fmt;
use std::str::FromStr;

#[cfg(feature = "sqlite")]
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The text is not a valid id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is not an id of Errand's")]
pub struct UnreadableId;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// Creates a new id, greater than all earlier ones of this process.
            #[must_use]
            #[expect(clippy::new_without_default, reason = "two defaults would differ")]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = UnreadableId;

            fn from_str(text: &str) -> Result<Self, UnreadableId> {
                Uuid::try_parse(text).map(Self).map_err(|_| UnreadableId)
            }
        }

        #[cfg(feature = "sqlite")]
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.to_string().into())
            }
        }

        #[cfg(feature = "sqlite")]
        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                value
                    .as_str()?
                    .parse()
                    .map_err(|error: UnreadableId| FromSqlError::Other(Box::new(error)))
            }
        }
    };
}

id! {
    /// Id of a conversation.
    ConversationId
}

id! {
    /// Id of an interaction in Errand's care, and of its run. Assigned by Errand; the server has its own id for the
    /// interaction.
    RunId
}

id! {
    /// Id of a file that a run made.
    ArtifactId
}

id! {
    /// Id of one of the person's own agents. Assigned by Errand; at servers the agent has other ids.
    OwnAgentId
}

id! {
    /// Id of a folder of conversations.
    FolderId
}

id! {
    /// Id of a schedule. Assigned by Errand; at its server the schedule is a trigger with its own id.
    ScheduleId
}

//! Ids that Errand gives itself: UUIDs of version 7, so that they sort by time.

use std::fmt;
use std::str::FromStr;

#[cfg(feature = "sqlite")]
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A text that is not an id.
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
            /// A new id, greater than those this process made before.
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
    /// Names a conversation.
    ConversationId
}

id! {
    /// Names an interaction in Errand's care, and the run that it is. It is ours; the server has an id of
    /// its own for it.
    RunId
}

id! {
    /// Names a file that a run made.
    ArtifactId
}

id! {
    /// Names an agent of the person's own making. It is ours; at servers it has other ids.
    OwnAgentId
}

id! {
    /// Names a folder of the person's.
    FolderId
}

id! {
    /// Names a schedule of the person's. It is ours; at its server it is a trigger with an id of its own.
    ScheduleId
}

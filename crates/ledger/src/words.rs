//! Enumerations that are stored as words in columns.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Returns the word as stored in the column.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.as_str().into())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                match value.as_str()? {
                    $($word => Ok(Self::$variant),)+
                    other => Err(FromSqlError::Other(
                        format!(concat!("{:?} is not a word for ", stringify!($name)), other).into(),
                    )),
                }
            }
        }
    };
}

words! {
    /// Kind of a conversation.
    Kind {
        /// Questions with quick answers.
        Chat = "chat",
        /// Work to be done in the background.
        Job = "job",
    }
}

words! {
    /// The server that serves an interaction.
    Engine {
        /// Google, or the base URL in the settings.
        Gemini = "gemini",
        /// The engine on this computer.
        Local = "local",
    }
}

words! {
    /// Type of the id that a request is addressed to.
    Target {
        /// A model: a quick answer.
        Model = "model",
        /// An agent: a job in a sandbox of its own.
        Agent = "agent",
    }
}

words! {
    /// State of the notification that a run is over. It only goes forward: `None → Due → Claimed → Shown`, or to
    /// `Silent` before it is claimed.
    Notice {
        /// The run is not over.
        None = "none",
        /// The run is over; the person was not notified yet.
        Due = "due",
        /// A caller is about to notify; no other may.
        Claimed = "claimed",
        /// The person was notified.
        Shown = "shown",
        /// The run is over, and there is nothing to notify.
        Silent = "silent",
    }
}

words! {
    /// Origin of a file.
    Source {
        /// A file of the sandbox.
        Environment = "environment",
        /// An image, a sound or a video in the output.
        Media = "media",
    }
}

words! {
    /// Download state of a file.
    ArtifactState {
        /// Known, but not downloaded yet.
        Listed = "listed",
        /// Being downloaded.
        Fetching = "fetching",
        /// Downloaded and verified; stored under its SHA-256.
        Saved = "saved",
        /// The download failed.
        Failed = "failed",
    }
}

words! {
    /// Kind of resource to delete at a server.
    RemovalKind {
        /// The stored record of one answer.
        Interaction = "interaction",
        /// A sandbox with the files in it.
        Environment = "environment",
        /// A version of an agent of the person's own.
        Agent = "agent",
        /// A trigger: the server's side of a schedule.
        Trigger = "trigger",
    }
}

words! {
    /// State of a deletion at a server.
    RemovalState {
        /// Pending; it is retried until it succeeds.
        Waiting = "waiting",
        /// The resource does not exist any more.
        Done = "done",
        /// The server refused.
        Refused = "refused",
    }
}

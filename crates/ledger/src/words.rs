//! The closed sets of words that stand in columns.

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
            /// The word as it stands in the column.
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
    /// What a conversation is.
    Kind {
        /// Questions and answers.
        Chat = "chat",
        /// Work handed over.
        Job = "job",
    }
}

words! {
    /// Which server of the contract serves an interaction.
    Engine {
        /// Google, or whichever base URL the settings name.
        Gemini = "gemini",
        /// The engine on this computer.
        Local = "local",
    }
}

words! {
    /// Who is asked.
    Target {
        /// A model: a quick answer.
        Model = "model",
        /// An agent: a job in a sandbox of its own.
        Agent = "agent",
    }
}

words! {
    /// How far the person has been told that a run is over. It only goes forward:
    /// `None → Due → Claimed → Shown`, or to `Silent` before it is claimed.
    Notice {
        /// Not over yet.
        None = "none",
        /// Over; nobody has been told.
        Due = "due",
        /// Somebody is about to tell; nobody else may.
        Claimed = "claimed",
        /// Told.
        Shown = "shown",
        /// Over, and not to be told.
        Silent = "silent",
    }
}

words! {
    /// Where a file comes from.
    Source {
        /// A file in the sandbox.
        Environment = "environment",
        /// An image, a sound or a video in the output.
        Media = "media",
    }
}

words! {
    /// Where the bytes of a file are.
    ArtifactState {
        /// Known, not here yet.
        Listed = "listed",
        /// On their way.
        Fetching = "fetching",
        /// Here, verified, under their SHA-256.
        Saved = "saved",
        /// Could not be fetched.
        Failed = "failed",
    }
}

words! {
    /// What is to be deleted at a server.
    RemovalKind {
        /// The stored record of one answer.
        Interaction = "interaction",
        /// A sandbox with the files in it.
        Environment = "environment",
        /// A version of an agent of the person's own.
        Agent = "agent",
        /// A trigger: what a schedule of the person's is at its server.
        Trigger = "trigger",
    }
}

words! {
    /// What became of something to be deleted at a server.
    RemovalState {
        /// It is tried until it works.
        Waiting = "waiting",
        /// It is no longer there.
        Done = "done",
        /// The server does not do it.
        Refused = "refused",
    }
}

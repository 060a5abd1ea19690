//! Newer versions of Errand itself.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::BridgeError;

/// Who replaces this copy of Errand by a newer version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UpdatedBy {
    /// Errand itself, when the person says so.
    Itself,
    /// The system, which installed it as a package.
    System,
    /// The person, by installing the newer version in the same way as this one.
    Person,
}

/// A version of Errand that is newer than this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NewerVersion {
    /// The version, such as `1.2.3`.
    pub version: String,
    /// What changed, as plain text; may be empty.
    pub notes: String,
}

/// What is being done about a newer version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum UpdateStep {
    /// Nothing.
    #[default]
    Rest,
    /// The list of versions is requested.
    Looking,
    /// The newer version is being fetched.
    Fetching {
        /// Number of bytes fetched.
        done: u64,
        /// Number of bytes of the whole; null if it is not known.
        total: Option<u64>,
    },
    /// The newer version is here and checked. Jobs run on this computer, so the person is asked before the restart.
    Asking {
        /// Number of jobs that the restart would pause.
        running: u32,
    },
    /// The newer version is being installed; then Errand restarts.
    Installing,
}

/// The state of updates of Errand itself. Nobody is asked for newer versions before the person switched that on, or
/// said to look now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Updates {
    /// Who updates this copy. Unless it is Errand itself, only the server is told besides, and the commands fail.
    pub by: UpdatedBy,
    /// Host name of the server that is asked for newer versions.
    pub asks: String,
    /// What is being done.
    pub doing: UpdateStep,
    /// The newer version, as far as is known; null if there is none.
    pub newer: Option<NewerVersion>,
    /// True if the person does not want to be told of this newer version again.
    pub put_off: bool,
    /// Time at which the list of versions was last read; null if it never was.
    pub looked: Option<i64>,
    /// Why the last step failed; null if it did not.
    pub problem: Option<BridgeError>,
}

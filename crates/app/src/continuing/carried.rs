//! The parts of earlier turns that a request carries, in the form that is stored with the request.

use ledger::Interaction;
use serde::{Deserialize, Serialize};

use crate::bridge::CarriedWhy;
use crate::request::placed_files::CarriedFile;

/// The parts of earlier turns that a request carries.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CarriedContext {
    /// The reason why the server does not have it.
    pub(crate) why: Option<CarriedWhy>,
    /// Number of turns sent again as history.
    pub(crate) turns: u32,
    /// Number of the oldest turns for which there was no room.
    pub(crate) turns_left_out: u32,
    /// Files to put into a new sandbox.
    pub(crate) files: Vec<CarriedFile>,
    /// Names of files that are neither shown nor put back.
    pub(crate) files_left_out: Vec<String>,
}

impl CarriedContext {
    /// Makes an empty value with this reason.
    pub(super) fn with_reason(why: CarriedWhy) -> Self {
        Self {
            why: Some(why),
            ..Self::default()
        }
    }

    /// Returns what the stored request of a turn carries; `None` if nothing.
    pub(crate) fn of(row: &Interaction) -> Option<Self> {
        serde_json::from_value(row.carried.clone()?).ok()
    }
}

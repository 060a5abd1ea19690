//! What a request carries of the turns before it, as it is kept beside the request.

use ledger::Interaction;
use serde::{Deserialize, Serialize};

pub(crate) use crate::bridge::CarriedWhy as Why;
use crate::request::placed::CarriedFile;

/// What a request carries.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Carried {
    /// Why the server does not have it.
    pub(crate) why: Option<Why>,
    /// How many turns are told anew.
    pub(crate) turns: u32,
    /// How many of the oldest turns there was no room for.
    pub(crate) turns_left_out: u32,
    /// Files that are put into a new sandbox.
    pub(crate) files: Vec<CarriedFile>,
    /// Files that are neither shown nor put back, by name.
    pub(crate) files_left_out: Vec<String>,
}

impl Carried {
    /// Nothing yet, for this reason.
    pub(super) fn because(why: Why) -> Self {
        Self {
            why: Some(why),
            ..Self::default()
        }
    }

    /// What the request of a turn carries, as it is stored.
    pub(crate) fn of(row: &Interaction) -> Option<Self> {
        serde_json::from_value(row.carried.clone()?).ok()
    }
}

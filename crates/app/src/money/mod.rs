//! Money: the table of prices with the person's own rows over it, what was spent, and limits that hold.

mod budget;
mod csv;
mod limit;
mod month;
mod own;
mod sums;

use std::collections::HashSet;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use ledger::RunId;
use tokio::sync::Notify;

pub(crate) use csv::table;
pub(crate) use limit::hold;
pub(crate) use month::Month;
pub(crate) use own::{own_text, read as read_prices};
pub(crate) use sums::{Owner, Owners, cost_of, spending, total};

/// Millionths of a dollar in a cent, which limits are set in.
pub(crate) const CENT: u64 = 10_000;

/// What the commands on money share.
#[derive(Default)]
pub(crate) struct Money {
    /// Why the person's own prices could not be read.
    pub(crate) problem: Mutex<Option<String>>,
    /// Held while prices are read and set, so that an older table is never set after a newer one.
    rereading: tokio::sync::Mutex<()>,
    /// Jobs that cost more than one may, until they are told to stop.
    over: Mutex<HashSet<RunId>>,
    noted: Arc<Notify>,
    /// The next turn may go beyond the month's limit.
    beyond: AtomicBool,
}

//! Money: the price table with the person's own rows over it, the spending, and limits that are enforced.

mod budget;
mod csv;
mod limit;
mod month;
mod own_prices;
mod sums;

use std::collections::HashSet;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use ledger::RunId;
use tokio::sync::Notify;

pub(crate) use csv::table;
pub(crate) use limit::enforce_job_limit;
pub(crate) use month::Month;
pub(crate) use own_prices::{own_text, read as read_prices};
pub(crate) use sums::{Owner, Owners, cost_of, spending, total};

/// Millionths of a dollar in a cent, the unit of limits.
pub(crate) const CENT: u64 = 10_000;

/// The state shared by the commands on money.
#[derive(Default)]
pub(crate) struct Money {
    /// The error in the person's own prices, if they cannot be parsed.
    pub(crate) problem: Mutex<Option<String>>,
    /// Held while prices are read and set, so that an older table is never set after a newer one.
    rereading: tokio::sync::Mutex<()>,
    /// Jobs that have exceeded the cost limit, until they are told to stop.
    over_limit: Mutex<HashSet<RunId>>,
    over_limit_noted: Arc<Notify>,
    /// True if the next turn may go beyond the month's limit.
    may_exceed_limit: AtomicBool,
}

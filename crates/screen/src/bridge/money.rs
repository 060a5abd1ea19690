//! Money: what turns cost, what is left of a month, and the page that sums it up. Every amount is an estimate.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Engine;

/// About what something cost, in millionths of a US dollar: between two amounts, which are the same where tokens were
/// counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Cost {
    /// At least.
    pub low: u64,
    /// At most.
    pub high: u64,
}

impl From<prices::Cost> for Cost {
    fn from(cost: prices::Cost) -> Self {
        Self {
            low: cost.low.micros(),
            high: cost.high.micros(),
        }
    }
}

/// The table that amounts come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PriceTable {
    /// On which day it was right: year, month and day.
    pub as_of: String,
    /// Whether rows of the person's are in it.
    pub own: bool,
    /// Why the person's own rows could not be read; they count for nothing then.
    pub problem: Option<String>,
}

/// How much of the month's limit is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BudgetState {
    /// There is no limit, or enough is left.
    Enough,
    /// Four fifths are used.
    Near,
    /// All of it is used: sending asks first.
    Used,
}

/// What was spent this month, and its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Budget {
    /// About what was spent since the month began, with what runs now.
    pub spent: Cost,
    /// The limit, in millionths of a dollar.
    pub limit: Option<u64>,
    /// How they stand to each other.
    pub state: BudgetState,
}

/// What a conversation cost so far, in all of its branches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConversationCost {
    /// How many of its turns said what they used.
    pub turns: u32,
    /// All tokens together.
    pub tokens: u64,
    /// About how much; `None` when none of them has a price.
    pub cost: Option<Cost>,
    /// The day of which the prices are: year, month and day.
    pub as_of: String,
}

/// Which month's spending is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SpendingRequest {
    /// Year and month, such as `2026-11`; `None` is the present one.
    pub month: Option<String>,
}

/// What was spent: a year of months, and one of them in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Spending {
    /// The month that is told in full: year and month.
    pub month: String,
    /// About what it cost, with searches beyond the free ones.
    pub cost: Cost,
    /// Turns in it.
    pub turns: u32,
    /// All their tokens.
    pub tokens: u64,
    /// Turns in it without a price; their tokens are counted and their money is not.
    pub unpriced: u32,
    /// Searches in it that are billed by use.
    pub searches: u64,
    /// The last twelve months up to the present one, the oldest first.
    pub months: Vec<SpentIn>,
    /// Every day of the month, the first one first.
    pub days: Vec<SpentIn>,
    /// By who was asked, the dearest first.
    pub by_who: Vec<SpentBy>,
    /// By the model that answered, the dearest first.
    pub by_model: Vec<SpentBy>,
    /// The table that all of it comes from.
    pub prices: PriceTable,
    /// The present month and its limit.
    pub budget: Budget,
}

/// What was spent in a span of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SpentIn {
    /// A month (`2026-11`) or a day (`2026-11-29`), in the person's time zone.
    pub when: String,
    /// Turns in it.
    pub turns: u32,
    /// All their tokens.
    pub tokens: u64,
    /// About how much.
    pub cost: Cost,
}

/// Which agent of the person's own something was spent on, whatever version of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum OwnSpent {
    /// One that is kept.
    Kept {
        /// What it is called.
        name: String,
    },
    /// Those that were only tried, all together.
    Tried,
    /// One that was deleted.
    Deleted,
}

/// What was spent on one model or agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SpentBy {
    /// Who serves it.
    pub engine: Engine,
    /// Whether it is an agent.
    pub is_agent: bool,
    /// Its real id; of an agent of the person's own the one that it had last.
    pub api_id: String,
    /// Whose versions are added up here, if it is an agent of the person's own.
    pub own: Option<OwnSpent>,
    /// Turns.
    pub turns: u32,
    /// All their tokens.
    pub tokens: u64,
    /// About how much; `None` when it has no price.
    pub cost: Option<Cost>,
}

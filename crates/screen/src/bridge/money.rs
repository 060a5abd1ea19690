//! Money: costs of turns, the month's limit, and the spending page. Every amount is an estimate.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Engine;

/// An approximate cost, as a range in millionths of a US dollar. Both ends are the same where tokens were counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Cost {
    /// Lower end of the range.
    pub low: u64,
    /// Upper end of the range.
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

/// The price table that amounts are computed from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PriceTable {
    /// Day on which the prices were valid, such as `2026-11-29`.
    pub as_of: String,
    /// True if it contains rows of the person's own prices.
    pub own: bool,
    /// Why the person's own prices could not be read, so that they are not used; null if they could.
    pub problem: Option<String>,
}

/// How much of the month's limit is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BudgetState {
    /// There is no limit, or less than four fifths of it are used.
    Enough,
    /// At least four fifths are used.
    Near,
    /// All of it is used: sending asks first.
    Used,
}

/// The spending of this month, and its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Budget {
    /// Approximate spending since the month began, including running turns.
    pub spent: Cost,
    /// The limit in millionths of a US dollar; null if there is none.
    pub limit: Option<u64>,
    /// How much of the limit is used.
    pub state: BudgetState,
}

/// Cost of a conversation so far, in all of its branches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConversationCost {
    /// Number of its turns whose token usage is known.
    pub turns: u32,
    /// Total number of tokens.
    pub tokens: u64,
    /// Approximate cost; null if none of the turns has a price.
    pub cost: Option<Cost>,
    /// Day of the prices, such as `2026-11-29`.
    pub as_of: String,
}

/// Request for the spending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SpendingRequest {
    /// The month to show in full, such as `2026-11`; null for the current one.
    pub month: Option<String>,
}

/// The spending of the last twelve months, and of one month in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Spending {
    /// The month that is shown in full, such as `2026-11`.
    pub month: String,
    /// Approximate cost of the month, including searches beyond the free ones.
    pub cost: Cost,
    /// Number of turns in the month.
    pub turns: u32,
    /// Total number of their tokens.
    pub tokens: u64,
    /// Number of turns in the month without a known price; their tokens are counted, their cost is not.
    pub unpriced: u32,
    /// Number of searches in the month that are billed by use.
    pub searches: u64,
    /// The last twelve months up to the current one, oldest first.
    pub months: Vec<PeriodSpending>,
    /// Every day of the month, in order.
    pub days: Vec<PeriodSpending>,
    /// Sums by the model or agent that was asked, most expensive first.
    pub by_who: Vec<TargetSpending>,
    /// Sums by the model that answered, most expensive first.
    pub by_model: Vec<TargetSpending>,
    /// The price table of all these amounts.
    pub prices: PriceTable,
    /// The current month and its limit.
    pub budget: Budget,
}

/// The spending of a month or a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PeriodSpending {
    /// The month (`2026-11`) or the day (`2026-11-29`), in the person's time zone.
    pub when: String,
    /// Number of turns.
    pub turns: u32,
    /// Total number of their tokens.
    pub tokens: u64,
    /// Approximate cost.
    pub cost: Cost,
}

/// The person's own agents whose versions are added up in one sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum OwnAgentGroup {
    /// An agent that exists.
    Kept {
        /// Name of the agent.
        name: String,
    },
    /// Agents that were only tried, all together.
    Tried,
    /// An agent that was deleted.
    Deleted,
}

/// The spending on one model or agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TargetSpending {
    /// Engine that serves it.
    pub engine: Engine,
    /// True for an agent, false for a model.
    pub is_agent: bool,
    /// Its id at the API; of one of the person's own agents the latest one.
    pub api_id: String,
    /// Set for one of the person's own agents, whose versions are added up here; else null.
    pub own: Option<OwnAgentGroup>,
    /// Number of turns.
    pub turns: u32,
    /// Total number of their tokens.
    pub tokens: u64,
    /// Approximate cost; null if it has no known price.
    pub cost: Option<Cost>,
}

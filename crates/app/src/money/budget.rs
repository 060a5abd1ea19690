//! The month's limit: the spending of this month including live runs, and the check before a turn is sent.

use std::sync::atomic::Ordering;

use jiff::tz::TimeZone;
use screen::lock;
use screen::view::turn;

use words::say;

use super::{CENT, Month, total};
use crate::bridge::{Budget, BudgetState, Cost, Engine, ErrorCode};
use crate::core::{Core, now};
use crate::errors::{self, Result};

impl Core {
    /// Returns the spending of this month, and its limit.
    pub(crate) async fn budget(&self) -> Result<Budget> {
        let zone = TimeZone::system();
        let span = Month::of(now(), &zone).span(&zone);
        let runs = self.ledger(move |ledger| ledger.usage_within(span)).await?;
        let prices = self.screen.prices();
        let so_far = Cost::from(total(&runs, &prices).of_month(&prices));
        let running = self.screen.live_runs().all();
        let running = running.iter().filter_map(|live| {
            let live = lock(live);
            // A run's usage is in the ledger once it has ended.
            let counts = live.row.usage.is_none();
            counts.then(|| turn::cost_of_live(&live, &prices)).flatten()
        });
        let spent = running.fold(so_far, |sum, cost| Cost {
            low: sum.low.saturating_add(cost.low),
            high: sum.high.saturating_add(cost.high),
        });
        let limit = self
            .settings()
            .month_limit
            .map(|cents| u64::from(cents) * CENT);
        Ok(Budget {
            spent,
            limit,
            state: state(spent.high, limit),
        })
    }

    /// Lets the next turn go beyond the month's limit, because the person was asked.
    pub(crate) fn go_beyond_limit(&self) {
        self.money.may_exceed_limit.store(true, Ordering::Release);
    }

    /// Returns true if asking this model or agent may cost money, as far as is known.
    pub(crate) fn may_cost(&self, engine: Engine, id: &str) -> bool {
        let has_price = || self.screen.prices().price(id, prices::day(now())).is_some();
        engine == Engine::Gemini || has_price()
    }

    /// Checks the month's limit before a turn is sent. Models and agents without a known cost, such as those on this
    /// computer, pass always.
    ///
    /// # Errors
    /// [`ErrorCode::MonthLimit`], when the limit is used up and the person did not say that this turn may go beyond
    /// it.
    pub(crate) async fn check_budget(&self, engine: Engine, id: &str) -> Result<()> {
        if self.settings().month_limit.is_none() || !self.may_cost(engine, id) {
            return Ok(());
        }
        if self.budget().await?.state != BudgetState::Used {
            return Ok(());
        }
        if self.money.may_exceed_limit.swap(false, Ordering::AcqRel) {
            return Ok(());
        }
        Err(errors::error(ErrorCode::MonthLimit, say::month_limit()))
    }
}

/// Compares the spending with the limit; it is near from four fifths on.
fn state(spent: u64, limit: Option<u64>) -> BudgetState {
    match limit {
        Some(limit) if spent >= limit => BudgetState::Used,
        Some(limit) if spent >= limit / 5 * 4 => BudgetState::Near,
        _ => BudgetState::Enough,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_near_from_four_fifths_on_and_used_when_it_is_reached() {
        let limit = Some(10 * 100 * CENT);
        assert_eq!(state(7_999_999, limit), BudgetState::Enough);
        assert_eq!(state(8_000_000, limit), BudgetState::Near);
        assert_eq!(state(9_999_999, limit), BudgetState::Near);
        assert_eq!(state(10_000_000, limit), BudgetState::Used);
        assert_eq!(state(10_000_000, None), BudgetState::Enough);
        assert_eq!(state(0, Some(0)), BudgetState::Used, "nothing may be spent");
    }
}

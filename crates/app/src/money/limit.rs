//! The cost limit of one job: sent as a token cap where the service accepts one, and enforced by stopping the job.

use std::sync::{Arc, Weak};

use ledger::{RunId, RunUpdate, Set, Target};
use runs::Runs;
use screen::lock;
use screen::view::turn;

use super::CENT;
use crate::core::{Core, now};
use crate::errors::Result;

impl Core {
    /// Returns the cost limit of one job, in millionths of a dollar.
    fn job_limit(&self) -> Option<u64> {
        self.settings()
            .job_limit
            .map(|cents| u64::from(cents) * CENT)
    }

    /// Returns the token cap of a job by an agent (`max_total_tokens`), if its tokens have a price: as many as the
    /// limit buys at the highest rate. The cap does not count cached tokens, which cost a tenth, so the limit also
    /// has to be watched.
    pub(crate) fn token_cap(&self, agent: &str) -> Option<u64> {
        let limit = prices::Money::from_micros(self.job_limit()?);
        let prices = self.screen.prices();
        prices.tokens_for(limit, agent, prices::day(now()))
    }

    /// Checks whether a running job has exceeded the cost limit; [`hold`] then stops it. Only costs by tokens can be
    /// watched: a price for the whole job does not change while it runs.
    pub(crate) fn watch_cost(&self, run: RunId) {
        let Some(limit) = self.job_limit() else {
            return;
        };
        let Some(live) = self.screen.lives().get(run) else {
            return;
        };
        let cost = {
            let live = lock(&live);
            let goes_on = live.row.target == Target::Agent
                && live.state.ending().is_none()
                && !live.state.stop
                && live.row.limit_reached.is_none();
            goes_on.then(|| turn::cost_of_live(&live, &self.screen.prices()))
        };
        if let Some(Some(cost)) = cost
            && cost.low == cost.high
            && cost.low >= limit
        {
            lock(&self.money.over).insert(run);
            self.money.noted.notify_one();
        }
    }

    /// Notes why a job is stopped, then stops it. After a crash in between it still runs, and is stopped at its next
    /// sign of life.
    async fn stop_at_limit(&self, run: RunId, runs: &Runs) -> Result<()> {
        let Some(limit) = self.job_limit().and_then(|limit| i64::try_from(limit).ok()) else {
            return Ok(());
        };
        let update = RunUpdate {
            limit_reached: Set::To(limit),
            ..RunUpdate::default()
        };
        self.ledger(move |ledger| ledger.update(run, &update))
            .await?;
        if let Some(live) = self.screen.lives().get(run) {
            lock(&live).row.limit_reached = Some(limit);
        }
        if let Err(error) = runs.stop(run).await {
            tracing::warn!(%run, %error, "a job that costs too much cannot be stopped");
        }
        // The run may have ended meanwhile, and then nothing else updates the window.
        self.screen(move |screen| screen.head_changed(run)).await
    }
}

/// Stops jobs that exceed the cost limit, until Errand ends.
pub(crate) async fn hold(core: Weak<Core>, runs: Runs) {
    loop {
        let Some(here) = core.upgrade() else { return };
        let over = std::mem::take(&mut *lock(&here.money.over));
        for run in over {
            if let Err(error) = here.stop_at_limit(run, &runs).await {
                tracing::error!(%run, %error, "it cannot be noted why a job is stopped");
            }
        }
        let noted = Arc::clone(&here.money.noted);
        drop(here);
        noted.notified().await;
    }
}

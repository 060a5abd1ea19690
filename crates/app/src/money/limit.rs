//! The cost limit of one job: sent as a token cap where the service accepts one, and enforced by stopping the job.

use std::sync::{Arc, Weak};

use ledger::{RunId, RunUpdate, Set, Target};
use runs::Runs;
use screen::view::{activity, turn};
use screen::{LiveRun, lock};

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

    /// Checks whether a job has reached the cost limit: [`enforce_job_limit`] then notes that, and stops it if it still
    /// runs. Only costs by tokens can be watched: a price for the whole job does not change while it runs.
    pub(crate) fn watch_cost(&self, run: RunId) {
        let Some(limit) = self.job_limit() else {
            return;
        };
        let Some(live) = self.screen.live_runs().get(run) else {
            return;
        };
        if self.is_at_limit(&lock(&live), limit) {
            lock(&self.money.over_limit).insert(run);
            self.money.over_limit_noted.notify_one();
        }
    }

    /// Returns true if a job runs, or was cut short by its server, and has reached the cost limit. The server counts
    /// tokens, so it may end a job by [`Core::token_cap`] for less money.
    fn is_at_limit(&self, live: &LiveRun, limit: u64) -> bool {
        let is_cut_short = activity::is_incomplete(&live.state);
        let is_watched = live.row.target == Target::Agent
            && live.row.limit_reached.is_none()
            && !live.state.stop
            && (is_cut_short || live.state.ending().is_none());
        if !is_watched {
            return false;
        }
        let cost = turn::cost_of_live(live, &self.screen.prices());
        let costs_too_much = cost.is_some_and(|cost| cost.low == cost.high && cost.low >= limit);
        let has_used_all = || {
            let used = turn::tokens_of_live(live).map(|tokens| tokens.total);
            let cap = self.token_cap(&live.row.target_id);
            used.zip(cap).is_some_and(|(used, cap)| used >= cap)
        };
        costs_too_much || is_cut_short && has_used_all()
    }

    /// Notes why a job is stopped, then stops it if it runs. After a crash in between it still runs, and is stopped at its next
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
        let live = self.screen.live_runs().get(run);
        let goes_on = live.is_some_and(|live| {
            let mut live = lock(&live);
            live.row.limit_reached = Some(limit);
            live.state.ending().is_none()
        });
        // The files of a job that ended by itself are still fetched, so it is not stopped.
        if goes_on && let Err(error) = runs.stop(run).await {
            tracing::warn!(%run, %error, "a job that costs too much cannot be stopped");
        }
        // The run may have ended meanwhile, and then nothing else updates the window.
        self.screen(move |screen| screen.head_changed(run)).await
    }
}

/// Stops jobs that exceed the cost limit, until Errand ends.
pub(crate) async fn enforce_job_limit(core: Weak<Core>, runs: Runs) {
    loop {
        let Some(here) = core.upgrade() else { return };
        let over = std::mem::take(&mut *lock(&here.money.over_limit));
        for run in over {
            if let Err(error) = here.stop_at_limit(run, &runs).await {
                tracing::error!(%run, %error, "it cannot be noted why a job is stopped");
            }
        }
        let noted = Arc::clone(&here.money.over_limit_noted);
        drop(here);
        noted.notified().await;
    }
}

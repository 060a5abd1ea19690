//! Commands on money: what a job usually costs, what was spent, and the person's own prices.

use std::sync::Arc;

use jiff::tz::TimeZone;
use ledger::ConversationId;
use screen::view::{activity, turn};
use words::say;

use super::parse_id;
use super::turns::{recorded_engine, recorded_target};
use crate::backend::Backend;
use crate::bridge::*;
use crate::core::{blocking, now};
use crate::errors::{self, Result};
use crate::money::{self, Month};
use crate::who;

/// Number of finished jobs from which the usual cost is computed.
const COMPARED_JOBS: u32 = 9;

impl Backend {
    pub(super) async fn usual_cost(&self, who: String) -> Result<CostAhead> {
        let (engine, is_agent, id) =
            who::parse(&who).ok_or_else(|| errors::not_found(say::who_gone()))?;
        let own = self.core.own_agent_at(engine, id).await?;
        let ids = match own.filter(|_| is_agent) {
            Some(own) => self.core.ids_of_agent(engine, &own).await?,
            None => vec![id.to_owned()],
        };
        let (engine, target) = (recorded_engine(engine), recorded_target(is_agent));
        let mut settled = self
            .core
            .ledger(move |ledger| {
                let by = |id: &String| ledger.settled_by(engine, target, id, COMPARED_JOBS);
                let all = ids.iter().map(by).collect::<Result<Vec<_>, _>>()?;
                Ok(all.concat())
            })
            .await?;
        settled.sort_by_key(|row| std::cmp::Reverse(row.created_at));
        settled.truncate(COMPARED_JOBS as usize);
        let prices = self.core.screen.prices();
        let published = prices.usually(id, prices::day(now())).map(Cost::from);
        Ok(CostAhead {
            usual: usual_cost_of(settled, &prices),
            published,
            as_of: prices.as_of().to_string(),
        })
    }

    pub(super) async fn budget(&self, (): ()) -> Result<Budget> {
        self.core.budget().await
    }

    pub(super) async fn go_beyond_limit(&self, (): ()) -> Result<()> {
        self.core.go_beyond_limit();
        Ok(())
    }

    pub(super) async fn conversation_cost(&self, text: String) -> Result<ConversationCost> {
        let conversation: ConversationId = parse_id(&text, say::conversation_gone)?;
        let runs = self
            .core
            .ledger(move |ledger| ledger.usage_of_conversation(conversation))
            .await?;
        let prices = self.core.screen.prices();
        let total = money::total(&runs, &prices);
        Ok(ConversationCost {
            as_of: prices.as_of().to_string(),
            turns: total.turns,
            tokens: total.tokens,
            cost: (total.unpriced < total.turns).then(|| total.cost.into()),
        })
    }

    pub(super) async fn spending(&self, request: SpendingRequest) -> Result<Spending> {
        let core = &self.core;
        core.reread_prices().await?;
        let zone = TimeZone::system();
        let last = Month::of(now(), &zone);
        let shown = match request.month.as_deref() {
            Some(month) => {
                Month::parse(month).ok_or_else(|| errors::invalid(say::no_such_month()))?
            }
            None => last,
        };
        let first = last.back(11).min(shown);
        let within = first.span(&zone).start..last.max(shown).span(&zone).end;
        let runs = core
            .ledger(move |ledger| ledger.usage_within(within))
            .await?;
        let prices = core.screen.prices();
        let priced = Arc::clone(&prices);
        let owners = core.agents_by_id().await?;
        let sums =
            blocking(move || money::spending(&runs, shown, last, &priced, &owners, &zone)).await?;
        Ok(Spending {
            month: shown.to_string(),
            cost: sums.total.of_month(&prices).into(),
            turns: sums.total.turns,
            tokens: sums.total.tokens,
            unpriced: sums.total.unpriced,
            searches: sums.total.searches,
            months: sums.months,
            days: sums.days,
            by_who: sums.by_who,
            by_model: sums.by_model,
            prices: core.price_table(),
            budget: core.budget().await?,
        })
    }

    pub(super) async fn export_spending(&self, (): ()) -> Result<Option<String>> {
        let core = &self.core;
        let runs = core
            .ledger(|ledger| ledger.usage_within(i64::MIN..i64::MAX))
            .await?;
        let today = now();
        let name = format!("errand-spending-{}.csv", prices::day(today));
        let Some(path) = core.host.pick_new_file(&name).await else {
            return Ok(None);
        };
        let prices = core.screen.prices();
        let written = blocking(move || {
            let text = money::table(&runs, &prices, &TimeZone::system());
            std::fs::write(&path, text)
                .map(|()| path.display().to_string())
                .map_err(|cause| errors::file(say::file_not_written, &path, &cause))
        });
        written.await?.map(Some)
    }

    pub(super) async fn edit_prices(&self, (): ()) -> Result<()> {
        let file = self.core.own_prices().await?;
        let host = Arc::clone(&self.core.host);
        let shown = file.clone();
        let shown = blocking(move || host.show_in_folder(&shown)).await?;
        shown.map_err(|reason| {
            tracing::warn!(reason, "the folder of the prices cannot be shown");
            errors::error(
                ErrorCode::File,
                say::prices_not_shown(file.display().to_string()),
            )
        })
    }
}

/// Computes the medians of finished jobs, and the range of their costs.
fn usual_cost_of(
    mut settled: Vec<ledger::Interaction>,
    prices: &prices::Prices,
) -> Option<UsualCost> {
    settled.retain(|row| {
        turn::state(row).is_some_and(|state| activity::standing(&state) == Standing::Done)
    });
    let times = settled
        .iter()
        .filter_map(|row| Some(row.finished_at? - row.created_at));
    let tokens = settled
        .iter()
        .filter_map(|row| Some(turn::tokens_of_stored(row)?.total));
    let costs = settled
        .iter()
        .filter_map(|row| turn::cost_of_stored(row, prices));
    let cost = costs.reduce(|one, other| Cost {
        low: one.low.min(other.low),
        high: one.high.max(other.high),
    });
    Some(UsualCost {
        jobs: u32::try_from(settled.len()).unwrap_or(u32::MAX),
        ms: median(times)?,
        tokens: median(tokens),
        cost,
    })
}

/// Returns the median; of an even number the upper one.
fn median<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    let middle = values.len() / 2;
    values.into_iter().nth(middle)
}

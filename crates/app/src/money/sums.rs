//! Sums of the spending: by month and day, by who was asked, by the model that answered.

use std::collections::{BTreeMap, HashMap};

use interactions::Usage;
use jiff::tz::TimeZone;
use ledger::{RunUsage, Target};
use prices::Prices;
use screen::view::conversation;

use super::month::{Month, day};
use crate::bridge::{Cost, OwnAgentGroup, PeriodSpending, TargetSpending};

/// The tokens, searches and cost of one run.
struct RunCost {
    tokens: u64,
    searches: u64,
    cost: Option<prices::Cost>,
}

/// The sums of a period.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Total {
    /// Number of turns.
    pub(crate) turns: u32,
    /// Number of tokens of all turns.
    pub(crate) tokens: u64,
    /// Number of turns without a known price.
    pub(crate) unpriced: u32,
    /// Number of searches that are billed by use.
    pub(crate) searches: u64,
    /// Approximate cost, without searches.
    pub(crate) cost: prices::Cost,
}

impl Total {
    fn add(&mut self, priced: &RunCost) {
        self.turns += 1;
        self.tokens = self.tokens.saturating_add(priced.tokens);
        self.searches = self.searches.saturating_add(priced.searches);
        match priced.cost {
            Some(cost) => self.cost = self.cost + cost,
            None => self.unpriced += 1,
        }
    }

    /// Returns the approximate cost of a month, including the searches beyond the free ones.
    pub(crate) fn of_month(&self, prices: &Prices) -> prices::Cost {
        self.cost + prices.searches(self.searches).into()
    }
}

/// The sums of a month, for the page of spending.
pub(crate) struct Sums {
    /// The whole month.
    pub(crate) total: Total,
    /// The last twelve months, oldest first.
    pub(crate) months: Vec<PeriodSpending>,
    /// Every day of the month.
    pub(crate) days: Vec<PeriodSpending>,
    /// By who was asked, most expensive first.
    pub(crate) by_who: Vec<TargetSpending>,
    /// By who answered, most expensive first.
    pub(crate) by_model: Vec<TargetSpending>,
}

/// The person's own agents, by every id that they have had at servers.
pub(crate) type Owners = HashMap<String, Owner>;

/// The person's own agent that an id belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Owner {
    /// The key under which all of the agent's ids are added up.
    pub(crate) key: String,
    /// The agent as the window shows it.
    pub(crate) own: OwnAgentGroup,
}

/// Returns the approximate cost of one run; `None` without a known price.
pub(crate) fn cost_of(run: &RunUsage, prices: &Prices) -> Option<prices::Cost> {
    run_cost(run, prices).cost
}

/// Returns the sums of all these runs.
pub(crate) fn total(runs: &[RunUsage], prices: &Prices) -> Total {
    let mut total = Total::default();
    for run in runs {
        total.add(&run_cost(run, prices));
    }
    total
}

/// Adds up `runs`, which reach back at least to the first of the twelve months up to `last`, for the month
/// `shown`.
pub(crate) fn spending(
    runs: &[RunUsage],
    shown: Month,
    last: Month,
    prices: &Prices,
    owners: &Owners,
    zone: &TimeZone,
) -> Sums {
    let mut months: BTreeMap<Month, Total> = (0..12)
        .map(|back| (last.back(back), Total::default()))
        .collect();
    let mut days: BTreeMap<_, Total> = shown.days().map(|day| (day, Total::default())).collect();
    let mut by_who = SumsByKey::default();
    let mut by_model = SumsByKey::default();
    let mut total = Total::default();
    for run in runs {
        let priced = run_cost(run, prices);
        let month = Month::of(run.at, zone);
        if let Some(total) = months.get_mut(&month) {
            total.add(&priced);
        }
        if month != shown {
            continue;
        }
        total.add(&priced);
        days.entry(day(run.at, zone)).or_default().add(&priced);
        by_who.add(SpendingKey::asked(run), owners, &priced);
        by_model.add(SpendingKey::answered(run), owners, &priced);
    }
    let months = months
        .iter()
        .map(|(month, total)| period_spending(month.to_string(), total, total.of_month(prices)))
        .collect();
    let days = days
        .iter()
        .map(|(day, total)| period_spending(day.to_string(), total, total.cost))
        .collect();
    Sums {
        total,
        months,
        days,
        by_who: by_who.most_expensive_first(),
        by_model: by_model.most_expensive_first(),
    }
}

/// A model or agent, as a key of the sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct SpendingKey<'a> {
    id: &'a str,
    is_agent: bool,
    is_local: bool,
}

impl<'a> SpendingKey<'a> {
    /// Returns who was asked.
    fn asked(run: &'a RunUsage) -> Self {
        Self {
            id: &run.target_id,
            is_agent: run.target == Target::Agent,
            is_local: run.engine == ledger::Engine::Local,
        }
    }

    /// Returns who answered: the model that the answer names, else who was asked.
    fn answered(run: &'a RunUsage) -> Self {
        match &run.answered_by {
            Some(model) => Self {
                id: model,
                is_agent: false,
                ..Self::asked(run)
            },
            None => Self::asked(run),
        }
    }
}

fn run_cost(run: &RunUsage, prices: &Prices) -> RunCost {
    let usage: Usage = serde_json::from_value(run.usage.clone()).unwrap_or_default();
    let answered_by = run.answered_by.as_deref();
    let on = prices::day(run.at);
    let is_free = prices.is_free(answered_by.unwrap_or(&run.target_id), on);
    RunCost {
        tokens: usage.total_tokens.unwrap_or(0),
        searches: prices::searches(&usage),
        cost: match is_free {
            true => Some(prices::Cost::default()),
            false => prices.cost(&usage, &run.target_id, answered_by, on),
        },
    }
}

fn period_spending(when: String, total: &Total, cost: prices::Cost) -> PeriodSpending {
    PeriodSpending {
        when,
        turns: total.turns,
        tokens: total.tokens,
        cost: cost.into(),
    }
}

/// Sums by model or agent. All versions of one of the person's own agents are one entry.
#[derive(Default)]
struct SumsByKey<'a>(HashMap<SpendingKey<'a>, KeySum<'a>>);

struct KeySum<'a> {
    /// The id that was asked last.
    id: &'a str,
    own: Option<&'a OwnAgentGroup>,
    total: Total,
}

impl<'a> SumsByKey<'a> {
    /// Adds a run to the sums of its model or agent; runs must be added oldest first.
    fn add(&mut self, asked: SpendingKey<'a>, owners: &'a Owners, priced: &RunCost) {
        let owner = owners.get(asked.id).filter(|_| asked.is_agent);
        let who = SpendingKey {
            id: owner.map_or(asked.id, |owner| &owner.key),
            ..asked
        };
        let sum = self.0.entry(who).or_insert_with(|| KeySum {
            id: asked.id,
            own: owner.map(|owner| &owner.own),
            total: Total::default(),
        });
        sum.id = asked.id;
        sum.total.add(priced);
    }

    fn most_expensive_first(self) -> Vec<TargetSpending> {
        let mut by: Vec<(SpendingKey<'_>, KeySum<'_>)> = self.0.into_iter().collect();
        by.sort_by(|(a, one), (b, other)| {
            let dear = |sum: &KeySum<'_>| (sum.total.cost.high, sum.total.tokens);
            dear(other).cmp(&dear(one)).then_with(|| a.cmp(b))
        });
        by.into_iter()
            .map(|(who, KeySum { id, own, total })| TargetSpending {
                engine: conversation::engine(if who.is_local {
                    ledger::Engine::Local
                } else {
                    ledger::Engine::Gemini
                }),
                is_agent: who.is_agent,
                api_id: id.to_owned(),
                own: own.cloned(),
                turns: total.turns,
                tokens: total.tokens,
                cost: (total.unpriced < total.turns).then(|| Cost::from(total.cost)),
            })
            .collect()
    }
}

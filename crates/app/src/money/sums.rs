//! What was spent, added up: by month and day, by who was asked, by the model that answered.

use std::collections::{BTreeMap, HashMap};

use interactions::Usage;
use jiff::tz::TimeZone;
use ledger::{Spent, Target};
use prices::Prices;
use screen::view::conversation;

use super::month::{Month, day};
use crate::bridge::{Cost, OwnSpent, SpentBy, SpentIn};

/// One run with what it used and what that cost.
struct Priced {
    tokens: u64,
    searches: u64,
    cost: Option<prices::Cost>,
}

/// What a span of time came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Total {
    /// Turns.
    pub(crate) turns: u32,
    /// All their tokens.
    pub(crate) tokens: u64,
    /// Turns whose price nobody knows.
    pub(crate) unpriced: u32,
    /// Searches that are billed by use.
    pub(crate) searches: u64,
    /// About how much, without searches.
    pub(crate) cost: prices::Cost,
}

impl Total {
    fn add(&mut self, priced: &Priced) {
        self.turns += 1;
        self.tokens = self.tokens.saturating_add(priced.tokens);
        self.searches = self.searches.saturating_add(priced.searches);
        match priced.cost {
            Some(cost) => self.cost = self.cost + cost,
            None => self.unpriced += 1,
        }
    }

    /// About how much a month came to, with the searches beyond those that are free in it.
    pub(crate) fn of_month(&self, prices: &Prices) -> prices::Cost {
        self.cost + prices.searches(self.searches).into()
    }
}

/// The sums of a month for the page that shows them.
pub(crate) struct Sums {
    /// The month in all.
    pub(crate) total: Total,
    /// Twelve months, the oldest first.
    pub(crate) months: Vec<SpentIn>,
    /// Every day of the month.
    pub(crate) days: Vec<SpentIn>,
    /// By who was asked, the dearest first.
    pub(crate) by_who: Vec<SpentBy>,
    /// By who answered, the dearest first.
    pub(crate) by_model: Vec<SpentBy>,
}

/// Agents of the person's own, by every id that they have had at servers.
pub(crate) type Owners = HashMap<String, Owner>;

/// The agent of the person's own that an id was made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Owner {
    /// The same for all that is added up.
    pub(crate) key: String,
    /// As it is shown.
    pub(crate) own: OwnSpent,
}

/// About what one run cost.
pub(crate) fn cost_of(spent: &Spent, prices: &Prices) -> Option<prices::Cost> {
    priced(spent, prices).cost
}

/// What all of these came to.
pub(crate) fn total(spent: &[Spent], prices: &Prices) -> Total {
    let mut total = Total::default();
    for spent in spent {
        total.add(&priced(spent, prices));
    }
    total
}

/// Adds up `spent`, which goes back at least to the first of the twelve months up to `last`, for the month `shown`.
pub(crate) fn spending(
    spent: &[Spent],
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
    let mut by_who = By::default();
    let mut by_model = By::default();
    let mut total = Total::default();
    for spent in spent {
        let priced = priced(spent, prices);
        let month = Month::of(spent.at, zone);
        if let Some(total) = months.get_mut(&month) {
            total.add(&priced);
        }
        if month != shown {
            continue;
        }
        total.add(&priced);
        days.entry(day(spent.at, zone)).or_default().add(&priced);
        by_who.add(Asked::who(spent), owners, &priced);
        by_model.add(Asked::model(spent), owners, &priced);
    }
    let months = months
        .iter()
        .map(|(month, total)| spent_in(month.to_string(), total, total.of_month(prices)))
        .collect();
    let days = days
        .iter()
        .map(|(day, total)| spent_in(day.to_string(), total, total.cost))
        .collect();
    Sums {
        total,
        months,
        days,
        by_who: by_who.dearest_first(),
        by_model: by_model.dearest_first(),
    }
}

/// Someone who did turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Asked<'a> {
    id: &'a str,
    is_agent: bool,
    is_local: bool,
}

impl<'a> Asked<'a> {
    /// Who was asked.
    fn who(spent: &'a Spent) -> Self {
        Self {
            id: &spent.target_id,
            is_agent: spent.target == Target::Agent,
            is_local: spent.engine == ledger::Engine::Local,
        }
    }

    /// Who answered: the model that the answer names, else who was asked.
    fn model(spent: &'a Spent) -> Self {
        match &spent.answered_by {
            Some(model) => Self {
                id: model,
                is_agent: false,
                ..Self::who(spent)
            },
            None => Self::who(spent),
        }
    }
}

fn priced(spent: &Spent, prices: &Prices) -> Priced {
    let usage: Usage = serde_json::from_value(spent.usage.clone()).unwrap_or_default();
    Priced {
        tokens: usage.total_tokens.unwrap_or(0),
        searches: prices::searches(&usage),
        cost: prices.cost(
            &usage,
            &spent.target_id,
            spent.answered_by.as_deref(),
            prices::day(spent.at),
        ),
    }
}

fn spent_in(when: String, total: &Total, cost: prices::Cost) -> SpentIn {
    SpentIn {
        when,
        turns: total.turns,
        tokens: total.tokens,
        cost: cost.into(),
    }
}

/// What each of several came to. The versions of an agent of the person's own are one.
#[derive(Default)]
struct By<'a>(HashMap<Asked<'a>, Sum<'a>>);

struct Sum<'a> {
    /// The id that was asked last.
    id: &'a str,
    own: Option<&'a OwnSpent>,
    total: Total,
}

impl<'a> By<'a> {
    /// Adds a run to those of whoever did it; later ones come later.
    fn add(&mut self, asked: Asked<'a>, owners: &'a Owners, priced: &Priced) {
        let owner = owners.get(asked.id).filter(|_| asked.is_agent);
        let who = Asked {
            id: owner.map_or(asked.id, |owner| &owner.key),
            ..asked
        };
        let sum = self.0.entry(who).or_insert_with(|| Sum {
            id: asked.id,
            own: owner.map(|owner| &owner.own),
            total: Total::default(),
        });
        sum.id = asked.id;
        sum.total.add(priced);
    }

    fn dearest_first(self) -> Vec<SpentBy> {
        let mut by: Vec<(Asked<'_>, Sum<'_>)> = self.0.into_iter().collect();
        by.sort_by(|(a, one), (b, other)| {
            let dear = |sum: &Sum<'_>| (sum.total.cost.high, sum.total.tokens);
            dear(other).cmp(&dear(one)).then_with(|| a.cmp(b))
        });
        by.into_iter()
            .map(|(who, Sum { id, own, total })| SpentBy {
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

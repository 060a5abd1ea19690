//! The table: rows by id and date, those that come with the program and those of the person.

use std::sync::LazyLock;

use interactions::Usage;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::cost::{self, Cost};
use crate::money::{Money, Rate};
use crate::row::{Price, Rates, Row};

/// The rows that come with the program.
const BUILT_IN: &str = include_str!("../prices.toml");
/// How often one row may point to another.
const POINTERS: usize = 4;
/// What stands before the id of a connected server's model where the agent of this computer thinks with it.
const THINKING_WITH: &str = "errand-agent/";

static READ: LazyLock<Prices> = LazyLock::new(|| {
    let written: Written =
        toml::from_str(BUILT_IN).expect("the table of this program is read by its tests");
    Prices {
        as_of: written.as_of.unwrap_or(Date::MIN),
        rows: written.price,
        searches: written.searches,
        has_own: false,
    }
});

/// Why a table of the person's cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Error(#[from] toml::de::Error);

/// What models and agents cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prices {
    as_of: Date,
    rows: Vec<Row>,
    searches: Option<Searches>,
    has_own: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Searches {
    per_thousand: Money,
    free_in_a_month: u64,
    /// For the reader of the file.
    #[serde(rename = "source")]
    _source: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    as_of: Option<Date>,
    searches: Option<Searches>,
    #[serde(default)]
    price: Vec<Row>,
}

impl Prices {
    /// The table that comes with the program.
    #[must_use]
    pub fn built_in() -> Self {
        READ.clone()
    }

    /// The same with the person's rows over it: an id that they wrote down has their rows and no others.
    ///
    /// # Errors
    /// [`Error`], with line and column, when it is no such table.
    pub fn with_own(text: &str) -> Result<Self, Error> {
        let own: Written = toml::from_str(text)?;
        let mut prices = Self::built_in();
        prices.has_own = !own.price.is_empty() || own.searches.is_some();
        prices
            .rows
            .retain(|row| own.price.iter().all(|own| own.id != row.id));
        prices.rows.extend(own.price);
        if own.searches.is_some() {
            prices.searches = own.searches;
        }
        Ok(prices)
    }

    /// Has an id billed like another from the beginning on, unless it has a row.
    pub fn like(&mut self, id: &str, other: &str) {
        if self.rows.iter().any(|row| row.id == id) {
            return;
        }
        self.rows.push(Row {
            id: id.to_owned(),
            from: None,
            price: Price::Like(other.to_owned()),
            usually: None,
        });
    }

    /// What a person is given to begin with: every row that comes with the program, out of force until its marks are
    /// taken away.
    #[must_use]
    pub fn to_begin_with() -> String {
        let mut text = String::from(
            "# Your own prices. Take the # away from the rows that you want to change, and change them.\n\
             # An id that has a row here has no others: write down all of its dates. The rest stays as it comes with Errand.\n\n",
        );
        for line in BUILT_IN.lines() {
            if !line.starts_with('#') && !line.is_empty() {
                text.push_str("# ");
            }
            text.push_str(line);
            text.push('\n');
        }
        text
    }

    /// On which day the rows that come with the program were right.
    #[must_use]
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// Whether rows of the person's are among them.
    #[must_use]
    pub fn has_own(&self) -> bool {
        self.has_own
    }

    /// How an id is billed on a day, where it is billed like another how that one is; `None` when nobody knows. The agent
    /// of this computer is billed like the connected server's model that it thinks with, unless it has a row.
    #[must_use]
    pub fn price(&self, id: &str, on: Date) -> Option<&Price> {
        let mut id = id.strip_prefix("models/").unwrap_or(id);
        for _ in 0..POINTERS {
            let of_model = || self.row(id.strip_prefix(THINKING_WITH)?, on);
            match &self.row(id, on).or_else(of_model)?.price {
                Price::Like(other) => id = other,
                price => return Some(price),
            }
        }
        None
    }

    /// About what a job by an agent usually comes to, as published.
    #[must_use]
    pub fn usually(&self, id: &str, on: Date) -> Option<Cost> {
        let (low, high) = self.row(id, on)?.usually?;
        Some(Cost { low, high })
    }

    /// What tokens of an id cost on a day, if it is billed by them.
    #[must_use]
    pub fn rates(&self, id: &str, on: Date) -> Option<&Rates> {
        match self.price(id, on)? {
            Price::Tokens(rates) => Some(rates),
            Price::Like(_) | Price::Task(..) => None,
        }
    }

    /// About what a usage cost. `answered_by` is the model of the *answer* where it named one: retired ids are answered,
    /// and billed, by others. `None` when that has no price, or the usage says too little.
    #[must_use]
    pub fn cost(
        &self,
        usage: &Usage,
        asked: &str,
        answered_by: Option<&str>,
        on: Date,
    ) -> Option<Cost> {
        match self.price(answered_by.unwrap_or(asked), on)? {
            Price::Tokens(rates) => cost::of_tokens(rates, usage).map(Cost::from),
            Price::Task(low, high) => Some(Cost {
                low: *low,
                high: *high,
            }),
            Price::Like(_) => None,
        }
    }

    /// What all searches of one month cost together: those beyond the free ones.
    #[must_use]
    pub fn searches(&self, in_month: u64) -> Money {
        let Some(searches) = &self.searches else {
            return Money::default();
        };
        let billed = in_month.saturating_sub(searches.free_in_a_month);
        Money::from_micros(searches.per_thousand.micros().saturating_mul(billed) / 1_000)
    }

    /// How many tokens an amount surely buys of an id: as many as if all of them were of the dearest kind. `None` when
    /// it has no rate. An agent's cap counts them so (`max_total_tokens`).
    #[must_use]
    pub fn tokens_for(&self, amount: Money, id: &str, on: Date) -> Option<u64> {
        let rates = self.rates(id, on)?;
        let dearest: Option<Rate> = [rates.input, rates.output, rates.thought].into_iter().max();
        dearest?.buys(amount)
    }

    /// The row of an id that holds on a day: the latest that has begun.
    fn row(&self, id: &str, on: Date) -> Option<&Row> {
        let of_id = self.rows.iter().filter(|row| row.id == id);
        of_id
            .filter(|row| row.from.is_none_or(|from| from <= on))
            .max_by_key(|row| row.from)
    }
}

/// The day of a moment (milliseconds since the Unix epoch) by which prices change: that of UTC.
#[must_use]
pub fn day(at: i64) -> Date {
    let moment = jiff::Timestamp::from_millisecond(at).unwrap_or_default();
    moment.to_zoned_datetime(TimeZone::UTC).date()
}

//! The table of built-in rows and of the person's own rows, by id and date.

use std::sync::LazyLock;

use interactions::Usage;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::cost::{self, Cost};
use crate::money::{Money, Rate};
use crate::row::{Price, Rates, Row};

/// The built-in rows.
const BUILT_IN: &str = include_str!("../prices.toml");
/// Maximum length of a chain of rows that point to another id.
const POINTERS: usize = 4;
/// Prefix of a model id when the local agent works with the model of a connected server.
const THINKING_WITH: &str = "errand-agent/";

static READ: LazyLock<Prices> = LazyLock::new(|| {
    let written: TableInFile =
        toml::from_str(BUILT_IN).expect("the table of this program is read by its tests");
    Prices {
        as_of: written.as_of.unwrap_or(Date::MIN),
        rows: written.price,
        searches: written.searches,
        has_own: false,
    }
});

/// The error of a person's table that cannot be parsed.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Error(#[from] toml::de::Error);

/// Prices of models and agents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prices {
    as_of: Date,
    rows: Vec<Row>,
    searches: Option<SearchPrice>,
    has_own: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct SearchPrice {
    per_thousand: Money,
    free_in_a_month: u64,
    /// Documentation for people who read the file.
    #[serde(rename = "source")]
    _source: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableInFile {
    as_of: Option<Date>,
    searches: Option<SearchPrice>,
    #[serde(default)]
    price: Vec<Row>,
}

impl Prices {
    /// The built-in table.
    #[must_use]
    pub fn built_in() -> Self {
        READ.clone()
    }

    /// The built-in table with the person's rows: an id that occurs in `text` has only those rows.
    ///
    /// # Errors
    /// [`Error`], with line and column, if `text` is not a valid table.
    pub fn with_own(text: &str) -> Result<Self, Error> {
        let own: TableInFile = toml::from_str(text)?;
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

    /// Makes an id cost the same as another one from the beginning on, unless it has a row.
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

    /// A template for a person's own table: every built-in row, commented out.
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

    /// The date at which the built-in rows were correct.
    #[must_use]
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// Returns true if the table has rows of the person.
    #[must_use]
    pub fn has_own(&self) -> bool {
        self.has_own
    }

    /// The price of an id on a day, with references to other ids resolved; `None` if it is unknown or free. The local
    /// agent is billed like the model of the connected server that it works with, unless it has a row.
    #[must_use]
    pub fn price(&self, id: &str, on: Date) -> Option<&Price> {
        self.resolved(id, on)
            .filter(|price| !matches!(price, Price::Free))
    }

    /// Returns true if an id costs nothing, because it runs on this computer.
    #[must_use]
    pub fn is_free(&self, id: &str, on: Date) -> bool {
        matches!(self.resolved(id, on), Some(Price::Free))
    }

    fn resolved(&self, id: &str, on: Date) -> Option<&Price> {
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

    /// The usual cost of a job of an agent, as published.
    #[must_use]
    pub fn usually(&self, id: &str, on: Date) -> Option<Cost> {
        let (low, high) = self.row(id, on)?.usually?;
        Some(Cost { low, high })
    }

    /// The token rates of an id on a day, if it is billed per token.
    #[must_use]
    pub fn rates(&self, id: &str, on: Date) -> Option<&Rates> {
        match self.price(id, on)? {
            Price::Tokens(rates) => Some(rates),
            Price::Like(_) | Price::Task(..) | Price::Free => None,
        }
    }

    /// The estimated cost of a usage. `answered_by` is the model named in the *answer*, if any: requests to retired
    /// ids are answered, and billed, by other models. `None` if that has no price, or the usage lacks token counts.
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
            Price::Like(_) | Price::Free => None,
        }
    }

    /// The cost of all searches of one month, beyond the free ones.
    #[must_use]
    pub fn searches(&self, in_month: u64) -> Money {
        let Some(searches) = &self.searches else {
            return Money::default();
        };
        let billed = in_month.saturating_sub(searches.free_in_a_month);
        Money::from_micros(searches.per_thousand.micros().saturating_mul(billed) / 1_000)
    }

    /// Number of tokens that an amount is certain to buy: as if all were of the most expensive kind. `None` if the id
    /// has no rate. An agent's cap (`max_total_tokens`) counts tokens in this way.
    #[must_use]
    pub fn tokens_for(&self, amount: Money, id: &str, on: Date) -> Option<u64> {
        let rates = self.rates(id, on)?;
        let dearest: Option<Rate> = [rates.input, rates.output, rates.thought].into_iter().max();
        dearest?.buys(amount)
    }

    /// The row of an id that applies on a day: the latest that has begun.
    fn row(&self, id: &str, on: Date) -> Option<&Row> {
        let of_id = self.rows.iter().filter(|row| row.id == id);
        of_id
            .filter(|row| row.from.is_none_or(|from| from <= on))
            .max_by_key(|row| row.from)
    }
}

/// The UTC date of a time (milliseconds since the Unix epoch), by which prices change.
#[must_use]
pub fn day(at: i64) -> Date {
    let moment = jiff::Timestamp::from_millisecond(at).unwrap_or_default();
    moment.to_zoned_datetime(TimeZone::UTC).date()
}

//! Amounts of money as whole numbers, so that sums are exact and can be compared.

use std::iter::Sum;
use std::ops::Add;

use serde::{Deserialize, Deserializer};

/// Number of picodollars in a microdollar.
const MICRO: u64 = 1_000_000;

/// An amount in picodollars (10⁻¹² US dollars): fine enough for a single token of the cheapest model.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(u64);

impl Money {
    /// An amount of `micros` microdollars.
    #[must_use]
    pub fn from_micros(micros: u64) -> Self {
        Self(micros.saturating_mul(MICRO))
    }

    /// The amount in microdollars, rounded to the nearest.
    #[must_use]
    pub fn micros(self) -> u64 {
        self.0.saturating_add(MICRO / 2) / MICRO
    }
}

impl Add for Money {
    type Output = Self;

    fn add(self, more: Self) -> Self {
        Self(self.0.saturating_add(more.0))
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::default(), Add::add)
    }
}

/// Price of one token. Written in the table as US dollars per million tokens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate(u64);

impl Rate {
    /// Price of `tokens` tokens.
    #[must_use]
    pub fn times(self, tokens: u64) -> Money {
        Money(self.0.saturating_mul(tokens))
    }

    /// Number of tokens that an amount buys, rounded down; `None` if the rate is zero.
    #[must_use]
    pub fn buys(self, amount: Money) -> Option<u64> {
        amount.0.checked_div(self.0)
    }
}

/// Parses dollars into whole microdollars, which is exact for every realistic price.
fn micros<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    /// No price is a million dollars; more would be a typing mistake.
    const MOST: f64 = 1e6;
    let dollars = f64::deserialize(deserializer)?;
    if !(0.0..=MOST).contains(&dollars) {
        let reason = format!("a price of {dollars} dollars is not one");
        return Err(serde::de::Error::custom(reason));
    }
    Ok((dollars * 1e6).round() as u64)
}

impl<'de> Deserialize<'de> for Rate {
    /// X dollars per million tokens are X·10⁶ picodollars per token: the number of microdollars in X dollars.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        micros(deserializer).map(Self)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        micros(deserializer).map(Self::from_micros)
    }
}

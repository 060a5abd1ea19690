//! Amounts of money as whole numbers, so that sums are exact and can be compared.

use std::iter::Sum;
use std::ops::Add;

use serde::{Deserialize, Deserializer};

/// Picodollars in a microdollar.
const MICRO: u64 = 1_000_000;

/// An amount in millionths of a millionth of a US dollar: fine enough for a single token of the cheapest model.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(u64);

impl Money {
    /// So many millionths of a dollar.
    #[must_use]
    pub fn from_micros(micros: u64) -> Self {
        Self(micros.saturating_mul(MICRO))
    }

    /// The amount in millionths of a dollar, rounded to the nearest.
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

/// What one token costs. Written as US dollars for a million tokens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate(u64);

impl Rate {
    /// What so many tokens cost.
    #[must_use]
    pub fn times(self, tokens: u64) -> Money {
        Money(self.0.saturating_mul(tokens))
    }

    /// How many tokens an amount buys, rounded down; `None` when they cost nothing.
    #[must_use]
    pub fn buys(self, amount: Money) -> Option<u64> {
        amount.0.checked_div(self.0)
    }
}

/// Reads dollars as a whole number of millionths, which is exact for every price that anybody writes down.
fn micros<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    /// No price is a million dollars; more would be a slip of the pen.
    const MOST: f64 = 1e6;
    let dollars = f64::deserialize(deserializer)?;
    if !(0.0..=MOST).contains(&dollars) {
        let reason = format!("a price of {dollars} dollars is not one");
        return Err(serde::de::Error::custom(reason));
    }
    Ok((dollars * 1e6).round() as u64)
}

impl<'de> Deserialize<'de> for Rate {
    /// Dollars for a million tokens are millionths of a millionth of a dollar for one, a million times over.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        micros(deserializer).map(Self)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        micros(deserializer).map(Self::from_micros)
    }
}

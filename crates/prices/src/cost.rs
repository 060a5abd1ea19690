//! Cost of a token usage (contract section 13).

use std::iter::Sum;
use std::ops::Add;

use interactions::usage::ModalityTokens;
use interactions::{Modality, Usage};

use crate::money::Money;
use crate::row::Rates;

/// An estimated cost as a range; both ends are equal if tokens were counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cost {
    /// Lower bound.
    pub low: Money,
    /// Upper bound.
    pub high: Money,
}

impl From<Money> for Cost {
    fn from(amount: Money) -> Self {
        Self {
            low: amount,
            high: amount,
        }
    }
}

impl Add for Cost {
    type Output = Self;

    fn add(self, more: Self) -> Self {
        Self {
            low: self.low + more.low,
            high: self.high + more.high,
        }
    }
}

impl Sum for Cost {
    fn sum<I: Iterator<Item = Self>>(costs: I) -> Self {
        costs.fold(Self::default(), Add::add)
    }
}

/// Number of web and map searches in a usage. They are billed beyond a free monthly allowance, so they are not part
/// of the cost of one usage ([`crate::Prices::searches`]).
#[must_use]
pub fn searches(usage: &Usage) -> u64 {
    let billed = |kind: &str| matches!(kind, "google_search" | "google_maps");
    let counts = usage.grounding_tool_count.iter();
    counts
        .filter(|count| count.kind.as_deref().is_some_and(billed))
        .map(|count| count.count.unwrap_or(0))
        .sum()
}

/// Cost of the tokens of a usage. `None` if it has neither input nor output counts.
///
/// Input includes cached tokens; tool output is not included in it and is billed at the same rate; output does not
/// include thoughts. A surcharge on long input depends on a single request: the first one if there were several.
pub(crate) fn of_tokens(rates: &Rates, usage: &Usage) -> Option<Money> {
    if usage.total_input_tokens.is_none() && usage.total_output_tokens.is_none() {
        return None;
    }
    let input = usage.total_input_tokens.unwrap_or(0);
    let rates = rates.at(usage.initial_input_tokens.unwrap_or(input));
    let cached = usage.total_cached_tokens.unwrap_or(0).min(input);
    let fresh = input - cached;
    let cached_audio = tokens(&usage.cached_tokens_by_modality, &Modality::Audio);
    let audio = tokens(&usage.input_tokens_by_modality, &Modality::Audio)
        .saturating_sub(cached_audio)
        .min(fresh);
    let mut total = rates.cached.times(cached)
        + rates.input_audio.times(audio)
        + rates.input.times(fresh - audio)
        + rates.input.times(usage.total_tool_use_tokens.unwrap_or(0))
        + rates.thought.times(usage.total_thought_tokens.unwrap_or(0));
    let mut rest = usage.total_output_tokens.unwrap_or(0);
    for (kind, rate) in [
        (Modality::Image, rates.output_image),
        (Modality::Audio, rates.output_audio),
        (Modality::Video, rates.output_video),
    ] {
        let made = tokens(&usage.output_tokens_by_modality, &kind).min(rest);
        total = total + rate.times(made);
        rest -= made;
    }
    Some(total + rates.output.times(rest))
}

/// Tokens of one modality.
fn tokens(counts: &[ModalityTokens], kind: &Modality) -> u64 {
    counts
        .iter()
        .filter(|count| count.modality.as_ref() == Some(kind))
        .map(|count| count.tokens.unwrap_or(0))
        .sum()
}

//! Formats numbers by the rules of a language.

use std::convert::Infallible;

use fixed_decimal::Decimal;
use fluent_bundle::memoizer::MemoizerKind;
use fluent_bundle::types::FluentValue;
use icu_decimal::DecimalFormatter;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_locale_core::Locale;
use intl_memoizer::Memoizable;
use unic_langid::LanguageIdentifier;

/// The locale of a bundle, by which its numbers are formatted.
struct Written(Locale);

impl Memoizable for Written {
    type Args = ();
    type Error = Infallible;

    fn construct(language: LanguageIdentifier, (): ()) -> Result<Self, Infallible> {
        Ok(Self(
            language.to_string().parse().unwrap_or(Locale::UNKNOWN),
        ))
    }
}

/// Formats the numbers of a bundle with the digits and separators of its language; other values are left alone.
pub(crate) fn write<M: MemoizerKind>(value: &FluentValue<'_>, intls: &M) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    let decimals = number.options.minimum_fraction_digits.unwrap_or(0);
    let decimal: Decimal = format!("{:.decimals$}", number.value).parse().ok()?;
    let mut options = DecimalFormatterOptions::default();
    if !number.options.use_grouping {
        options.grouping_strategy = Some(GroupingStrategy::Never);
    }
    intls
        .with_try_get_threadsafe::<Written, _, _>((), |written| {
            let formatter = DecimalFormatter::try_new((&written.0).into(), options).ok()?;
            Some(formatter.format(&decimal).to_string())
        })
        .unwrap_or(None)
}

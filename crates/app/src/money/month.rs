//! Calendar months in the time zone of this computer.

use std::fmt;
use std::ops::Range;

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

/// A month of a year. It is formatted and parsed as `2026-11`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Month(Date);

impl Month {
    /// Returns the month of a time.
    pub(crate) fn of(at: i64, zone: &TimeZone) -> Self {
        Self(day(at, zone).first_of_month())
    }

    /// Parses `2026-11`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        format!("{text}-01").parse().ok().map(Self)
    }

    /// Returns the month this many months earlier.
    pub(crate) fn back(self, months: i32) -> Self {
        Self(self.0.saturating_sub(months.months()))
    }

    /// Returns every day of the month.
    pub(crate) fn days(self) -> impl Iterator<Item = Date> {
        let (year, month) = (self.0.year(), self.0.month());
        (1..=self.0.days_in_month()).map(move |day| date(year, month, day))
    }

    /// Returns the range from the month's first moment to that of the next month, in milliseconds since the Unix
    /// epoch.
    pub(crate) fn span(self, zone: &TimeZone) -> Range<i64> {
        let begins = |day: Date| -> i64 {
            let midnight = day.to_zoned_datetime(zone.clone());
            midnight.map_or(i64::MAX, |midnight| midnight.timestamp().as_millisecond())
        };
        begins(self.0)..begins(self.0.saturating_add(1.month()))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0.year(), self.0.month())
    }
}

/// Returns the day of a time.
pub(crate) fn day(at: i64, zone: &TimeZone) -> Date {
    let moment = Timestamp::from_millisecond(at).unwrap_or_default();
    moment.to_zoned_datetime(zone.clone()).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_begins_at_midnight_where_the_person_is() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let month = Month::parse("2026-10").unwrap();
        let span = month.span(&zone);
        let written = |at| Timestamp::from_millisecond(at).unwrap().to_string();
        assert_eq!(written(span.start), "2026-09-30T22:00:00Z");
        assert_eq!(
            written(span.end),
            "2026-10-31T23:00:00Z",
            "winter time by then"
        );
        assert_eq!(Month::of(span.start, &zone), month);
        assert_eq!(Month::of(span.end, &zone).to_string(), "2026-11");
        assert_eq!(month.days().count(), 31);
    }

    #[test]
    fn the_year_before_is_twelve_months_back() {
        let month = Month::parse("2026-03").unwrap();
        assert_eq!(month.back(3).to_string(), "2025-12");
        assert_eq!(Month::parse("2026-13"), None);
        assert_eq!(Month::parse("November"), None);
    }
}

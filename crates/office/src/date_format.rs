//! Formatting of dates and times of calendars and address cards.

use calcard::common::PartialDateTime;
use jiff::civil::{Date, Weekday};

/// Returns a date as far as it is known: `2026-11-29`, `11-29`, `2026`.
pub(crate) fn partial_date(at: &PartialDateTime) -> String {
    let parts = [
        at.year.map(|year| format!("{year:04}")),
        at.month.map(|month| format!("{month:02}")),
        at.day.map(|day| format!("{day:02}")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("-")
}

/// Returns the day, if the date is complete.
pub(crate) fn day(at: &PartialDateTime) -> Option<Date> {
    let (year, month, day) = (at.year?, at.month?, at.day?);
    let narrow = |number: u8| i8::try_from(number).ok();
    Date::new(i16::try_from(year).ok()?, narrow(month)?, narrow(day)?).ok()
}

/// Returns a day with its weekday: `Tuesday, 2026-12-01`.
pub(crate) fn day_in_words(at: &PartialDateTime) -> String {
    match day(at) {
        Some(date) => format!("{}, {date}", weekday(date.weekday())),
        None => partial_date(at),
    }
}

/// Returns the time, such as `14:30`, if there is one.
pub(crate) fn time(at: &PartialDateTime) -> Option<String> {
    let (hour, minute) = (at.hour?, at.minute.unwrap_or(0));
    Some(match at.second.filter(|second| *second > 0) {
        Some(second) => format!("{hour:02}:{minute:02}:{second:02}"),
        None => format!("{hour:02}:{minute:02}"),
    })
}

/// Returns the time zone in the value itself: `UTC`, `+02:00`.
pub(crate) fn zone(at: &PartialDateTime) -> Option<String> {
    let (hour, minute) = (at.tz_hour?, at.tz_minute.unwrap_or(0));
    Some(match (hour, minute) {
        (0, 0) => "UTC".to_owned(),
        _ => {
            let sign = if at.tz_minus { '-' } else { '+' };
            format!("{sign}{hour:02}:{minute:02}")
        }
    })
}

/// Returns the name of a weekday.
pub(crate) fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

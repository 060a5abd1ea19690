//! Recurrence rules in words; a rule too complex for simple words is shown as written.

use calcard::icalendar::{
    ICalendarDay, ICalendarFrequency, ICalendarMonth, ICalendarRecurrenceRule, ICalendarWeekday,
};

use crate::date_format::{day_in_words, time, zone};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Returns the rule in words: `every 2 weeks on Monday and Friday, until Tuesday, 2027-03-02`.
pub(super) fn in_words(rule: &ICalendarRecurrenceRule) -> String {
    let Some(days) = days(rule) else {
        return format!("by the rule {rule}");
    };
    let (one, many) = match rule.freq {
        ICalendarFrequency::Yearly => ("every year", "years"),
        ICalendarFrequency::Monthly => ("every month", "months"),
        ICalendarFrequency::Weekly => ("every week", "weeks"),
        ICalendarFrequency::Daily => ("every day", "days"),
        ICalendarFrequency::Hourly => ("every hour", "hours"),
        ICalendarFrequency::Minutely => ("every minute", "minutes"),
        ICalendarFrequency::Secondly => ("every second", "seconds"),
    };
    let often = match rule.interval {
        None | Some(0 | 1) => one.to_owned(),
        Some(interval) => format!("every {interval} {many}"),
    };
    let end = match (&rule.until, rule.count) {
        (Some(until), _) => {
            let mut words = format!(", until {}", day_in_words(until));
            if let Some(time) = time(until) {
                words.push_str(&format!(", {time}"));
            }
            if let Some(zone) = zone(until) {
                words.push_str(&format!(" ({zone})"));
            }
            words
        }
        (None, Some(1)) => ", once".to_owned(),
        (None, Some(count)) => format!(", {count} times"),
        (None, None) => String::new(),
    };
    format!("{often}{days}{end}")
}

/// Returns the days of the rule; `None` if simple words cannot express them.
fn days(rule: &ICalendarRecurrenceRule) -> Option<String> {
    let is_odd = !(rule.bysecond.is_empty()
        && rule.byminute.is_empty()
        && rule.byhour.is_empty()
        && rule.byyearday.is_empty()
        && rule.byweekno.is_empty());
    if is_odd || rule.rscale.is_some() || rule.bymonth.iter().any(ICalendarMonth::is_leap) {
        return None;
    }
    let mut words = match (
        rule.byday.as_slice(),
        rule.bymonthday.as_slice(),
        rule.bysetpos.as_slice(),
    ) {
        ([], [], []) => String::new(),
        ([], days, []) => {
            let days: Option<Vec<String>> = days.iter().map(|day| day_of_month(*day)).collect();
            format!(" on {}", join_with_and(&days?))
        }
        (days, [], []) => {
            let days: Option<Vec<String>> = days.iter().map(weekday).collect();
            format!(" on {}", join_with_and(&days?))
        }
        // Such as the last working day of a month.
        (days, [], [place])
            if is_working_week(days) && rule.freq == ICalendarFrequency::Monthly =>
        {
            format!(" on the {} working day", ordinal(i64::from(*place))?)
        }
        _ => return None,
    };
    if !rule.bymonth.is_empty() {
        let months = rule.bymonth.iter().map(|month| {
            let index = usize::from(month.month()).checked_sub(1)?;
            MONTHS.get(index).map(|name| (*name).to_owned())
        });
        words.push_str(&format!(
            " in {}",
            join_with_and(&months.collect::<Option<Vec<_>>>()?)
        ));
    }
    Some(words)
}

fn weekday(day: &ICalendarDay) -> Option<String> {
    let name = match day.weekday {
        ICalendarWeekday::Monday => "Monday",
        ICalendarWeekday::Tuesday => "Tuesday",
        ICalendarWeekday::Wednesday => "Wednesday",
        ICalendarWeekday::Thursday => "Thursday",
        ICalendarWeekday::Friday => "Friday",
        ICalendarWeekday::Saturday => "Saturday",
        ICalendarWeekday::Sunday => "Sunday",
    };
    match day.ordwk {
        None => Some(name.to_owned()),
        Some(place) => Some(format!("the {} {name}", ordinal(i64::from(place))?)),
    }
}

fn day_of_month(day: i8) -> Option<String> {
    match day {
        -1 => Some("the last day".to_owned()),
        1.. => Some(format!("day {day}")),
        _ => None,
    }
}

fn ordinal(place: i64) -> Option<&'static str> {
    Some(match place {
        1 => "first",
        2 => "second",
        3 => "third",
        4 => "fourth",
        5 => "fifth",
        -1 => "last",
        -2 => "last but one",
        _ => return None,
    })
}

fn is_working_week(days: &[ICalendarDay]) -> bool {
    use ICalendarWeekday::{Friday, Monday, Thursday, Tuesday, Wednesday};
    days.len() == 5
        && [Monday, Tuesday, Wednesday, Thursday, Friday]
            .iter()
            .all(|day| {
                days.iter()
                    .any(|one| one.weekday == *day && one.ordwk.is_none())
            })
}

fn join_with_and(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
    }
}

//! A schedule as people say it, and its cron line.

use std::collections::BTreeSet;

/// A schedule that words can express. Every rule has a cron line; not every cron line is a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The days on which something is due.
    pub days: Days,
    /// The times on these days.
    pub times: TimesOfDay,
}

/// The days of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Days {
    /// Every day.
    Every,
    /// Days of the week, 0 to 6 from Sunday.
    Week(BTreeSet<u8>),
    /// Days of the month, 1 to 31. A month without such a day is skipped.
    Month(BTreeSet<u8>),
    /// Once a year.
    Year {
        /// The month, 1 to 12.
        month: u8,
        /// The day of the month, 1 to 31.
        day: u8,
    },
}

/// The times of day of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimesOfDay {
    /// The same minute of one or more hours.
    Times {
        /// The hours, 0 to 23.
        hours: BTreeSet<u8>,
        /// The minute, 0 to 59.
        minute: u8,
    },
    /// Every so many minutes; the number divides 60.
    Minutes(u8),
    /// Every so many hours; the number divides 24.
    Hours(u8),
}

impl TimesOfDay {
    /// Makes one time a day.
    pub fn time(hour: u8, minute: u8) -> Self {
        Self::Times {
            hours: BTreeSet::from([hour]),
            minute,
        }
    }
}

impl Rule {
    /// Returns the rule as a cron line of five fields.
    pub fn cron(&self) -> String {
        let (minute, hour) = match &self.times {
            TimesOfDay::Times { hours, minute } => (minute.to_string(), list(hours)),
            TimesOfDay::Minutes(step) => (format!("*/{step}"), "*".to_owned()),
            TimesOfDay::Hours(1) => ("0".to_owned(), "*".to_owned()),
            TimesOfDay::Hours(step) => ("0".to_owned(), format!("*/{step}")),
        };
        let any = || "*".to_owned();
        let (day, month, weekday) = match &self.days {
            Days::Every => (any(), any(), any()),
            Days::Week(days) if days.iter().eq(&[1, 2, 3, 4, 5]) => {
                (any(), any(), "1-5".to_owned())
            }
            Days::Week(days) => (any(), any(), list(days)),
            Days::Month(days) => (list(days), any(), any()),
            Days::Year { month, day } => (day.to_string(), month.to_string(), any()),
        };
        format!("{minute} {hour} {day} {month} {weekday}")
    }

    /// Parses a cron line as a rule; `None` if the line says something that a rule cannot.
    pub fn of_cron(line: &str) -> Option<Self> {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let &[minute, hour, day, month, weekday] = fields.as_slice() else {
            return None;
        };
        let times = match (minute, hour) {
            ("0", "*") => TimesOfDay::Hours(1),
            ("0", hour) if hour.starts_with("*/") => TimesOfDay::Hours(divisor(hour, 24)?),
            (minute, "*") => TimesOfDay::Minutes(divisor(minute, 60)?),
            (minute, hours) => TimesOfDay::Times {
                minute: number(minute, 0, 59)?,
                hours: numbers(hours, 0, 23)?,
            },
        };
        let days = match (day, month, weekday) {
            ("*", "*", "*") => Days::Every,
            ("*", "*", days) => {
                // Sunday is 0 and 7.
                Days::Week(
                    numbers(days, 0, 7)?
                        .into_iter()
                        .map(|day| day % 7)
                        .collect(),
                )
            }
            (days, "*", "*") => Days::Month(numbers(days, 1, 31)?),
            (day, month, "*") => Days::Year {
                day: number(day, 1, 31)?,
                month: number(month, 1, 12)?,
            },
            _ => return None,
        };
        Some(Self { days, times })
    }
}

fn list(numbers: &BTreeSet<u8>) -> String {
    let numbers: Vec<String> = numbers.iter().map(u8::to_string).collect();
    numbers.join(",")
}

fn number(text: &str, least: u8, most: u8) -> Option<u8> {
    let number = text.parse().ok()?;
    (least..=most).contains(&number).then_some(number)
}

/// Parses a list of numbers and ranges.
fn numbers(text: &str, least: u8, most: u8) -> Option<BTreeSet<u8>> {
    let mut all = BTreeSet::new();
    for part in text.split(',') {
        match part.split_once('-') {
            Some((from, to)) => {
                let (from, to) = (number(from, least, most)?, number(to, least, most)?);
                if from > to {
                    return None;
                }
                all.extend(from..=to);
            }
            None => drop(all.insert(number(part, least, most)?)),
        }
    }
    Some(all)
}

/// Parses the step of `*/15`, if it divides `whole`.
fn divisor(text: &str, whole: u8) -> Option<u8> {
    let step = number(text.strip_prefix("*/")?, 2, whole / 2)?;
    whole.is_multiple_of(step).then_some(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cron_line_that_says_more_than_a_rule_is_none() {
        for line in [
            "0 7 1 * 1",
            "0 7 1 1,2 *",
            "*/7 * * * *",
            "5/10 * * * *",
            "0 7-5 * * *",
            "0 24 * * *",
            "0 7 32 * *",
            "15 * * * *",
            "0 7 L * *",
            "0 7 * *",
        ] {
            assert_eq!(Rule::of_cron(line), None, "{line}");
        }
    }

    #[test]
    fn ranges_and_both_numbers_of_sunday_are_read() {
        let rule = Rule::of_cron("0 7-9 * * 6-7").unwrap();
        assert_eq!(rule.days, Days::Week(BTreeSet::from([0, 6])));
        assert_eq!(rule.cron(), "0 7,8,9 * * 0,6");
    }
}

//! Writes a rule in words, to be read back to the person who wrote it.

use std::collections::BTreeSet;
use std::fmt;

use crate::{Days, Rule, TimesOfDay};

/// The names of the weekdays, from Sunday on.
pub(crate) const WEEKDAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];

/// The names of the months, from January on.
pub(crate) const MONTHS: [&str; 12] = [
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

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.times, &self.days) {
            (TimesOfDay::Times { hours, minute }, days) => {
                let times: Vec<String> = hours
                    .iter()
                    .map(|hour| format!("{hour}:{minute:02}"))
                    .collect();
                write!(f, "{days} at {}", join_with_and(&times))
            }
            (times, Days::Every) => write!(f, "{}", interval(times)),
            (times, days) => write!(f, "{}, {days}", interval(times)),
        }
    }
}

fn interval(times: &TimesOfDay) -> String {
    match times {
        TimesOfDay::Hours(1) => "every hour".to_owned(),
        TimesOfDay::Hours(step) => format!("every {step} hours"),
        TimesOfDay::Minutes(step) => format!("every {step} minutes"),
        TimesOfDay::Times { .. } => String::new(),
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Every => f.write_str("every day"),
            Self::Week(days) if days.iter().eq(&[1, 2, 3, 4, 5]) => f.write_str("every weekday"),
            Self::Week(days) => {
                // Lists weekdays with Monday first.
                let (sunday, others): (BTreeSet<u8>, BTreeSet<u8>) =
                    days.iter().partition(|day| **day == 0);
                let names: Vec<&str> = others
                    .iter()
                    .chain(&sunday)
                    .map(|day| WEEKDAYS[usize::from(*day)])
                    .collect();
                write!(f, "every {}", join_with_and(&names))
            }
            Self::Month(days) => {
                let days: Vec<String> = days.iter().map(|day| ordinal(*day)).collect();
                write!(f, "on the {} of every month", join_with_and(&days))
            }
            Self::Year { month, day } => {
                let month = MONTHS[usize::from(month - 1)];
                write!(f, "every year on {day} {month}")
            }
        }
    }
}

fn ordinal(number: u8) -> String {
    let ending = match (number % 10, number) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

fn join_with_and<T: AsRef<str>>(items: &[T]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

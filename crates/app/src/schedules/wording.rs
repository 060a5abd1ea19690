//! Writes rules of schedules, and the errors of words that cannot be read, as sentences.

use schedules::{Days, Inexpressible, Rule, RuleError, ScheduleError, TimesOfDay};
use words::{Sentence, Value, say};

/// The weekdays, from Sunday on.
const WEEKDAYS: [fn() -> Sentence; 7] = [
    say::weekday_sunday,
    say::weekday_monday,
    say::weekday_tuesday,
    say::weekday_wednesday,
    say::weekday_thursday,
    say::weekday_friday,
    say::weekday_saturday,
];

/// The months, from January on.
const MONTHS: [fn() -> Sentence; 12] = [
    say::month_january,
    say::month_february,
    say::month_march,
    say::month_april,
    say::month_may,
    say::month_june,
    say::month_july,
    say::month_august,
    say::month_september,
    say::month_october,
    say::month_november,
    say::month_december,
];

/// Writes a rule, to be read back to the person who wrote it.
pub(super) fn rule(rule: &Rule) -> Sentence {
    match (&rule.times, &rule.days) {
        (TimesOfDay::Times { hours, minute }, on) => {
            let times = hours.iter().map(|hour| format!("{hour}:{minute:02}"));
            say::rule_times(days(on), Value::all(times))
        }
        (times, Days::Every) => interval(times),
        (times, on) => say::rule_interval(interval(times), days(on)),
    }
}

fn interval(times: &TimesOfDay) -> Sentence {
    match times {
        TimesOfDay::Hours(1) | TimesOfDay::Times { .. } => say::every_hour(),
        TimesOfDay::Hours(step) => say::every_hours(*step),
        TimesOfDay::Minutes(step) => say::every_minutes(*step),
    }
}

fn days(days: &Days) -> Sentence {
    match days {
        Days::Every => say::every_day(),
        Days::Week(days) if days.iter().eq(&[1, 2, 3, 4, 5]) => say::every_weekday(),
        Days::Week(days) => {
            // Lists weekdays with Monday first.
            let (sunday, others): (Vec<u8>, Vec<u8>) = days.iter().partition(|day| **day == 0);
            let names = others.into_iter().chain(sunday);
            let names = names.filter_map(|day| WEEKDAYS.get(usize::from(day)));
            say::every_of_week(Value::all(names.map(|name| name())))
        }
        Days::Month(days) => {
            say::every_of_month(Value::all(days.iter().map(|day| say::day_of_month(*day))))
        }
        Days::Year { month, day } => {
            let name = MONTHS.get(usize::from(*month).wrapping_sub(1));
            let name = name.map_or_else(|| Sentence::quoted(month.to_string()), |name| name());
            say::every_year(*day, name)
        }
    }
}

/// Writes why a text is not read as a rule.
pub(super) fn not_understood(why: &RuleError) -> Sentence {
    match why {
        RuleError::Nothing => say::when_nothing(),
        RuleError::Words(words) => {
            let quoted = words.iter().map(say::quoted);
            let all = quoted.reduce(say::list_next);
            say::when_unknown(all.unwrap_or_else(|| Sentence::quoted("")))
        }
        RuleError::Days => say::when_days(),
        RuleError::Time => say::when_time(),
        RuleError::Inexpressible(what) => match what {
            Inexpressible::MixedDays => say::when_mixed_days(),
            Inexpressible::TimesAndInterval => say::when_times_and_interval(),
            Inexpressible::MinutesDiffer => say::when_minutes_differ(),
            Inexpressible::LastDay => say::when_last_day(),
            Inexpressible::WhichWeekday => say::when_which_weekday(),
            Inexpressible::WhichDayOfMonth => say::when_which_day(),
            Inexpressible::Counts => say::when_counts(),
            Inexpressible::DoesNotFit => say::when_does_not_fit(),
            Inexpressible::NthWeekday => say::when_nth_weekday(),
            Inexpressible::TwoDaysOfYear => say::when_two_days(),
            Inexpressible::EveryOther => say::when_every_other(),
        },
    }
}

/// Writes why a cron line or its time zone is refused.
pub(super) fn unusable(why: &ScheduleError) -> Sentence {
    match why {
        ScheduleError::Fields(count) => say::cron_fields(*count),
        ScheduleError::Unreadable { line, .. } => say::cron_unreadable(line),
        ScheduleError::Never(line) => say::cron_never(line),
        ScheduleError::Zone(zone) => say::cron_zone(zone),
    }
}

#[cfg(test)]
mod tests {
    use words::Language;

    use super::*;

    #[test]
    fn a_rule_is_read_back_in_every_language_and_german_words_are_read_again() {
        let german = Language::of("de").unwrap();
        for (said, english, back) in [
            (
                "every Monday at 7",
                "every Monday at 7:00",
                "jeden Montag um 7:00 Uhr",
            ),
            (
                "weekdays at 18:30",
                "every weekday at 18:30",
                "jeden Werktag um 18:30 Uhr",
            ),
            (
                "every Friday to Sunday at noon",
                "every Friday, Saturday and Sunday at 12:00",
                "jeden Freitag, Samstag und Sonntag um 12:00 Uhr",
            ),
            (
                "on the 1st, 2nd, 3rd, 11th and 22nd of every month at midnight",
                "on the 1st, 2nd, 3rd, 11th and 22nd of every month at 0:00",
                "am 1., 2., 3., 11. und 22. jedes Monats um 0:00 Uhr",
            ),
            (
                "24 dec at 8",
                "every year on 24 December at 8:00",
                "jedes Jahr am 24. Dezember um 8:00 Uhr",
            ),
            (
                "every 2 hours on weekdays",
                "every 2 hours, every weekday",
                "alle 2 Stunden, jeden Werktag",
            ),
            ("every 15 minutes", "every 15 minutes", "alle 15 Minuten"),
            ("every hour", "every hour", "jede Stunde"),
        ] {
            let read = schedules::read(said).unwrap();
            let sentence = rule(&read);
            assert_eq!(sentence.to_string(), english);
            assert_eq!(
                sentence.to_string(),
                read.to_string(),
                "the engine says the same"
            );
            assert_eq!(german.say(&sentence), back);
            assert_eq!(schedules::read(back), Ok(read), "{back}");
        }
    }

    #[test]
    fn what_is_not_understood_is_said_in_the_same_words_as_the_engine_has_them() {
        for words in [
            "",
            "sometimes",
            "at 7",
            "every Monday",
            "the last of the month",
            "weekly at 7",
            "monthly",
            "every 3 days",
            "every 7 minutes",
            "the first Monday of the month",
            "every other day",
            "24 dec and 25 dec at 7",
            "every Monday at 7 and 8:30",
            "every hour at 7",
            "every Monday and on the 1st at 7",
        ] {
            let why = schedules::read(words).unwrap_err();
            assert_eq!(not_understood(&why).to_string(), why.to_string(), "{words}");
        }
        for (line, zone) in [
            ("0 7 * *", "UTC"),
            ("0 70 * * *", "UTC"),
            ("0 7 30 2 *", "UTC"),
            ("0 7 * * *", "Mars/Base"),
        ] {
            let why = schedules::Schedule::read(line, zone).unwrap_err();
            assert_eq!(unusable(&why).to_string(), why.to_string(), "{line}");
        }
    }
}

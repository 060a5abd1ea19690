//! Reads words as a rule: "every Monday at 7", "on the first of the month at 8:30", "weekdays at 18:30".
//!
//! German is translated word for word (see `german`). The grammar is small on purpose, and words outside it are
//! errors that name them: a guessed schedule would run at the wrong time for weeks before a person notices.

use std::collections::BTreeSet;

use crate::german::english;
use crate::words::{MONTHS, WEEKDAYS};
use crate::{Days, Rule, TimesOfDay};

/// Words without a meaning of their own, which are skipped.
const FILLER_WORDS: &[&str] = &[
    "please", "run", "it", "on", "the", "of", "a", "an", "and", "at", "in", "every", "each", "by",
    "o'clock", "oclock", "then", "always", "&", "time", "times", "do", "this", "year", "am",
];

/// The reason why a text is not read as a rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// The text is empty.
    #[error("Say when, for example “every Monday at 7”.")]
    Nothing,
    /// These words are not known.
    #[error("I do not understand “{}”.", .0.join("”, “"))]
    Words(Vec<String>),
    /// The text gives a time of day and no days.
    #[error(
        "On which days? For example “every day”, “weekdays”, “every Monday” or “on the 1st of the month”."
    )]
    Days,
    /// The text gives days and no time of day.
    #[error("At what time? For example “at 7:00”.")]
    Time,
    /// The meaning is clear, but a cron line cannot express it.
    #[error("{0}")]
    Inexpressible(Inexpressible),
}

/// Meanings that a cron line cannot express.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Inexpressible {
    /// Days of the week together with days of the month or of the year.
    #[error(
        "One schedule goes by days of the week, by days of the month, or by the year. Make two schedules."
    )]
    MixedDays,
    /// Times and an interval together.
    #[error("One schedule has either times or an interval. Make two schedules.")]
    TimesAndInterval,
    /// Times at different minutes of their hours.
    #[error(
        "Several times of one schedule are at the same minute of their hours, such as 7:30 and 18:30. Make two schedules."
    )]
    MinutesDiffer,
    /// The last day of a month.
    #[error(
        "A schedule has no word for the last day of a month. Take the 28th, or the 1st of the next."
    )]
    LastDay,
    /// Every week, without a day.
    #[error("On which day of the week? For example “every Monday at 7”.")]
    WhichWeekday,
    /// Every month, without a day.
    #[error("On which day of the month? For example “on the 1st of the month at 7”.")]
    WhichDayOfMonth,
    /// An interval of days, weeks or months.
    #[error(
        "A schedule cannot count days, weeks or months. Name the days: “every Monday”, “on the 1st and 15th of the month”."
    )]
    Counts,
    /// An interval that does not fit into an hour or a day.
    #[error(
        "It has to fit: every 5, 6, 10, 12, 15, 20 or 30 minutes, or every 1, 2, 3, 4, 6, 8 or 12 hours."
    )]
    DoesNotFit,
    /// A certain weekday of the month, such as its first Monday.
    #[error(
        "A schedule cannot say “the first Monday of the month”: it goes by the day of the week or by the day of the month."
    )]
    NthWeekday,
    /// Two days of the year.
    #[error("One schedule has one day of the year. Make two schedules.")]
    TwoDaysOfYear,
    /// Every other week or day.
    #[error(
        "A schedule has no word for every other week or day. Take “on the 1st and 15th of the month”, or every week."
    )]
    EveryOther,
}

/// Reads a rule. Case does not matter.
///
/// # Errors
/// [`RuleError`]: which words are not known, or what is missing.
pub fn read(text: &str) -> Result<Rule, RuleError> {
    let words = english(words(text));
    if words.is_empty() {
        return Err(RuleError::Nothing);
    }
    let mut reader = RuleParser {
        words: &words,
        position: 0,
        parts: RuleParts::default(),
    };
    while reader.position < words.len() {
        reader.read_word()?;
    }
    reader.parts.rule()
}

/// Splits a text into lower-case words, without separators but with the full stops that follow them.
fn words(text: &str) -> Vec<String> {
    let text = text
        .to_lowercase()
        .replace(['–', '—'], "-")
        .replace('’', "'");
    let words = text.split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | ';'));
    let words = words.map(|word| word.trim_matches(['!', '?', '"', '“', '”', '„', '(', ')']));
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The parts of a rule found in the words read so far.
#[derive(Default)]
struct RuleParts {
    every_day: bool,
    week: BTreeSet<u8>,
    month: BTreeSet<u8>,
    year: Option<(u8, u8)>,
    times: BTreeSet<(u8, u8)>,
    interval: Option<TimesOfDay>,
    unknown: Vec<String>,
}

impl RuleParts {
    fn rule(self) -> Result<Rule, RuleError> {
        if !self.unknown.is_empty() {
            return Err(RuleError::Words(self.unknown));
        }
        let kinds = [
            !self.week.is_empty(),
            !self.month.is_empty(),
            self.year.is_some(),
        ];
        let kinds = kinds.iter().filter(|is_said| **is_said).count();
        let says_days = kinds > 0 || self.every_day;
        if kinds > 1 {
            return Err(RuleError::Inexpressible(Inexpressible::MixedDays));
        }
        let days = match self.year {
            Some((month, day)) => Days::Year { month, day },
            None if !self.month.is_empty() => Days::Month(self.month),
            None if !self.week.is_empty() => Days::Week(self.week),
            None => Days::Every,
        };
        let times = match self.interval {
            Some(_) if !self.times.is_empty() => {
                return Err(RuleError::Inexpressible(Inexpressible::TimesAndInterval));
            }
            Some(interval) => interval,
            None if self.times.is_empty() => return Err(RuleError::Time),
            None if !says_days => return Err(RuleError::Days),
            None => times_of(&self.times)?,
        };
        Ok(Rule { days, times })
    }
}

fn times_of(times: &BTreeSet<(u8, u8)>) -> Result<TimesOfDay, RuleError> {
    let minutes: BTreeSet<u8> = times.iter().map(|(_, minute)| *minute).collect();
    let minute = minutes.first().copied().unwrap_or_default();
    if minutes.len() > 1 {
        return Err(RuleError::Inexpressible(Inexpressible::MinutesDiffer));
    }
    Ok(TimesOfDay::Times {
        hours: times.iter().map(|(hour, _)| *hour).collect(),
        minute,
    })
}

struct RuleParser<'a> {
    words: &'a [String],
    position: usize,
    parts: RuleParts,
}

impl RuleParser<'_> {
    fn word(&self, ahead: usize) -> &str {
        self.words
            .get(self.position + ahead)
            .map_or("", String::as_str)
    }

    /// Reads the next word together with the words that belong to it.
    fn read_word(&mut self) -> Result<(), RuleError> {
        let word = self.word(0).to_owned();
        let word_count = match word.as_str() {
            "every" | "each" if matches!(self.word(1), "other" | "second") => {
                return Err(every_other());
            }
            "biweekly" | "fortnight" | "fortnightly" => return Err(every_other()),
            "last" => {
                return Err(RuleError::Inexpressible(Inexpressible::LastDay));
            }
            "every" | "each" if self.interval(1)? => 3,
            "day" | "days" | "daily" | "everyday" => {
                self.parts.every_day = true;
                1
            }
            "hourly" | "hour" => {
                self.parts.interval = Some(TimesOfDay::Hours(1));
                1
            }
            "weekday" | "weekdays" | "workday" | "workdays" => self.week(1..=5),
            "working" if matches!(self.word(1), "day" | "days") => self.week(1..=5) + 1,
            "weekend" | "weekends" => self.week([6, 0]),
            "noon" | "midday" => self.time(12, 0),
            "midnight" => self.time(0, 0),
            // These words say how often and leave open the day.
            "weekly" | "week" if !self.has_word(|word| weekdays(word).is_some()) => {
                return Err(RuleError::Inexpressible(Inexpressible::WhichWeekday));
            }
            "monthly" | "month"
                if self.parts.month.is_empty()
                    && !self.has_word(|word| ordinal(word).is_some()) =>
            {
                return Err(RuleError::Inexpressible(Inexpressible::WhichDayOfMonth));
            }
            "yearly" | "annually" | "weekly" | "week" | "monthly" | "month" => 1,
            word if FILLER_WORDS.contains(&word) => 1,
            _ => self.day_or_time()?,
        };
        self.position += match word_count {
            0 => {
                self.parts.unknown.push(word);
                1
            }
            word_count => word_count,
        };
        Ok(())
    }

    /// Returns true if any word of the text, before or after this one, fulfils the condition.
    fn has_word(&self, matches: impl Fn(&str) -> bool) -> bool {
        self.words.iter().any(|word| matches(word))
    }

    fn week(&mut self, days: impl IntoIterator<Item = u8>) -> usize {
        self.parts.week.extend(days);
        1
    }

    fn time(&mut self, hour: u8, minute: u8) -> usize {
        self.parts.times.insert((hour, minute));
        1
    }

    /// Reads a number and a unit, such as "15 minutes", if they are next. Returns true if they were.
    fn interval(&mut self, ahead: usize) -> Result<bool, RuleError> {
        let Ok(number) = self.word(ahead).parse::<u8>() else {
            return Ok(false);
        };
        let (interval, whole) = match self.word(ahead + 1) {
            "minute" | "minutes" | "min" | "mins" => (TimesOfDay::Minutes(number), 60),
            "hour" | "hours" => (TimesOfDay::Hours(number), 24),
            "day" | "days" | "week" | "weeks" | "month" | "months" => {
                return Err(RuleError::Inexpressible(Inexpressible::Counts));
            }
            _ => return Ok(false),
        };
        if number == 0
            || whole % number != 0
            || (whole == 60 && !(5..=30).contains(&number))
            || number == 24
        {
            return Err(RuleError::Inexpressible(Inexpressible::DoesNotFit));
        }
        self.parts.interval = Some(interval);
        Ok(true)
    }

    /// Reads a weekday, a day of the month or of the year, or a time. Returns the number of words read; zero if the
    /// next word is none of these.
    fn day_or_time(&mut self) -> Result<usize, RuleError> {
        let word = self.word(0).to_owned();
        if let Some(days) = weekdays(&word) {
            let (joined, until) = (self.word(1), weekdays(self.word(2)));
            if matches!(joined, "to" | "until" | "till" | "through" | "-")
                && let ([from], Some([to])) = (days.as_slice(), until.as_deref())
            {
                self.parts.week.extend(span(*from, *to));
                return Ok(3);
            }
            return Ok(self.week(days));
        }
        if let Some(month) = month(&word) {
            // "December 24", "December 24th".
            let Some(day) = ordinal(self.word(1)).or_else(|| day(self.word(1))) else {
                return Ok(0);
            };
            return self.day_of_year(month, day, 2);
        }
        if let Some(day) = ordinal(&word).or_else(|| day(&word).filter(|_| self.is_before_month()))
        {
            let ahead = if self.word(1) == "of" { 2 } else { 1 };
            if weekdays(self.word(1)).is_some() {
                return Err(RuleError::Inexpressible(Inexpressible::NthWeekday));
            }
            if let Some(month) = month(self.word(ahead)) {
                return self.day_of_year(month, day, ahead + 1);
            }
            self.parts.month.insert(day);
            return Ok(1);
        }
        Ok(match time(&word, self.word(1)) {
            Some((hour, minute, word_count)) => {
                self.time(hour, minute);
                word_count
            }
            None => 0,
        })
    }

    /// Returns true if the next number is a day of the month: "24 December", "15 of the month".
    fn is_before_month(&self) -> bool {
        month(self.word(1)).is_some() || self.word(1) == "of"
    }

    fn day_of_year(&mut self, month: u8, day: u8, word_count: usize) -> Result<usize, RuleError> {
        if self.parts.year.is_some_and(|known| known != (month, day)) {
            return Err(RuleError::Inexpressible(Inexpressible::TwoDaysOfYear));
        }
        self.parts.year = Some((month, day));
        Ok(word_count)
    }
}

fn every_other() -> RuleError {
    RuleError::Inexpressible(Inexpressible::EveryOther)
}

/// The days from one weekday to another, wrapping around at the end of the week.
fn span(from: u8, to: u8) -> impl Iterator<Item = u8> {
    let length = (to + 7 - from) % 7;
    (0..=length).map(move |step| (from + step) % 7)
}

/// The weekdays of a word: "monday", "mondays", "mon", "mon-fri".
fn weekdays(word: &str) -> Option<Vec<u8>> {
    if let Some((from, to)) = word.split_once('-') {
        return Some(span(weekday(from)?, weekday(to)?).collect());
    }
    Some(vec![weekday(word)?])
}

fn weekday(word: &str) -> Option<u8> {
    let word = word.strip_suffix('s').unwrap_or(word);
    let short = |name: &str| match name {
        "tuesday" => word == "tue" || word == "tues",
        "wednesday" => word == "wed" || word == "wedne",
        "thursday" => word == "thu" || word == "thur",
        name => name.get(..3) == Some(word),
    };
    let is_named = |name: &&str| {
        let name = name.to_lowercase();
        name == word || short(&name)
    };
    let index = WEEKDAYS.iter().position(is_named)?;
    u8::try_from(index).ok()
}

fn month(word: &str) -> Option<u8> {
    let is_named = |name: &&str| {
        let name = name.to_lowercase();
        name == word || name.get(..3) == Some(word) || (word == "sept" && name == "september")
    };
    let index = MONTHS.iter().position(is_named)?;
    u8::try_from(index + 1).ok()
}

fn day(word: &str) -> Option<u8> {
    word.parse().ok().filter(|day| (1..=31).contains(day))
}

/// "1st", "first", "22nd".
fn ordinal(word: &str) -> Option<u8> {
    const NAMES: [&str; 10] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth",
    ];
    if let Some(index) = NAMES.iter().position(|name| *name == word) {
        return u8::try_from(index + 1).ok();
    }
    let endings = ["st", "nd", "rd", "th"];
    endings
        .iter()
        .find_map(|ending| day(word.strip_suffix(ending)?))
}

/// Parses a time such as "7", "7:30", "07.30", "7h30", "7am" or "7:30 pm" into hour, minute, and number of words
/// read.
fn time(word: &str, next: &str) -> Option<(u8, u8, usize)> {
    let half_of_day_in = |word: &str| match word.replace('.', "").as_str() {
        "am" => Some(0),
        "pm" => Some(12),
        _ => None,
    };
    let digits = word.trim_end_matches(|letter: char| letter.is_alphabetic() || letter == '.');
    let (number, half_of_day, word_count) = match half_of_day_in(&word[digits.len()..]) {
        Some(hours) => (digits, Some(hours), 1),
        None => match half_of_day_in(next) {
            Some(hours) => (word, Some(hours), 2),
            None => (word, None, 1),
        },
    };
    let (hour, minute) = number.split_once([':', '.', 'h']).unwrap_or((number, "0"));
    let minute = if minute.is_empty() { "0" } else { minute };
    let is_number = |text: &str| text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(hour) || !is_number(minute) || (number.contains(':') && minute.len() < 2) {
        return None;
    }
    let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
    let hour = match half_of_day {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(hours) => hour % 12 + hours,
        None => hour,
    };
    (hour < 24 && minute < 60).then_some((hour, minute, word_count))
}

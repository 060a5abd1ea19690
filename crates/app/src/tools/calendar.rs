//! A calendar entry as an iCalendar file (RFC 5545).

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde::Deserialize;
use words::{Sentence, say};

/// Maximum number of letters of title and place, and of the notes.
const LONGEST_LINE: usize = 200;
const LONGEST_NOTES: usize = 4_000;
/// Maximum number of bytes of a line; a longer one is folded.
const FOLD: usize = 74;

/// A calendar entry as a model requests it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct CalendarEntry {
    pub(super) title: String,
    /// `2026-12-24` for a whole day, `2026-12-24T18:00` for a time in the person's own time zone.
    pub(super) start: String,
    #[serde(default)]
    pub(super) end: Option<String>,
    #[serde(default)]
    pub(super) place: Option<String>,
    #[serde(default)]
    pub(super) notes: Option<String>,
}

/// The time of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryTime {
    /// Whole days: the first one, and the day after the last.
    Days(Date, Date),
    Times(DateTime, DateTime),
}

impl CalendarEntry {
    /// Parses the time and validates all other fields.
    ///
    /// # Errors
    /// The reason why the entry is refused, as a sentence.
    pub(super) fn when(&self) -> Result<EntryTime, Sentence> {
        if self.title.trim().is_empty() {
            return Err(say::entry_no_title());
        }
        let is_long = |text: &str, most| text.chars().count() > most;
        let place = self.place.as_deref().unwrap_or_default();
        let notes = self.notes.as_deref().unwrap_or_default();
        if is_long(&self.title, LONGEST_LINE)
            || is_long(place, LONGEST_LINE)
            || is_long(notes, LONGEST_NOTES)
        {
            return Err(say::entry_too_long());
        }
        let end = self.end.as_deref().map(str::trim);
        let end = end.filter(|end| !end.is_empty());
        let start = self.start.trim();
        let wrong = || say::entry_when().to_owned();
        let late = say::entry_ends_early;
        if let Ok(day) = start.parse::<Date>()
            && !start.contains('T')
        {
            let last = match end {
                Some(end) if end.contains('T') => return Err(wrong()),
                Some(end) => end.parse::<Date>().map_err(|_| wrong())?,
                None => day,
            };
            if last < day {
                return Err(late());
            }
            let after = last.checked_add(1.day()).map_err(|_| wrong())?;
            return Ok(EntryTime::Days(day, after));
        }
        let begin: DateTime = start.parse().map_err(|_| wrong())?;
        let over = match end {
            Some(end) => end.parse().map_err(|_| wrong())?,
            None => begin.checked_add(1.hour()).map_err(|_| wrong())?,
        };
        match over < begin {
            true => Err(late()),
            false => Ok(EntryTime::Times(begin, over)),
        }
    }

    /// Returns the file's text. `zone` is the person's time zone, `uid` is unique.
    ///
    /// # Errors
    /// The reason why the entry is refused, as a sentence.
    pub(super) fn file(
        &self,
        zone: &TimeZone,
        now: Timestamp,
        uid: &str,
    ) -> Result<String, Sentence> {
        let utc = |time: DateTime| {
            let there = time.to_zoned_datetime(zone.clone());
            let there = there.map_err(|_| say::entry_no_such_time())?;
            Ok::<_, Sentence>(stamp(there.timestamp()))
        };
        let (start, end) = match self.when()? {
            EntryTime::Days(first, after) => (
                format!("DTSTART;VALUE=DATE:{}", first.strftime("%Y%m%d")),
                format!("DTEND;VALUE=DATE:{}", after.strftime("%Y%m%d")),
            ),
            EntryTime::Times(begin, over) => (
                format!("DTSTART:{}", utc(begin)?),
                format!("DTEND:{}", utc(over)?),
            ),
        };
        let mut lines = vec![
            "BEGIN:VCALENDAR".to_owned(),
            "VERSION:2.0".to_owned(),
            "PRODID:-//Errand//Errand//EN".to_owned(),
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{uid}"),
            format!("DTSTAMP:{}", stamp(now)),
            start,
            end,
            format!("SUMMARY:{}", escaped(&self.title)),
        ];
        for (name, text) in [("LOCATION", &self.place), ("DESCRIPTION", &self.notes)] {
            if let Some(text) = text.as_deref().filter(|text| !text.trim().is_empty()) {
                lines.push(format!("{name}:{}", escaped(text)));
            }
        }
        lines.extend(["END:VEVENT".to_owned(), "END:VCALENDAR".to_owned()]);
        Ok(lines.iter().map(|line| folded(line)).collect())
    }
}

fn stamp(time: Timestamp) -> String {
    time.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Escapes a text so that it cannot begin another line.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.trim().replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

fn folded(line: &str) -> String {
    let mut folded = String::new();
    let mut length = 0;
    for letter in line.chars() {
        if length + letter.len_utf8() > FOLD {
            folded.push_str("\r\n ");
            length = 1;
        }
        folded.push(letter);
        length += letter.len_utf8();
    }
    folded.push_str("\r\n");
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(start: &str, end: Option<&str>) -> CalendarEntry {
        CalendarEntry {
            title: "Dentist; bring, card".to_owned(),
            start: start.to_owned(),
            end: end.map(str::to_owned),
            place: Some("Ghent\r\nBEGIN:VALARM".to_owned()),
            notes: None,
        }
    }

    fn file(entry: &CalendarEntry) -> String {
        let zone = TimeZone::fixed(jiff::tz::offset(1));
        let now: Timestamp = "2026-11-29T10:00:00Z".parse().unwrap();
        entry.file(&zone, now, "1@errand").unwrap()
    }

    #[test]
    fn a_time_of_the_person_is_written_in_utc_and_no_text_begins_a_line() {
        let text = file(&entry("2026-12-24T18:00", Some("2026-12-24T19:30")));
        assert_eq!(
            text,
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Errand//Errand//EN\r\nBEGIN:VEVENT\r\nUID:1@errand\r\n\
             DTSTAMP:20261129T100000Z\r\nDTSTART:20261224T170000Z\r\nDTEND:20261224T183000Z\r\n\
             SUMMARY:Dentist\\; bring\\, card\r\nLOCATION:Ghent\\nBEGIN:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
    }

    #[test]
    fn a_day_lasts_until_the_next_and_an_hour_is_the_usual_length() {
        let days = file(&entry("2026-12-24", None));
        assert!(days.contains("DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261225\r\n"));
        let hour = file(&entry("2026-12-24T18:00", None));
        assert!(hour.contains("DTEND:20261224T180000Z\r\n"));
    }

    #[test]
    fn an_entry_without_a_time_or_with_an_end_before_its_start_is_refused() {
        for (start, end) in [
            ("tomorrow", None),
            ("2026-02-30", None),
            ("2026-12-24", Some("2026-12-23")),
            ("2026-12-24", Some("2026-12-24T10:00")),
            ("2026-12-24T18:00", Some("2026-12-24T17:00")),
        ] {
            assert!(entry(start, end).when().is_err(), "{start} {end:?}");
        }
        let long = CalendarEntry {
            title: "x".repeat(300),
            ..entry("2026-12-24", None)
        };
        assert!(long.when().is_err());
    }

    #[test]
    fn a_long_line_is_folded_without_cutting_a_letter() {
        let text = file(&CalendarEntry {
            notes: Some("ü".repeat(100)),
            ..entry("2026-12-24", None)
        });
        assert!(text.lines().all(|line| line.len() <= 75));
        assert!(text.replace("\r\n ", "").contains(&"ü".repeat(100)));
    }
}

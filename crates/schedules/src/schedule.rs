//! Computes due times from a cron line of five fields, read on the wall clock of a time zone.

use croner::Cron;
use croner::errors::CronError;
use croner::parser::{CronParser, Seconds, Year};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::wall_clock::WallClock;

/// A parsed cron line with its time zone.
#[derive(Debug, Clone)]
pub struct Schedule {
    cron: Cron,
    zone: TimeZone,
}

/// The reason why a schedule is refused.
#[derive(Debug, thiserror::Error)]
pub enum ScheduleError {
    /// The line does not have five fields.
    #[error(
        "A schedule has five fields: minute, hour, day of the month, month, day of the week, such as \"0 7 * * 1\" for \
         Mondays at seven. This one has {0}."
    )]
    Fields(
        /// The number of fields it has.
        usize,
    ),
    /// A field cannot be parsed.
    #[error(
        "The schedule '{line}' cannot be read. Its fields take minutes 0-59, hours 0-23, days 1-31, months 1-12 or \
         JAN-DEC, and days of the week 0-7 or SUN-SAT, each also as a list, a range or with a step."
    )]
    Unreadable {
        /// The cron line.
        line: String,
        /// The error of the parser.
        source: CronError,
    },
    /// The line matches no day that exists.
    #[error("The schedule '{0}' never comes: there is no such day.")]
    Never(
        /// The cron line.
        String,
    ),
    /// The time zone is unknown.
    #[error(
        "There is no time zone '{0}'. Send an IANA name, such as \"Europe/Zurich\" or \"UTC\"."
    )]
    Zone(
        /// The name of the time zone.
        String,
    ),
}

impl Schedule {
    /// Parses a cron line (contract section 11) and finds its time zone.
    ///
    /// # Errors
    /// [`ScheduleError`], with a sentence that says why the schedule cannot be followed.
    pub fn read(line: &str, zone: &str) -> Result<Self, ScheduleError> {
        let fields = line.split_whitespace().count();
        if fields != 5 {
            return Err(ScheduleError::Fields(fields));
        }
        let parser = CronParser::builder()
            .seconds(Seconds::Disallowed)
            .year(Year::Disallowed)
            .build();
        let cron = parser
            .parse(line)
            .map_err(|source| ScheduleError::Unreadable {
                line: line.to_owned(),
                source,
            })?;
        let zone = TimeZone::get(zone).map_err(|_| ScheduleError::Zone(zone.to_owned()))?;
        let schedule = Self { cron, zone };
        match schedule.after(Timestamp::UNIX_EPOCH) {
            Some(_) => Ok(schedule),
            None => Err(ScheduleError::Never(line.to_owned())),
        }
    }

    /// Returns the first due time after `moment`; `None` if there is none in the range of timestamps.
    ///
    /// A time that a change of clocks leaves out is due at the moment of the change. Of a time that occurs twice, a
    /// fixed one ("at half past two") is due once and an interval ("every ten minutes") both times.
    pub fn after(&self, moment: Timestamp) -> Option<Timestamp> {
        let from = WallClock(moment.to_zoned_datetime(self.zone.clone()));
        let next = self.cron.find_next_occurrence(&from, false).ok()?;
        Some(next.0.timestamp())
    }

    /// Returns all due times after `moment`, in order.
    pub fn times(&self, moment: Timestamp) -> impl Iterator<Item = Timestamp> {
        std::iter::successors(self.after(moment), |moment| self.after(*moment))
    }

    /// Returns the time zone of the schedule.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Returns the same schedule in UTC, where clocks never change.
    pub(crate) fn in_utc(&self) -> Self {
        Self {
            cron: self.cron.clone(),
            zone: TimeZone::UTC,
        }
    }

    /// Returns true if the schedule has intervals ("every ten minutes") instead of fixed times.
    pub(crate) fn is_interval(&self) -> bool {
        let line = self.cron.pattern.to_string();
        let mut fields = line.split_whitespace();
        fields
            .by_ref()
            .take(2)
            .any(|field| field.contains(['*', '/']))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The next times after `from`, in UTC.
    fn times(line: &str, zone: &str, from: &str, count: usize) -> Vec<String> {
        let schedule = Schedule::read(line, zone).unwrap();
        let times = schedule.times(from.parse().unwrap());
        times.take(count).map(|moment| moment.to_string()).collect()
    }

    #[test]
    fn a_line_is_read_on_the_wall_clock_of_its_zone() {
        // The contract's own example: Mondays at seven in Zurich, the week in which summer ends.
        assert_eq!(
            times("0 7 * * 1", "Europe/Zurich", "2026-10-19T05:00:00Z", 2),
            ["2026-10-26T06:00:00Z", "2026-11-02T06:00:00Z"]
        );
        assert_eq!(
            times(
                "0 7 * * MON-FRI",
                "Asia/Kathmandu",
                "2026-01-02T00:00:00Z",
                2
            ),
            ["2026-01-02T01:15:00Z", "2026-01-05T01:15:00Z"]
        );
        assert_eq!(
            times("*/20 9 1 1 *", "UTC", "2026-05-01T00:00:00Z", 4),
            [
                "2027-01-01T09:00:00Z",
                "2027-01-01T09:20:00Z",
                "2027-01-01T09:40:00Z",
                "2028-01-01T09:00:00Z"
            ]
        );
    }

    #[test]
    fn a_day_of_the_month_and_a_day_of_the_week_are_both_due() {
        assert_eq!(
            times("0 0 13 * 5", "UTC", "2026-02-06T00:00:00Z", 3),
            [
                "2026-02-13T00:00:00Z",
                "2026-02-20T00:00:00Z",
                "2026-02-27T00:00:00Z"
            ]
        );
        assert_eq!(
            times("0 0 29 2 *", "UTC", "2026-02-06T00:00:00Z", 1),
            ["2028-02-29T00:00:00Z"]
        );
        assert_eq!(
            times("0 0 * * 7", "UTC", "2026-02-06T00:00:00Z", 1),
            ["2026-02-08T00:00:00Z"]
        );
    }

    #[test]
    fn a_time_that_summer_time_leaves_out_is_due_when_the_clocks_have_been_changed() {
        // In Zurich, 29 March 2026 has no time from 2:00 to 3:00; at 1:00 UTC it is 3:00.
        assert_eq!(
            times("30 2 * * *", "Europe/Zurich", "2026-03-28T00:00:00Z", 3),
            [
                "2026-03-28T01:30:00Z",
                "2026-03-29T01:00:00Z",
                "2026-03-30T00:30:00Z"
            ]
        );
        assert_eq!(
            times("*/30 * * * *", "Europe/Zurich", "2026-03-29T00:00:00Z", 3),
            [
                "2026-03-29T00:30:00Z",
                "2026-03-29T01:00:00Z",
                "2026-03-29T01:30:00Z"
            ]
        );
    }

    #[test]
    fn a_time_that_comes_twice_is_due_once_when_fixed_and_twice_when_an_interval() {
        // In Zurich, 25 October 2026 has 2:00 to 3:00 twice: from 0:00 and from 1:00 UTC.
        assert_eq!(
            times("30 2 * * *", "Europe/Zurich", "2026-10-24T12:00:00Z", 2),
            ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"]
        );
        assert_eq!(
            times("*/30 * * * *", "Europe/Zurich", "2026-10-25T00:00:00Z", 4),
            [
                "2026-10-25T00:30:00Z",
                "2026-10-25T01:00:00Z",
                "2026-10-25T01:30:00Z",
                "2026-10-25T02:00:00Z"
            ]
        );
    }

    #[test]
    fn what_cannot_be_followed_is_refused_with_a_reason() {
        for (line, zone, words) in [
            ("0 7 * *", "UTC", "This one has 4."),
            ("0 0 7 * * 1", "UTC", "This one has 6."),
            ("@daily", "UTC", "This one has 1."),
            ("", "UTC", "This one has 0."),
            ("60 7 * * 1", "UTC", "'60 7 * * 1' cannot be read"),
            ("0 7 * * x", "UTC", "cannot be read"),
            ("5-1 7 * * *", "UTC", "cannot be read"),
            ("0 7 30 2 *", "UTC", "never comes"),
            ("0 7 * * 1", "Mars/Base", "no time zone 'Mars/Base'"),
            ("0 7 * * 1", "../../etc/passwd", "no time zone"),
            ("0 7 * * 1", "", "no time zone"),
        ] {
            let refused = Schedule::read(line, zone).unwrap_err().to_string();
            assert!(refused.contains(words), "{line} {zone}: {refused}");
        }
    }
}

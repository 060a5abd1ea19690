//! The days on which a change of clocks leaves out a time of a schedule or makes it occur twice.

use jiff::{SignedDuration, Timestamp, civil};

use crate::Schedule;

/// A time of a schedule that a change of clocks leaves out or makes occur twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockChange {
    /// The day, in the schedule's time zone.
    pub day: civil::Date,
    /// The time in the schedule.
    pub planned: civil::Time,
    /// The time at which the schedule runs instead.
    pub runs: civil::Time,
    /// The kind of change.
    pub effect: ClockEffect,
}

/// The effect of a change of clocks on one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockEffect {
    /// The time does not occur: clocks go forward over it.
    LeftOut,
    /// The time occurs twice: clocks go back over it. The first occurrence counts.
    Twice,
}

impl Schedule {
    /// Returns every fixed time after `from` and up to `until` that a change of clocks leaves out or makes occur
    /// twice. An interval runs on through a change, so it has none.
    pub fn clock_changes(&self, from: Timestamp, until: Timestamp) -> Vec<ClockChange> {
        let mut changes = Vec::new();
        if self.is_interval() {
            return changes;
        }
        let zone = self.zone();
        for transition in zone.following(from) {
            let moment = transition.timestamp();
            if moment > until {
                break;
            }
            let Ok(just_before) = moment.checked_sub(SignedDuration::from_nanos(1)) else {
                continue;
            };
            let (before, after) = (zone.to_offset(just_before), transition.offset());
            let (before, after) = (before.to_datetime(moment), after.to_datetime(moment));
            let effect = if before < after {
                ClockEffect::LeftOut
            } else {
                ClockEffect::Twice
            };
            for planned in self.local_times(before.min(after), before.max(after)) {
                changes.push(ClockChange {
                    day: planned.date(),
                    planned: planned.time(),
                    runs: match effect {
                        ClockEffect::LeftOut => after.time(),
                        ClockEffect::Twice => planned.time(),
                    },
                    effect,
                });
            }
        }
        changes
    }

    /// Returns the schedule's local times from `from` on and before `until`, without regard to changes of clocks.
    fn local_times(&self, from: civil::DateTime, until: civil::DateTime) -> Vec<civil::DateTime> {
        let plain = self.in_utc();
        let utc = jiff::tz::Offset::UTC;
        let (Ok(from), Ok(until)) = (utc.to_timestamp(from), utc.to_timestamp(until)) else {
            return Vec::new();
        };
        let Ok(before) = from.checked_sub(SignedDuration::from_secs(1)) else {
            return Vec::new();
        };
        let times = plain.times(before);
        let times = times.take_while(|moment| *moment < until);
        times.map(|moment| utc.to_datetime(moment)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(line: &str, zone: &str) -> Vec<String> {
        let schedule = Schedule::read(line, zone).unwrap();
        let (from, until) = ("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");
        let found = schedule.clock_changes(from.parse().unwrap(), until.parse().unwrap());
        found
            .iter()
            .map(|found| {
                format!(
                    "{} {} {} {:?}",
                    found.day, found.planned, found.runs, found.effect
                )
            })
            .collect()
    }

    #[test]
    fn a_time_that_is_left_out_and_comes_twice_is_told_for_both_days() {
        assert_eq!(
            changes("30 2 * * *", "Europe/Zurich"),
            [
                "2026-03-29 02:30:00 03:00:00 LeftOut",
                "2026-10-25 02:30:00 02:30:00 Twice"
            ]
        );
        // Lord Howe changes clocks by half an hour, and its summer begins in October.
        assert_eq!(
            changes("15 2 * * *", "Australia/Lord_Howe"),
            ["2026-10-04 02:15:00 02:30:00 LeftOut"]
        );
        assert_eq!(
            changes("45 1 * * *", "Australia/Lord_Howe"),
            ["2026-04-05 01:45:00 01:45:00 Twice"]
        );
    }

    #[test]
    fn clock_changes_match_the_due_times() {
        let schedule = Schedule::read("30 2 * * *", "Europe/Zurich").unwrap();
        let before: Timestamp = "2026-03-28T12:00:00Z".parse().unwrap();
        let runs = schedule.after(before).unwrap();
        let until = "2026-04-01T00:00:00Z".parse().unwrap();
        let told = schedule.clock_changes(before, until)[0];
        let told = told.day.to_datetime(told.runs);
        assert_eq!(
            runs.to_zoned_datetime(schedule.zone().clone()).datetime(),
            told
        );
    }

    #[test]
    fn no_clock_change_is_listed_where_none_affects_the_schedule() {
        assert!(
            changes("0 7 * * 1", "Europe/Zurich").is_empty(),
            "another time"
        );
        assert!(
            changes("30 2 * * 1", "Europe/Zurich").is_empty(),
            "another day"
        );
        assert!(changes("30 2 * * *", "UTC").is_empty(), "no changes");
        assert!(
            changes("*/30 * * * *", "Europe/Zurich").is_empty(),
            "an interval"
        );
    }
}

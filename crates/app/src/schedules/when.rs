//! Reads words as a schedule and shows what they mean: the next times, and the effect of changes of clocks.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use schedules::{ClockEffect, Rule, Schedule};
use words::Sentence;

use super::wording;
use crate::bridge::{self, ClockChange, SchedulePlan, When, WhenRequest};

/// Number of next times that are shown.
const SHOWN_TIMES: usize = 3;
/// Period ahead for which changes of clocks are shown: both changes of a year, and a little more.
const CLOCK_CHANGE_PERIOD: SignedDuration = SignedDuration::from_hours(24 * 380);
/// Maximum number of changes that are shown.
const MOST_CHANGES: usize = 4;

/// Words that were read as a schedule.
pub(super) struct ParsedWhen {
    /// The cron line.
    pub(super) cron: String,
    /// The time zone.
    pub(super) zone: String,
    /// The parsed schedule.
    pub(super) schedule: Schedule,
}

/// Reads words for the window.
pub(crate) fn read(request: &WhenRequest) -> When {
    match parse(&request.words, request.zone.as_deref()) {
        Ok(parsed) => When::Understood {
            plan: plan(&parsed, Timestamp::now()),
        },
        Err(reason) => When::NotUnderstood { reason },
    }
}

/// Reads words, or a cron line. Without `zone` the time zone of this computer is used.
///
/// # Errors
/// The reason why the words were not understood, as a sentence.
pub(super) fn parse(words: &str, zone: Option<&str>) -> Result<ParsedWhen, Sentence> {
    let cron = if is_cron(words) {
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        schedules::read(words)
            .map_err(|why| wording::not_understood(&why))?
            .cron()
    };
    let zone = zone.map_or_else(local_zone, str::to_owned);
    let schedule = Schedule::read(&cron, &zone).map_err(|why| wording::unusable(&why))?;
    Ok(ParsedWhen {
        cron,
        zone,
        schedule,
    })
}

/// Returns true for five fields of which the first two are those of a time. Words begin differently.
fn is_cron(words: &str) -> bool {
    let fields: Vec<&str> = words.split_whitespace().collect();
    let is_number = |field: &&str| {
        field
            .chars()
            .all(|letter| letter.is_ascii_digit() || "*/,-".contains(letter))
    };
    fields.len() == 5 && fields.iter().take(2).all(is_number)
}

/// Returns the name of this computer's time zone.
fn local_zone() -> String {
    let zone = TimeZone::system();
    zone.iana_name().unwrap_or("UTC").to_owned()
}

/// Returns the times of a schedule, from `now` on.
pub(super) fn plan(parsed: &ParsedWhen, now: Timestamp) -> SchedulePlan {
    let schedule = &parsed.schedule;
    let next = schedule.times(now).take(SHOWN_TIMES);
    let until = now.saturating_add(CLOCK_CHANGE_PERIOD);
    let changes = until.map_or_else(|_| Vec::new(), |until| schedule.clock_changes(now, until));
    SchedulePlan {
        words: Rule::of_cron(&parsed.cron).map(|rule| wording::rule(&rule)),
        cron: parsed.cron.clone(),
        is_here: parsed.zone == local_zone(),
        zone: parsed.zone.clone(),
        next: next.map(Timestamp::as_millisecond).collect(),
        changes: changes
            .iter()
            .take(MOST_CHANGES)
            .map(clock_change_view)
            .collect(),
    }
}

fn clock_change_view(change: &schedules::ClockChange) -> bridge::ClockChange {
    let clock = |time: jiff::civil::Time| format!("{}:{:02}", time.hour(), time.minute());
    ClockChange {
        day: change.day.to_string(),
        planned: clock(change.planned),
        runs: clock(change.runs),
        twice: change.effect == ClockEffect::Twice,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_has_the_next_three_times_and_both_changes_of_clocks() {
        let parsed = parse("every day at 2:30", Some("Europe/Zurich")).unwrap();
        let plan = plan(&parsed, "2026-03-27T12:00:00Z".parse().unwrap());
        assert_eq!(
            plan.words.map(|words| words.to_string()).as_deref(),
            Some("every day at 2:30")
        );
        assert_eq!(plan.cron, "30 2 * * *");
        let next = plan.next.iter();
        let next: Vec<String> = next
            .map(|at| Timestamp::from_millisecond(*at).unwrap().to_string())
            .collect();
        assert_eq!(
            next,
            [
                "2026-03-28T01:30:00Z",
                "2026-03-29T01:00:00Z",
                "2026-03-30T00:30:00Z"
            ]
        );
        let told: Vec<_> = plan
            .changes
            .iter()
            .map(|change| (change.day.as_str(), change.runs.as_str(), change.twice))
            .collect();
        assert_eq!(
            told,
            [
                ("2026-03-29", "3:00", false),
                ("2026-10-25", "2:30", true),
                ("2027-03-28", "3:00", false)
            ]
        );
    }

    #[test]
    fn a_cron_line_is_read_as_a_schedule() {
        let parsed = parse(" 0  7 * * MON#1 ", Some("UTC")).map(|read| read.cron);
        assert_eq!(parsed.as_deref(), Ok("0 7 * * MON#1"));
        let refused = parse("0 7 30 2 *", Some("UTC")).map(|read| read.cron);
        assert!(refused.unwrap_err().to_string().contains("never comes"));
        let refused = parse("every day at 7", Some("Mars/Base")).map(|read| read.cron);
        assert!(refused.unwrap_err().to_string().contains("no time zone"));
    }
}

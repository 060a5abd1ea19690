//! Reads words as a schedule and shows what they mean: the next times, and the effect of changes of clocks.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use schedules::{ClockEffect, Rule, Schedule};
use words::Sentence;

use super::saying;
use crate::bridge::{self, ClockChange, SchedulePlan, When, WhenRequest};

/// Number of next times that are shown.
const NEXT: usize = 3;
/// Period ahead for which changes of clocks are shown: both changes of a year, and a little more.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 380);
/// Maximum number of changes that are shown.
const MOST_CHANGES: usize = 4;

/// Words that were read as a schedule.
pub(super) struct Understood {
    /// The cron line.
    pub(super) cron: String,
    /// The time zone.
    pub(super) zone: String,
    /// The parsed schedule.
    pub(super) schedule: Schedule,
}

/// Reads words for the window.
pub(crate) fn read(request: &WhenRequest) -> When {
    match understand(&request.words, request.zone.as_deref()) {
        Ok(understood) => When::Understood {
            plan: plan(&understood, Timestamp::now()),
        },
        Err(reason) => When::NotUnderstood { reason },
    }
}

/// Reads words, or a cron line. Without `zone` the time zone of this computer is used.
///
/// # Errors
/// The reason why the words were not understood, as a sentence.
pub(super) fn understand(words: &str, zone: Option<&str>) -> Result<Understood, Sentence> {
    let cron = if is_cron(words) {
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        schedules::read(words)
            .map_err(|why| saying::not_understood(&why))?
            .cron()
    };
    let zone = zone.map_or_else(here, str::to_owned);
    let schedule = Schedule::read(&cron, &zone).map_err(|why| saying::unusable(&why))?;
    Ok(Understood {
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
fn here() -> String {
    let zone = TimeZone::system();
    zone.iana_name().unwrap_or("UTC").to_owned()
}

/// Returns the times of a schedule, from `now` on.
pub(super) fn plan(understood: &Understood, now: Timestamp) -> SchedulePlan {
    let schedule = &understood.schedule;
    let next = schedule.times(now).take(NEXT);
    let until = now.saturating_add(AHEAD);
    let changes = until.map_or_else(|_| Vec::new(), |until| schedule.clock_changes(now, until));
    SchedulePlan {
        words: Rule::of_cron(&understood.cron).map(|rule| saying::rule(&rule)),
        cron: understood.cron.clone(),
        is_here: understood.zone == here(),
        zone: understood.zone.clone(),
        next: next.map(Timestamp::as_millisecond).collect(),
        changes: changes.iter().take(MOST_CHANGES).map(change).collect(),
    }
}

fn change(change: &schedules::ClockChange) -> bridge::ClockChange {
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
        let understood = understand("every day at 2:30", Some("Europe/Zurich")).unwrap();
        let plan = plan(&understood, "2026-03-27T12:00:00Z".parse().unwrap());
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
    fn those_who_know_cron_write_cron() {
        let understood = understand(" 0  7 * * MON#1 ", Some("UTC")).map(|read| read.cron);
        assert_eq!(understood.as_deref(), Ok("0 7 * * MON#1"));
        let refused = understand("0 7 30 2 *", Some("UTC")).map(|read| read.cron);
        assert!(refused.unwrap_err().to_string().contains("never comes"));
        let refused = understand("every day at 7", Some("Mars/Base")).map(|read| read.cron);
        assert!(refused.unwrap_err().to_string().contains("no time zone"));
    }
}

//! Schedules and their runs as the window shows them.

use std::collections::{HashMap, HashSet};

use jiff::{SignedDuration, Timestamp};
use ledger::{RunId, ScheduleId};
use schedules::Schedule;
use screen::view::{conversation, turn};

use super::KnownSchedule;
use super::limit::MONTH_LIMIT;
use super::trigger_state::{ExecutionState, TriggerStanding, TriggerState};
use super::when::{self, ParsedWhen};
use crate::bridge::{
    self, Cost, OpenSchedule, ScheduleLine, ScheduleState, ScheduledOutcome, ScheduledRun,
};
use crate::core::Core;
use crate::errors::{self, Result};
use crate::request;

/// Maximum number of runs shown of one schedule.
const MAX_SHOWN_RUNS: u32 = 100;
/// Delay from which on a run counts as late because nothing was running, and not because something was slow.
const LATE_AFTER: SignedDuration = SignedDuration::from_secs(60);
/// Maximum number of missed times that are counted.
const MOST_MISSED: usize = 999;

impl Core {
    /// Returns all schedules, newest first.
    pub(crate) async fn schedule_lines(&self) -> Result<bridge::Schedules> {
        let mut list = Vec::new();
        for known in self.known_schedules().await? {
            let runs = self.runs_of(&known, 1).await?;
            list.push(self.line_of_schedule(&known, runs.into_iter().next())?);
        }
        Ok(bridge::Schedules {
            list,
            autostart: self.autostart().await?,
        })
    }

    /// Returns the line of one schedule.
    pub(crate) async fn schedule_line(&self, id: ScheduleId) -> Result<ScheduleLine> {
        let known = self.known_schedule(id).await?;
        let runs = self.runs_of(&known, 1).await?;
        self.line_of_schedule(&known, runs.into_iter().next())
    }

    /// Returns one schedule with its runs.
    pub(crate) async fn open_schedule(&self, id: ScheduleId) -> Result<OpenSchedule> {
        let known = self.known_schedule(id).await?;
        let runs = self.runs_of(&known, MAX_SHOWN_RUNS).await?;
        let mut draft = known.stored.draft.clone();
        draft.zone = Some(known.stored.zone.clone());
        // The network access of the stored request, because an older Errand did not always follow the form.
        if known.row.engine == ledger::Engine::Local
            && let Some(network) = request::network_of(&known.stored.request)
        {
            draft.network = network;
        }
        Ok(OpenSchedule {
            line: self.line_of_schedule(&known, runs.first().cloned())?,
            draft,
            runs,
        })
    }

    fn line_of_schedule(
        &self,
        known: &KnownSchedule,
        last: Option<ScheduledRun>,
    ) -> Result<ScheduleLine> {
        let KnownSchedule { row, stored } = known;
        let trigger_state = TriggerState::of(row);
        let state = match trigger_state.standing {
            _ if row.paused_for.as_deref() == Some(MONTH_LIMIT) => ScheduleState::MonthLimit,
            TriggerStanding::Active => ScheduleState::Active,
            TriggerStanding::Paused => ScheduleState::Paused,
            TriggerStanding::Failing => ScheduleState::Failing {
                failures: trigger_state.failures,
                reason: last.as_ref().and_then(|last| last.reason.clone()),
            },
            TriggerStanding::Gone => ScheduleState::Gone,
        };
        let understood = ParsedWhen {
            cron: stored.cron.clone(),
            zone: stored.zone.clone(),
            schedule: schedule(known)?,
        };
        Ok(ScheduleLine {
            id: row.id.to_string(),
            name: stored.draft.name.clone(),
            who: stored.draft.who.clone(),
            engine: conversation::engine(row.engine),
            tools: stored.draft.tools.clone(),
            plan: when::plan(&understood, Timestamp::now()),
            state,
            next: trigger_state.next,
            last,
            problem: self.schedules.problem(row.id),
        })
    }

    /// Returns the newest runs, newest first.
    async fn runs_of(&self, known: &KnownSchedule, limit: u32) -> Result<Vec<ScheduledRun>> {
        let id = known.row.id;
        let (recorded, turns, waiting) = self
            .ledger(move |ledger| {
                let recorded = ledger.scheduled_runs(id, limit)?;
                let waiting = ledger.unanswered()?.into_iter().map(|(run, _)| run);
                let waiting: HashSet<RunId> = waiting.collect();
                let mut turns = HashMap::new();
                for run in recorded.iter().filter_map(|run| run.run) {
                    turns.extend(ledger.interaction(run)?.map(|row| (run, row)));
                }
                Ok((recorded, turns, waiting))
            })
            .await?;
        let prices = self.screen.prices();
        let cost = |run: RunId| -> Option<Cost> { turn::cost_of_stored(turns.get(&run)?, &prices) };
        let schedule = schedule(known)?;
        let runs = recorded.into_iter().filter_map(|recorded| {
            let facts: ExecutionState = serde_json::from_value(recorded.noted.facts).ok()?;
            let facts = facts.or_end_of(recorded.run.and_then(|run| turns.get(&run)));
            let needs_you = recorded.run.is_some_and(|run| waiting.contains(&run));
            Some(ScheduledRun {
                id: recorded.noted.execution_id,
                outcome: match needs_you {
                    true => ScheduledOutcome::NeedsYou,
                    false => facts.outcome,
                },
                due: facts.due,
                at: recorded.noted.at,
                ended: facts.ended,
                missed: missed(&schedule, &facts),
                reason: facts.reason.filter(|_| !needs_you),
                conversation: recorded.conversation.map(|id| id.to_string()),
                cost: recorded.run.and_then(cost),
            })
        });
        Ok(runs.collect())
    }
}

fn schedule(known: &KnownSchedule) -> Result<Schedule> {
    let read = Schedule::read(&known.stored.cron, &known.stored.zone);
    read.map_err(|cause| errors::internal(&cause))
}

/// Returns how many further times passed between the due time of a run and its beginning.
fn missed(schedule: &Schedule, facts: &ExecutionState) -> u32 {
    let moment = |at: Option<i64>| Timestamp::from_millisecond(at?).ok();
    let (Some(due), Some(began)) = (moment(facts.due), moment(facts.began)) else {
        return 0;
    };
    if began.duration_since(due) < LATE_AFTER {
        return 0;
    }
    let later = schedule.times(due).take_while(|time| *time <= began);
    u32::try_from(later.take(MOST_MISSED).count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missed_times(due: Option<&str>, began: &str) -> u32 {
        let schedule = Schedule::read("0 7 * * *", "Europe/Zurich").unwrap();
        let moment = |text: &str| text.parse::<Timestamp>().unwrap().as_millisecond();
        let facts = ExecutionState {
            outcome: ScheduledOutcome::Done,
            due: due.map(moment),
            began: Some(moment(began)),
            ended: None,
            reason: None,
        };
        missed(&schedule, &facts)
    }

    #[test]
    fn times_that_passed_while_nothing_ran_are_counted() {
        let due = Some("2026-03-27T06:00:00Z");
        assert_eq!(missed_times(due, "2026-03-27T06:00:02Z"), 0, "in time");
        assert_eq!(
            missed_times(due, "2026-03-27T20:00:00Z"),
            0,
            "late, and none came between"
        );
        // Two more mornings, the second in summer time.
        assert_eq!(missed_times(due, "2026-03-29T05:30:00Z"), 2);
        assert_eq!(missed_times(None, "2026-03-29T05:30:00Z"), 0, "by hand");
    }
}

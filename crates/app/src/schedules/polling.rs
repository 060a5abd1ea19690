//! Polls the servers for the runs that their triggers started, and for the state of the triggers.

use std::collections::HashMap;
use std::sync::{Arc, Weak};
use std::time::Duration;

use futures::TryStreamExt as _;
use interactions::{Client, Trigger, TriggerId};
use ledger::{Engine, ScheduleId};
use runs::Runs;
use screen::lock;

use super::KnownSchedule;
use super::trigger_state::{ExecutionState, TriggerStanding, TriggerState};
use crate::bridge::{BridgeError, LocalEngine, Patch, ScheduledOutcome};
use crate::core::{Core, now};
use crate::errors::{self, Result};

/// The poll interval for the engine on this computer while one of its schedules is active; such a poll costs nothing.
const LOCAL_INTERVAL: Duration = Duration::from_secs(3);
/// The poll interval for Gemini.
const REMOTE_INTERVAL: Duration = Duration::from_secs(60);
/// Delay between the due time of a run at Gemini and the poll for it.
const DELAY_AFTER_DUE: Duration = Duration::from_secs(5);
/// Time between polls when no schedule is active.
const IDLE_INTERVAL: Duration = Duration::from_secs(600);
/// Time in milliseconds within which a server reports the end of a run; later ones are of a trigger that is gone.
const END_REPORTED_WITHIN: i64 = 3_600_000;
/// Maximum number of triggers that are listed.
const MOST_TRIGGERS: usize = 1_000;
/// Number of the newest runs of a schedule that are read.
const MOST_RUNS: usize = 100;

/// Polls for schedules until Errand ends.
pub(crate) async fn poll(core: Weak<Core>, runs: Runs) {
    loop {
        let Some(core) = core.upgrade() else { return };
        let pause = core.poll_servers(&runs).await;
        let changed = Arc::clone(&core.schedules.changed);
        drop(core);
        tokio::select! {
            () = changed.notified() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

impl Core {
    /// Polls every server that has schedules, once. Returns the time to wait before the next poll.
    async fn poll_servers(&self, runs: &Runs) -> Duration {
        let _changing = self.schedules.changing.lock().await;
        let known = match self.known_schedules().await {
            Ok(known) => known,
            Err(error) => {
                tracing::error!(%error, "schedules cannot be read");
                return REMOTE_INTERVAL;
            }
        };
        let mut servers: HashMap<_, Vec<KnownSchedule>> = HashMap::new();
        for known in known {
            let server = (known.row.engine, known.row.origin.clone());
            servers.entry(server).or_default().push(known);
        }
        let mut pause = IDLE_INTERVAL;
        for ((engine, _), known) in servers {
            if !self.should_poll(engine, &known).await {
                continue;
            }
            let next = match self.poll_server(runs, &known).await {
                Ok(polled) => {
                    self.note_problems(&known, |id| polled.problems.get(&id).cloned());
                    polled.next
                }
                Err(problem) => {
                    self.note_problems(&known, |_| Some(problem.clone()));
                    None
                }
            };
            pause = pause.min(pause_after(engine, next));
        }
        if let Err(error) = self.apply_month_limit().await {
            tracing::warn!(%error, "the month's limit cannot be kept for schedules now");
            pause = pause.min(REMOTE_INTERVAL);
        }
        pause
    }

    /// Returns true if the server should be polled: the engine on this computer is not started for inactive
    /// schedules.
    async fn should_poll(&self, engine: Engine, known: &[KnownSchedule]) -> bool {
        if engine == Engine::Gemini || self.connections.local.status() == LocalEngine::Ready {
            return true;
        }
        for known in known {
            if TriggerState::of(&known.row).standing == TriggerStanding::Active
                || self.has_open_run(known).await
            {
                return true;
            }
        }
        false
    }

    /// Polls the triggers of one server. A schedule whose request cannot be built anew does not keep the others from
    /// being polled.
    async fn poll_server(&self, runs: &Runs, known: &[KnownSchedule]) -> Result<PolledServer> {
        let mut polled = PolledServer::default();
        let Some(first) = known.first() else {
            return Ok(polled);
        };
        let client = self.client_of_schedule(&first.row).await?;
        let triggers = list(&client).await.map_err(|cause| errors::call(&cause))?;
        for known in known {
            let trigger = triggers.get(&known.row.trigger_id);
            let trigger_state = self.poll_trigger(runs, &client, known, trigger).await?;
            if trigger_state.standing == TriggerStanding::Active {
                polled.next = [polled.next, trigger_state.next]
                    .into_iter()
                    .flatten()
                    .min();
            }
            if !is_followed(trigger_state.standing) {
                continue;
            }
            // A schedule that is made anew stays paused or stopped if its trigger is now.
            let mut known = known.clone();
            known.row.seen = trigger_state.json()?;
            if let Err(problem) = self.update_request(&known).await {
                polled.problems.insert(known.row.id, problem);
            }
        }
        Ok(polled)
    }

    /// Reads one trigger, takes in its new runs, and stores its state.
    async fn poll_trigger(
        &self,
        runs: &Runs,
        client: &Client,
        known: &KnownSchedule,
        trigger: Option<&Trigger>,
    ) -> Result<TriggerState> {
        let before = TriggerState::of(&known.row);
        let trigger_state = match trigger {
            Some(trigger) => TriggerState::of_schedule(&known.row, trigger),
            None => TriggerState {
                standing: TriggerStanding::Gone,
                ..TriggerState::default()
            },
        };
        let is_changed = trigger_state != before;
        let mut reason = None;
        if trigger.is_some() && (is_changed || self.has_open_run(known).await) {
            reason = self.take_new_runs(runs, client, known).await?;
        }
        if is_changed {
            // Stored last, so that runs not taken in are looked for again after a crash.
            let (id, json) = (known.row.trigger_id.clone(), trigger_state.json()?);
            let environment = trigger.and_then(|trigger| trigger.environment_id.clone());
            let environment = environment.map(|id| id.to_string());
            self.ledger(move |ledger| ledger.see_schedule(&id, &json, environment.as_deref()))
                .await?;
            if trigger_state.standing == TriggerStanding::Failing
                && before.standing != TriggerStanding::Failing
            {
                self.notify_failing(known, trigger_state.failures, reason)
                    .await;
            }
            self.screen.tell(Patch::Schedules);
        }
        Ok(trigger_state)
    }

    /// Takes in the new runs of a schedule. Returns the reason of the newest failure.
    async fn take_new_runs(
        &self,
        runs: &Runs,
        client: &Client,
        known: &KnownSchedule,
    ) -> Result<Option<String>> {
        let id = TriggerId::from(known.row.trigger_id.clone());
        let mut list = client.triggers().executions(&id);
        let mut executions = Vec::new();
        while executions.len() < MOST_RUNS
            && let Some(execution) = list
                .try_next()
                .await
                .map_err(|cause| errors::call(&cause))?
        {
            executions.push(execution);
        }
        // Oldest first, so that conversations are in the order in which they began.
        executions.sort_by_key(|execution| ExecutionState::of(execution).at());
        let mut reason = None;
        for execution in &executions {
            self.take_run(runs, known, execution).await?;
            if execution.error.is_some() {
                reason.clone_from(&execution.error);
            }
        }
        Ok(reason)
    }

    /// Returns true if a run of a schedule had not ended at the last poll, and its server may still report the end.
    async fn has_open_run(&self, known: &KnownSchedule) -> bool {
        let id = known.row.id;
        let runs = self.ledger(move |ledger| {
            let mut runs = Vec::new();
            for run in ledger.scheduled_runs(id, 10)? {
                let turn = run.run.map(|turn| ledger.interaction(turn)).transpose()?;
                runs.push((run.noted.facts, turn.flatten()));
            }
            Ok(runs)
        });
        let reported_until = now() - END_REPORTED_WITHIN;
        runs.await
            .unwrap_or_default()
            .into_iter()
            .any(|(facts, turn)| {
                let long_ended =
                    turn.filter(|turn| turn.finished_at.is_some_and(|at| at < reported_until));
                serde_json::from_value::<ExecutionState>(facts).is_ok_and(|facts| {
                    facts.or_end_of(long_ended.as_ref()).outcome == ScheduledOutcome::Running
                })
            })
    }

    /// Notes the errors of a poll, by schedule; `None` that it succeeded.
    fn note_problems(
        &self,
        known: &[KnownSchedule],
        problem_of: impl Fn(ScheduleId) -> Option<BridgeError>,
    ) {
        let changed = {
            let mut problems = lock(&self.schedules.problems);
            let mut set = |id: ScheduleId| match problem_of(id) {
                Some(problem) => {
                    let is_new = problems.get(&id) != Some(&problem);
                    if is_new {
                        tracing::info!(schedule = %id, %problem, "a schedule cannot be looked at");
                    }
                    problems.insert(id, problem);
                    is_new
                }
                None => problems.remove(&id).is_some(),
            };
            known.iter().filter(|known| set(known.row.id)).count() > 0
        };
        if changed {
            self.screen.tell(Patch::Schedules);
        }
    }
}

/// The outcome of a poll of one server.
#[derive(Debug, Default)]
struct PolledServer {
    /// Time at which the next of its triggers is due, in milliseconds since the Unix epoch.
    next: Option<i64>,
    /// Why the requests of some schedules could not be brought up to date.
    problems: HashMap<ScheduleId, BridgeError>,
}

/// Returns true if the request of a trigger in this state is kept up to date. That of a paused or failing one is as
/// well: it can be run by hand, and its server must not keep the headers of a tool server that was removed.
fn is_followed(standing: TriggerStanding) -> bool {
    standing != TriggerStanding::Gone
}

/// Lists the triggers of a server, by their ids.
pub(super) async fn list(client: &Client) -> Result<HashMap<String, Trigger>, interactions::Error> {
    let mut list = client.triggers().list();
    let mut triggers = HashMap::new();
    while triggers.len() < MOST_TRIGGERS
        && let Some(trigger) = list.try_next().await?
    {
        if let Some(id) = &trigger.id {
            triggers.insert(id.to_string(), trigger);
        }
    }
    Ok(triggers)
}

/// Returns the time to wait before a server is polled again; `next` is the due time of its next run.
fn pause_after(engine: Engine, next: Option<i64>) -> Duration {
    match (engine, next) {
        (Engine::Local, _) => LOCAL_INTERVAL,
        (Engine::Gemini, None) => REMOTE_INTERVAL,
        (Engine::Gemini, Some(next)) => {
            let left = u64::try_from(next.saturating_sub(now())).unwrap_or(0);
            REMOTE_INTERVAL.min(Duration::from_millis(left) + DELAY_AFTER_DUE)
        }
    }
}

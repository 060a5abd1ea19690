//! Announces runs that ended or need the person: gathers for a moment, plans, claims, shows.

use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

use ledger::{Interaction, Ledger, Notice, RunId};
use runs::{Outcome, Phase, Reason, State};
use screen::lock;
use screen::view::{activity, turn};
use tokio::sync::Notify;

use super::plan::{DueRun, HaltReason, Plan, PlanContext, plan};
use super::{News, Notification, TitleVisibility, write};
use crate::Host;
use crate::actions;
use crate::bridge::{Standing, ToolAction};
use crate::core::{Core, blocking, now};
use crate::errors::{self, Result};

/// Period for which notices are gathered before they are announced together.
const GATHER_PERIOD: Duration = Duration::from_millis(400);
/// The period after a start, when the runs that ended meanwhile are found.
const GATHER_AT_START: Duration = Duration::from_secs(3);

/// Delay before another try when the ledger could not be used.
const RETRY_DELAY: Duration = Duration::from_secs(30);

/// Wakes the task that announces.
#[derive(Default)]
pub(crate) struct Notifier {
    due: Notify,
    shown_at: Mutex<Vec<i64>>,
}

impl Notifier {
    /// Notes that a run's notice is due.
    pub(crate) fn wake(&self) {
        self.due.notify_one();
    }
}

/// Announces notices until the core is dropped. `has_unfinished` says whether an earlier start left unsettled runs.
pub(crate) async fn announce(core: Weak<Core>, notifier: Arc<Notifier>, has_unfinished: bool) {
    let mut meanwhile = has_unfinished;
    let mut wait = has_unfinished.then_some(GATHER_AT_START);
    loop {
        match wait {
            Some(wait) => tokio::time::sleep(wait).await,
            None => {
                notifier.due.notified().await;
                tokio::time::sleep(GATHER_PERIOD).await;
            }
        }
        let Some(core) = core.upgrade() else { return };
        wait = match core.announce_due(meanwhile).await {
            Ok(wait) => wait,
            Err(error) => {
                tracing::error!(%error, "the person could not be told");
                Some(RETRY_DELAY)
            }
        };
        meanwhile = false;
    }
}

impl Core {
    /// Announces every due notice. Returns the wait until those held back can be announced.
    async fn announce_due(&self, meanwhile: bool) -> Result<Option<Duration>> {
        let due = self.ledger(|ledger| ledger.due_notices()).await?;
        if due.is_empty() {
            return Ok(None);
        }
        let due_runs = self.due_runs(&due).await?;
        if meanwhile {
            self.note_ended_meanwhile(&due);
        }
        let now = now();
        let context = PlanContext {
            now,
            on_screen: self.on_screen().await.map(|id| id.to_string()),
            shown_at: lock(&self.notifications.notifier.shown_at).clone(),
            meanwhile,
        };
        let plan = plan(due_runs, &context);
        for run in &plan.silent {
            if let Ok(run) = run.parse() {
                self.ledger(move |ledger| ledger.set_notice(run, Notice::Silent))
                    .await?;
            }
        }
        self.show_planned(&plan, &due, now).await?;
        lock(&self.notifications.notifier.shown_at).retain(|at| now - at < super::plan::MINUTE);
        Ok(plan
            .later
            .map(|at| Duration::from_millis(u64::try_from(at - now).unwrap_or(0))))
    }

    /// Returns the runs to be announced. A call that is carried out without asking is no news, so its notice is
    /// silenced.
    async fn due_runs(&self, due: &[Interaction]) -> Result<Vec<DueRun>> {
        let mut runs = Vec::new();
        for row in due {
            if self
                .allowed_answer(row.id, row.conversation_id)
                .await?
                .is_some()
            {
                let run = row.id;
                self.ledger(move |ledger| ledger.set_notice(run, Notice::Silent))
                    .await?;
                continue;
            }
            runs.push(self.due_run(row).await?);
        }
        Ok(runs)
    }

    /// Notes the conversations in which something ended while Errand was not running.
    fn note_ended_meanwhile(&self, due: &[Interaction]) {
        let mut ended = lock(&self.notifications.ended_meanwhile);
        for row in due.iter().filter(|row| row.finished_at.is_some()) {
            if !ended.contains(&row.conversation_id) {
                ended.push(row.conversation_id);
            }
        }
    }

    /// Claims and shows the notifications of a plan for the due rows.
    async fn show_planned(&self, plan: &Plan, due: &[Interaction], now: i64) -> Result<()> {
        let titles = if self.settings().private_notifications {
            TitleVisibility::Hidden
        } else {
            TitleVisibility::Shown
        };
        for (notification, runs) in write(plan, titles, self.language()) {
            let runs = due
                .iter()
                .filter(|row| runs.contains(&row.id.to_string()))
                .map(|row| (row.id, row.finished_at.is_some()))
                .collect();
            let (ledger, host) = (self.ledger.clone(), Arc::clone(&self.host));
            let shown = blocking(move || show(&ledger, &*host, notification, runs)).await?;
            if shown.map_err(|cause| errors::ledger(&cause))? {
                lock(&self.notifications.notifier.shown_at).push(now);
            }
        }
        Ok(())
    }

    async fn due_run(&self, row: &Interaction) -> Result<DueRun> {
        let (id, conversation) = (row.id, row.conversation_id);
        let (title, files) = self
            .ledger(move |ledger| {
                let title = ledger.conversation(conversation)?.map(|it| it.title);
                Ok((
                    title.unwrap_or_default(),
                    ledger.artifacts_of_run(id)?.len(),
                ))
            })
            .await?;
        let state = turn::state(row);
        let ending = state.as_ref().and_then(runs::State::ending);
        let news = match ending.map(|ending| ending.outcome) {
            Some(Outcome::Completed | Outcome::Incomplete | Outcome::Cancelled) => News::Done,
            Some(Outcome::NeedsYou) | None => News::NeedsYou,
            Some(Outcome::Failed | Outcome::Lost) => News::Failed,
        };
        let asks = ending.is_some_and(|ending| ending.outcome == Outcome::NeedsYou);
        let pending = match asks {
            true => self.pending_calls(id).await?.1,
            false => None,
        };
        let actions = match &pending {
            Some(pending) => self.requested_actions_of(conversation, pending).await?,
            None => Vec::new(),
        };
        // A notification has no room for the details of a call, such as the text of a file.
        let can_approve = match actions.as_slice() {
            [only] => only.given.is_empty() && only.deed.as_ref().is_some_and(is_fully_described),
            _ => false,
        };
        Ok(DueRun {
            run: id.to_string(),
            conversation: conversation.to_string(),
            title,
            news,
            halt: state.as_ref().and_then(halt),
            stopped: ending.is_some_and(|ending| ending.stopped),
            is_job: row.target == ledger::Target::Agent,
            files: u32::try_from(files).unwrap_or(u32::MAX),
            question: actions::question(&actions).map(|question| self.language().say(&question)),
            can_approve,
        })
    }
}

fn is_fully_described(deed: &ToolAction) -> bool {
    deed.detail.is_none() && deed.refused.is_none()
}

/// Returns why a run cannot go on without the person.
fn halt(state: &State) -> Option<HaltReason> {
    match &state.phase {
        Phase::Unconfirmed { .. } => Some(HaltReason::Unconfirmed),
        Phase::Waiting { reason, .. } if activity::standing(state) == Standing::NeedsYou => {
            Some(match reason {
                Reason::KeyRefused => HaltReason::KeyRefused,
                _ => HaltReason::NoKey,
            })
        }
        _ => None,
    }
}

/// Claims the runs of a notification, each in the state it was seen in (ended or not), and shows it; returns true if
/// any was still to be announced. Blocks, so that only the end of the program can come between claim and showing.
fn show(
    ledger: &Ledger,
    host: &dyn Host,
    notification: Notification,
    runs: Vec<(RunId, bool)>,
) -> Result<bool, ledger::Error> {
    let mut claimed = Vec::new();
    for (run, had_ended) in runs {
        if ledger.claim_notice(run, had_ended)? {
            claimed.push(run);
        }
    }
    if claimed.is_empty() {
        return Ok(false);
    }
    match host.notify(notification) {
        Ok(()) => {
            for run in claimed {
                ledger.set_notice(run, Notice::Shown)?;
            }
        }
        // Once claimed, a run is never announced again, but its conversation is still unread.
        Err(reason) => tracing::warn!(reason, "no notification could be shown"),
    }
    Ok(true)
}

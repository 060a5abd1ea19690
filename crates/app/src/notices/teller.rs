//! Tells the person about runs that ended or need them: gathers for a moment, plans, claims, shows.

use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

use ledger::{Interaction, Ledger, Notice, RunId};
use runs::{Outcome, Phase, Reason, State};
use screen::lock;
use screen::view::{activity, turn};
use tokio::sync::Notify;

use super::plan::{Due, Halt, Moment, plan};
use super::{News, Notification, Words, write};
use crate::Host;
use crate::actions;
use crate::bridge::{Deed, Standing};
use crate::core::{Core, blocking, now};
use crate::errors::{self, Result};

/// What comes about within this time is told of together.
const GATHER: Duration = Duration::from_millis(400);
/// After a start, what came about meanwhile is found out within this time.
const GATHER_AT_START: Duration = Duration::from_secs(3);

/// When the ledger could not be used, it is tried again after this time.
const AGAIN: Duration = Duration::from_secs(30);

/// Wakes whoever tells.
#[derive(Default)]
pub(crate) struct Teller {
    due: Notify,
    shown_at: Mutex<Vec<i64>>,
}

impl Teller {
    /// A run's notice is due.
    pub(crate) fn wake(&self) {
        self.due.notify_one();
    }
}

/// Tells until the core is gone. `left` says whether an earlier start left something unfinished.
pub(crate) async fn tell(core: Weak<Core>, teller: Arc<Teller>, left: bool) {
    let mut meanwhile = left;
    let mut wait = left.then_some(GATHER_AT_START);
    loop {
        match wait {
            Some(wait) => tokio::time::sleep(wait).await,
            None => {
                teller.due.notified().await;
                tokio::time::sleep(GATHER).await;
            }
        }
        let Some(core) = core.upgrade() else { return };
        wait = match core.tell_now(meanwhile).await {
            Ok(wait) => wait,
            Err(error) => {
                tracing::error!(%error, "the person could not be told");
                Some(AGAIN)
            }
        };
        meanwhile = false;
    }
}

impl Core {
    /// Tells of everything that is due. Gives the wait until what is held back can be told.
    async fn tell_now(&self, meanwhile: bool) -> Result<Option<Duration>> {
        let due = self.ledger(|ledger| ledger.due_notices()).await?;
        if due.is_empty() {
            return Ok(None);
        }
        let mut told = Vec::new();
        for row in &due {
            // What is carried out without asking is no news.
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
            told.push(self.due(row).await?);
        }
        if meanwhile {
            let mut found = lock(&self.telling.meanwhile);
            for row in due.iter().filter(|row| row.finished_at.is_some()) {
                if !found.contains(&row.conversation_id) {
                    found.push(row.conversation_id);
                }
            }
        }
        let now = now();
        let moment = Moment {
            now,
            on_screen: self.on_screen().await.map(|id| id.to_string()),
            shown_at: lock(&self.telling.teller.shown_at).clone(),
            meanwhile,
        };
        let plan = plan(told, &moment);
        for run in &plan.silent {
            if let Ok(run) = run.parse() {
                self.ledger(move |ledger| ledger.set_notice(run, Notice::Silent))
                    .await?;
            }
        }
        let words = if self.settings().private_notifications {
            Words::Private
        } else {
            Words::Open
        };
        for (notification, runs) in write(&plan, words, self.language()) {
            let runs = due
                .iter()
                .filter(|row| runs.contains(&row.id.to_string()))
                .map(|row| (row.id, row.finished_at.is_some()))
                .collect();
            let (ledger, host) = (self.ledger.clone(), Arc::clone(&self.host));
            let shown = blocking(move || show(&ledger, &*host, notification, runs)).await?;
            if shown.map_err(|cause| errors::ledger(&cause))? {
                lock(&self.telling.teller.shown_at).push(now);
            }
        }
        lock(&self.telling.teller.shown_at).retain(|at| now - at < super::plan::MINUTE);
        Ok(plan
            .later
            .map(|at| Duration::from_millis(u64::try_from(at - now).unwrap_or(0))))
    }

    async fn due(&self, row: &Interaction) -> Result<Due> {
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
        let asking = match asks {
            true => self.asking(id).await?.1,
            false => None,
        };
        let actions = match &asking {
            Some(asking) => self.requested(conversation, asking).await?,
            None => Vec::new(),
        };
        // What goes with a deed, such as the text of a file, has no room in a notification.
        let can_approve = match actions.as_slice() {
            [only] => only.given.is_empty() && only.deed.as_ref().is_some_and(is_said_whole),
            _ => false,
        };
        Ok(Due {
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

fn is_said_whole(deed: &Deed) -> bool {
    deed.detail.is_none() && deed.refused.is_none()
}

/// Why a run cannot go on without the person, in the words of a notification.
fn halt(state: &State) -> Option<Halt> {
    match &state.phase {
        Phase::Unconfirmed { .. } => Some(Halt::Unconfirmed),
        Phase::Waiting { reason, .. } if activity::standing(state) == Standing::NeedsYou => {
            Some(match reason {
                Reason::KeyRefused => Halt::KeyRefused,
                _ => Halt::NoKey,
            })
        }
        _ => None,
    }
}

/// Claims the runs of a notification, each as it was seen (had it ended?), and shows it; says whether any
/// was still to be told. Blocks, so that nothing but the end of the program comes between the claim and the
/// showing.
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
        // Claimed and not shown: never shown again, but the conversation is still unread.
        Err(reason) => tracing::warn!(reason, "no notification could be shown"),
    }
    Ok(true)
}

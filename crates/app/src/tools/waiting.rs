//! Turns that wait for the person: counted for the tray, and answered if the person allowed their calls before.

use std::sync::{Arc, Weak};

use ledger::{ConversationId, Notice, RunId};
use runs::Runs;
use screen::lock;

use crate::backend::{Backend, Tasks};
use crate::bridge::{ActionAnswer, ActionAnswers, ActionReply, Patch, RequestedAction};
use crate::commands::is_answer;
use crate::core::Core;
use crate::errors::Result;

/// Maximum number of consecutive answers without asking; then the person is asked again, whatever they allowed.
const MOST_IN_A_ROW: usize = 25;

/// Counts and answers waiting turns whenever something may have changed, until the core is dropped.
pub(crate) async fn handle_waiting_turns(core: Weak<Core>, runs: Runs) {
    loop {
        let Some(core) = core.upgrade() else { return };
        let changed = Arc::clone(&core.notifications.waiting_changed);
        let backend = Backend {
            core,
            runs: runs.clone(),
            tasks: Tasks(Vec::new()),
        };
        if let Err(error) = backend.handle_waiting().await {
            tracing::warn!(%error, "what waits for the person cannot be looked at");
        }
        drop(backend);
        changed.notified().await;
    }
}

impl Backend {
    async fn handle_waiting(&self) -> Result<()> {
        let core = &self.core;
        let mut waiting = 0;
        for (run, conversation) in core.ledger(ledger::Ledger::unanswered).await? {
            let Some(answer) = core.allowed_answer(run, conversation).await? else {
                waiting += 1;
                continue;
            };
            if let Err(error) = self.answer_action(answer).await {
                tracing::warn!(%run, %error, "what was allowed could not be carried out");
                lock(&core.notifications.left_to_person).insert(run);
                core.ledger(move |ledger| ledger.set_notice(run, Notice::Due))
                    .await?;
                core.notifications.notifier.wake();
                waiting += 1;
            }
        }
        core.host.show_waiting(waiting);
        // A run of a schedule may wait now, or not any more.
        core.screen.tell(Patch::Schedules);
        Ok(())
    }
}

impl Core {
    /// Returns the answer to a turn all of whose calls are allowed; `None` when the person has to be asked.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub(crate) async fn allowed_answer(
        &self,
        run: RunId,
        conversation: ConversationId,
    ) -> Result<Option<ActionAnswers>> {
        let allowed = self
            .ledger(move |ledger| ledger.allowed(conversation))
            .await?;
        if allowed.is_empty() || lock(&self.notifications.left_to_person).contains(&run) {
            return Ok(None);
        }
        let (_, Some(pending)) = self.pending_calls(run).await? else {
            return Ok(None);
        };
        let actions = self.requested_actions_of(conversation, &pending).await?;
        let is_allowed = |name: &String| allowed.contains(name);
        let mut all = actions.iter();
        if actions.is_empty() || !all.all(|it| it.deed.is_some() && is_allowed(&it.name)) {
            return Ok(None);
        }
        if self.answers_in_a_row(run).await? >= MOST_IN_A_ROW {
            return Ok(None);
        }
        Ok(Some(approved(run, actions)))
    }

    /// Returns how many consecutive turns before this one only answer calls.
    async fn answers_in_a_row(&self, run: RunId) -> Result<usize> {
        self.ledger(move |ledger| {
            let (mut at, mut count) = (Some(run), 0);
            while let Some(run) = at.filter(|_| count < MOST_IN_A_ROW) {
                let request = ledger.request(run)?;
                let request = request.and_then(|json| serde_json::from_str(&json).ok());
                if !request.is_some_and(|request| is_answer(&request)) {
                    break;
                }
                count += 1;
                at = ledger.interaction(run)?.and_then(|row| row.parent_id);
            }
            Ok(count)
        })
        .await
    }
}

/// Approves all calls of a turn.
fn approved(run: RunId, actions: Vec<RequestedAction>) -> ActionAnswers {
    let approve = |call: String| ActionAnswer {
        call,
        reply: ActionReply::Approved { always: false },
    };
    let calls = actions.into_iter().map(|action| action.call);
    ActionAnswers {
        turn: run.to_string(),
        answers: calls.map(approve).collect(),
    }
}

//! Takes the runs that a server started for a schedule into the ledger: from then on each is a job like any other.

use interactions::{TriggerExecution, TriggerId};
use ledger::{NewConversation, NewInteraction, ScheduleId};
use runs::{Runs, State};
use screen::view::conversation;

use words::{Sentence, say};

use super::trigger_state::{ExecutionState, noted_run};
use super::{KnownSchedule, StoredSchedule};
use crate::bridge::{ErrorCode, Patch, SendResult};
use crate::core::{Core, now};
use crate::errors::{self, Result};

impl Core {
    /// Stores a run, and takes it in as a job if it has an interaction that is not in the ledger yet. Returns the new
    /// job, if any.
    pub(super) async fn take_run(
        &self,
        runs: &Runs,
        known: &KnownSchedule,
        execution: &TriggerExecution,
    ) -> Result<Option<SendResult>> {
        let Some(noted) = noted_run(execution)? else {
            return Ok(None);
        };
        let id = known.row.id;
        let interaction = execution.interaction_id.as_ref().map(ToString::to_string);
        let Some(interaction) = interaction.filter(|id| !id.is_empty()) else {
            let is_new = self
                .ledger(move |ledger| ledger.note_scheduled_run(id, &noted))
                .await?;
            if is_new {
                self.notify_failed_run(known, &ExecutionState::of(execution))
                    .await;
                self.screen.tell(Patch::Schedules);
            }
            return Ok(None);
        };
        let began = ExecutionState::of(execution)
            .at()
            .map_or_else(now, |at| at.min(now()));
        let turn = self.new_turn(known, &interaction, began).await?;
        let conversation = NewConversation {
            kind: ledger::Kind::Job,
            title: known.stored.draft.name.clone(),
        };
        let tools = known.stored.draft.tools.as_ref().map(serde_json::to_value);
        let tools = tools
            .transpose()
            .map_err(|cause| errors::internal(&cause))?;
        let taken = self.ledger(move |ledger| {
            let tools = tools.as_ref();
            ledger.take_scheduled_run(id, &noted, &conversation, &turn, &interaction, tools)
        });
        let (is_new, row) = taken.await?;
        if is_new {
            self.screen.tell(Patch::Schedules);
        }
        match row {
            Some(row) => self.begin(&row, runs).await.map(Some),
            None => Ok(None),
        }
    }

    /// Builds the turn of a run that its server has begun.
    async fn new_turn(
        &self,
        known: &KnownSchedule,
        interaction: &str,
        began: i64,
    ) -> Result<NewInteraction> {
        let KnownSchedule { row, stored } = known;
        let StoredSchedule { draft, request, .. } = stored;
        let internal = |cause| errors::internal(&cause);
        let engine = conversation::engine(row.engine);
        let origin = self
            .recipient_url_of_version(engine, true, &row.target)
            .await?;
        Ok(NewInteraction {
            parent_id: None,
            engine: row.engine,
            origin,
            target: ledger::Target::Agent,
            target_id: row.target.clone(),
            prompt: draft.text.clone(),
            attachments: serde_json::json!([]),
            request: serde_json::to_string(request).map_err(internal)?,
            carried: None,
            phase: State::begun_at_server(request, interaction, began).to_json(),
            environment_id: row.environment_id.clone(),
            created_at: began,
            draft: None,
        })
    }

    /// Starts a run of a schedule now.
    ///
    /// # Errors
    /// The month's limit, or why its server refuses.
    pub(crate) async fn run_schedule(&self, id: ScheduleId, runs: &Runs) -> Result<SendResult> {
        let _changing = self.schedules.changing.lock().await;
        let known = self.known_schedule(id).await?;
        let engine = conversation::engine(known.row.engine);
        self.check_budget(engine, &known.row.target).await?;
        let client = self.client_of_schedule(&known.row).await?;
        let trigger = TriggerId::from(known.row.trigger_id.clone());
        let run = client.triggers().run(&trigger).await;
        let run = run.map_err(|cause| errors::call(&cause))?;
        let sent = self.take_run(runs, &known, &run).await?;
        self.schedules.request_poll();
        sent.ok_or_else(|| {
            let reason = run.error.map(Sentence::quoted);
            let reason = reason.unwrap_or_else(say::server_silent);
            errors::error(ErrorCode::Server, say::schedule_did_not_begin(reason))
        })
    }
}

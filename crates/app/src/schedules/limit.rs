//! Applies the month's limit to schedules: they are paused while it is used up, and resumed when there is room again.

use interactions::TriggerId;
use screen::view::conversation;

use words::say;

use super::KnownSchedule;
use super::trigger_state::{TriggerStanding, TriggerState};
use crate::bridge::{BudgetState, ErrorCode, Patch};
use crate::core::Core;
use crate::errors::{self, Result};
use ledger::ScheduleId;

/// The stored reason of a schedule that the limit paused.
pub(super) const MONTH_LIMIT: &str = "month_limit";

impl Core {
    /// Pauses schedules that may cost something while the month's limit is used up, and resumes those paused for it.
    pub(super) async fn apply_month_limit(&self) -> Result<()> {
        let known = self.known_schedules().await?;
        if known.is_empty() {
            return Ok(());
        }
        let is_used = self.budget().await?.state == BudgetState::Used;
        let mut paused = Vec::new();
        for known in known {
            let waits = known.row.paused_for.as_deref() == Some(MONTH_LIMIT);
            let is_active = TriggerState::of(&known.row).standing == TriggerStanding::Active;
            let engine = conversation::engine(known.row.engine);
            if is_used && is_active && self.may_cost(engine, &known.row.target) {
                self.set_paused(&known, true, Some(MONTH_LIMIT)).await?;
                paused.push(known.stored.draft.name);
            } else if !is_used && waits {
                self.set_paused(&known, false, None).await?;
            }
        }
        if !paused.is_empty() {
            self.notify_paused_by_limit(&paused).await;
        }
        Ok(())
    }

    /// Pauses or resumes a schedule for the person.
    ///
    /// # Errors
    /// When its server refuses, and when a schedule that may cost something is resumed while the month's limit is
    /// used up.
    pub(crate) async fn pause_schedule(&self, id: ScheduleId, paused: bool) -> Result<()> {
        let _changing = self.schedules.changing.lock().await;
        let known = self.known_schedule(id).await?;
        let engine = conversation::engine(known.row.engine);
        if !paused
            && self.may_cost(engine, &known.row.target)
            && self.budget().await?.state == BudgetState::Used
        {
            return Err(errors::error(
                ErrorCode::Invalid,
                say::schedules_wait_for_limit(),
            ));
        }
        self.set_paused(&known, paused, None).await
    }

    /// Pauses or resumes a schedule at its server, and stores the reason.
    async fn set_paused(
        &self,
        known: &KnownSchedule,
        paused: bool,
        why: Option<&'static str>,
    ) -> Result<()> {
        let client = self.client_of_schedule(&known.row).await?;
        let trigger = TriggerId::from(known.row.trigger_id.clone());
        let triggers = client.triggers();
        let changed = match paused {
            true => triggers.pause(&trigger).await,
            false => triggers.resume(&trigger).await,
        };
        let changed = changed.map_err(|cause| errors::call(&cause))?;
        let (id, trigger) = (known.row.id, known.row.trigger_id.clone());
        let trigger_state = TriggerState::of_trigger(&changed).json()?;
        self.ledger(move |ledger| {
            ledger.see_schedule(&trigger, &trigger_state, None)?;
            ledger.pause_schedule_for(id, why)
        })
        .await?;
        self.screen.tell(Patch::Schedules);
        Ok(())
    }
}

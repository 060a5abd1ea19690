//! Applies the month's limit to schedules: they are paused while it is used up, and resumed when there is room again.

use interactions::TriggerId;
use screen::view::conversation;

use words::say;

use super::KnownSchedule;
use super::trigger_state::{TriggerStanding, TriggerState};
use crate::bridge::{BudgetState, ErrorCode, Patch};
use crate::core::Core;
use crate::errors::{self, Result};
use crate::model_servers::ModelServer;
use crate::network::is_here;
use crate::who;
use ledger::ScheduleId;

/// The stored reason of a schedule that the limit paused.
pub(super) const MONTH_LIMIT: &str = "month_limit";

impl Core {
    /// Pauses schedules that may cost something while the month's limit is used up, and resumes those paused for it.
    ///
    /// # Errors
    /// The first reason why a schedule could not be paused or resumed. The others are, all the same: one server may be
    /// out of reach while others go on spending.
    pub(super) async fn apply_month_limit(&self) -> Result<()> {
        let known = self.known_schedules().await?;
        if known.is_empty() {
            return Ok(());
        }
        let is_used = self.budget().await?.state == BudgetState::Used;
        let (mut paused, mut failed) = (Vec::new(), None);
        for known in known {
            let waits = known.row.paused_for.as_deref() == Some(MONTH_LIMIT);
            let is_active = TriggerState::of(&known.row).standing == TriggerStanding::Active;
            let must_wait = is_used && self.schedule_may_cost(&known).await?;
            let changed = if must_wait && is_active {
                self.set_paused(&known, true, Some(MONTH_LIMIT)).await
            } else if waits && !must_wait {
                self.set_paused(&known, false, None).await
            } else {
                continue;
            };
            match changed {
                Ok(()) if must_wait => paused.push(known.stored.draft.name),
                Ok(()) => {}
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        if !paused.is_empty() {
            self.notify_paused_by_limit(&paused).await;
        }
        failed.map_or(Ok(()), Err)
    }

    /// Returns true if the runs of a schedule may cost money. Nobody is there to be asked before a run, so a vendor's
    /// model without a known price counts, too.
    async fn schedule_may_cost(&self, known: &KnownSchedule) -> Result<bool> {
        let engine = conversation::engine(known.row.engine);
        if self.may_cost(engine, &known.row.target) {
            return Ok(true);
        }
        let asked = who::parse(&known.stored.draft.who).map_or("", |(_, _, id)| id);
        let own = self.own_agent_at(engine, asked).await?;
        let own_model = own.as_ref().and_then(|own| own.connected_model_at(engine));
        let model = own_model.or_else(|| who::model_of(engine, true, asked));
        let servers = &self.connections.model_servers;
        let server = model.and_then(|model| servers.model(model));
        Ok(server.is_some_and(|(server, _)| is_vendor(&server)))
    }

    /// Pauses or resumes a schedule for the person.
    ///
    /// # Errors
    /// When its server refuses, and when a schedule that may cost something is resumed while the month's limit is
    /// used up.
    pub(crate) async fn pause_schedule(&self, id: ScheduleId, paused: bool) -> Result<()> {
        let _changing = self.schedules.changing.lock().await;
        let known = self.known_schedule(id).await?;
        if !paused
            && self.schedule_may_cost(&known).await?
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

/// Returns true if a server of models is elsewhere and has an account of the person's, by its key.
fn is_vendor(server: &ModelServer) -> bool {
    server.has_key && !is_here(&server.base_url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vendor_is_elsewhere_and_has_a_key() {
        let server = |base_url: &str, has_key| ModelServer {
            id: "s".to_owned(),
            name: "S".to_owned(),
            preset: None,
            dialect: providers::Dialect::OpenAi,
            base_url: base_url.to_owned(),
            has_key,
            models: Vec::new(),
            chosen: None,
            answered_at: 0,
        };
        assert!(is_vendor(&server("https://api.vendor.example/v1", true)));
        assert!(!is_vendor(&server("http://10.0.0.7:11434/v1", false)));
        assert!(!is_vendor(&server("http://127.0.0.1:1234/v1", true)));
    }
}

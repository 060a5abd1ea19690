//! Lists triggers at Gemini that other programs made; Errand does not change them.

use std::collections::HashSet;

use interactions::Trigger;
use jiff::Timestamp;
use ledger::{Engine, RemovalKind};

use super::polling::list;
use super::trigger_state::{TriggerStanding, TriggerState};
use super::when;
use crate::bridge::{ForeignSchedule, ForeignState, KeyStatus};
use crate::core::{Core, blocking};
use crate::errors::{self, Result};

impl Core {
    /// Returns every trigger at Gemini that is not one of this Errand's schedules, by name; none without a key.
    ///
    /// # Errors
    /// When Gemini cannot be reached.
    pub(crate) async fn foreign_schedules(&self) -> Result<Vec<ForeignSchedule>> {
        if self.key_status().await == KeyStatus::None {
            return Ok(Vec::new());
        }
        let client = self.gemini_client().await?;
        let triggers = list(&client).await.map_err(|cause| errors::call(&cause))?;
        // Read after the listing, so that a trigger made meanwhile is not taken for another program's.
        let own: HashSet<String> = self
            .ledger(|ledger| {
                let stored = ledger.schedules()?.into_iter();
                let stored = stored.map(|row| row.trigger_id);
                let removals = ledger.removals()?.into_iter();
                let removed = removals
                    .filter(|it| it.kind == RemovalKind::Trigger && it.engine == Engine::Gemini);
                Ok(stored.chain(removed.map(|it| it.id)).collect())
            })
            .await?;
        let foreign = triggers.into_iter().filter(|(id, _)| !own.contains(id));
        let foreign: Vec<Trigger> = foreign.map(|(_, trigger)| trigger).collect();
        // Finding the next time of a rare schedule searches years, so this runs off the async threads.
        let mut shown =
            blocking(move || foreign.iter().map(foreign_schedule).collect::<Vec<_>>()).await?;
        shown.sort_by(|one, other| (&one.name, &one.id).cmp(&(&other.name, &other.id)));
        Ok(shown)
    }
}

fn foreign_schedule(trigger: &Trigger) -> ForeignSchedule {
    let trigger_state = TriggerState::of_trigger(trigger);
    let id = trigger.id.as_ref().map(ToString::to_string);
    let cron = trigger.schedule.clone().unwrap_or_default();
    let zone = trigger.time_zone.as_deref().unwrap_or("UTC");
    let parsed = when::parse(&cron, Some(zone)).ok();
    let work = trigger.interaction.as_deref();
    let agent = work.and_then(|work| work.agent.as_ref());
    ForeignSchedule {
        id: id.clone().unwrap_or_default(),
        name: trigger
            .display_name
            .clone()
            .filter(|name| !name.trim().is_empty())
            .or(id)
            .unwrap_or_default(),
        agent: agent.map(ToString::to_string),
        plan: parsed.map(|parsed| when::plan(&parsed, Timestamp::now())),
        cron,
        state: match trigger_state.standing {
            TriggerStanding::Active => ForeignState::Active,
            TriggerStanding::Failing => ForeignState::Failing,
            TriggerStanding::Paused | TriggerStanding::Gone => ForeignState::Paused,
        },
        next: trigger_state.next,
    }
}

#[cfg(test)]
mod tests {
    use interactions::{CreateInteraction, TriggerStatus};

    use super::*;

    #[test]
    fn a_trigger_of_another_program_is_described_in_words_as_far_as_it_is_understood() {
        let work = || CreateInteraction::agent("report-writer");
        let trigger = Trigger {
            id: Some("t-1".into()),
            status: Some(TriggerStatus::Error),
            ..Trigger::new("0 7 * * 1", "Europe/Zurich", work())
        };
        let told = foreign_schedule(&trigger);
        assert_eq!(
            (told.name.as_str(), told.state),
            ("t-1", ForeignState::Failing)
        );
        assert_eq!(told.agent.as_deref(), Some("report-writer"));
        let words = told.plan.and_then(|plan| plan.words);
        let words = words.map(|words| words.to_string());
        assert_eq!(words.as_deref(), Some("every Monday at 7:00"));
        let odd = foreign_schedule(&Trigger::new("@daily", "Mars/Base", work()));
        assert_eq!((odd.plan, odd.cron.as_str()), (None, "@daily"));
    }
}

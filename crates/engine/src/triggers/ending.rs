//! Derives the outcome of an execution from its interaction.

use interactions::{ExecutionStatus, Status};

use crate::state::InteractionRow;

/// The status of an execution whose interaction has ended, and the reason if it was no success. `None` if the
/// interaction has not ended: its run resumes at the next start of the engine.
pub(super) fn of(
    interaction: Option<&InteractionRow>,
    time_was_up: bool,
    limit: u32,
) -> Option<(ExecutionStatus, Option<String>)> {
    let failed = |why: &str| Some((ExecutionStatus::Failed, Some(why.to_owned())));
    let Some(interaction) = interaction else {
        return failed("Its interaction was deleted before it had ended.");
    };
    match &interaction.status {
        status if !status.is_terminal() => None,
        // A run that waits for the results of functions has done its part: the client answers it like any other
        // interaction, and the schedule goes on.
        Status::Completed | Status::RequiresAction => Some((ExecutionStatus::Completed, None)),
        Status::Cancelled if time_was_up => {
            let why = format!("It was stopped because it took longer than {limit} seconds.");
            Some((ExecutionStatus::TimedOut, Some(why)))
        }
        Status::Cancelled => failed("Its interaction was cancelled."),
        Status::Failed => {
            let why = interaction.errors[0]["message"].as_str();
            failed(why.unwrap_or("Its interaction failed."))
        }
        Status::Incomplete => failed(
            "It was cut short: it reached the limit of its tokens. What it made so far is in its sandbox.",
        ),
        status => failed(&format!("Its interaction ended as '{}'.", status.as_str())),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn ended(status: &str, time_was_up: bool) -> Option<(ExecutionStatus, Option<String>)> {
        let interaction = InteractionRow {
            id: "v1_a".to_owned(),
            previous: None,
            request: json!({}),
            environment_id: None,
            status: Status::from(status.to_owned()),
            created: String::new(),
            updated: String::new(),
            usage: json!({}),
            errors: json!([{"code": "api_error", "message": "The model broke."}]),
        };
        of(Some(&interaction), time_was_up, 600)
    }

    #[test]
    fn an_interaction_that_completed_or_waits_for_the_client_is_a_completed_execution() {
        for status in ["completed", "requires_action"] {
            assert_eq!(
                ended(status, false),
                Some((ExecutionStatus::Completed, None))
            );
        }
        for (status, words) in [
            ("failed", "The model broke."),
            ("cancelled", "cancelled"),
            ("incomplete", "tokens"),
            ("budget_exceeded", "'budget_exceeded'"),
        ] {
            let (execution, why) = ended(status, false).unwrap();
            assert_eq!(execution, ExecutionStatus::Failed);
            assert!(why.unwrap().contains(words), "{status}");
        }
        assert_eq!(of(None, false, 600).unwrap().0, ExecutionStatus::Failed);
    }

    #[test]
    fn time_is_up_only_for_what_was_stopped_by_it() {
        let (execution, why) = ended("cancelled", true).unwrap();
        assert_eq!(execution, ExecutionStatus::TimedOut);
        assert!(why.unwrap().contains("600 seconds"));
        assert_eq!(
            ended("completed", true),
            Some((ExecutionStatus::Completed, None))
        );
    }

    #[test]
    fn what_has_not_ended_has_no_ending() {
        assert_eq!(ended("in_progress", false), None);
    }
}

//! A turn as the window shows it.

use std::collections::HashMap;

use interactions::{Step, Usage};
use ledger::{Artifact, Interaction, Target};
use runs::State;

use super::thought_times::ThoughtTimes;
use super::{activity, conversation, media, parts, slots};
use crate::bridge::{Attachment, Standing, Tokens, Turn};
use crate::continuing::Carried;
use crate::live::Live;

/// The state of a run as it is stored; `None` when a newer Errand wrote it.
pub(crate) fn state(row: &Interaction) -> Option<State> {
    State::parse(&row.phase.to_string()).ok()
}

/// A turn whose steps still arrive, as it was rendered last.
pub(crate) fn of_live(live: &Live) -> Turn {
    Turn {
        parts: live.parts().to_vec(),
        steps: live.steps_of_parts(),
        ..head_of_live(live)
    }
}

/// The same without its parts.
pub(crate) fn head_of_live(live: &Live) -> Turn {
    let mut turn = head(&live.row, Some(&live.state));
    turn.activity = activity::activity(&live.state, live.steps(), live.fetched);
    turn.tokens = tokens_of_live(live);
    turn
}

/// When the server last said something about a run.
pub(crate) fn last_sign_of_life(row: &Interaction, state: Option<&State>) -> Option<i64> {
    state
        .and_then(|state| state.last_heard_at)
        .or(row.last_event_at)
}

/// The tokens of a run so far.
pub(crate) fn tokens_of_live(live: &Live) -> Option<Tokens> {
    let so_far = live.usage().as_ref().and_then(tokens);
    so_far.or_else(|| tokens_of_stored(&live.row))
}

/// The tokens of a run that is over.
pub(crate) fn tokens_of_stored(row: &Interaction) -> Option<Tokens> {
    let usage: Usage = serde_json::from_value(row.usage.clone()?).ok()?;
    tokens(&usage)
}

/// A turn that is over.
pub(crate) fn of_stored(
    row: &Interaction,
    steps: &[ledger::Step],
    thoughts: &ThoughtTimes,
    artifacts: &[Artifact],
    addresses: &HashMap<String, String>,
) -> Turn {
    let steps = parse(steps);
    let media = media::places(&steps, artifacts);
    let around = parts::Surroundings {
        running: false,
        thoughts: &thoughts.durations(&steps),
        media: &media,
        addresses,
    };
    Turn {
        parts: parts::finished(&steps, around),
        steps: slots::numbers(&slots::of(&steps)),
        ..head(row, state(row).as_ref())
    }
}

/// Stored steps, typed.
pub(crate) fn parse(steps: &[ledger::Step]) -> Vec<Step> {
    steps
        .iter()
        .filter_map(|step| match serde_json::from_str(&step.json) {
            Ok(step) => Some(step),
            Err(error) => {
                tracing::warn!(%error, "a stored step cannot be read");
                None
            }
        })
        .collect()
}

fn head(row: &Interaction, state: Option<&State>) -> Turn {
    Turn {
        id: row.id.to_string(),
        conversation: row.conversation_id.to_string(),
        parent: row.parent_id.map(|id| id.to_string()),
        engine: conversation::engine(row.engine),
        api_id: row.target_id.clone(),
        is_job: row.target == Target::Agent,
        prompt: row.prompt.clone(),
        attachments: attachments(row),
        standing: state.map_or(Standing::NeedsYou, activity::standing),
        activity: state
            .and_then(|state| activity::activity(state, &[], activity::Fetched::default())),
        parts: Vec::new(),
        steps: Vec::new(),
        carried: Carried::of(row).and_then(|carried| carried.view()),
        error: state.and_then(activity::error),
        incomplete: state.is_some_and(activity::is_incomplete),
        started_at: row.created_at,
        last_sign_of_life: last_sign_of_life(row, state),
        finished_at: row.finished_at,
        tokens: tokens_of_stored(row),
        interaction_id: row.api_id.clone(),
        environment_id: row.environment_id.clone(),
    }
}

/// What went along with a turn.
pub(crate) fn attachments(row: &Interaction) -> Vec<Attachment> {
    serde_json::from_value(row.attachments.clone()).unwrap_or_default()
}

fn tokens(usage: &Usage) -> Option<Tokens> {
    let total = usage.total_tokens?;
    Some(Tokens {
        total,
        input: usage.total_input_tokens.unwrap_or_default(),
        output: usage.total_output_tokens.unwrap_or_default(),
        thought: usage.total_thought_tokens.unwrap_or_default(),
    })
}

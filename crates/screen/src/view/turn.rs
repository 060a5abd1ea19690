//! Turns as the window shows them.

use std::collections::HashMap;

use interactions::{Step, Usage};
use ledger::{Artifact, Interaction, Target};
use prices::Prices;
use runs::{Outcome, State};

use super::host::host;
use super::thought_times::ThoughtTimes;
use super::{activity, conversation, media, parts, slots};
use crate::bridge::{Attachment, CarriedView, CarriedWhy, Cost, Siblings, Standing, Tokens, Turn};
use crate::live::LiveRun;

/// Prefix of the ids at servers of agents on trial. Ids of saved agents never begin with it.
pub const TRIAL_IDS: &str = "trial-in-errand-";

/// Returns true if the id at a server is that of an agent on trial.
pub fn is_on_trial(api_id: &str) -> bool {
    api_id.starts_with(TRIAL_IDS)
}

/// Returns the stored state of a run; `None` if this version cannot read it, because a newer Errand wrote it.
pub fn state(row: &Interaction) -> Option<State> {
    State::parse(&row.phase).ok()
}

/// Returns a live turn.
pub(crate) fn of_live(live: &mut LiveRun, prices: &Prices) -> Turn {
    live.render();
    Turn {
        parts: live.parts().to_vec(),
        steps: live.steps_of_parts(),
        ..head_of_live(live, prices)
    }
}

/// Returns a live turn without its parts.
pub fn head_of_live(live: &LiveRun, prices: &Prices) -> Turn {
    let mut turn = head(&live.row, Some(&live.state), live.siblings.as_ref(), prices);
    turn.activity = activity::activity(&live.state, live.steps(), live.fetch_progress);
    turn.tokens = tokens_of_live(live);
    turn.cost = cost_of_live(live, prices);
    turn
}

/// Returns the time of the last event from the server.
pub fn last_sign_of_life(row: &Interaction, state: Option<&State>) -> Option<i64> {
    state
        .and_then(|state| state.last_heard_at)
        .or(row.last_event_at)
}

/// Returns the token counts of a live run so far.
pub fn tokens_of_live(live: &LiveRun) -> Option<Tokens> {
    let so_far = live.usage().as_ref().and_then(tokens);
    so_far.or_else(|| tokens_of_stored(&live.row))
}

/// Returns the token counts of an ended run.
pub fn tokens_of_stored(row: &Interaction) -> Option<Tokens> {
    tokens(&usage_of_stored(row)?)
}

/// Returns the approximate cost of a live run so far.
pub fn cost_of_live(live: &LiveRun, prices: &Prices) -> Option<Cost> {
    let Some(usage) = live.usage() else {
        return cost_of_stored(&live.row, prices);
    };
    let answered_by = live.answered_by();
    cost(&live.row, &usage, answered_by.as_deref(), prices)
}

/// Returns the approximate cost of an ended run.
pub fn cost_of_stored(row: &Interaction, prices: &Prices) -> Option<Cost> {
    let usage = usage_of_stored(row)?;
    cost(row, &usage, row.answered_by.as_deref(), prices)
}

fn cost(
    row: &Interaction,
    usage: &Usage,
    answered_by: Option<&str>,
    prices: &Prices,
) -> Option<Cost> {
    let on = prices::day(row.created_at);
    let cost = prices.cost(usage, &row.target_id, answered_by, on)?;
    Some(cost.into())
}

fn usage_of_stored(row: &Interaction) -> Option<Usage> {
    serde_json::from_value(row.usage.clone()?).ok()
}

/// The record of a turn in addition to its row.
#[derive(Debug, Clone, Copy)]
pub struct TurnRecord<'a> {
    /// Its steps.
    pub steps: &'a [ledger::Step],
    /// Durations of its thoughts.
    pub thoughts: &'a ThoughtTimes,
    /// Its position among its siblings.
    pub siblings: Option<&'a ledger::Siblings>,
    /// Files that include its own; those of other runs are ignored.
    pub artifacts: &'a [Artifact],
    /// Targets of the redirects that it cites.
    pub addresses: &'a HashMap<String, String>,
    /// The price table.
    pub prices: &'a Prices,
}

/// Returns an ended turn.
pub fn of_stored(row: &Interaction, record: TurnRecord<'_>) -> Turn {
    let steps = parse(record.steps);
    let artifacts = record.artifacts.iter();
    let media = media::artifact_ids(&steps, artifacts.filter(|file| file.run_id == row.id));
    let context = parts::PartContext {
        running: false,
        thoughts: &record.thoughts.durations(&steps),
        media: &media,
        addresses: record.addresses,
    };
    Turn {
        parts: parts::finished(&steps, context),
        steps: slots::first_steps(&slots::of(&steps)),
        ..head(row, state(row).as_ref(), record.siblings, record.prices)
    }
}

/// Returns an ended turn without its parts.
pub fn head_of_stored(
    row: &Interaction,
    siblings: Option<&ledger::Siblings>,
    prices: &Prices,
) -> Turn {
    head(row, state(row).as_ref(), siblings, prices)
}

/// Parses stored steps; unreadable ones are skipped.
pub fn parse(steps: &[ledger::Step]) -> Vec<Step> {
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

/// Returns the standing of a run. A run ended by the person's spending limit is stopped, even if the server was faster
/// and reports it as incomplete.
pub fn standing(row: &Interaction, state: Option<&State>) -> Standing {
    match state {
        None => Standing::NeedsYou,
        Some(state)
            if activity::is_incomplete(state) && limit_reached(row, Some(state)).is_some() =>
        {
            Standing::Stopped
        }
        Some(state) => activity::standing(state),
    }
}

/// Returns the limit that stops or has stopped a run, in millionths of a dollar; `None` if there is none, or if the run
/// ended by itself while the limit was being recorded.
fn limit_reached(row: &Interaction, state: Option<&State>) -> Option<u64> {
    let limit = u64::try_from(row.limit_reached?).ok()?;
    let ending = state.and_then(State::ending);
    let is_stopped = ending
        .is_none_or(|ending| matches!(ending.outcome, Outcome::Cancelled | Outcome::Incomplete));
    is_stopped.then_some(limit)
}

fn head(
    row: &Interaction,
    state: Option<&State>,
    siblings: Option<&ledger::Siblings>,
    prices: &Prices,
) -> Turn {
    Turn {
        id: row.id.to_string(),
        conversation: row.conversation_id.to_string(),
        parent: row.parent_id.map(|id| id.to_string()),
        siblings: siblings.map(siblings_view).unwrap_or_default(),
        engine: conversation::engine(row.engine),
        api_id: row.target_id.clone(),
        went_to: row.origin.as_deref().map(host),
        is_job: row.target == Target::Agent,
        on_trial: row.target == Target::Agent && is_on_trial(&row.target_id),
        prompt: row.prompt.clone(),
        attachments: attachments(row),
        standing: standing(row, state),
        activity: state
            .and_then(|state| activity::activity(state, &[], activity::FetchProgress::default())),
        parts: Vec::new(),
        steps: Vec::new(),
        carried: carried(row),
        error: state.and_then(activity::error),
        incomplete: state.is_some_and(activity::is_incomplete),
        started_at: row.created_at,
        last_sign_of_life: last_sign_of_life(row, state),
        finished_at: row.finished_at,
        tokens: tokens_of_stored(row),
        cost: cost_of_stored(row, prices),
        answered_by: answered_by(row),
        limit_reached: limit_reached(row, state),
        interaction_id: row.api_id.clone(),
        environment_id: row.environment_id.clone(),
    }
}

/// Returns the model that answered, if it differs from the one requested.
fn answered_by(row: &Interaction) -> Option<String> {
    let answered_by = row.answered_by.as_deref()?;
    let id = answered_by.strip_prefix("models/").unwrap_or(answered_by);
    (id != row.target_id).then(|| id.to_owned())
}

fn siblings_view(siblings: &ledger::Siblings) -> Siblings {
    Siblings {
        count: siblings.count,
        position: siblings.position,
        earlier: siblings.earlier.map(|id| id.to_string()),
        later: siblings.later.map(|id| id.to_string()),
    }
}

/// Returns what the window shows about the earlier turns that a request repeats. That an unsuccessful turn was
/// repeated matters only if something is left out.
fn carried(row: &Interaction) -> Option<CarriedView> {
    #[derive(serde::Deserialize)]
    struct Carried {
        why: Option<CarriedWhy>,
        turns: u32,
        turns_left_out: u32,
        files: Vec<serde::de::IgnoredAny>,
        files_left_out: Vec<String>,
    }
    let carried: Carried = serde_json::from_value(row.carried.clone()?).ok()?;
    let why = carried.why?;
    let nothing_lost = carried.turns_left_out == 0 && carried.files_left_out.is_empty();
    if why == CarriedWhy::Unfinished && nothing_lost {
        return None;
    }
    Some(CarriedView {
        why,
        turns: carried.turns,
        turns_left_out: carried.turns_left_out,
        files: u32::try_from(carried.files.len()).unwrap_or(u32::MAX),
        files_left_out: carried.files_left_out,
    })
}

/// Returns the attachments of a turn.
pub fn attachments(row: &Interaction) -> Vec<Attachment> {
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

//! Facts about a model or agent for choosing one: what it is good for, its speed and its price.

use jiff::civil::Date;
use prices::Prices;
use serde_json::json;

use super::built_in::{BuiltIn, Kind};
use super::built_in_entries;
use crate::bridge::{About, Choices, Cost, Engine, Role, Who};

/// Returns the known facts about each entry; entries without any are left out.
pub(crate) fn about(everyone: &[Who], prices: &Prices, on: Date) -> Vec<About> {
    everyone
        .iter()
        .filter_map(|who| {
            let known = known(who.engine, who.is_agent, &who.api_id);
            let cost = typical(who, prices, on);
            if known.is_none() && cost.is_none() && who.engine == Engine::Gemini {
                return None;
            }
            Some(About {
                who: who.id.clone(),
                good_for: known.and_then(|known| known.good_for.clone()),
                speed: known.and_then(|known| known.speed),
                cost,
                free: known.and_then(|known| known.free),
                takes: known.map(|known| known.takes.clone()).unwrap_or_default(),
                gives: known.map(|known| known.gives.clone()).unwrap_or_default(),
                choices: choices(who.engine, who.is_agent, &who.api_id),
            })
        })
        .collect()
}

/// Returns the options that a model or agent accepts. The engine on this computer accepts the same options for every
/// model; an unknown model gets none.
pub(crate) fn choices(engine: Engine, is_agent: bool, id: &str) -> Choices {
    match engine {
        Engine::Local => Choices {
            length: !is_agent,
            temperature: !is_agent,
            instructions: true,
            ..Choices::default()
        },
        Engine::Gemini => known(engine, is_agent, id)
            .map(|known| known.choices.clone())
            .unwrap_or_default(),
    }
}

fn known(engine: Engine, is_agent: bool, id: &str) -> Option<&'static BuiltIn> {
    let kind = if is_agent { Kind::Agent } else { Kind::Model };
    built_in_entries(engine)
        .iter()
        .find(|known| known.kind == kind && known.id == id)
}

/// Returns a typical cost: the published one of a job, or that of the tokens of an answer, a picture or a minute of
/// speech.
fn typical(who: &Who, prices: &Prices, on: Date) -> Option<Cost> {
    if who.is_agent {
        return prices.usually(&who.api_id, on).map(Cost::from);
    }
    let usage = match who.role {
        Role::Quick | Role::Thinker => json!({
            "total_input_tokens": 1_500, "total_output_tokens": 600, "total_thought_tokens": 400,
        }),
        Role::Painter => json!({
            "total_input_tokens": 300, "total_output_tokens": 1_120,
            "output_tokens_by_modality": [{"modality": "image", "tokens": 1_120}],
        }),
        Role::Speaker => json!({"total_input_tokens": 250, "total_output_tokens": 1_900}),
        _ => return None,
    };
    let usage = serde_json::from_value(usage).ok()?;
    let cost = prices.cost(&usage, &who.api_id, None, on)?;
    Some(cost.into())
}

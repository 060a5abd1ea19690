//! What to know of a model or an agent before choosing it: what it is good for, how fast, how dear.

use jiff::civil::Date;
use prices::Prices;
use serde_json::json;

use super::known::{GEMINI, Kind, Known, LOCAL};
use crate::bridge::{About, Choices, Cost, Engine, Role, Who};

/// What is known of each of them; whoever nothing is known of is left out.
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

/// What can be chosen for somebody. The engine on this computer gives every model the same choices; of a model that
/// nothing is known of, nothing is assumed.
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

fn known(engine: Engine, is_agent: bool, id: &str) -> Option<&'static Known> {
    let kind = if is_agent { Kind::Agent } else { Kind::Model };
    let table = match engine {
        Engine::Gemini => &GEMINI,
        Engine::Local => &LOCAL,
    };
    table
        .iter()
        .find(|known| known.kind == kind && known.id == id)
}

/// About what it costs once: a job as published, or the tokens that an answer, a picture or a minute of speech takes.
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

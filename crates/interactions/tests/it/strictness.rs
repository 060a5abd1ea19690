//! Parts of a request that a server must not ignore are found.

use interactions::types::Wire;
use interactions::types::odd::{FieldPath, Why};
use interactions::{CreateInteraction, Trigger};
use serde_json::{Value, json};

fn odd<T: Wire>(value: Value) -> Vec<(String, Why)> {
    let typed = T::read(value).unwrap_or_else(|_| panic!("not an object"));
    let mut found = Vec::new();
    typed.odd(&FieldPath::Root, &mut found);
    found.into_iter().map(|odd| (odd.place, odd.why)).collect()
}

#[test]
fn a_field_that_does_not_exist_is_named_with_its_place_however_deep() {
    let request = json!({"model": "m", "nonsense": 1, "input": [{"type": "text", "text": "q", "lang": "de"}],
        "tools": [{"type": "code_execution"}, {"type": "function", "name": "f", "strict": true}],
        "generation_config": {"top_k": 3},
        "environment": {"sources": [{"type": "inline", "mode": 0o644}], "network": {"allowlist": [{"host": "a"}]}}});
    let places = [
        "input[0].lang",
        "tools[1].strict",
        "environment.sources[0].mode",
        "environment.network.allowlist[0].host",
        "generation_config.top_k",
        "nonsense",
    ];
    let expected: Vec<_> = places.map(|place| (place.to_owned(), Why::Field)).into();
    assert_eq!(odd::<CreateInteraction>(request), expected);
}

#[test]
fn a_value_of_another_shape_an_unknown_word_and_an_unknown_kind_are_told_apart() {
    let request = json!({"model": "m", "input": 7, "stream": "yes", "tools": [{"type": "telepathy"}],
        "generation_config": {"thinking_level": "deep", "seed": {}}, "service_tier": "gold"});
    assert_eq!(
        odd::<CreateInteraction>(request),
        [
            ("input".to_owned(), Why::Shape),
            ("tools[0].type".to_owned(), Why::Kind),
            ("generation_config.thinking_level".to_owned(), Why::Word),
            ("generation_config.seed".to_owned(), Why::Shape),
            ("service_tier".to_owned(), Why::Word),
            ("stream".to_owned(), Why::Shape),
        ]
    );
}

#[test]
fn what_is_free_is_left_alone() {
    let request = json!({"model": "m", "input": "q", "labels": {"anyKey": "x"}, "environment": {"network": {"allowlist": "disabled"},
        "env": {"ANY": "thing"}, "custom_config": {"pool": {"deep": [1]}}},
        "tools": [{"type": "function", "name": "f", "parameters": {"x-odd": true}}],
        "webhook_config": {"uris": [], "user_metadata": {"whatever": 1}}});
    assert_eq!(odd::<CreateInteraction>(request), []);
    let trigger = json!({"schedule": "0 7 * * 1", "interaction": {"agent": "a", "inputs": "q"}});
    assert_eq!(
        odd::<Trigger>(trigger),
        [("interaction.inputs".to_owned(), Why::Field)]
    );
}

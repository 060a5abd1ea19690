//! Token usage remains known after its conversation is deleted.

use ledger::{Engine, PricedAs, RunId, RunUpdate, Set};
use serde_json::json;

use crate::world::{World, world};

fn uses(world: &World, run: RunId, tokens: u32, answered_by: Option<&str>) {
    let update = RunUpdate {
        usage: Set::To(json!({"total_tokens": tokens})),
        answered_by: Set::from(answered_by.map(str::to_owned)),
        ..RunUpdate::default()
    };
    let updated = world.ledger.update(run, &update);
    updated.expect("the ledger can be written");
}

#[test]
fn what_a_run_used_is_kept_once_and_as_it_was_said_last() {
    let world = world();
    let (conversation, run) = world.chat("What is basalt?", 10);
    uses(&world, run.id, 5, None);
    uses(&world, run.id, 9, Some("gemini-3.8-flash"));
    let world = world.restart();
    let runs = world.ledger.usage_within(0..100).unwrap();
    assert_eq!(runs.len(), 1);
    let usage = &runs[0];
    assert_eq!((usage.run_id, usage.at), (run.id, 10));
    assert_eq!(usage.conversation_id, Some(conversation.id));
    assert_eq!(usage.title.as_deref(), Some("What is basalt?"));
    assert_eq!((usage.engine, usage.target), (run.engine, run.target));
    assert_eq!(usage.target_id, run.target_id);
    assert_eq!(usage.answered_by.as_deref(), Some("gemini-3.8-flash"));
    assert_eq!(usage.usage, json!({"total_tokens": 9}));
    let row = world.ledger.interaction(run.id).unwrap().unwrap();
    assert_eq!(row.answered_by.as_deref(), Some("gemini-3.8-flash"));
}

#[test]
fn it_is_found_by_time_and_by_conversation() {
    let world = world();
    let (one, first) = world.chat("first", 10);
    let (_, second) = world.chat("second", 20);
    uses(&world, first.id, 1, None);
    uses(&world, second.id, 2, None);
    let at = |within| -> Vec<i64> {
        let runs = world.ledger.usage_within(within).unwrap();
        runs.iter().map(|run| run.at).collect()
    };
    assert_eq!(at(0..30), [10, 20]);
    assert_eq!(at(10..20), [10]);
    assert_eq!(at(21..30), [0_i64; 0]);
    let in_one = world.ledger.usage_of_conversation(one.id).unwrap();
    assert_eq!(in_one.len(), 1);
    assert_eq!(in_one[0].run_id, first.id);
}

#[test]
fn a_deleted_conversation_was_spent_all_the_same() {
    let world = world();
    let (conversation, run) = world.chat("What is basalt?", 10);
    uses(&world, run.id, 5, None);
    world.delete(conversation.id);
    let runs = world.ledger.usage_within(0..100).unwrap();
    assert_eq!(runs.len(), 1);
    assert_eq!((&runs[0].conversation_id, &runs[0].title), (&None, &None));
    assert_eq!(runs[0].usage, json!({"total_tokens": 5}));
    world.ledger.forget_spending().unwrap();
    assert!(world.ledger.usage_within(0..100).unwrap().is_empty());
}

#[test]
fn what_an_id_is_billed_like_is_kept_and_only_news_is_news() {
    let world = world();
    let like = |priced_as: &str| {
        [PricedAs {
            engine: Engine::Gemini,
            api_id: "my-desk-1".to_owned(),
            priced_as: priced_as.to_owned(),
        }]
    };
    assert!(
        world
            .ledger
            .note_priced_as(&like("gemini-3.8-flash"))
            .unwrap()
    );
    assert!(
        !world
            .ledger
            .note_priced_as(&like("gemini-3.8-flash"))
            .unwrap()
    );
    assert!(world.ledger.note_priced_as(&like("gemini-4-neon")).unwrap());
    let world = world.restart();
    assert_eq!(world.ledger.priced_as().unwrap(), like("gemini-4-neon"));
}

//! Storing a batch of events atomically, each event once.

use std::ops::ControlFlow;

use ledger::{Error, RunId, RunUpdate, Set, Step};
use serde_json::json;

use crate::world::{event, events, without_ids, world};

fn step(index: u32, text: &str) -> Step {
    Step {
        index,
        kind: "model_output".to_owned(),
        json: json!({"type": "model_output", "text": text}).to_string(),
    }
}

#[test]
fn a_batch_writes_events_state_and_steps_together() {
    let world = world();
    let (conversation, run) = world.chat("What is a ledger?", 100);
    let update = RunUpdate {
        phase: Some(json!({"name": "streaming", "attempt": 0})),
        status: Set::To("in_progress".to_owned()),
        api_id: Set::To("v1_abc".to_owned()),
        environment_id: Set::To("env_1".to_owned()),
        usage: Set::To(json!({"total_tokens": 12})),
        submitted_at: Set::To(110),
        last_event_at: Set::To(120),
        steps: vec![step(0, "A ledger")],
        ..RunUpdate::default()
    };
    world
        .ledger
        .append(run.id, None, &[event(1, "A"), event(2, " ledger")], &update)
        .unwrap();

    let world = world.restart();
    let stored = world.ledger.interaction(run.id).unwrap().unwrap();
    insta::assert_json_snapshot!(without_ids(&stored), @r#"
    {
      "id": "…",
      "conversation_id": "…",
      "parent_id": null,
      "engine": "local",
      "origin": null,
      "forgotten": false,
      "imported": false,
      "api_id": "v1_abc",
      "target": "model",
      "target_id": "errand-starter",
      "prompt": "What is a ledger?",
      "attachments": [],
      "carried": null,
      "status": "in_progress",
      "phase": {
        "name": "streaming",
        "attempt": 0
      },
      "settled": false,
      "notice": "none",
      "error": null,
      "environment_id": "env_1",
      "usage": {
        "total_tokens": 12
      },
      "answered_by": null,
      "limit_reached": null,
      "created_at": 100,
      "submitted_at": 110,
      "last_event_at": 120,
      "finished_at": null
    }
    "#);
    assert_eq!(stored.conversation_id, conversation.id);
    assert_eq!(
        events(&world.ledger, run.id),
        [event(1, "A"), event(2, " ledger")]
    );
    assert_eq!(world.ledger.steps(run.id).unwrap(), [step(0, "A ledger")]);
}

#[test]
fn events_beyond_the_place_of_truncation_are_replaced() {
    let world = world();
    let (_, run) = world.chat("Go on", 100);
    let old = [event(1, "a"), event(2, "b"), event(3, "c"), event(4, "d")];
    world
        .ledger
        .append(run.id, None, &old, &RunUpdate::default())
        .unwrap();

    let new = [event(3, "C")];
    world
        .ledger
        .append(run.id, Some(2), &new, &RunUpdate::default())
        .unwrap();
    assert_eq!(
        events(&world.ledger, run.id),
        [event(1, "a"), event(2, "b"), event(3, "C")]
    );

    world
        .ledger
        .append(run.id, Some(0), &[], &RunUpdate::default())
        .unwrap();
    assert_eq!(events(&world.ledger, run.id), []);
}

#[test]
fn the_same_batch_given_twice_is_stored_once() {
    let world = world();
    let (_, run) = world.chat("Go on", 100);
    let batch = [event(1, "a"), event(2, "b")];
    for _ in 0..2 {
        world
            .ledger
            .append(run.id, Some(0), &batch, &RunUpdate::default())
            .unwrap();
        world
            .ledger
            .append(run.id, None, &batch, &RunUpdate::default())
            .unwrap();
    }
    assert_eq!(events(&world.ledger, run.id), batch);
}

#[test]
fn one_run_s_events_are_not_touched_by_another_run() {
    let world = world();
    let (_, one) = world.chat("One", 100);
    let (_, other) = world.chat("Other", 101);
    for run in [one.id, other.id] {
        world
            .ledger
            .append(run, None, &[event(1, "a")], &RunUpdate::default())
            .unwrap();
    }
    world
        .ledger
        .append(one.id, Some(0), &[], &RunUpdate::default())
        .unwrap();
    assert_eq!(events(&world.ledger, one.id), []);
    assert_eq!(events(&world.ledger, other.id), [event(1, "a")]);
}

#[test]
fn steps_are_replaced_by_index_and_dropped_from_an_index_on() {
    let world = world();
    let (_, run) = world.chat("Go on", 100);
    let write = |drop_steps_from, steps: Vec<Step>| {
        let update = RunUpdate {
            drop_steps_from,
            steps,
            ..RunUpdate::default()
        };
        world.ledger.update(run.id, &update).unwrap();
        world.ledger.steps(run.id).unwrap()
    };
    write(None, vec![step(0, "a"), step(1, "b"), step(2, "c")]);
    assert_eq!(
        write(None, vec![step(1, "B")]),
        [step(0, "a"), step(1, "B"), step(2, "c")]
    );
    assert_eq!(
        write(Some(1), vec![step(1, "new")]),
        [step(0, "a"), step(1, "new")]
    );
    assert_eq!(write(Some(0), vec![]), []);
}

#[test]
fn columns_are_kept_cleared_or_written() {
    let world = world();
    let (_, run) = world.chat("Go on", 100);
    let failed = RunUpdate {
        error: Set::To(json!({"code": "offline"})),
        finished_at: Set::To(9),
        ..RunUpdate::default()
    };
    world.ledger.update(run.id, &failed).unwrap();
    world.ledger.update(run.id, &RunUpdate::default()).unwrap();
    let stored = world.ledger.interaction(run.id).unwrap().unwrap();
    assert_eq!(stored.error, Some(json!({"code": "offline"})));
    assert_eq!(stored.finished_at, Some(9));

    let sent_again = RunUpdate {
        error: Set::Clear,
        finished_at: Set::Clear,
        ..RunUpdate::default()
    };
    world.ledger.update(run.id, &sent_again).unwrap();
    let stored = world.ledger.interaction(run.id).unwrap().unwrap();
    assert_eq!(stored.error, None);
    assert_eq!(stored.finished_at, None);
    assert_eq!(stored.phase, json!({"name": "ready"}));
}

#[test]
fn a_batch_for_a_run_that_is_gone_writes_nothing() {
    let world = world();
    let nobody = RunId::new();
    let error = world
        .ledger
        .append(nobody, None, &[event(1, "a")], &RunUpdate::default())
        .unwrap_err();
    assert!(matches!(error, Error::NotFound { .. }), "{error:?}");
    assert_eq!(events(&world.ledger, nobody), []);
}

#[test]
fn events_are_read_in_order_from_a_place_and_until_told_to_stop() {
    let world = world();
    let (_, run) = world.chat("Go on", 100);
    for batch in [
        [event(2, "b"), event(1, "a")],
        [event(10, "j"), event(9, "i")],
    ] {
        world
            .ledger
            .append(run.id, None, &batch, &RunUpdate::default())
            .unwrap();
    }
    let mut seen = Vec::new();
    world
        .ledger
        .events(run.id, 1, |event| {
            seen.push(event.seq);
            match event.seq {
                9 => ControlFlow::Break(()),
                _ => ControlFlow::Continue(()),
            }
        })
        .unwrap();
    assert_eq!(seen, [2, 9]);
}

#[test]
fn a_raw_event_comes_back_byte_for_byte() {
    let world = world();
    let (_, run) = world.chat("Go on", 100);
    let mut odd = event(1, "");
    odd.event_id = None;
    odd.raw = "{ \"text\" : \"\\u0000 ünïcode 🦀\" ,\"big\":1e400}  ".into();
    world
        .ledger
        .append(
            run.id,
            None,
            std::slice::from_ref(&odd),
            &RunUpdate::default(),
        )
        .unwrap();
    assert_eq!(events(&world.ledger, run.id), [odd]);
}

#[test]
fn a_reader_sees_the_ledger_while_another_thread_writes() {
    let world = world();
    let (_, run) = world.chat("Go on", 100);
    let writer = {
        let ledger = world.ledger.clone();
        std::thread::spawn(move || {
            for seq in 1..=200 {
                let update = RunUpdate {
                    phase: Some(json!(seq)),
                    ..RunUpdate::default()
                };
                ledger
                    .append(run.id, None, &[event(seq, "x")], &update)
                    .expect("it is written");
            }
        })
    };
    while !writer.is_finished() {
        // One snapshot, so there is never a gap.
        let seen: Vec<i64> = events(&world.ledger, run.id)
            .iter()
            .map(|event| event.seq)
            .collect();
        let last = i64::try_from(seen.len()).unwrap();
        assert_eq!(seen, (1..=last).collect::<Vec<_>>());
    }
    writer.join().unwrap();
    assert_eq!(events(&world.ledger, run.id).len(), 200);
}

#[test]
fn events_are_found_by_the_words_in_them() {
    let world = world();
    let (_, run) = world.chat("What is a ledger?", 100);
    let batch = [
        event(1, "one"),
        event(2, "two"),
        event(3, "three"),
        event(4, "one"),
    ];
    world
        .ledger
        .append(run.id, None, &batch, &RunUpdate::default())
        .unwrap();
    let found = |words: &[&str]| {
        let mut found = Vec::new();
        world
            .ledger
            .events_with(run.id, words, |event| {
                found.push(event.seq);
                ControlFlow::Continue(())
            })
            .unwrap();
        found
    };
    assert_eq!(found(&["\"one\""]), [1, 4]);
    assert_eq!(found(&["\"two\"", "\"one\""]), [1, 2, 4]);
    assert!(found(&["\"four\""]).is_empty());
    assert!(found(&[]).is_empty());
}

//! Schedules: stored, replaced, deleted, and their runs recorded once.

use ledger::{
    Engine, Kind, NewConversation, NotedRun, RemovalKind, RunUpdate, Schedule, ScheduleId, Set,
};
use serde_json::json;

use crate::world::{World, turn, world};

fn schedule(id: ScheduleId, trigger: &str) -> Schedule {
    Schedule {
        id,
        engine: Engine::Local,
        origin: None,
        trigger_id: trigger.to_owned(),
        target: "errand-agent".to_owned(),
        environment_id: Some("env-1".to_owned()),
        body: json!({"name": "Report"}),
        seen: json!({}),
        paused_for: None,
        created_at: 1,
    }
}

fn run(execution: &str, at: i64) -> NotedRun {
    NotedRun {
        execution_id: execution.to_owned(),
        at,
        facts: json!({"outcome": "running"}),
    }
}

fn keep(world: &World, id: ScheduleId, trigger: &str, at: i64) {
    let kept = world.ledger.keep_schedule(&schedule(id, trigger), &[], at);
    kept.expect("it is kept");
}

fn take(world: &World, id: ScheduleId, run: &NotedRun) -> Option<ledger::Interaction> {
    let conversation = NewConversation {
        kind: Kind::Job,
        title: "Report".to_owned(),
    };
    let turn = turn("Write it", run.at);
    let tools = json!({"search": true});
    let taken =
        world
            .ledger
            .take_scheduled_run(id, run, &conversation, &turn, "v1_a", Some(&tools));
    taken.expect("it is written").1
}

fn removed(world: &World, kind: RemovalKind) -> Vec<String> {
    let removals = world.ledger.removals().expect("they are read").into_iter();
    removals
        .filter(|removal| removal.kind == kind)
        .map(|removal| removal.id)
        .collect()
}

#[test]
fn a_run_is_taken_once_and_does_not_come_back_when_it_was_deleted() {
    let world = world();
    let id = ScheduleId::new();
    keep(&world, id, "trg-1", 1);
    let row = take(&world, id, &run("ex-1", 5)).expect("it is new");
    assert_eq!(row.api_id.as_deref(), Some("v1_a"));
    let tools = world.ledger.tools(row.conversation_id).unwrap();
    assert_eq!(tools, Some(json!({"search": true})));
    assert_eq!(take(&world, id, &run("ex-1", 5)), None);
    let runs = world.ledger.scheduled_runs(id, 10).unwrap();
    assert_eq!(runs[0].run, Some(row.id));
    assert_eq!(runs[0].conversation, Some(row.conversation_id));

    world.delete(row.conversation_id);
    assert_eq!(removed(&world, RemovalKind::Interaction), ["v1_a"]);
    let world = world.restart();
    assert_eq!(take(&world, id, &run("ex-1", 5)), None);
    let runs = world.ledger.scheduled_runs(id, 10).unwrap();
    assert_eq!((runs.len(), runs[0].run), (1, None));
}

#[test]
fn the_sandbox_of_a_schedule_stays_when_the_job_of_a_run_is_deleted() {
    let world = world();
    let id = ScheduleId::new();
    keep(&world, id, "trg-1", 1);
    let row = take(&world, id, &run("ex-1", 5)).expect("it is new");
    let update = RunUpdate {
        environment_id: Set::To("env-1".to_owned()),
        settled: Some(true),
        ..RunUpdate::default()
    };
    world.ledger.update(row.id, &update).unwrap();
    assert!(world.ledger.sandboxes_in_use().unwrap().contains("env-1"));
    world.delete(row.conversation_id);
    assert!(removed(&world, RemovalKind::Environment).is_empty());
}

#[test]
fn another_trigger_in_its_place_has_the_old_one_deleted_at_the_server() {
    let world = world();
    let id = ScheduleId::new();
    keep(&world, id, "trg-1", 1);
    keep(&world, id, "trg-1", 2);
    assert!(
        removed(&world, RemovalKind::Trigger).is_empty(),
        "it is the same"
    );
    keep(&world, id, "trg-2", 3);
    assert_eq!(removed(&world, RemovalKind::Trigger), ["trg-1"]);
    world
        .ledger
        .see_schedule("trg-1", &json!({"late": true}), None)
        .unwrap();
    assert_eq!(world.ledger.schedule(id).unwrap().unwrap().seen, json!({}));

    assert!(world.ledger.delete_schedule(id, 4).unwrap());
    assert!(!world.ledger.delete_schedule(id, 5).unwrap());
    assert_eq!(removed(&world, RemovalKind::Trigger), ["trg-1", "trg-2"]);
    assert!(world.ledger.schedules().unwrap().is_empty());
}

#[test]
fn what_is_new_of_a_run_is_noted_and_the_newest_is_first() {
    let world = world();
    let id = ScheduleId::new();
    keep(&world, id, "trg-1", 1);
    assert!(
        world
            .ledger
            .note_scheduled_run(id, &run("ex-1", 5))
            .unwrap()
    );
    assert!(
        !world
            .ledger
            .note_scheduled_run(id, &run("ex-1", 5))
            .unwrap()
    );
    assert!(
        world
            .ledger
            .note_scheduled_run(id, &run("ex-2", 9))
            .unwrap()
    );
    let ended = NotedRun {
        facts: json!({"outcome": "done"}),
        ..run("ex-1", 5)
    };
    assert!(world.ledger.note_scheduled_run(id, &ended).unwrap());
    let runs = world.ledger.scheduled_runs(id, 10).unwrap();
    let order: Vec<_> = runs
        .iter()
        .map(|run| run.noted.execution_id.as_str())
        .collect();
    assert_eq!(order, ["ex-2", "ex-1"]);
    assert_eq!(runs[1].noted, ended);
}

#[test]
fn files_of_a_schedule_stay_as_long_as_it_has_them() {
    let world = world();
    let id = ScheduleId::new();
    let keep = |files: &[&str]| {
        let files: Vec<String> = files.iter().map(|file| (*file).to_owned()).collect();
        let kept = world.ledger.keep_schedule(&schedule(id, "t1"), &files, 5);
        kept.expect("it is kept");
    };
    keep(&["aa", "bb"]);
    assert!(world.ledger.is_referenced("aa").unwrap());
    assert!(world.ledger.referenced_files().unwrap().contains("bb"));
    keep(&["bb"]);
    assert!(!world.ledger.is_referenced("aa").unwrap());
    assert!(world.ledger.delete_schedule(id, 7).unwrap());
    let left = world.ledger.leftovers().unwrap();
    let left: Vec<&str> = left.iter().map(|one| one.sha256.as_str()).collect();
    assert_eq!(left, ["aa", "bb"]);
}

//! Media saved as files: their bytes are removed from the record in one transaction per run, also in older ledgers.

use ledger::{
    ArtifactState, ArtifactUpdate, Error, Event, Ledger, NewArtifact, RunId, RunUpdate, Set,
    Source, Step, UnnamedMedia,
};
use rusqlite::Connection;
use serde_json::json;

use crate::opening::FORMAT_1;
use crate::world::{World, event, events, world};

const MARK: &str = "sha256:ab";

/// A picture large enough to have database pages of its own.
fn bytes() -> String {
    "QUJD".repeat(100_000)
}

fn picture(data: &str) -> String {
    json!({"type": "image", "data": data}).to_string()
}

fn named(json: &str) -> Option<String> {
    json.contains(&bytes())
        .then(|| json.replace(&bytes(), MARK))
}

fn step(data: &str) -> Step {
    Step {
        index: 0,
        kind: "model_output".to_owned(),
        json: picture(data),
    }
}

/// Creates a turn that answered with a picture and is not settled yet; its file is saved.
fn with_picture(world: &World, prompt: &str) -> RunId {
    let (_, run) = world.chat(prompt, 10);
    let with = Event {
        raw: picture(&bytes()).into(),
        ..event(2, "")
    };
    let update = RunUpdate {
        steps: vec![step(&bytes())],
        ..RunUpdate::default()
    };
    let all = [event(1, "\"data\""), with, event(3, "and more")];
    world
        .ledger
        .append(run.id, None, &all, &update)
        .expect("it is stored");
    save(&world.ledger, run.id, "image-1-1.png");
    run.id
}

fn save(ledger: &Ledger, run_id: RunId, name: &str) {
    let new = NewArtifact {
        run_id,
        name: name.to_owned(),
        path: None,
        source: Source::Media,
        mime: "image/png".to_owned(),
        size: None,
        step_index: Some(0),
        created_at: 20,
    };
    let row = ledger.add_artifact(&new).expect("it is noted");
    let update = ArtifactUpdate {
        sha256: Set::To("ab".to_owned()),
        state: Some(ArtifactState::Saved),
        ..ArtifactUpdate::default()
    };
    ledger
        .update_artifact(row.id, &update)
        .expect("it is saved");
}

fn settle(ledger: &Ledger, run: RunId) {
    let update = RunUpdate {
        settled: Some(true),
        ..RunUpdate::default()
    };
    ledger.update(run, &update).expect("it is settled");
}

fn next(ledger: &Ledger) -> Option<UnnamedMedia> {
    ledger.next_unnamed_media(0).expect("it is read")
}

#[test]
fn media_of_a_settled_run_are_named_and_all_else_stays_as_it_came() {
    let world = world();
    let run = with_picture(&world, "Draw basalt");
    let before = events(&world.ledger, run);
    assert_eq!(next(&world.ledger), None, "the run goes on");
    settle(&world.ledger, run);
    let media = next(&world.ledger).unwrap();
    assert_eq!(media.run_id, run);

    assert_eq!(world.ledger.name_media(media, named).unwrap(), 2);
    let mut wanted = before;
    wanted[1].raw = picture(MARK).into();
    assert_eq!(events(&world.ledger, run), wanted);
    assert_eq!(world.ledger.steps(run).unwrap(), [step(MARK)]);
    assert_eq!(next(&world.ledger), None);

    // Compaction gives the free pages back.
    assert!(world.ledger.size().unwrap().free > 500_000);
    assert!(world.ledger.give_back().unwrap());
    let size = world.ledger.size().unwrap();
    assert!(size.free == 0 && size.total < 450_000, "{size:?}");
    assert_eq!(events(&world.ledger, run), wanted);
}

#[test]
fn a_run_that_changes_meanwhile_is_named_later_and_then_whole() {
    let world = world();
    let run = with_picture(&world, "Draw basalt");
    settle(&world.ledger, run);
    let media = next(&world.ledger).unwrap();
    let ledger = world.ledger.clone();
    let meddle = move |json: &str| {
        let update = RunUpdate {
            steps: vec![step("QUJD")],
            ..RunUpdate::default()
        };
        ledger.update(run, &update).unwrap();
        named(json)
    };
    let error = world.ledger.name_media(media, meddle).unwrap_err();
    assert!(matches!(error, Error::NotFound { .. }), "{error:?}");
    assert_eq!(&*events(&world.ledger, run)[1].raw, picture(&bytes()));
    assert_eq!(next(&world.ledger), Some(media));
    assert_eq!(world.ledger.name_media(media, named).unwrap(), 1);
}

#[test]
fn a_medium_that_is_kept_while_others_are_named_is_not_forgotten() {
    let world = world();
    let run = with_picture(&world, "Draw basalt");
    settle(&world.ledger, run);
    let media = next(&world.ledger).unwrap();
    save(&world.ledger, run, "image-1-2.png");
    world.ledger.name_media(media, |_| None).unwrap();
    let again = next(&world.ledger).unwrap();
    assert_eq!(again.run_id, run);
    assert_ne!(again, media);
}

#[test]
fn naming_goes_on_where_it_was_interrupted() {
    let world = world();
    let runs = ["one", "two", "three"].map(|prompt| with_picture(&world, prompt));
    for run in runs {
        settle(&world.ledger, run);
    }
    let first = next(&world.ledger).unwrap();
    world.ledger.name_media(first, named).unwrap();

    let world = world.restart();
    let mut rest = Vec::new();
    while let Some(media) = next(&world.ledger) {
        world.ledger.name_media(media, named).unwrap();
        rest.push(media.run_id);
    }
    assert_eq!(rest, runs[1..]);
    for run in runs {
        assert_eq!(world.ledger.steps(run).unwrap(), [step(MARK)]);
    }
}

#[test]
fn a_run_that_is_deleted_needs_no_naming() {
    let world = world();
    let run = with_picture(&world, "Draw basalt");
    settle(&world.ledger, run);
    let media = next(&world.ledger).unwrap();
    let row = world.ledger.interaction(run).unwrap().unwrap();
    world.delete(row.conversation_id);
    assert_eq!(next(&world.ledger), None);
    assert_eq!(world.ledger.name_media(media, named).unwrap(), 0);
}

#[test]
fn media_of_a_ledger_of_format_1_are_brought_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let run = "0198c0de-0000-7000-8000-000000000002";
    let old = Connection::open(&path).unwrap();
    old.execute_batch(FORMAT_1).unwrap();
    old.execute_batch(&format!(
        "INSERT INTO artifacts (id, run_id, name, source, mime, sha256, state, created_at, step_index) VALUES
           ('m', '{run}', 'image-1-1.png', 'media', 'image/png', 'ab', 'saved', 5, 0),
           ('n', '{run}', 'image-1-2.png', 'media', 'image/png', NULL, 'failed', 5, 0);
         UPDATE steps SET json = '{0}';
         UPDATE requests SET request = '{0}';",
        picture(&bytes())
    ))
    .unwrap();
    drop(old);

    let ledger = Ledger::open(&path).unwrap();
    let media = next(&ledger).unwrap();
    assert_eq!(media.run_id.to_string(), run);
    assert_eq!(ledger.name_media(media, named).unwrap(), 2);
    assert_eq!(ledger.steps(media.run_id).unwrap(), [step(MARK)]);
    assert_eq!(ledger.request(media.run_id).unwrap(), Some(picture(MARK)));
    assert_eq!(next(&ledger), None);
}

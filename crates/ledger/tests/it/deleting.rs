//! Deleting: hidden at once, restorable without loss, then gone without a trace in any file.

use std::fs;
use std::path::Path;

use ledger::{
    Cursor, DeletionExtras, Draft, DraftKey, Engine, Error, Kind, Ledger, ListedFile, NewArtifact,
    NewRemoval, RemovalKind, RemovalState, RunUpdate, Set, Source, Step,
};
use rusqlite::Connection;
use serde_json::json;

use crate::world::{World, event, turn, whole, world};

/// A word that only the deleted conversation contains, in exactly these letters.
const WORD: &str = "Quittenkonfitüre";

/// Returns the files below `folder` that contain the bytes of the word.
fn files_with(folder: &Path, word: &str) -> Vec<String> {
    let mut found: Vec<String> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            let bytes = fs::read(path).expect("a file");
            bytes
                .windows(word.len())
                .any(|window| window == word.as_bytes())
        })
        .map(|path| {
            path.file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into()
        })
        .collect();
    found.sort();
    found
}

/// Creates a conversation with the word in every text field.
fn told(world: &World, at: i64) -> ledger::Interaction {
    let (conversation, run) = world.begin(Kind::Job, &format!("About {WORD} {at}"), at);
    let long = format!("{WORD} and sugar ").repeat(700);
    let events: Vec<_> = (1..60)
        .map(|seq| {
            event(
                seq,
                &format!("{WORD} ").repeat(usize::try_from(seq * 5).expect("the world of a test")),
            )
        })
        .collect();
    let update = RunUpdate {
        steps: vec![Step {
            index: 0,
            kind: "model_output".to_owned(),
            json: json!({ "text": long }).to_string(),
        }],
        answer: Some(long.clone()),
        api_id: Set::To(format!("int-{at}")),
        environment_id: Set::To(format!("env-{at}")),
        ..RunUpdate::default()
    };
    world
        .ledger
        .append(run.id, None, &events, &update)
        .expect("the world of a test");
    let file = NewArtifact {
        run_id: run.id,
        name: format!("{WORD}.csv"),
        path: Some(format!("workspace/{WORD}.csv")),
        source: Source::Environment,
        mime: "text/csv".to_owned(),
        size: Some(3),
        step_index: None,
        created_at: at,
    };
    world
        .ledger
        .add_artifact(&file)
        .expect("the world of a test");
    let draft = Draft {
        key: DraftKey::Conversation(conversation.id),
        text: format!("more {WORD}"),
        attachments: json!([]),
        who: None,
    };
    world
        .ledger
        .save_draft(&draft)
        .expect("the world of a test");
    world
        .ledger
        .keep_listing(
            run.id,
            &[ListedFile {
                path: WORD.to_owned(),
                size: Some(1),
                created: None,
                modified: None,
                gone: false,
            }],
        )
        .expect("the world of a test");
    run
}

#[test]
fn a_deleted_conversation_is_nowhere_to_be_seen_and_comes_back_whole() {
    let world = world();
    let run = told(&world, 10);
    let id = run.conversation_id;
    let before = whole(&world.ledger, id);

    let marked = world.ledger.mark_deleted(id, 1_000).unwrap();
    assert_eq!(marked.deleted_at, 1_000);
    let again = world.ledger.mark_deleted(id, 5_000).unwrap();
    assert_eq!(again.deleted_at, 1_000, "its moment does not begin anew");
    let world = world.restart();
    assert_eq!(world.ledger.deletions().unwrap(), [marked]);
    assert_eq!(world.ledger.conversation(id).unwrap(), None);
    assert_eq!(whole(&world.ledger, id), None);
    let page = world.ledger.conversations(Kind::Job, None::<&Cursor>, 10);
    assert_eq!(page.unwrap().items, []);
    assert_eq!(world.ledger.artifacts(None, 10).unwrap().items, []);
    assert_eq!(world.ledger.search(WORD, 10).unwrap(), []);
    assert_eq!(world.ledger.unsettled().unwrap(), []);
    for refused in [
        world.ledger.rename(id, "x").map(drop),
        world.ledger.follow_up(id, &turn("late", 20)).map(drop),
    ] {
        assert!(matches!(refused, Err(Error::NotFound { .. })));
    }

    assert!(world.ledger.bring_back(id).unwrap());
    assert_eq!(whole(&world.ledger, id), before);
    assert_eq!(world.ledger.unsettled().unwrap().len(), 1);
    assert!(!world.ledger.bring_back(id).unwrap());
    let along = DeletionExtras::default();
    let deleted = world.ledger.delete_conversation(id, &along, 1).unwrap();
    assert!(!deleted, "only what is marked is deleted");
}

#[test]
fn no_file_has_a_word_of_what_was_deleted() {
    let world = world();
    for at in 0..30 {
        world.chat(&format!("kept {at}"), at);
        let run = told(&world, at);
        if at % 3 != 0 {
            continue;
        }
        // Other conversations are written before and after, so that rows move from page to page.
        let along = DeletionExtras::default();
        let id = run.conversation_id;
        world.ledger.mark_deleted(id, at).unwrap();
        assert!(world.ledger.delete_conversation(id, &along, at).unwrap());
    }
    for deletion in world
        .ledger
        .conversations(Kind::Job, None, 100)
        .unwrap()
        .items
    {
        let id = deletion.conversation.id;
        let along = DeletionExtras::default();
        world.ledger.mark_deleted(id, 500).unwrap();
        assert!(world.ledger.delete_conversation(id, &along, 500).unwrap());
    }
    fs::write(world.folder.path().join("ledger.db.backup-1"), WORD).unwrap();
    assert!(world.ledger.is_uncompacted().unwrap());
    assert!(world.ledger.compact().unwrap());

    assert_eq!(files_with(world.folder.path(), WORD), [] as [&str; 0]);
    // The index keeps words in lower case and without accents.
    assert_eq!(
        files_with(world.folder.path(), "quittenkonfiture"),
        [] as [&str; 0]
    );
    assert!(!world.ledger.is_uncompacted().unwrap());
    assert_eq!(world.ledger.search("kept", 100).unwrap().len(), 30);
}

#[test]
fn what_a_ledger_of_format_1_deleted_goes_when_it_is_written_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let old = Connection::open(&path).unwrap();
    old.execute_batch(include_str!("format-1.sql")).unwrap();
    old.execute_batch(&format!(
        "INSERT INTO conversations (id, kind, title, created_at, updated_at)
           VALUES ('00000000-0000-0000-0000-000000000001', 'chat', '{WORD}', 1, 1);
         INSERT INTO search (rowid, title)
           SELECT -key, title FROM conversations WHERE title = '{WORD}';
         DELETE FROM conversations WHERE title = '{WORD}';"
    ))
    .unwrap();
    drop(old);
    assert_eq!(files_with(folder.path(), WORD), ["ledger.db"]);

    let ledger = Ledger::open(&path).unwrap();
    assert!(ledger.is_uncompacted().unwrap());
    assert!(ledger.compact().unwrap());
    assert_eq!(files_with(folder.path(), WORD), [] as [&str; 0]);
    assert_eq!(
        files_with(folder.path(), "quittenkonfiture"),
        [] as [&str; 0]
    );
    assert_eq!(ledger.search("cheapest", 5).unwrap().len(), 1);
}

#[test]
fn what_lies_at_servers_is_noted_with_the_deletion_and_survives_a_restart() {
    let world = world();
    let run = told(&world, 10);
    let mut second = turn("again", 20);
    second.parent_id = Some(run.id);
    second.engine = Engine::Gemini;
    second.origin = Some("https://example.org".to_owned());
    second.environment_id = Some("env-10".to_owned());
    let id = run.conversation_id;
    world.ledger.follow_up(id, &second).unwrap();
    let (_, elsewhere) = world.chat("another", 30);
    let shares = RunUpdate {
        environment_id: Set::To("env-shared".to_owned()),
        ..RunUpdate::default()
    };
    world.ledger.update(elsewhere.id, &shares).unwrap();
    let mut third = turn("third", 40);
    third.environment_id = Some("env-shared".to_owned());
    world.ledger.follow_up(id, &third).unwrap();

    let hop = NewRemoval {
        engine: Engine::Local,
        origin: None,
        kind: RemovalKind::Interaction,
        id: "int-hop".to_owned(),
        running: false,
    };
    let along = DeletionExtras {
        removals: vec![hop.clone(), hop],
    };
    world.ledger.mark_deleted(id, 100).unwrap();
    assert!(world.ledger.delete_conversation(id, &along, 200).unwrap());
    let world = world.restart();
    let mut found: Vec<_> = world
        .ledger
        .removals()
        .unwrap()
        .into_iter()
        .map(|it| (it.kind.as_str(), it.id, it.origin, it.running))
        .collect();
    found.sort();
    let origin = Some("https://example.org".to_owned());
    assert_eq!(
        found,
        [
            ("environment", "env-10".to_owned(), None, false),
            ("environment", "env-10".to_owned(), origin, false),
            ("interaction", "int-10".to_owned(), None, true),
            ("interaction", "int-hop".to_owned(), None, false),
        ],
        "the sandbox that another conversation works in stays"
    );
}

#[test]
fn a_removal_waits_is_refused_and_is_done() {
    let world = world();
    let run = told(&world, 10);
    world.delete(run.conversation_id);
    let due = world.ledger.due_removals(200, 10).unwrap();
    assert_eq!(due.len(), 2);
    world
        .ledger
        .removal_waits(due[0].key, 900, "offline")
        .unwrap();
    world
        .ledger
        .removal_is_refused(due[1].key, "no_permission")
        .unwrap();
    assert_eq!(world.ledger.due_removals(899, 10).unwrap(), []);
    assert_eq!(world.ledger.next_removal().unwrap(), Some(900));
    let told: Vec<_> = world
        .ledger
        .removals()
        .unwrap()
        .into_iter()
        .map(|it| (it.state, it.problem.unwrap_or_default(), it.attempts))
        .collect();
    assert_eq!(
        told,
        [
            (RemovalState::Waiting, "offline".to_owned(), 1),
            (RemovalState::Refused, "no_permission".to_owned(), 1),
        ]
    );

    world.ledger.retry_removals(300).unwrap();
    let due = world.ledger.due_removals(300, 10).unwrap();
    assert_eq!(due.len(), 2);
    for removal in due {
        world.ledger.removal_is_done(removal.key).unwrap();
    }
    assert_eq!(world.ledger.next_removal().unwrap(), None);
    world.ledger.retry_removals(400).unwrap();
    assert_eq!(world.ledger.due_removals(400, 10).unwrap(), []);
    world.ledger.forget_done_removals().unwrap();
    assert_eq!(world.ledger.removals().unwrap(), []);
}

#[test]
fn everything_can_be_marked_at_once_with_every_draft() {
    let world = world();
    let one = told(&world, 10);
    let two = told(&world, 20);
    world.ledger.mark_deleted(one.conversation_id, 50).unwrap();
    let draft = Draft {
        key: DraftKey::New,
        text: WORD.to_owned(),
        attachments: json!([{"sha256": "in-draft"}]),
        who: None,
    };
    world.ledger.save_draft(&draft).unwrap();

    world.ledger.mark_everything_deleted(100).unwrap();
    let marked: Vec<_> = world
        .ledger
        .deletions()
        .unwrap()
        .into_iter()
        .map(|deletion| (deletion.id, deletion.deleted_at))
        .collect();
    assert_eq!(
        marked,
        [(one.conversation_id, 50), (two.conversation_id, 100)]
    );
    assert_eq!(world.ledger.draft(DraftKey::New).unwrap(), None);
    let left = world.ledger.leftovers().unwrap();
    assert_eq!(left[0].sha256, "in-draft");
    assert!(!world.ledger.is_referenced("in-draft").unwrap());
    world.ledger.forget_leftover("in-draft").unwrap();
    assert_eq!(world.ledger.leftovers().unwrap(), []);
}

#[test]
fn the_size_names_what_is_free_and_the_copies() {
    let world = world();
    let run = told(&world, 10);
    world.delete(run.conversation_id);
    fs::write(world.folder.path().join("ledger.db.backup-1"), "1234").unwrap();
    let before = world.ledger.size().unwrap();
    assert!(before.free > 0 && before.total > before.free);
    assert_eq!(before.copies, 4);
    assert!(world.ledger.compact().unwrap());
    let after = world.ledger.size().unwrap();
    assert_eq!((after.free, after.copies), (0, 0));
    assert!(after.total < before.total);
}

//! Rows of files: added once, updated during the download, listed across conversations.

use ledger::{
    ArtifactId, ArtifactState, ArtifactUpdate, Error, Kind, NewArtifact, NewFolder, RunId, Set,
    Source,
};
use serde_json::json;

use crate::world::{turn, whole, without_ids, world};

fn file(run_id: RunId, name: &str, created_at: i64) -> NewArtifact {
    NewArtifact {
        run_id,
        name: name.to_owned(),
        path: Some(format!("/workspace/out/{name}")),
        source: Source::Environment,
        mime: "text/csv".to_owned(),
        size: None,
        step_index: Some(4),
        created_at,
    }
}

#[test]
fn a_file_is_followed_from_listed_to_saved() {
    let world = world();
    let (conversation, run) = world.chat("compare", 10);
    let listed = world
        .ledger
        .add_artifact(&file(run.id, "comparison.csv", 20))
        .unwrap();
    insta::assert_json_snapshot!(without_ids(&listed), @r#"
    {
      "id": "…",
      "run_id": "…",
      "conversation_id": "…",
      "kind": "chat",
      "conversation_title": "compare",
      "name": "comparison.csv",
      "path": "/workspace/out/comparison.csv",
      "folder_id": null,
      "files": null,
      "here": null,
      "source": "environment",
      "mime": "text/csv",
      "size": null,
      "sha256": null,
      "state": "listed",
      "error": null,
      "created_at": 20,
      "step_index": 4
    }
    "#);
    assert_eq!(listed.conversation_id, conversation.id);

    let failed = ArtifactUpdate {
        state: Some(ArtifactState::Failed),
        error: Set::To(json!({"code": "offline"})),
        ..ArtifactUpdate::default()
    };
    let failed = world.ledger.update_artifact(listed.id, &failed).unwrap();
    assert_eq!(failed.state, ArtifactState::Failed);
    assert_eq!(failed.error, Some(json!({"code": "offline"})));

    let saved = ArtifactUpdate {
        state: Some(ArtifactState::Saved),
        error: Set::Clear,
        size: Set::To(42),
        sha256: Set::To("ab12".to_owned()),
        ..ArtifactUpdate::default()
    };
    let saved = world.ledger.update_artifact(listed.id, &saved).unwrap();
    let world = world.restart();
    assert_eq!(
        world.ledger.artifact(listed.id).unwrap(),
        Some(saved.clone())
    );
    assert_eq!(
        (
            saved.state,
            saved.error,
            saved.size,
            saved.sha256.as_deref()
        ),
        (ArtifactState::Saved, None, Some(42), Some("ab12"))
    );
}

#[test]
fn a_file_listed_again_after_a_crash_is_the_same_row() {
    let world = world();
    let (_, run) = world.chat("compare", 10);
    let first = world
        .ledger
        .add_artifact(&file(run.id, "a.csv", 20))
        .unwrap();
    let saved = ArtifactUpdate {
        state: Some(ArtifactState::Saved),
        ..ArtifactUpdate::default()
    };
    world.ledger.update_artifact(first.id, &saved).unwrap();
    let again = world
        .ledger
        .add_artifact(&file(run.id, "a.csv", 99))
        .unwrap();
    assert_eq!(again.id, first.id);
    assert_eq!(again.state, ArtifactState::Saved);

    // Media have no path and are identified by name and step.
    let media = |name: &str, step| NewArtifact {
        path: None,
        source: Source::Media,
        step_index: Some(step),
        ..file(run.id, name, 30)
    };
    let one = world.ledger.add_artifact(&media("image-1.png", 1)).unwrap();
    let two = world.ledger.add_artifact(&media("image-1.png", 2)).unwrap();
    let one_again = world.ledger.add_artifact(&media("image-1.png", 1)).unwrap();
    assert_eq!(one.id, one_again.id);
    assert_ne!(one.id, two.id);
    assert_eq!(world.ledger.artifacts_of_run(run.id).unwrap().len(), 3);
}

#[test]
fn files_of_all_conversations_are_listed_newest_first_in_pages() {
    let world = world();
    let (_, one) = world.chat("one", 10);
    let (_, two) = world.chat("two", 11);
    for (run, name, at) in [
        (one.id, "a", 1),
        (two.id, "b", 3),
        (one.id, "c", 2),
        (two.id, "d", 2),
    ] {
        world.ledger.add_artifact(&file(run, name, at)).unwrap();
    }
    let first = world.ledger.artifacts(None, 3).unwrap();
    let second = world.ledger.artifacts(first.next.as_ref(), 3).unwrap();
    let names = |page: &ledger::Page<ledger::Artifact>| -> Vec<String> {
        page.items.iter().map(|file| file.name.clone()).collect()
    };
    assert_eq!(names(&first), ["b", "d", "c"]);
    assert_eq!(names(&second), ["a"]);
    assert_eq!(second.next, None);
}

#[test]
fn a_file_of_a_run_that_is_gone_is_not_noted() {
    let world = world();
    assert!(matches!(
        world.ledger.add_artifact(&file(RunId::new(), "a.csv", 1)),
        Err(Error::NotFound { .. })
    ));
    assert!(matches!(
        world
            .ledger
            .update_artifact(ArtifactId::new(), &ArtifactUpdate::default()),
        Err(Error::NotFound { .. })
    ));
}

#[test]
fn a_folder_is_one_line_and_what_is_fetched_of_it_is_read_page_by_page() {
    let world = world();
    let (conversation, run) = world.begin(Kind::Job, "a page", 10);
    let folder = world
        .ledger
        .add_folder(&NewFolder {
            run_id: run.id,
            name: "node_modules".to_owned(),
            path: "workspace/node_modules".to_owned(),
            files: 3,
            size: 300,
            created_at: 11,
        })
        .unwrap();
    assert_eq!((folder.files, folder.here), (Some(3), Some(0)));
    let inside: Vec<_> = ["a.js", "b.js", "c.js"]
        .iter()
        .map(|name| NewArtifact {
            path: Some(format!("workspace/node_modules/{name}")),
            ..file(run.id, name, 12)
        })
        .collect();
    let rows = world.ledger.add_to_folder(folder.id, &inside).unwrap();
    let again = world.ledger.add_to_folder(folder.id, &inside).unwrap();
    assert_eq!(rows, again, "each is noted once");
    let saved = ArtifactUpdate {
        state: Some(ArtifactState::Saved),
        ..ArtifactUpdate::default()
    };
    world.ledger.update_artifact(rows[1].id, &saved).unwrap();

    let whole = whole(&world.ledger, conversation.id).unwrap();
    assert_eq!(whole.artifacts.len(), 1, "the folder alone is in the list");
    assert_eq!(whole.artifacts[0].here, Some(1));
    assert_eq!(whole.summary.files, 1);
    assert_eq!(world.ledger.artifacts(None, 9).unwrap().items.len(), 1);
    assert_eq!(world.ledger.artifacts_of_run(run.id).unwrap().len(), 1);

    let names = |after: Option<&str>| -> Vec<String> {
        let page = world
            .ledger
            .artifacts_in_folder(folder.id, after, 2)
            .unwrap();
        page.into_iter().map(|file| file.name).collect()
    };
    assert_eq!(names(None), ["a.js", "b.js"]);
    assert_eq!(names(Some("workspace/node_modules/b.js")), ["c.js"]);
    assert!(world.ledger.search("b.js", 5).unwrap().is_empty());
}

#[test]
fn many_files_are_noted_at_once_and_found_by_name() {
    let world = world();
    let (_, run) = world.begin(Kind::Job, "a page", 10);
    let new: Vec<_> = (0..3_000)
        .map(|number| file(run.id, &format!("reading-{number}.csv"), 12))
        .collect();
    let rows = world.ledger.add_artifacts(&new).unwrap();
    assert_eq!(rows.len(), 3_000);
    assert_eq!(rows[2_999].name, "reading-2999.csv");
    assert_eq!(world.ledger.search("2999.csv", 5).unwrap().len(), 1);
}

#[test]
fn the_files_of_a_conversation_come_by_pages_and_are_counted_in_its_line() {
    let world = world();
    let (conversation, first) = world.chat("Make files", 10);
    let mut next = turn("More", 20);
    next.parent_id = Some(first.id);
    let second = world.ledger.follow_up(conversation.id, &next).unwrap();
    let (_, elsewhere) = world.chat("Elsewhere", 10);
    world
        .ledger
        .add_artifact(&file(elsewhere.id, "other.txt", 15))
        .unwrap();
    for number in 0..5_i64 {
        let run = if number < 3 { first.id } else { second.id };
        let new = file(run, &format!("{number}.txt"), 30 + number);
        world.ledger.add_artifact(&new).unwrap();
        // Listed again, it is the same row.
        world.ledger.add_artifact(&new).unwrap();
    }
    let mut names = Vec::new();
    let mut after = None;
    loop {
        let page = world
            .ledger
            .artifacts_in_conversation(conversation.id, after.as_ref(), 2)
            .unwrap();
        assert!(page.items.len() <= 2);
        names.extend(page.items.into_iter().map(|file| file.name));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(names, ["4.txt", "3.txt", "2.txt", "1.txt", "0.txt"]);
    let line = world.ledger.summary(conversation.id).unwrap().unwrap();
    assert_eq!(line.files, 5);
    assert_eq!(
        world
            .ledger
            .artifacts_of_conversation(conversation.id)
            .unwrap()
            .len(),
        5
    );
}

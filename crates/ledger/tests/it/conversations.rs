//! Conversations: creating, renaming, following up, deleting.

use ledger::{
    ConversationId, Draft, DraftKey, Error, Kind, NewArtifact, NewConversation, RewrittenRequest,
    RunId, RunUpdate, Set, Source,
};
use serde_json::json;

use crate::world::{branch, event, events, turn, whole, world};

#[test]
fn the_draft_is_gone_exactly_when_its_turn_is_written() {
    let world = world();
    let draft = Draft {
        key: DraftKey::New,
        text: "Hello".to_owned(),
        attachments: json!([]),
        who: None,
    };
    world.ledger.save_draft(&draft).unwrap();
    let mut first = turn("Hello", 10);
    first.draft = Some(DraftKey::New);
    let new = NewConversation {
        kind: Kind::Chat,
        title: "Hello".to_owned(),
    };
    let (conversation, _) = world.ledger.create(&new, &first).unwrap();
    assert_eq!(world.ledger.draft(DraftKey::New).unwrap(), None);

    let draft = Draft {
        key: DraftKey::Conversation(conversation.id),
        ..draft
    };
    world.ledger.save_draft(&draft).unwrap();
    let mut orphan = turn("Hello?", 20);
    orphan.parent_id = Some(RunId::new());
    orphan.draft = Some(draft.key);
    let error = world
        .ledger
        .follow_up(conversation.id, &orphan)
        .unwrap_err();
    assert!(matches!(error, Error::NotFound { .. }), "{error:?}");
    assert_eq!(world.ledger.draft(draft.key).unwrap(), Some(draft));
    assert_eq!(world.ledger.interactions(conversation.id).unwrap().len(), 1);
}

#[test]
fn a_turn_follows_only_a_turn_of_its_own_conversation() {
    let world = world();
    let (one, _) = world.chat("one", 10);
    let (_, elsewhere) = world.chat("two", 20);
    let mut follow_up = turn("and?", 30);
    follow_up.parent_id = Some(elsewhere.id);
    assert!(matches!(
        world.ledger.follow_up(one.id, &follow_up),
        Err(Error::NotFound { .. })
    ));
    assert!(matches!(
        world
            .ledger
            .follow_up(ConversationId::new(), &turn("x", 30)),
        Err(Error::NotFound { .. })
    ));
}

#[test]
fn a_draft_stays_when_something_else_was_sent() {
    let world = world();
    let (conversation, run) = world.chat("Hello", 10);
    let draft = |key, text: &str, files| Draft {
        key,
        text: text.to_owned(),
        attachments: files,
        who: None,
    };
    let half = draft(
        DraftKey::Conversation(conversation.id),
        "half a message",
        json!([]),
    );
    let edit = draft(DraftKey::Edit(run.id), " Hello there\n", json!([]));
    for kept in [&half, &edit] {
        world.ledger.save_draft(kept).unwrap();
    }
    let send = |prompt: &str, draft, files| {
        let mut next = turn(prompt, 20);
        (next.draft, next.attachments) = (draft, files);
        world.ledger.follow_up(conversation.id, &next).unwrap();
    };

    send("Hello", None, json!([]));
    send("half a", Some(half.key), json!([]));
    let file = json!([{"name": "a.txt", "sha256": "ab"}]);
    send("half a message", Some(half.key), file);
    send("Hello there", Some(edit.key), json!([]));

    assert_eq!(world.ledger.draft(half.key).unwrap(), Some(half));
    assert_eq!(world.ledger.draft(edit.key).unwrap(), None);
}

#[test]
fn a_whole_conversation_has_every_branch_its_steps_files_and_draft() {
    let world = world();
    let (conversation, first) = world.chat("root", 10);
    let branch = |prompt: &str, at| {
        let mut branch = turn(prompt, at);
        branch.parent_id = Some(first.id);
        world.ledger.follow_up(conversation.id, &branch).unwrap()
    };
    let left = branch("left", 20);
    let right = branch("right", 30);
    let update = RunUpdate {
        steps: vec![ledger::Step {
            index: 0,
            kind: "thought".to_owned(),
            json: "{}".to_owned(),
        }],
        ..RunUpdate::default()
    };
    world.ledger.update(left.id, &update).unwrap();
    world.ledger.add_artifact(&file(right.id, "b.csv")).unwrap();
    world.chat("another conversation", 40);

    let all = whole(&world.ledger, conversation.id).unwrap();
    let prompts: Vec<_> = all
        .interactions
        .iter()
        .map(|turn| (turn.prompt.as_str(), turn.parent_id))
        .collect();
    assert_eq!(
        prompts,
        [
            ("root", None),
            ("left", Some(first.id)),
            ("right", Some(first.id))
        ]
    );
    assert_eq!(all.steps.len(), 1);
    assert_eq!(all.steps[&left.id], update.steps);
    assert_eq!(all.artifacts.len(), 1);
    assert_eq!(all.artifacts[0].run_id, right.id);
    assert_eq!(all.draft, None);
    assert_eq!(whole(&world.ledger, ConversationId::new()), None);
}

#[test]
fn the_request_is_kept_as_it_is_to_be_sent() {
    let world = world();
    let mut first = turn("x", 10);
    first.request = "{\"model\" : \"m\",  \"temperature\":1.0}".to_owned();
    let new = NewConversation {
        kind: Kind::Chat,
        title: "x".to_owned(),
    };
    let (_, run) = world.ledger.create(&new, &first).unwrap();
    let world = world.restart();
    assert_eq!(world.ledger.request(run.id).unwrap(), Some(first.request));
    assert_eq!(world.ledger.request(RunId::new()).unwrap(), None);
}

#[test]
fn what_is_not_settled_is_found_after_a_restart_oldest_first() {
    let world = world();
    let (_, one) = world.chat("one", 10);
    let (_, two) = world.chat("two", 20);
    let (_, three) = world.chat("three", 5);
    let settled = RunUpdate {
        settled: Some(true),
        ..RunUpdate::default()
    };
    world.ledger.update(two.id, &settled).unwrap();

    let world = world.restart();
    let unsettled: Vec<_> = world
        .ledger
        .unsettled()
        .unwrap()
        .iter()
        .map(|run| run.id)
        .collect();
    assert_eq!(unsettled, [one.id, three.id]);
}

#[test]
fn a_new_title_is_shown_and_found_and_the_old_one_is_not() {
    let world = world();
    let (conversation, _) = world.chat("hello", 10);
    world
        .ledger
        .rename(conversation.id, "Quarterly figures")
        .unwrap();
    world
        .ledger
        .rename(conversation.id, "Annual figures")
        .unwrap();
    let stored = world.ledger.conversation(conversation.id).unwrap().unwrap();
    assert_eq!(stored.title, "Annual figures");
    assert_eq!(stored.updated_at, 10, "a new title is not a new turn");
    assert_eq!(world.ledger.search("annual", 10).unwrap().len(), 1);
    assert_eq!(world.ledger.search("quarterly", 10).unwrap(), []);
    assert!(matches!(
        world.ledger.rename(ConversationId::new(), "x"),
        Err(Error::NotFound { .. })
    ));
}

#[test]
fn looking_at_a_conversation_marks_it_read_once() {
    let world = world();
    let (conversation, run) = world.chat("hello", 10);
    let ended = RunUpdate {
        unread: Some(true),
        ..RunUpdate::default()
    };
    world.ledger.update(run.id, &ended).unwrap();
    assert!(world.ledger.mark_read(conversation.id).unwrap());
    assert!(!world.ledger.mark_read(conversation.id).unwrap());
}

#[test]
fn a_deleted_conversation_takes_everything_with_it_but_what_others_use() {
    let world = world();
    let with_attachment = |prompt: &str, sha256: &str| {
        let mut first = turn(prompt, 10);
        first.attachments = json!([{"sha256": sha256, "name": "in.txt"}]);
        let new = NewConversation {
            kind: Kind::Chat,
            title: prompt.to_owned(),
        };
        world.ledger.create(&new, &first).unwrap()
    };
    let (gone, run) = with_attachment("gone", "attached-here");
    let (kept, kept_run) = with_attachment("kept", "attached-there");
    for (run, name, sha256) in [
        (run.id, "only.csv", "only-here"),
        (run.id, "both.csv", "in-both"),
        (run.id, "sent-on.csv", "attached-there"),
        (kept_run.id, "both.csv", "in-both"),
    ] {
        let artifact = world.ledger.add_artifact(&file(run, name)).unwrap();
        let saved = ledger::ArtifactUpdate {
            sha256: Set::To(sha256.to_owned()),
            ..Default::default()
        };
        world.ledger.update_artifact(artifact.id, &saved).unwrap();
    }
    world
        .ledger
        .append(run.id, None, &[event(1, "a")], &RunUpdate::default())
        .unwrap();
    world
        .ledger
        .save_draft(&Draft {
            key: DraftKey::Conversation(gone.id),
            text: "unsent".to_owned(),
            attachments: json!([{"sha256": "in-draft"}]),
            who: None,
        })
        .unwrap();
    let changed = Draft {
        key: DraftKey::Edit(run.id),
        text: "changed".to_owned(),
        attachments: json!([{"sha256": "in-edit"}]),
        who: None,
    };
    world.ledger.save_draft(&changed).unwrap();
    assert_eq!(world.ledger.referenced_files().unwrap().len(), 6);

    world.delete(gone.id);
    let files: Vec<String> = world
        .ledger
        .leftovers()
        .unwrap()
        .into_iter()
        .map(|leftover| leftover.sha256)
        .collect();
    assert_eq!(files, ["attached-here", "in-draft", "in-edit", "only-here"]);

    assert_eq!(world.ledger.conversation(gone.id).unwrap(), None);
    assert_eq!(world.ledger.interaction(run.id).unwrap(), None);
    assert_eq!(world.ledger.request(run.id).unwrap(), None);
    assert_eq!(events(&world.ledger, run.id), []);
    assert_eq!(world.ledger.artifacts_of_run(run.id).unwrap(), []);
    assert_eq!(
        world.ledger.draft(DraftKey::Conversation(gone.id)).unwrap(),
        None
    );
    // A late save by the window does not restore it.
    world.ledger.save_draft(&changed).unwrap();
    assert_eq!(world.ledger.draft(changed.key).unwrap(), None);
    assert_eq!(world.ledger.search("gone", 10).unwrap(), []);
    assert_eq!(world.ledger.search("only.csv", 10).unwrap(), []);

    assert_eq!(world.ledger.search("kept", 10).unwrap().len(), 1);
    assert_eq!(world.ledger.artifacts_of_run(kept_run.id).unwrap().len(), 1);
    assert_eq!(world.ledger.referenced_files().unwrap().len(), 2);
    assert!(world.ledger.conversation(kept.id).unwrap().is_some());
    assert!(matches!(
        world.ledger.mark_deleted(gone.id, 50),
        Err(Error::NotFound { .. })
    ));
}

#[test]
fn a_conversation_of_two_thousand_turns_can_be_deleted() {
    let world = world();
    let (conversation, first) = world.chat("first", 1);
    let mut parent = first.id;
    for at in 2..2_000 {
        let mut next = turn("next", at);
        next.parent_id = Some(parent);
        parent = world.ledger.follow_up(conversation.id, &next).unwrap().id;
    }
    world.delete(conversation.id);
    assert_eq!(world.ledger.interactions(conversation.id).unwrap(), []);
    assert_eq!(world.ledger.unsettled().unwrap(), []);
}

pub(crate) fn file(run_id: RunId, name: &str) -> NewArtifact {
    NewArtifact {
        run_id,
        name: name.to_owned(),
        path: Some(format!("/workspace/{name}")),
        source: Source::Environment,
        mime: "text/csv".to_owned(),
        size: Some(3),
        step_index: None,
        created_at: 5,
    }
}

#[test]
fn a_request_written_anew_replaces_the_old_one_and_marks_what_the_server_forgot() {
    let world = world();
    let (conversation, first) = world.begin(Kind::Chat, "a", 1);
    let mut following = turn("b", 2);
    following.parent_id = Some(first.id);
    let second = world.ledger.follow_up(conversation.id, &following).unwrap();
    let beside = world.ledger.follow_up(conversation.id, &following).unwrap();

    let update = RunUpdate {
        rewritten: Some(RewrittenRequest {
            request: "{\"input\": \"all of it\"}".to_owned(),
            carried: json!({"turns": 1}),
        }),
        ..RunUpdate::default()
    };
    world.ledger.append(second.id, None, &[], &update).unwrap();

    let request = world.ledger.request(second.id).unwrap().unwrap();
    assert_eq!(request, "{\"input\": \"all of it\"}");
    let branch = branch(&world.ledger, second.id);
    let forgotten: Vec<_> = branch.iter().map(|row| (row.id, row.forgotten)).collect();
    assert_eq!(forgotten, [(second.id, false), (first.id, true)]);
    assert_eq!(branch[0].carried, Some(json!({"turns": 1})));
    let beside = world.ledger.interaction(beside.id).unwrap().unwrap();
    assert_eq!((beside.forgotten, beside.carried), (false, None));
}

#[test]
fn the_interactions_in_a_sandbox_come_newest_first() {
    let world = world();
    let (conversation, first) = world.begin(Kind::Job, "a", 1);
    let mut following = turn("b", 2);
    following.parent_id = Some(first.id);
    following.environment_id = Some("env_1".to_owned());
    let second = world.ledger.follow_up(conversation.id, &following).unwrap();
    let third = world.ledger.follow_up(conversation.id, &following).unwrap();
    let rows = world.ledger.in_environment("env_1").unwrap();
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    assert_eq!(ids, [third.id, second.id]);
}

#[test]
fn a_conversation_cannot_begin_with_a_turn_that_follows_another() {
    let world = world();
    let mut first = turn("Hello", 10);
    first.parent_id = Some(ledger::RunId::new());
    let new = ledger::NewConversation {
        kind: Kind::Chat,
        title: "Hello".to_owned(),
    };
    let refused = world.ledger.create(&new, &first).unwrap_err();
    assert!(
        matches!(refused, ledger::Error::NotFound { .. }),
        "{refused:?}"
    );
    let page = world.ledger.conversations(Kind::Chat, None, 9).unwrap();
    assert_eq!(page.items, []);
}

//! Lists of conversations, page by page.

use ledger::{Cursor, Engine, Kind, RunId, RunUpdate, Set, Target};
use serde_json::json;

use crate::conversations::file;
use crate::world::{World, turn, world};

fn titles(world: &World, kind: Kind, limit: usize) -> Vec<Vec<String>> {
    let mut pages = Vec::new();
    let mut after: Option<Cursor> = None;
    loop {
        let page = world
            .ledger
            .conversations(kind, after.as_ref(), limit)
            .expect("a page");
        pages.push(
            page.items
                .iter()
                .map(|summary| summary.conversation.title.clone())
                .collect(),
        );
        match page.next {
            // The window sends the cursor back as a string.
            Some(next) => after = Some(next.to_string().parse().expect("a cursor")),
            None => return pages,
        }
    }
}

#[test]
fn chats_and_jobs_are_two_lists_newest_first_in_pages() {
    let world = world();
    for (title, at) in [("a", 10), ("b", 30), ("c", 20), ("d", 20), ("e", 20)] {
        world.begin(Kind::Chat, title, at);
    }
    world.begin(Kind::Job, "job", 25);

    assert_eq!(
        titles(&world, Kind::Chat, 2),
        [vec!["b", "e"], vec!["d", "c"], vec!["a"]]
    );
    assert_eq!(
        titles(&world, Kind::Chat, 5),
        [vec!["b", "e", "d", "c", "a"]]
    );
    assert_eq!(titles(&world, Kind::Job, 2), [vec!["job"]]);
}

#[test]
fn the_newest_settled_interactions_of_one_model_come_first() {
    let world = world();
    let settled = RunUpdate {
        settled: Some(true),
        ..RunUpdate::default()
    };
    let mut expected = Vec::new();
    for at in 1..=4 {
        let (_, interaction) = world.chat("again", at);
        world.ledger.update(interaction.id, &settled).unwrap();
        expected.insert(0, interaction.id);
    }
    world.chat("still running", 5);
    let found = |target, target_id: &str, limit| -> Vec<RunId> {
        let rows = world
            .ledger
            .settled_by(Engine::Local, target, target_id, limit)
            .unwrap();
        rows.iter().map(|row| row.id).collect()
    };
    assert_eq!(found(Target::Model, "errand-starter", 3), expected[..3]);
    assert_eq!(found(Target::Agent, "errand-starter", 3), []);
    assert_eq!(found(Target::Model, "another", 3), []);
}

#[test]
fn an_empty_list_is_one_empty_page() {
    assert_eq!(titles(&world(), Kind::Chat, 10), [Vec::<String>::new()]);
}

#[test]
fn a_page_goes_on_at_its_place_when_rows_come_and_go_meanwhile() {
    let world = world();
    let chats: Vec<_> = (1..=6)
        .map(|at| world.chat(&format!("chat {at}"), at).0.id)
        .collect();
    let first = world.ledger.conversations(Kind::Chat, None, 2).unwrap();
    world.delete(chats[4]);
    world.chat("newer", 100);

    let second = world
        .ledger
        .conversations(Kind::Chat, first.next.as_ref(), 2)
        .unwrap();
    let titles: Vec<_> = second
        .items
        .iter()
        .map(|summary| summary.conversation.title.as_str())
        .collect();
    assert_eq!(titles, ["chat 4", "chat 3"]);
}

#[test]
fn a_line_of_the_list_shows_the_newest_turn() {
    let world = world();
    let (conversation, first) = world.chat("Which  supplier\nis cheapest?", 10);
    let line = |id| world.ledger.summary(id).unwrap().unwrap().line;
    assert_eq!(line(conversation.id), "Which supplier is cheapest?");

    let answered = RunUpdate {
        answer: Some("The\n\nsecond one.\n".to_owned()),
        ..RunUpdate::default()
    };
    world.ledger.update(first.id, &answered).unwrap();
    assert_eq!(line(conversation.id), "The second one.");

    let mut follow_up = turn(&"And why? ".repeat(100), 50);
    follow_up.parent_id = Some(first.id);
    let second = world.ledger.follow_up(conversation.id, &follow_up).unwrap();
    let running = RunUpdate {
        status: Set::To("in_progress".to_owned()),
        phase: Some(json!({"name": "streaming"})),
        unread: Some(true),
        ..RunUpdate::default()
    };
    world.ledger.update(second.id, &running).unwrap();
    world.ledger.add_artifact(&file(first.id, "a.csv")).unwrap();
    world
        .ledger
        .add_artifact(&file(second.id, "b.csv"))
        .unwrap();

    let summary = world.ledger.summary(conversation.id).unwrap().unwrap();
    assert_eq!(summary.newest.id, second.id);
    assert_eq!(summary.newest.status.as_deref(), Some("in_progress"));
    assert_eq!(summary.newest.phase, json!({"name": "streaming"}));
    assert_eq!(summary.newest.created_at, 50);
    assert_eq!(summary.conversation.created_at, 10);
    assert_eq!(summary.conversation.updated_at, 50);
    assert!(summary.conversation.unread);
    assert_eq!(summary.files, 2);
    assert!(summary.line.starts_with("And why? And why?"));
    assert!(summary.line.ends_with('…'));
    assert_eq!(summary.line.chars().count(), 160);
}

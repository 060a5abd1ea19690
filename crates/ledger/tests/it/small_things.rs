//! Drafts and settings survive a restart; ids from outside are validated.

use ledger::{ConversationId, Cursor, Draft, DraftKey, ListedFile};
use serde_json::json;

use crate::world::world;

#[test]
fn a_draft_is_kept_replaced_and_forgotten() {
    let world = world();
    let draft = Draft {
        key: DraftKey::New,
        text: "compare these three".to_owned(),
        attachments: json!([{"sha256": "ab", "name": "suppliers.txt", "size": 12}]),
        who: Some("local/errand-agent".to_owned()),
    };
    world.ledger.save_draft(&draft).unwrap();
    let world = world.restart();
    assert_eq!(
        world.ledger.draft(DraftKey::New).unwrap(),
        Some(draft.clone())
    );

    let shorter = Draft {
        text: String::new(),
        ..draft
    };
    world.ledger.save_draft(&shorter).unwrap();
    assert_eq!(world.ledger.draft(DraftKey::New).unwrap(), Some(shorter));
    world.ledger.delete_draft(DraftKey::New).unwrap();
    world.ledger.delete_draft(DraftKey::New).unwrap();
    assert_eq!(world.ledger.draft(DraftKey::New).unwrap(), None);
}

#[test]
fn settings_are_json_by_key() {
    let world = world();
    world.ledger.set_setting("theme", &json!("light")).unwrap();
    world.ledger.set_setting("theme", &json!("dark")).unwrap();
    world
        .ledger
        .set_setting("window", &json!({"width": 800}))
        .unwrap();
    let world = world.restart();
    assert_eq!(world.ledger.setting("theme").unwrap(), Some(json!("dark")));
    assert_eq!(
        world.ledger.setting("window").unwrap(),
        Some(json!({"width": 800}))
    );
    world.ledger.remove_setting("theme").unwrap();
    assert_eq!(world.ledger.setting("theme").unwrap(), None);
}

#[test]
fn texts_from_outside_are_ids_and_cursors_only_when_they_look_like_it() {
    let id = ConversationId::new();
    assert_eq!(id.to_string().parse(), Ok(id));
    for text in ["", "1", "'; DROP TABLE events; --", "é", &"0".repeat(37)] {
        assert!(text.parse::<ConversationId>().is_err(), "{text}");
        assert!(text.parse::<Cursor>().is_err(), "{text}");
        assert!(format!("12.{text}").parse::<Cursor>().is_err(), "{text}");
    }
}

#[test]
fn what_a_sandbox_held_is_put_together_from_the_turns_in_it() {
    let world = world();
    let (_, first) = world.chat("one", 10);
    let (_, second) = world.chat("two", 20);
    let file = |path: &str, size| ListedFile {
        path: path.to_owned(),
        size: Some(size),
        created: None,
        modified: Some(format!("at {size}")),
        gone: false,
    };
    assert!(!world.ledger.is_listed(first.id).unwrap());
    let of_first = [file("a.csv", 1), file("b.csv", 1)];
    world.ledger.keep_listing(first.id, &of_first).unwrap();
    world.ledger.keep_listing(second.id, &[]).unwrap();
    world
        .ledger
        .keep_listing(second.id, &[file("b.csv", 2)])
        .unwrap();
    let mut after = world.ledger.listing_after(&[second.id, first.id]).unwrap();
    after.sort_by(|one, other| one.path.cmp(&other.path));
    assert_eq!(after, [file("a.csv", 1), file("b.csv", 2)]);
    let gone = ListedFile {
        size: None,
        modified: None,
        gone: true,
        ..file("a.csv", 0)
    };
    world
        .ledger
        .keep_listing(second.id, &[file("b.csv", 2), gone])
        .unwrap();
    let after = world.ledger.listing_after(&[second.id, first.id]).unwrap();
    assert_eq!(after, [file("b.csv", 2)]);
    assert_eq!(world.ledger.removed_by(second.id).unwrap(), ["a.csv"]);
    world.delete(first.conversation_id);
    assert!(!world.ledger.is_listed(first.id).unwrap());
}

#[test]
fn where_a_redirect_leads_is_kept_with_its_run() {
    let world = world();
    let (_, run) = world.chat("one", 10);
    world
        .ledger
        .keep_address(run.id, "https://r.example/1", "https://a.example/")
        .unwrap();
    let kept = world.ledger.addresses(run.id).unwrap();
    assert_eq!(kept["https://r.example/1"], "https://a.example/");
    world.delete(run.conversation_id);
    assert!(world.ledger.addresses(run.id).unwrap().is_empty());
}

//! Drafts and settings outlive a restart; ids from outside are checked.

use ledger::{ConversationId, Cursor, Draft, DraftKey};
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

//! Reading any file ends with a result, and nothing is imported partially.

use std::fs;

use archive::{Unwatched, foreign};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::world::{Words, World, world};

/// JSON that resembles an export, with arbitrary values in it.
fn value() -> impl Strategy<Value = Value> {
    let key = prop::sample::select(vec![
        "mapping",
        "message",
        "parent",
        "children",
        "author",
        "role",
        "content",
        "content_type",
        "parts",
        "text",
        "chat_messages",
        "uuid",
        "sender",
        "parent_message_uuid",
        "attachments",
        "files",
        "chunkedPrompt",
        "chunks",
        "inlineImage",
        "data",
        "id",
        "name",
        "conversation_id",
        "create_time",
        "created_at",
        "current_node",
        "type",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop::sample::select(vec![
            "user",
            "assistant",
            "human",
            "model",
            "text",
            "thoughts",
            "a",
            "b",
            ""
        ])
        .prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner.clone()), 0..6).prop_map(
                |all| Value::Object(all.into_iter().map(|(k, v)| (k.to_owned(), v)).collect())
            ),
        ]
    })
}

/// A map of messages with arbitrary parents.
fn mapping() -> impl Strategy<Value = Value> {
    let node = (0..12_u8, 0..3_u8, "[a-z]{0,3}");
    prop::collection::vec(node, 0..12).prop_map(|nodes| {
        let mut mapping = serde_json::Map::new();
        for (at, (parent, role, text)) in nodes.into_iter().enumerate() {
            let role = ["user", "assistant", "system"][usize::from(role)];
            mapping.insert(
                at.to_string(),
                json!({"parent": parent.to_string(), "message": {"author": {"role": role}, "content": {"content_type": "text", "parts": [text]}}}),
            );
        }
        json!({"conversation_id": "c", "mapping": mapping})
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_json_is_read_to_an_end(value in value()) {
        foreign::read_any(&value);
        foreign::read_any(&json!({"mapping": value}));
        foreign::read_any(&json!({"uuid": "u", "chat_messages": value}));
        foreign::read_any(&json!({"chunkedPrompt": {"chunks": value}}));
    }

    #[test]
    fn any_tree_of_messages_becomes_turns_that_the_ledger_takes(talk in mapping()) {
        let world = world();
        let path = world.path("conversations.json");
        fs::write(&path, json!([talk]).to_string()).unwrap();
        let taken = foreign::take(&path, &world.ledger, &world.store, &Words, &Unwatched).unwrap();
        let turns = u64::try_from(foreign::read_any(&talk)).unwrap();
        prop_assert_eq!(taken.turns, turns);
        let again = foreign::take(&path, &world.ledger, &world.store, &Words, &Unwatched).unwrap();
        prop_assert_eq!((again.turns, again.known), (0, turns));
    }
}

#[test]
fn an_archive_with_any_byte_changed_is_whole_or_refused() {
    let first = World::filled();
    let out = first.path("out.zip");
    first.write(&out);
    let whole = fs::read(&out).unwrap();
    let changed = first.path("changed.zip");
    // Deterministic positions, so that a failure can be reproduced.
    for step in 0..160 {
        let at = step * whole.len() / 160;
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (step % 8);
        fs::write(&changed, &bytes).unwrap();
        let second = world();
        match archive::take(&changed, &second.ledger, &second.store, &Words, &Unwatched) {
            // The changed byte does not matter: a timestamp or a permission.
            Ok(taken) => assert_eq!(taken.turns, 5, "byte {at}"),
            Err(_) => assert_eq!(second.ledger.conversation_count().unwrap(), 0, "byte {at}"),
        }
    }
    for end in (0..whole.len()).step_by(whole.len() / 40) {
        fs::write(&changed, &whole[..end]).unwrap();
        let second = world();
        let taken = archive::take(&changed, &second.ledger, &second.store, &Words, &Unwatched);
        assert!(taken.is_err(), "cut at {end}");
        assert_eq!(
            second.ledger.conversation_count().unwrap(),
            0,
            "cut at {end}"
        );
    }
}

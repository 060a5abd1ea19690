//! Imports from other programs, with small samples of each.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use archive::foreign::{Imported, Skipped, take};
use archive::{Error, Progress, Unwatched, Watch};
use ledger::{Conversation, Interaction, Kind};
use serde_json::{Value, json};
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::world::{Words, World, world};

const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89,
];

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
}

fn import(world: &World, path: &Path) -> archive::Result<Imported> {
    take(path, &world.ledger, &world.store, &Words, &Unwatched)
}

fn conversation(world: &World, title: &str) -> (Conversation, Vec<Interaction>) {
    for id in world.ledger.conversation_ids(None, 100).unwrap() {
        let conversation = world.ledger.conversation(id).unwrap().unwrap();
        if conversation.title.starts_with(title) {
            let rows = world.ledger.interactions(id).unwrap();
            return (conversation, rows);
        }
    }
    panic!("{title} was not imported");
}

/// Returns the answer step by step: the type, and the text or the media type.
fn answer(world: &World, row: &Interaction) -> Vec<(String, String)> {
    let mut said = Vec::new();
    for step in world.ledger.steps(row.id).unwrap() {
        let json: Value = serde_json::from_str(&step.json).unwrap();
        let contents = json["content"]
            .as_array()
            .or_else(|| json["summary"].as_array());
        for content in contents.into_iter().flatten() {
            let words = content["text"]
                .as_str()
                .or_else(|| content["mime_type"].as_str());
            said.push((step.kind.clone(), words.unwrap_or_default().to_owned()));
        }
    }
    said
}

/// Writes a ChatGPT export with its pictures.
fn chatgpt(world: &World) -> PathBuf {
    chatgpt_with(world, PNG)
}

/// Writes a ChatGPT export with the given bytes for one of the pictures.
fn chatgpt_with(world: &World, loaf: &[u8]) -> PathBuf {
    let path = world.path("export.zip");
    let mut zip = ZipWriter::new(File::create(&path).unwrap());
    let files: [(&str, &[u8]); 6] = [
        (
            "conversations.json",
            &fs::read(fixture("chatgpt.json")).unwrap(),
        ),
        ("file-loaf1-loaf.png", loaf),
        ("file-loaf12-other.png", b"another"),
        ("dalle-generations/file_drawn2.png", PNG),
        ("user.json", b"{\"email\": \"ada@example.com\"}"),
        ("chat.html", b"<html></html>"),
    ];
    for (name, bytes) in files {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
    path
}

#[test]
fn chatgpt_keeps_branches_pictures_programs_and_thoughts() {
    let world = world();
    let imported = import(&world, &chatgpt(&world)).unwrap();
    assert_eq!(imported.programs, ["ChatGPT"]);
    assert_eq!((imported.conversations, imported.turns), (1, 3));
    assert_eq!(
        imported.skipped[&Skipped::Tool],
        1,
        "what the browser showed"
    );
    assert_eq!(
        imported.skipped[&Skipped::File],
        1,
        "a file that is not in the export"
    );
    assert_eq!(imported.skipped[&Skipped::Empty], 1);
    assert_eq!(imported.skipped[&Skipped::Conversation], 1);
    // An entry of conversations.json that is not a conversation; other files do not count.
    assert_eq!(imported.skipped[&Skipped::Other], 1);

    let (conversation, rows) = conversation(&world, "Bread");
    assert_eq!(conversation.imported_from.as_deref(), Some("ChatGPT"));
    assert_eq!(conversation.kind, Kind::Chat);
    assert_eq!(conversation.created_at, 1_763_990_000_500);
    let [first, second, third] = rows.as_slice() else {
        panic!("{rows:?}")
    };
    // Two answers to one question are siblings; the one that was continued is the newer.
    assert_eq!((first.parent_id, second.parent_id), (None, None));
    assert_eq!(third.parent_id, Some(second.id));
    assert_eq!(first.prompt, "What is wrong with this loaf?");
    assert_eq!(first.prompt, second.prompt);
    assert_eq!(first.attachments[0]["name"], "file-loaf1-loaf.png");
    let sha256 = first.attachments[0]["sha256"].as_str().unwrap();
    assert_eq!(
        world.store.read(sha256).unwrap(),
        PNG,
        "not the file whose name only begins like it"
    );
    assert_eq!(first.target_id, "gpt-5");
    assert_eq!(second.target_id, "gpt-5-thinking");
    assert!(
        rows.iter()
            .all(|row| row.settled && row.imported && row.api_id.is_none() && row.usage.is_none())
    );
    assert_eq!(
        answer(&world, second)[1..],
        [
            (
                "model_output".into(),
                "```python\nprint(2 * 3)\n```\n\n```\n6\n```".into()
            ),
            ("thought".into(), "The crumb is dense.".into()),
            ("model_output".into(), "The dough rested too short.".into()),
        ]
    );
    // A generated picture is in its place in the answer, and is a file.
    assert_eq!(
        answer(&world, third)[2],
        ("model_output".into(), "image/png".into())
    );
    let files = world.ledger.artifacts_of_run(third.id).unwrap();
    assert_eq!(
        (files[0].name.as_str(), files[0].step_index),
        ("image-2-2.png", Some(1))
    );
    // It can be found by search.
    assert_eq!(
        world.ledger.search("dough rested", 5).unwrap()[0].title,
        "Bread without yeast"
    );
}

#[test]
fn claude_keeps_branches_by_parent_and_old_exports_in_their_order() {
    let world = world();
    let imported = import(&world, &fixture("claude.json")).unwrap();
    assert_eq!(imported.programs, ["Claude"]);
    assert_eq!((imported.conversations, imported.turns), (2, 4));
    assert_eq!(imported.skipped[&Skipped::Tool], 2);
    assert_eq!(imported.skipped[&Skipped::File], 1);
    let (_, rows) = conversation(&world, "Names for a boat");
    assert_eq!(rows[0].parent_id, None);
    assert_eq!(
        rows[1].parent_id, None,
        "another answer to the same question"
    );
    assert_eq!(rows[2].parent_id, Some(rows[1].id));
    assert_eq!(rows[0].attachments[0]["name"], "harbour.docx.txt");
    let words: Vec<String> = answer(&world, &rows[0])[1..]
        .iter()
        .map(|(_, words)| words.clone())
        .collect();
    assert_eq!(words, ["Birds are good.", "Kittiwake."]);
    let list = &answer(&world, &rows[1])[1].1;
    assert!(
        list.contains("Petrel.") && list.contains("```markdown\n- Petrel"),
        "{list}"
    );

    // Without a title, the first words are used.
    let (old, rows) = conversation(&world, "What is a fjord");
    assert!(old.title.ends_with('…'), "{}", old.title);
    assert_eq!(rows.len(), 1);
    assert_eq!(answer(&world, &rows[0])[1].1, "A drowned valley.");
}

#[test]
fn a_prompt_of_ai_studio_is_a_conversation_with_its_pictures() {
    let world = world();
    let path = world.path("One dot");
    fs::copy(fixture("aistudio"), &path).unwrap();
    let imported = import(&world, &path).unwrap();
    assert_eq!(imported.programs, ["Google AI Studio"]);
    assert_eq!((imported.conversations, imported.turns), (1, 2));
    assert_eq!(imported.skipped[&Skipped::File], 1, "what lies in Drive");
    let (_, rows) = conversation(&world, "One dot");
    assert_eq!(rows[0].prompt, "What is in it?");
    assert_eq!(rows[0].attachments[0]["mime"], "image/png");
    assert_eq!(rows[0].target_id, "gemini-2.5-pro");
    assert_eq!(
        answer(&world, &rows[0])[1..],
        [
            ("thought".into(), "One dot.".into()),
            ("model_output".into(), "A single dot.".into())
        ]
    );
    assert_eq!(rows[1].parent_id, Some(rows[0].id));
}

#[test]
fn a_second_import_brings_only_what_is_new() {
    let world = world();
    import(&world, &fixture("claude.json")).unwrap();
    let again = import(&world, &fixture("claude.json")).unwrap();
    assert_eq!((again.conversations, again.turns, again.known), (0, 0, 4));
    assert!(again.changed.is_empty());

    let mut grown: Value =
        serde_json::from_slice(&fs::read(fixture("claude.json")).unwrap()).unwrap();
    let messages = grown[0]["chat_messages"].as_array_mut().unwrap();
    messages.push(serde_json::json!({"uuid": "h-3", "text": "Thanks.", "sender": "human", "parent_message_uuid": "c-3"}));
    let path = world.path("conversations.json");
    fs::write(&path, grown.to_string()).unwrap();
    let grown = import(&world, &path).unwrap();
    assert_eq!((grown.conversations, grown.turns, grown.known), (0, 1, 4));
}

#[test]
fn an_archive_keeps_where_a_conversation_is_from() {
    let first = world();
    import(&first, &chatgpt(&first)).unwrap();
    let out = first.path("out.zip");
    first.write(&out);
    let second = world();
    second.take(&out).unwrap();
    let (conversation, _) = conversation(&second, "Bread");
    assert_eq!(conversation.imported_from.as_deref(), Some("ChatGPT"));
    let again = second.path("again.zip");
    second.write(&again);
    assert!(fs::read(&out).unwrap() == fs::read(&again).unwrap());
}

#[test]
fn what_is_no_export_is_unknown_and_what_is_cut_off_is_said() {
    let world = world();
    for (name, text) in [
        ("a.json", "{\"a\": 1}"),
        ("b.json", "[1, 2]"),
        ("c.json", "[]"),
    ] {
        let path = world.path(name);
        fs::write(&path, text).unwrap();
        assert!(
            matches!(import(&world, &path), Err(Error::Unknown)),
            "{name}"
        );
    }
    let whole = fs::read_to_string(fixture("claude.json")).unwrap();
    let path = world.path("cut.json");
    fs::write(&path, &whole[..whole.len() - 40]).unwrap();
    let error = import(&world, &path).unwrap_err();
    assert!(matches!(error, Error::Refused { .. }), "{error:?}");
    assert_eq!(
        world.ledger.conversation_count().unwrap(),
        0,
        "nothing of it came in"
    );
}

#[test]
fn a_long_chain_and_a_wide_one_are_read_in_time() {
    // With quadratic work this would not finish.
    let mut messages = Vec::new();
    for number in 0..20_000 {
        let sender = if number % 2 == 0 {
            "human"
        } else {
            "assistant"
        };
        let parent = if number == 0 {
            "root".to_owned()
        } else {
            format!("m{}", number - 1)
        };
        messages.push(serde_json::json!({"uuid": format!("m{number}"), "text": "word", "sender": sender, "parent_message_uuid": parent}));
    }
    for number in 0..20_000 {
        messages.push(serde_json::json!({"uuid": format!("w{number}"), "text": "word", "sender": "assistant", "parent_message_uuid": "m0"}));
    }
    let talk = serde_json::json!({"uuid": "long", "name": "Long", "chat_messages": messages});
    assert_eq!(archive::foreign::read_any(&talk), 30_000);
}

#[test]
fn a_file_that_is_packed_to_fill_a_disk_is_left_out() {
    let world = world();
    let imported = import(&world, &chatgpt_with(&world, &vec![0; 20 << 20])).unwrap();
    assert_eq!((imported.conversations, imported.turns), (1, 3));
    assert_eq!(imported.skipped[&Skipped::File], 2);
    assert!(world.store.size().unwrap() < 1 << 20);
}

#[test]
fn a_conversation_whose_branches_repeat_each_other_to_fill_a_disk_is_left_out() {
    // A long answer in many messages, and very many branches after its last one: each repeats all of it.
    let mut messages =
        vec![json!({"uuid": "q", "sender": "human", "text": "Go on", "parent_message_uuid": null})];
    let mut last = "q".to_owned();
    for number in 0..190 {
        let id = format!("m{number}");
        messages.push(json!({
            "uuid": id, "sender": "assistant", "text": "x".repeat(8_000), "parent_message_uuid": last,
        }));
        last = id;
    }
    let mut leaves = Vec::new();
    for number in 0..200 {
        leaves.push(json!({
            "uuid": format!("l{number}"), "sender": "assistant", "text": "y", "parent_message_uuid": last,
        }));
    }
    let talk = |uuid: &str, leaves: &[Value]| {
        let messages = [messages.as_slice(), leaves].concat();
        json!({"uuid": uuid, "name": uuid, "created_at": "2026-01-01T00:00:00Z", "chat_messages": messages})
    };
    let world = world();
    let path = world.path("conversations.json");
    // A few branches are normal.
    let all = json!([talk("made to harm", &leaves), talk("honest", &leaves[..3])]);
    fs::write(&path, all.to_string()).unwrap();
    let imported = import(&world, &path).unwrap();
    assert_eq!(imported.skipped[&Skipped::Conversation], 1);
    assert_eq!(imported.conversations, 1);
    let (_, rows) = conversation(&world, "honest");
    assert_eq!(rows.len(), 3);
}

#[test]
fn a_prompt_without_times_is_as_old_as_its_file() {
    let world = world();
    let prompt = json!({"chunkedPrompt": {"chunks": [
        {"role": "user", "text": "Which rock is dark?"},
        {"role": "model", "text": "Basalt."},
    ]}});
    let path = world.path("Rocks");
    fs::write(&path, prompt.to_string()).unwrap();
    let file = File::options().append(true).open(&path).unwrap();
    let then = std::time::UNIX_EPOCH + std::time::Duration::from_millis(1_760_000_000_000);
    file.set_modified(then).unwrap();
    import(&world, &path).unwrap();
    let (talk, rows) = conversation(&world, "Rocks");
    assert_eq!(talk.created_at, 1_760_000_000_000);
    assert_eq!(talk.updated_at, 1_760_000_000_000);
    assert_eq!(rows[0].created_at, 1_760_000_000_000);

    // In a .zip the entry has a timestamp, in the local time of whoever packed it.
    let path = world.path("prompts.zip");
    let mut zip = ZipWriter::new(File::create(&path).unwrap());
    let at = zip::DateTime::from_date_and_time(2025, 6, 15, 12, 0, 0).unwrap();
    let options = SimpleFileOptions::default().last_modified_time(at);
    zip.start_file("Minerals", options).unwrap();
    zip.write_all(prompt.to_string().as_bytes()).unwrap();
    zip.finish().unwrap();
    import(&world, &path).unwrap();
    let (talk, _) = conversation(&world, "Minerals");
    let day = jiff::Timestamp::from_millisecond(talk.created_at).unwrap();
    assert!(day.to_string().starts_with("2025-06-1"), "{day}");
}

#[test]
fn progress_of_many_documents_goes_on_from_one_to_the_next_and_ends_at_its_total() {
    struct Seen(std::sync::Mutex<Vec<Progress>>);
    impl Watch for Seen {
        fn should_continue(&self, progress: Progress) -> bool {
            self.0.lock().unwrap().push(progress);
            true
        }
    }
    let world = world();
    let path = world.path("prompts.zip");
    let mut zip = ZipWriter::new(File::create(&path).unwrap());
    for number in 0..20 {
        let prompt = json!({"chunkedPrompt": {"chunks": [
            {"role": "user", "text": format!("Question {number}")},
            {"role": "model", "text": "An answer."},
        ]}});
        zip.start_file(format!("Prompt {number}"), SimpleFileOptions::default())
            .unwrap();
        zip.write_all(prompt.to_string().as_bytes()).unwrap();
    }
    zip.start_file("no-json", SimpleFileOptions::default())
        .unwrap();
    zip.write_all(b"Beside them").unwrap();
    zip.finish().unwrap();
    let watch = Seen(std::sync::Mutex::default());
    let imported = take(&path, &world.ledger, &world.store, &Words, &watch).unwrap();
    assert_eq!(imported.conversations, 20);
    let seen = watch.0.into_inner().unwrap();
    let total = seen[0].total;
    assert!(seen.iter().all(|it| it.total == total && it.done <= total));
    assert!(seen.is_sorted_by_key(|it| it.done));
    let steps: std::collections::BTreeSet<u64> = seen.iter().map(|it| it.done).collect();
    assert!(steps.len() >= 20, "{steps:?}");
    assert!(seen.last().unwrap().done > total * 9 / 10);
}

//! Damaged or malicious archives: each is refused with the entry at fault, and nothing is imported.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;

use archive::Error;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::world::{World, world};

/// The entries of an archive, to be modified and packed again.
struct Entries(Vec<(String, Vec<u8>)>);

impl Entries {
    fn of(path: &Path) -> Self {
        let mut zip = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
        let mut entries = Vec::new();
        for index in 0..zip.len() {
            let mut entry = zip.by_index(index).unwrap();
            let name = entry.name().unwrap().into_owned();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            entries.push((name, bytes));
        }
        Self(entries)
    }

    fn find(&mut self, begins: &str) -> &mut (String, Vec<u8>) {
        self.0
            .iter_mut()
            .find(|(name, _)| name.starts_with(begins))
            .unwrap()
    }

    /// Modifies the text of an entry.
    fn change(&mut self, begins: &str, change: impl FnOnce(String) -> String) {
        let (_, bytes) = self.find(begins);
        *bytes = change(String::from_utf8(std::mem::take(bytes)).unwrap()).into_bytes();
    }

    /// Updates the manifest to match the entries.
    fn honest(mut self) -> Self {
        let listed: serde_json::Map<String, Value> = self
            .0
            .iter()
            .filter(|(name, _)| name != "manifest.json")
            .map(|(name, bytes)| {
                let sha256 = Sha256::digest(bytes)
                    .iter()
                    .map(|byte| format!("{byte:02x}"))
                    .collect::<String>();
                (name.clone(), json!({"size": bytes.len(), "sha256": sha256}))
            })
            .collect();
        self.change("manifest.json", |text| {
            let mut manifest: Value = serde_json::from_str(&text).unwrap();
            manifest["entries"] = Value::Object(listed);
            manifest.to_string()
        });
        self
    }

    fn pack(&self, path: &Path) {
        let mut zip = ZipWriter::new(File::create(path).unwrap());
        for (name, bytes) in &self.0 {
            let method = match name.starts_with("files/") {
                true => CompressionMethod::Stored,
                false => CompressionMethod::Deflated,
            };
            let options = SimpleFileOptions::default().compression_method(method);
            zip.start_file(name.as_str(), options).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap();
    }
}

/// Asserts that the archive is refused for this reason, and nothing is imported.
fn refused(archive: &Path, reason: &str) {
    let second = world();
    let error = second.take(archive).unwrap_err();
    assert!(
        matches!(error, Error::Refused { .. }),
        "{reason}: {error:?}"
    );
    assert!(error.to_string().contains(reason), "{reason}: {error}");
    assert_eq!(second.ledger.conversation_count().unwrap(), 0, "{reason}");
    assert!(second.ledger.whole_agents().unwrap().is_empty(), "{reason}");
    assert_eq!(second.store.size().unwrap(), 0, "{reason}");
}

fn with(change: impl FnOnce(&mut Entries), is_honest: bool, reason: &str) {
    let first = World::filled();
    let out = first.path("out.zip");
    first.write(&out);
    let mut entries = Entries::of(&out);
    change(&mut entries);
    let entries = if is_honest { entries.honest() } else { entries };
    let changed = first.path("changed.zip");
    entries.pack(&changed);
    refused(&changed, reason);
}

#[test]
fn what_was_changed_is_found() {
    with(
        |it| it.change("conversations/", |text| text.replace("dark", "pale")),
        false,
        "its bytes are not those that were written",
    );
    with(
        |it| {
            it.change("conversations/", |text| {
                text.replace("dark", "grey and dark")
            })
        },
        false,
        "it is not as long as it says",
    );
    with(
        |it| it.find("files/").1.push(b'!'),
        false,
        "it is not as long as it says",
    );
    with(
        |it| it.find("files/").1[0] ^= 1,
        false,
        "its bytes are not those",
    );
    with(
        |it| it.find("files/").1[0] ^= 1,
        true,
        "its name is not its hash",
    );
}

#[test]
fn names_that_lead_elsewhere_belong_to_no_archive() {
    for name in [
        "../evil",
        "files/../../evil",
        "/etc/passwd",
        "files/ab/..",
        "C:\\evil",
        "conversations/evil.jsonl",
        "ledger.db",
        "files/",
    ] {
        with(
            |it| it.0.push((name.to_owned(), b"x".to_vec())),
            true,
            "nothing of that name belongs here",
        );
    }
}

#[test]
fn what_is_missing_or_not_named_is_found() {
    with(
        |it| it.0.retain(|(name, _)| !name.starts_with("files/")),
        true,
        "something names it, and it is not there",
    );
    with(
        |it| it.0.retain(|(name, _)| name != "drafts.json"),
        false,
        "it is not there",
    );
    with(
        |it| {
            let (_, bytes) = it.find("files/");
            let bytes = [bytes.as_slice(), b"more"].concat();
            let sha256 = Sha256::digest(&bytes)
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect::<String>();
            it.0.push((format!("files/{}/{sha256}", &sha256[..2]), bytes));
        },
        false,
        "its manifest does not name it",
    );
}

#[test]
fn conversations_that_are_none_are_refused() {
    let changes: [(&str, &str, &str); 7] = [
        (
            "\"name\":\"settled\"",
            "\"name\":\"streaming\"",
            "a turn of it still runs",
        ),
        (
            "\"name\":\"settled\"",
            "\"name\":\"dancing\"",
            "the state of a turn cannot be read",
        ),
        ("\"kind\":\"chat\"", "\"kind\":\"dance\"", "cannot be read"),
        ("{\"turn\":", "{\"turnip\":", "cannot be read"),
        (
            "\"state\":\"saved\"",
            "\"state\":\"stolen\"",
            "cannot be read",
        ),
        ("\"unread\":", "\"unreadable\":", "cannot be read"),
        (
            "\"attachments\":[{\"sha256\":\"",
            "\"attachments\":[{\"sha256\":\"../",
            "a file hash is not a SHA-256",
        ),
    ];
    for (from, to, reason) in changes {
        with(
            |it| {
                it.change("conversations/", |text| {
                    assert!(text.contains(from), "{from}");
                    text.replacen(from, to, 1)
                });
            },
            true,
            reason,
        );
    }
    with(
        |it| {
            it.change("conversations/", |text| {
                text.lines()
                    .skip(1)
                    .map(|line| format!("{line}\n"))
                    .collect()
            })
        },
        true,
        "it does not begin with its conversation",
    );
    with(
        |it| {
            it.change("conversations/", |text| {
                let first = text.lines().next().unwrap().to_owned();
                format!("{text}{first}\n")
            });
        },
        true,
        "it has more than one conversation",
    );
    with(
        |it| it.change("conversations/", |text| text.trim_end().to_owned()),
        true,
        "does not end",
    );
}

#[test]
fn columns_that_nobody_knows_are_refused_and_nothing_is_set_by_them() {
    let first = World::filled();
    let out = first.path("out.zip");
    first.write(&out);
    for column in [
        "deleted_at",
        "key",
        "files",
        "no_such_column",
        "title\" = 'x' --",
    ] {
        let mut entries = Entries::of(&out);
        entries.change("conversations/", |text| {
            let column = json!(column);
            assert!(text.contains("\"more\":{"));
            text.replacen("\"more\":{", &format!("\"more\":{{{column}:1,"), 1)
        });
        let changed = first.path("changed.zip");
        entries.honest().pack(&changed);
        let second = world();
        let taken = second.take(&changed).unwrap();
        assert_eq!((taken.refused, taken.conversations), (1, 1), "{column}");
        assert_eq!(second.ledger.conversation_count().unwrap(), 1, "{column}");
    }
}

#[test]
fn listings_and_schedules_that_do_not_fit_are_refused() {
    with(
        |it| {
            it.change("conversations/", |text| {
                assert!(text.contains("\"listed\":true"));
                text.replace("\"listed\":true", "\"listed\":false")
            })
        },
        true,
        "its sandbox was not",
    );
    with(
        |it| {
            it.change("schedules/", |text| {
                text.replace("\"files\": [", "\"files\": [\"../x\",")
            })
        },
        true,
        "a file hash is not a SHA-256",
    );
    with(
        |it| it.change("encodings.json", |_| "{\"../x\": \"utf-8\"}\n".to_owned()),
        true,
        "it has an encoding of no file",
    );
}

#[test]
fn a_time_that_no_calendar_has_is_refused() {
    for (place, name) in [
        ("conversations/", "created_at"),
        ("conversations/", "updated_at"),
        ("conversations/", "received_at"),
        ("conversations/", "finished_at"),
        ("spending", "at"),
        ("agents/", "changed_at"),
        ("schedules/", "created_at"),
        ("folders", "created_at"),
    ] {
        with(
            |it| {
                it.change(place, |text| {
                    let key = format!("\"{name}\":");
                    let at = text.find(&key).expect(name) + key.len();
                    let (before, after) = text.split_at(at);
                    let number = after.trim_start().find(|c: char| !c.is_ascii_digit());
                    let rest = &after.trim_start()[number.unwrap()..];
                    format!("{before}{}{rest}", i64::MAX)
                })
            },
            true,
            "a timestamp is out of range",
        );
    }
}

#[test]
fn an_agent_that_cannot_be_read_is_left_out_and_all_else_comes() {
    let first = World::filled();
    let out = first.path("out.zip");
    first.write(&out);
    let mut entries = Entries::of(&out);
    entries.change("agents/", |text| text.replace("\"name\"", "\"nom\""));
    let changed = first.path("changed.zip");
    entries.honest().pack(&changed);
    let second = world();
    let taken = second.take(&changed).unwrap();
    assert_eq!((taken.agents, taken.contents.unknown), (0, 1));
    assert_eq!((taken.conversations, taken.schedules), (2, 1));
    assert!(second.ledger.whole_agents().unwrap().is_empty());
}

#[test]
fn a_document_that_would_take_all_memory_is_not_read() {
    // Empty lists take fifty times the memory of their text, which compresses a thousandfold.
    with(
        |it| it.find("drafts.json").1 = format!("[{}[]]", "[],".repeat(12 << 20)).into_bytes(),
        true,
        "it is too long",
    );
}

#[test]
fn a_turn_of_another_conversation_is_not_taken_over() {
    let first = World::filled();
    let out = first.path("out.zip");
    first.write(&out);
    let mut entries = Entries::of(&out);
    // The same turns under another conversation.
    let other = ledger::ConversationId::new();
    let (name, bytes) = entries.find("conversations/").clone();
    let id = name
        .strip_prefix("conversations/")
        .unwrap()
        .strip_suffix(".jsonl")
        .unwrap()
        .to_owned();
    let text = String::from_utf8(bytes)
        .unwrap()
        .replacen(&id, &other.to_string(), 1);
    entries
        .0
        .push((format!("conversations/{other}.jsonl"), text.into_bytes()));
    let changed = first.path("changed.zip");
    entries.honest().pack(&changed);
    let second = world();
    let taken = second.take(&changed).unwrap();
    assert_eq!((taken.refused, taken.conversations), (1, 2));
    assert!(second.ledger.conversation(other).unwrap().is_none());
}

#[test]
fn text_that_is_packed_to_fill_a_disk_is_not_unpacked() {
    let first = World::filled();
    let out = first.path("out.zip");
    first.write(&out);
    let mut entries = Entries::of(&out);
    entries.find("drafts.json").1 = vec![b' '; 80 << 20];
    let changed = first.path("changed.zip");
    entries.honest().pack(&changed);
    refused(&changed, "packed to fill a disk");
}

#[test]
fn other_files_are_unknown_and_newer_archives_are_named() {
    let first = world();
    for (name, bytes) in [
        ("a.zip", b"PK\x05\x06".to_vec()),
        ("b.txt", b"Hello".to_vec()),
        ("c", Vec::new()),
    ] {
        let path = first.path(name);
        fs::write(&path, bytes).unwrap();
        assert!(!archive::is_archive(&path).unwrap(), "{name}");
    }
    let filled = World::filled();
    let out = filled.path("out.zip");
    filled.write(&out);
    assert!(archive::is_archive(&out).unwrap());
    let mut entries = Entries::of(&out);
    entries.change("manifest.json", |text| {
        text.replacen("\"format\": 2", "\"format\": 3", 1)
    });
    let changed = filled.path("changed.zip");
    entries.pack(&changed);
    let error = first.take(&changed).unwrap_err();
    assert!(
        matches!(error, Error::Newer { found: 3, known: 2 }),
        "{error:?}"
    );
}

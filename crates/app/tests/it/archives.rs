//! Archives, imports and backups during other work: quitting, deleting, forgetting, failing.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use app::bridge::Patch;
use ledger::{ArchivedSchedule, ScheduleId};
use serde_json::{Value, json};

use crate::person::{Person, until};
use crate::prepared::Record;

async fn transfer_state(person: &Person) -> Value {
    person.does("transfer_state", Value::Null).await
}

/// Waits until some progress was reported.
async fn half_done(person: &Person) {
    until("a part is done", async || {
        let transfer = transfer_state(person).await;
        assert!(transfer["end"].is_null(), "{transfer}");
        (transfer["done"].as_u64() > Some(0)).then_some(())
    })
    .await;
}

fn folder_in(folder: &Path, name: &str) -> PathBuf {
    let inner = folder.join(name);
    std::fs::create_dir(&inner).unwrap();
    inner
}

fn names(folder: &Path) -> Vec<OsString> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn quitting_in_the_middle_of_a_backup_leaves_nothing_in_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    Record::with_large_file(folder.path());
    let person = Person::start(folder.path()).await;
    let backups = folder_in(folder.path(), "backups");
    // An old file left by a crash, a file that another Errand is writing, and a file of the person.
    let old = backups.join(".errand-abc123.part");
    std::fs::write(&old, "half").unwrap();
    let before = std::time::SystemTime::now() - std::time::Duration::from_secs(7_200);
    let file = std::fs::File::options().append(true).open(&old).unwrap();
    file.set_modified(before).unwrap();
    std::fs::write(backups.join(".errand-def456.part"), "half").unwrap();
    std::fs::write(backups.join("letter.part"), "mine").unwrap();

    person.chooses(&backups);
    person.does("set_backup", json!(true)).await;
    half_done(&person).await;
    person.app.shutdown().await;

    let mut left = names(&backups);
    left.sort();
    assert_eq!(left, [".errand-def456.part", "letter.part"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_is_chosen_during_a_backup_gets_one_of_its_own_at_once() {
    let folder = tempfile::tempdir().unwrap();
    Record::with_large_file(folder.path());
    let person = Person::start(folder.path()).await;
    let (first, second) = (
        folder_in(folder.path(), "first"),
        folder_in(folder.path(), "second"),
    );
    person.chooses(&first);
    person.does("set_backup", json!(true)).await;
    half_done(&person).await;
    person.chooses(&second);
    person.does("choose_backup_folder", Value::Null).await;
    until("there is one in the new folder", async || {
        let is_there = names(&second).iter().any(|name| {
            let name = name.to_string_lossy();
            name.starts_with("errand-backup-")
        });
        is_there.then_some(())
    })
    .await;
    person.ended().await;
    assert_eq!(names(&first).len(), 1, "that of the old folder stays");
    assert!(transfer_state(&person).await["backup"]["last"].is_i64());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_ends_does_not_switch_on_again_what_was_switched_off() {
    let folder = tempfile::tempdir().unwrap();
    Record::with_large_file(folder.path());
    let person = Person::start(folder.path()).await;
    person.chooses(&folder_in(folder.path(), "backups"));
    person.does("set_backup", json!(true)).await;
    half_done(&person).await;
    person.does("set_backup", json!(false)).await;
    assert_eq!(person.ended().await["ended"], "written");
    assert_eq!(transfer_state(&person).await["backup"]["on"], false);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_an_import_that_failed_in_the_middle_the_lists_show_what_came() {
    let folder = tempfile::tempdir().unwrap();
    let archive = {
        let google = crate::engine::Google::start(folder.path(), &crate::talking::script());
        let person = Person::start(folder.path()).await;
        person.connects(&google).await;
        let sent = person.sends(crate::talking::FLASH, "What is basalt?").await;
        person.sees(&sent, "done").await;
        let draft = json!({"key": "new", "text": "later", "attachments": [], "who": null});
        person.does("save_draft", draft).await;
        person.exports_everything(folder.path()).await.0
    };

    let other = tempfile::tempdir().unwrap();
    drop(Record::of(other.path()));
    // Simulates a full disk: nothing more can be written when the drafts come.
    rusqlite::Connection::open(other.path().join("data/ledger.db"))
        .unwrap()
        .execute_batch(
            "CREATE TRIGGER full BEFORE INSERT ON drafts BEGIN SELECT RAISE(ABORT, 'full'); END",
        )
        .unwrap();
    let heir = Person::start(other.path()).await;
    let end = heir.imports(&archive).await;
    assert_eq!(end["ended"], "failed", "{end}");
    heir.patch(|patch| matches!(patch, Patch::Imported).then_some(()))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn forgetting_everything_stops_an_export_and_forgets_schedules_of_archives() {
    let folder = tempfile::tempdir().unwrap();
    Record::with_large_file(folder.path());
    let word = "cloudberries";
    {
        let record = Record::of(folder.path());
        let file = record.store.put_bytes(word.as_bytes()).unwrap();
        let schedule = ArchivedSchedule {
            id: ScheduleId::new(),
            created_at: 1,
            body: json!({"draft": {"text": word, "words": "every day"}}),
            files: vec![file.sha256],
        };
        record.ledger.keep_archived_schedule(&schedule).unwrap();
    }
    let person = Person::start(folder.path()).await;
    assert_eq!(
        transfer_state(&person).await["schedules"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let out = folder_in(folder.path(), "out");
    person.chooses(&out);
    person.does("export_everything", Value::Null).await;
    half_done(&person).await;

    person.does("forget_everything", Value::Null).await;
    let transfer = transfer_state(&person).await;
    assert_eq!(transfer["end"]["ended"], "stopped", "{transfer}");
    assert_eq!(transfer["schedules"], json!([]));
    assert_eq!(names(&out), [] as [&str; 0]);
    assert!(!crate::person::stands_in(&folder.path().join("data"), word));
    // After forgetting, new work can begin.
    person.exports_everything(&out).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_schedule_of_an_archive_is_made_anew_from_its_text_with_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let file = |sha256: &str, name: &str| json!({"sha256": sha256, "name": name, "mime": "text/plain", "size": 5});
    let draft = {
        let record = Record::of(folder.path());
        let saved = record.store.put_bytes(b"names").unwrap();
        // The bytes of one file were missing when the archive was written, and another is not named in it.
        let gone = "ab".repeat(32);
        let other = record.store.put_bytes(b"other").unwrap();
        let draft = json!({
            "name": "Weekly report",
            "text": "Write the report.",
            "files": [file(&saved.sha256, "names.txt"), file(&gone, "gone.txt"), file(&other.sha256, "other.txt")],
            "who": "local:agent:errand-agent",
            "network": {"reach": "off"},
            "tools": {
                "search": false, "pages": true, "maps": false, "code": true, "stores": [], "programs": ["look"],
                "servers": [{"server": "s", "asks": false}],
                "folder": "/home/ada",
            },
            "words": "every Monday at 7:00",
            "zone": "Europe/Zurich",
        });
        let schedule = ArchivedSchedule {
            id: ScheduleId::new(),
            created_at: 1,
            body: json!({"draft": draft, "cron": "0 7 * * 1"}),
            files: vec![saved.sha256, gone],
        };
        record.ledger.keep_archived_schedule(&schedule).unwrap();
        let unreadable = ArchivedSchedule {
            id: ScheduleId::new(),
            created_at: 2,
            body: json!({"draft": {"text": "Of a newer Errand", "words": "at times"}}),
            files: Vec::new(),
        };
        record.ledger.keep_archived_schedule(&unreadable).unwrap();
        draft
    };
    let script = json!({"agents": ["errand-agent"], "turns": [{"say": ["Written."]}]});
    let person = Person::start_with_engine(folder.path(), &script).await;
    let schedules = transfer_state(&person).await["schedules"].take();
    let (first, second) = (&schedules[0], &schedules[1]);
    assert_eq!(
        (&first["text"], &first["when"]),
        (&draft["name"], &draft["words"])
    );
    let mut expected = draft.clone();
    expected["files"] = json!([draft["files"][0]]);
    expected["tools"]["folder"] = Value::Null;
    // An archive of an older Errand has no word on pictures.
    expected["tools"]["pictures"] = json!(false);
    expected["tools"]["servers"][0]["asks"] = json!(true);
    assert_eq!(first["draft"], expected);
    assert_eq!(second["text"], "Of a newer Errand");
    assert!(second["draft"].is_null());

    let save = json!({"id": null, "draft": first["draft"]});
    person.does("save_schedule", save).await;
    person
        .does("forget_archived_schedule", first["id"].clone())
        .await;
    let kept = person.does("schedules", Value::Null).await["list"][0].clone();
    let kept = person.does("schedule", kept["id"].clone()).await;
    assert_eq!(kept["draft"]["text"], draft["text"]);
    assert_eq!(kept["draft"]["files"], expected["files"]);
    let left = transfer_state(&person).await["schedules"].take();
    assert_eq!(left.as_array().unwrap().len(), 1);
    person.app.shutdown().await;
}

/// Makes an answer whose source has this URL.
fn answer_from(url: &str) -> Value {
    json!({"type": "model_output", "content": [{
        "type": "text",
        "text": "Basalt.",
        "annotations": [{"type": "url_citation", "url": url, "title": "A page", "start_index": 0, "end_index": 7}],
    }]})
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exported_page_names_its_pictures_and_leads_to_the_web_only() {
    let folder = tempfile::tempdir().unwrap();
    let (picture, gone) = {
        let record = Record::of(folder.path());
        let put = |bytes: &[u8]| record.store.put_bytes(bytes).unwrap();
        (put(b"a picture"), put(b"another picture"))
    };
    let file = |sha256: &str, name: &str| json!({"sha256": sha256, "name": name, "mime": "image/png", "size": 9});
    let attached = [
        file(&picture.sha256, "rock \"7\".png"),
        file(&gone.sha256, "gone.png"),
    ];
    let steps = [answer_from("javascript:alert(1)")];
    let usage = json!({"total_tokens": u64::MAX, "total_input_tokens": u64::MAX});
    let sent = Record::with_turn(folder.path(), &steps, &usage, &attached);
    // Missing files are left out of a page.
    let place = Record::of(folder.path()).store.path(&gone.sha256);
    std::fs::remove_file(place.unwrap()).unwrap();

    let person = Person::start(folder.path()).await;
    let exported = async |form: &str| {
        person.chooses(folder.path());
        let request = json!({"conversation": sent["conversation"], "form": form});
        let path = person.does("export_conversation", request).await;
        std::fs::read_to_string(path.as_str().unwrap()).unwrap()
    };
    let page = exported("page").await;
    assert!(
        page.contains("<img alt=\"rock &quot;7&quot;.png\" src=\"data:image/png;base64,"),
        "{page}"
    );
    assert_eq!(page.matches("<img").count(), 1);
    assert!(
        page.contains("A page") && !page.contains("javascript:"),
        "{page}"
    );
    let css = page
        .split("<style>")
        .nth(1)
        .unwrap()
        .split("</style>")
        .next()
        .unwrap();
    // An Arabic page runs from right to left, and its code from left to right all the same.
    assert!(css.contains("direction:ltr"), "{css}");
    assert!(!css.contains("-left:") && !css.contains("-right:"), "{css}");
    let text = exported("markdown").await;
    assert!(
        text.contains("A page") && !text.contains("javascript:"),
        "{text}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_archive_spent_does_not_use_up_the_months_limit() {
    let folder = tempfile::tempdir().unwrap();
    let usage = json!({
        "total_tokens": 2_000_000, "total_input_tokens": 1_000_000, "total_output_tokens": 1_000_000,
    });
    let steps = [answer_from("https://rocks.example/basalt")];
    let sent = Record::with_turn(folder.path(), &steps, &usage, &[]);
    let person = Person::start(folder.path()).await;
    let spent = async |person: &Person| {
        let budget = person.does("budget", Value::Null).await;
        budget["spent"]["high"].as_u64().unwrap()
    };
    assert!(spent(&person).await > 0);
    let (archive, _) = person.exports_everything(folder.path()).await;

    let other = tempfile::tempdir().unwrap();
    let heir = Person::start(other.path()).await;
    assert_eq!(heir.imports(&archive).await["turns"], 1);
    assert_eq!(spent(&heir).await, 0, "somebody else has paid it");
    let month = heir.does("spending", json!({"month": null})).await;
    assert_eq!(month["turns"], 0, "{month}");
    // The conversation's cost is shown with it.
    let cost = heir
        .does("conversation_cost", sent["conversation"].clone())
        .await;
    assert_eq!(cost["tokens"], 2_000_000);
    // Costs here stay counted when one's own archive is imported again.
    let before = spent(&person).await;
    assert_eq!(person.imports(&archive).await["known"], 1);
    assert_eq!(spent(&person).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_agents_that_could_have_been_filled_in_here_come_out_of_an_archive() {
    let folder = tempfile::tempdir().unwrap();
    let head = json!({
        "name": "Geologist", "letter": "G", "colour": "amber", "about": "", "network": {"reach": "off"},
        "skills": [], "data": 1,
    });
    let body = |path: &str| {
        json!({
            "name": "Geologist", "letter": "G", "colour": "amber", "about": "", "instructions": "Look closely.",
            "skills": [], "data": [{"is": "text", "name": path, "text": "Basalt is dark."}],
            "tools": {"code": true, "search": false, "pages": false}, "network": {"reach": "off"},
            "model": null, "max_tokens": 50_000,
        })
    };
    let mut bad_head = head.clone();
    bad_head["colour"] = json!("of nothing");
    {
        let record = Record::of(folder.path());
        let all = [
            ("good", &head, body("rocks.txt")),
            ("bad-head", &bad_head, body("rocks.txt")),
            ("bad-path", &head, body("../../.bashrc")),
        ];
        for (stem, head, body) in all {
            let agent = ledger::AgentRecord {
                id: ledger::OwnAgentId::new(),
                stem: stem.to_owned(),
                head: head.clone(),
                body,
                files: Vec::new(),
            };
            record.ledger.keep_agent(&agent, 1).unwrap();
        }
    }
    let person = Person::start(folder.path()).await;
    let (archive, _) = person.exports_everything(folder.path()).await;
    let other = tempfile::tempdir().unwrap();
    let heir = Person::start(other.path()).await;
    let end = heir.imports(&archive).await;
    assert_eq!(end["agents"], 1, "{end}");
    assert_eq!(end["left_out"], json!([["other", 2]]));
}

#[tokio::test(flavor = "multi_thread")]
async fn why_an_archive_is_refused_is_said_in_plain_words() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start(folder.path()).await;
    let (archive, _) = person.exports_everything(folder.path()).await;
    let bytes = std::fs::read(&archive).unwrap();
    let changed = folder.path().join("changed.zip");
    let at = bytes
        .windows(13)
        .position(|it| it == b"settings.json")
        .unwrap();
    let mut broken = bytes.clone();
    // A byte of the compressed data after the name.
    broken[at + 16] ^= 0x55;
    std::fs::write(&changed, broken).unwrap();
    let end = person.imports(&changed).await;
    assert_eq!(end["ended"], "failed", "{end}");
    let message = end["error"]["message"].as_str().unwrap();
    assert_eq!(
        message,
        "changed.zip is damaged, or was changed since it was written."
    );
    assert!(
        end["error"]["hint"]
            .as_str()
            .unwrap()
            .contains("another copy")
    );
}

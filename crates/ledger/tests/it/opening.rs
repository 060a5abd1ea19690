//! Opening a ledger: a valid one is opened, any other is reported and left unchanged.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use ledger::{Error, Ledger};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::world::{self, World, whole, world};

/// A ledger of format 1 as written at that time. All later formats must be able to open it.
pub(crate) const FORMAT_1: &str = include_str!("format-1.sql");

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| {
            let entry = entry.expect("an entry");
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, fs::read(entry.path()).expect("its bytes"))
        })
        .filter(|(name, _)| !name.ends_with(".lock"))
        .collect();
    files.sort();
    files
}

#[test]
fn a_new_ledger_is_made_with_its_folders_and_only_for_the_person() {
    let folder = folder();
    let path = folder.path().join("a/b/ledger.db");
    let ledger = Ledger::open(&path).unwrap();
    assert_eq!(ledger.path(), path);
    assert!(!ledger.search_is_damaged());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn a_ledger_of_format_1_opens_with_everything_in_it() {
    let folder = folder();
    let path = folder.path().join("ledger.db");
    Connection::open(&path)
        .unwrap()
        .execute_batch(FORMAT_1)
        .unwrap();
    let ledger = Ledger::open(&path).unwrap();
    let page = ledger.conversations(ledger::Kind::Job, None, 10).unwrap();
    let job = &page.items[0];
    assert_eq!(job.conversation.title, "Compare suppliers");
    assert_eq!(job.line, "The second supplier is cheapest.");
    assert_eq!(job.files, 1);
    let files = ledger.artifacts_in_conversation(job.conversation.id, None, 5);
    assert_eq!(files.unwrap().items.len(), 1);
    let whole = whole(&ledger, job.conversation.id).unwrap();
    assert_eq!(whole.interactions.len(), 1);
    assert_eq!(whole.interactions[0].origin, None);
    let run = whole.interactions[0].id;
    assert_eq!(whole.steps[&run].len(), 1);
    let last = world::events(&ledger, run).pop().unwrap();
    assert_eq!(last.event_id.as_deref(), Some("e2"));
    assert_eq!(ledger.search("cheapest", 5).unwrap().len(), 1);
    assert_eq!(
        ledger.setting("welcomed").unwrap(),
        Some(serde_json::json!(true))
    );
    assert_eq!(
        ledger.draft(ledger::DraftKey::New).unwrap().unwrap().text,
        "unsent"
    );
}

#[test]
fn what_a_ledger_of_format_1_knew_of_sandboxes_and_files_is_brought_over() {
    let folder = folder();
    let path = folder.path().join("ledger.db");
    let old = Connection::open(&path).unwrap();
    old.execute_batch(FORMAT_1).unwrap();
    let run = "0198c0de-0000-7000-8000-000000000002";
    let listing = serde_json::json!([
        {"path": "/workspace/report.md", "size_bytes": "5", "modified": "2026-01-01T00:00:00Z"},
        {"name": "a.csv"},
        "not a file",
    ]);
    old.execute(
        "INSERT INTO settings VALUES (?1, ?2), ('listing:gone', '[]')",
        (format!("listing:{run}"), listing.to_string()),
    )
    .unwrap();
    old.execute(
        "UPDATE requests SET attachments = ?1",
        [r#"[{"sha256": "cd34", "name": "offers.txt", "mime": "text/plain"}, {"odd": 1}]"#],
    )
    .unwrap();
    drop(old);

    let ledger = Ledger::open(&path).unwrap();
    let run = run.parse().unwrap();
    assert!(ledger.is_listed(run).unwrap());
    let mut files = ledger.listing_after(&[run]).unwrap();
    files.sort_by(|one, other| one.path.cmp(&other.path));
    assert_eq!(files.len(), 2);
    assert_eq!(files[0].path, "/workspace/report.md");
    assert_eq!(files[0].size, Some(5));
    assert_eq!(files[0].modified.as_deref(), Some("2026-01-01T00:00:00Z"));
    assert_eq!(files[1].path, "a.csv");
    assert_eq!(ledger.setting("listing:gone").unwrap(), None);

    let unread = ledger.unread_files(9).unwrap();
    let mut names: Vec<_> = unread.iter().map(|file| file.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["/workspace/report.md", "offers.txt"]);
    ledger.keep_words("cd34", Some("Nordwerk")).unwrap();
    let found = ledger.search("nordwerk", 5).unwrap();
    assert_eq!(found[0].file.as_ref().unwrap().name, "offers.txt");
}

#[test]
fn a_newer_ledger_is_refused_and_not_a_byte_is_changed() {
    let World { ledger, folder } = world();
    drop(ledger);
    let path = folder.path().join("ledger.db");
    let newer = Connection::open(&path).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    drop(newer);
    let before = files(folder.path());

    let error = Ledger::open(&path).unwrap_err();
    assert!(matches!(error, Error::Newer { found: 99, .. }), "{error:?}");
    assert!(error.hint().contains("newest version"));
    assert!(files(folder.path()) == before, "the folder was changed");
}

#[test]
fn a_newer_ledger_whose_format_stands_only_in_its_log_is_refused() {
    let World { ledger, folder } = world();
    drop(ledger);
    let path = folder.path().join("ledger.db");
    // The newer Errand was killed, so its WAL was never checkpointed.
    let newer = Connection::open(&path).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    let left_behind = self::folder();
    for name in ["ledger.db", "ledger.db-wal"] {
        fs::copy(folder.path().join(name), left_behind.path().join(name)).unwrap();
    }
    let path = left_behind.path().join("ledger.db");
    let before = fs::read(&path).unwrap();
    let log = fs::read(left_behind.path().join("ledger.db-wal")).unwrap();

    let error = Ledger::open(&path).unwrap_err();
    assert!(matches!(error, Error::Newer { .. }), "{error:?}");
    assert!(fs::read(&path).unwrap() == before);
    assert!(fs::read(left_behind.path().join("ledger.db-wal")).unwrap() == log);
}

#[test]
fn a_file_that_is_no_ledger_is_named_and_left_as_it_is() {
    let other_program = {
        let folder = folder();
        let path = folder.path().join("x.db");
        Connection::open(&path)
            .unwrap()
            .execute_batch("CREATE TABLE bookmarks (url); PRAGMA user_version = 1;")
            .unwrap();
        fs::read(path).unwrap()
    };
    let mut damaged_header = other_program.clone();
    damaged_header[16..40].fill(0xee);
    for bytes in [
        b"not a database at all".to_vec(),
        vec![0; 5_000],
        b"SQLite format 3\0".to_vec(),
        other_program,
        damaged_header,
    ] {
        let folder = folder();
        let path = folder.path().join("ledger.db");
        fs::write(&path, &bytes).unwrap();
        let error = Ledger::open(&path).unwrap_err();
        assert!(matches!(error, Error::Corrupt { .. }), "{error:?}");
        assert!(error.hint().contains("backup"), "{}", error.hint());
        assert!(fs::read(&path).unwrap() == bytes);
    }
}

#[test]
fn a_damaged_ledger_is_named_and_left_as_it_is() {
    let world = world();
    for at in 0..200 {
        world.chat("some words that fill a few pages of the file", at);
    }
    let World { ledger, folder } = world;
    drop(ledger);
    let path = folder.path().join("ledger.db");
    let sound = fs::read(&path).unwrap();

    let mut torn = sound.clone();
    for page in torn.chunks_mut(4096).skip(1) {
        page[..64].fill(0xff);
    }
    let cut_short = &sound[..sound.len() / 2];
    for bytes in [torn.as_slice(), cut_short] {
        fs::write(&path, bytes).unwrap();
        let error = Ledger::open(&path).unwrap_err();
        assert!(matches!(error, Error::Corrupt { .. }), "{error:?}");
        assert!(fs::read(&path).unwrap() == bytes);
    }
    fs::write(&path, &sound).unwrap();
    Ledger::open(&path).expect("the sound copy opens again");
}

#[test]
fn an_older_ledger_is_searched_while_it_is_indexed_and_that_goes_on_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let old = Connection::open(&path).unwrap();
    old.execute_batch(include_str!("format-1.sql")).unwrap();
    old.execute_batch(
        "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 200)
         INSERT INTO conversations (id, kind, title, created_at, updated_at)
           SELECT printf('01900000-0000-7000-8000-%012d', n), 'chat', '題名' || n, n, n FROM n;
         INSERT INTO interactions (id, conversation_id, engine, target, target_id, phase, created_at, settled)
           SELECT replace(id, '-8', '-9'), id, 'local', 'model', 'm', '{}', created_at, 1 FROM conversations WHERE title LIKE '題名%';
         INSERT INTO requests (run_id, prompt, attachments, request)
           SELECT id, 'Frage' || created_at || 'x', '[]', '{}' FROM interactions WHERE target_id = 'm';
         INSERT INTO search (rowid, answer) SELECT key, 'Antwort' || created_at || '答' FROM interactions WHERE target_id = 'm';",
    )
    .unwrap();
    drop(old);
    let all = |ledger: &Ledger| {
        for query in ["frage7x", "wort100答", "題名200", "cheapest"] {
            assert_eq!(ledger.search(query, 5).unwrap().len(), 1, "{query}");
        }
    };
    let mut rounds = 0;
    loop {
        let ledger = Ledger::open(&path).unwrap();
        all(&ledger);
        if !ledger.index_more().unwrap() {
            assert!(ledger.search_is_complete().unwrap());
            all(&ledger);
            break;
        }
        rounds += 1;
    }
    assert!(rounds > 10, "in short steps: {rounds}");
}

#[test]
fn a_damaged_search_index_is_said_and_mended() {
    let world = world();
    world.chat("supplier", 10);
    let World { ledger, folder } = world;
    drop(ledger);
    let path = folder.path().join("ledger.db");
    for damage in [
        "DELETE FROM search_grams_data",
        "UPDATE search_grams_data SET block = zeroblob(40) WHERE id > 10",
    ] {
        Connection::open(&path)
            .unwrap()
            .execute_batch(damage)
            .unwrap();
        let ledger = Ledger::open(&path).unwrap();
        assert!(ledger.search_is_damaged(), "{damage}");
        ledger.rebuild_search().unwrap();
        while ledger.index_more().unwrap() {}
        assert!(!ledger.search_is_damaged());
        assert_eq!(ledger.search("supplier", 5).unwrap().len(), 1);
        drop(ledger);
        assert!(!Ledger::open(&path).unwrap().search_is_damaged());
    }
}

#[test]
fn a_second_opening_is_refused_until_the_first_is_closed() {
    let World { ledger, folder } = world();
    let path = folder.path().join("ledger.db");
    let clone = ledger.clone();
    drop(ledger);
    let error = Ledger::open(&path).unwrap_err();
    assert!(matches!(error, Error::Locked { .. }), "{error:?}");
    assert!(error.hint().contains("Close"));
    clone.setting("theme").expect("the first one works on");
    drop(clone);
    Ledger::open(&path).expect("it is free again");
}

#[test]
fn another_process_keeps_it_locked_and_frees_it_even_when_killed() {
    let folder = folder();
    let path = folder.path().join("ledger.db");
    let mut holder = Command::new(env::current_exe().unwrap())
        .args(["--exact", "opening::holds_until_killed"])
        .args(["--ignored", "--nocapture"])
        .env(HELD_LEDGER, &path)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let held = BufReader::new(holder.stdout.take().unwrap())
        .lines()
        .any(|line| line.is_ok_and(|line| line.ends_with("held")));
    assert!(held, "the other process opened it");

    assert!(matches!(Ledger::open(&path), Err(Error::Locked { .. })));
    holder.kill().unwrap();
    holder.wait().unwrap();
    Ledger::open(&path).expect("it is free again");
}

const HELD_LEDGER: &str = "ERRAND_TEST_HELD_LEDGER";

#[test]
#[ignore = "the other process of the test above"]
fn holds_until_killed() {
    let Some(path) = env::var_os(HELD_LEDGER) else {
        return;
    };
    let _ledger = Ledger::open(path).unwrap();
    println!("held");
    std::io::stdout().flush().unwrap();
    // Exits when the parent test process is gone.
    let _ = std::io::stdin().read_line(&mut String::new());
}

#[test]
fn a_program_that_writes_to_the_file_without_asking_is_named_too() {
    let World { ledger, folder } = world();
    drop(ledger);
    let path = folder.path().join("ledger.db");
    let intruder = Connection::open(&path).unwrap();
    intruder.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let error = Ledger::open(&path).unwrap_err();
    assert!(matches!(error, Error::Locked { .. }), "{error:?}");
    intruder.execute_batch("ROLLBACK").unwrap();
    drop(intruder);
    Ledger::open(&path).expect("it is free again");
}

#[test]
fn a_place_that_cannot_be_written_is_named_with_its_path() {
    let folder = folder();
    let in_the_way = folder.path().join("file");
    fs::write(&in_the_way, "not a folder").unwrap();
    let error = Ledger::open(in_the_way.join("ledger.db")).unwrap_err();
    assert!(matches!(error, Error::Io { .. }), "{error:?}");
    assert!(error.to_string().contains("file"), "{error}");
    assert!(error.hint().contains("file"), "{}", error.hint());

    let error = Ledger::open(folder.path()).unwrap_err();
    assert!(matches!(error, Error::Io { .. }), "{error:?}");
}

#[test]
fn what_was_begun_in_two_places_is_all_there_in_one() {
    let folder = folder();
    let path = folder.path().join("ledger.db");
    Connection::open(&path)
        .unwrap()
        .execute_batch(&format!(
            "{FORMAT_1}
             DELETE FROM drafts;
             INSERT INTO drafts VALUES
               ('new_chat', 'half a question', '[]', 'gemini/model/a'),
               ('new_job', 'half a job', '[{{\"name\":\"a.csv\",\"sha256\":\"ab\"}}]', NULL),
               ('0198c0de-0000-7000-8000-00000000dead', 'of a chat that is gone', '[]', NULL);"
        ))
        .unwrap();
    let ledger = Ledger::open(&path).unwrap();
    let draft = ledger.draft(ledger::DraftKey::New).unwrap().unwrap();
    assert_eq!(draft.text, "half a question\n\nhalf a job");
    assert_eq!(draft.attachments[0]["name"], "a.csv");
    assert_eq!(draft.who.as_deref(), Some("gemini/model/a"));
    let gone = "0198c0de-0000-7000-8000-00000000dead".parse().unwrap();
    assert_eq!(ledger.draft(gone).unwrap(), None);
}

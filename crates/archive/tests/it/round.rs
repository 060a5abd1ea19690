//! Export, import into an empty ledger, and export again; and importing twice.

use std::fs;
use std::sync::atomic::{AtomicU64, Ordering};

use archive::{About, Progress, Watch};
use ledger::ArtifactState;

use crate::world::{Turn, Words, World, world};

#[test]
fn an_archive_of_an_imported_archive_is_the_same_to_the_byte() {
    let first = World::filled();
    let out = first.path("first.zip");
    let written = first.write(&out);
    assert_eq!(written.counts.conversations, 2);
    assert_eq!(written.counts.turns, 5);
    assert_eq!(written.counts.events, 10);
    assert_eq!(written.missing, 0);
    assert_eq!(fs::metadata(&out).unwrap().len(), written.size);

    let second = world();
    let taken = second.take(&out).unwrap();
    assert_eq!((taken.conversations, taken.turns, taken.known), (2, 5, 0));
    assert_eq!((taken.agents, taken.schedules, taken.folders), (1, 1, 2));
    assert_eq!(taken.contents.counts, written.counts);
    let again = second.path("second.zip");
    second.write(&again);
    assert!(
        fs::read(&out).unwrap() == fs::read(&again).unwrap(),
        "the two archives differ"
    );
    // Only another date changes the archive.
    let later = second.path("later.zip");
    second.write_at(&later, 1_765_000_000_000);
    assert!(fs::read(&out).unwrap() != fs::read(&later).unwrap());
}

#[test]
fn imported_turns_have_ended_can_be_found_and_have_their_files() {
    let first = World::filled();
    let out = first.path("out.zip");
    first.write(&out);
    let second = world();
    second.take(&out).unwrap();

    assert!(
        second.ledger.unsettled().unwrap().is_empty(),
        "nothing goes on"
    );
    assert!(
        second.ledger.due_notices().unwrap().is_empty(),
        "nobody is told"
    );
    let hits = second.ledger.search("gneiss", 10).unwrap();
    assert_eq!(hits.len(), 1);
    let hits = second.ledger.search("striped", 10).unwrap();
    let hit = hits.first().unwrap();
    assert_eq!(hit.title, "Rocks \"and\" more");

    let files = second
        .ledger
        .artifacts_of_conversation(hit.conversation_id)
        .unwrap();
    assert_eq!(files.len(), 4);
    for file in &files {
        assert_eq!(file.state, ArtifactState::Saved);
        second.store.read(file.sha256.as_deref().unwrap()).unwrap();
    }
    // Their words are still to be extracted.
    assert!(!second.ledger.unread_files(10).unwrap().is_empty());

    let rows = second.ledger.interactions(hit.conversation_id).unwrap();
    assert!(rows.iter().all(|row| row.imported && row.settled));
    assert_eq!(rows[1].parent_id, Some(rows[0].id));
    assert_eq!(rows[2].parent_id, Some(rows[0].id), "the branch is kept");
    // The run that was not finished has what it had said so far.
    assert_eq!(rows[3].phase["how"], "broken off");
    assert_eq!(second.ledger.steps(rows[3].id).unwrap().len(), 1);
    assert_eq!(
        second
            .ledger
            .summary(hit.conversation_id)
            .unwrap()
            .unwrap()
            .line,
        "so far"
    );
    // Deleting it asks no server, because another person may have sent it.
    second.ledger.mark_deleted(hit.conversation_id, 1).unwrap();
    second
        .ledger
        .delete_conversation(hit.conversation_id, &ledger::DeletionExtras::default(), 2)
        .unwrap();
    assert!(second.ledger.removals().unwrap().is_empty());
}

#[test]
fn importing_twice_or_into_the_ledger_it_came_from_changes_nothing() {
    let first = World::filled();
    let out = first.path("out.zip");
    first.write(&out);
    let before = first
        .ledger
        .interactions(first.ledger.conversation_ids(None, 9).unwrap()[0])
        .unwrap();

    let taken = first.take(&out).unwrap();
    assert_eq!((taken.conversations, taken.turns, taken.known), (0, 0, 5));
    assert_eq!((taken.agents, taken.schedules, taken.folders), (0, 0, 0));
    assert!(taken.changed.is_empty());
    let after = first
        .ledger
        .interactions(first.ledger.conversation_ids(None, 9).unwrap()[0])
        .unwrap();
    assert_eq!(before, after, "what is here stays as it is");

    let second = world();
    second.take(&out).unwrap();
    let taken = second.take(&out).unwrap();
    assert_eq!((taken.conversations, taken.turns, taken.known), (0, 0, 5));
    let mut spent = 0;
    let count = |_| {
        spent += 1;
        std::ops::ControlFlow::Continue(())
    };
    second.ledger.all_usage(count).unwrap();
    assert_eq!(spent, 4, "nothing is kept twice");
    let here = second.ledger.usage_within(i64::MIN..i64::MAX).unwrap();
    assert!(here.is_empty(), "somebody else has paid it: {here:?}");
}

#[test]
fn a_newer_archive_brings_the_turns_that_are_new() {
    let first = World::filled();
    let old = first.path("old.zip");
    first.write(&old);
    let second = world();
    second.take(&old).unwrap();

    let (id, title) = {
        let hit = first.ledger.search("gneiss", 1).unwrap().remove(0);
        (hit.conversation_id, hit.title)
    };
    let conversation = first.ledger.conversation(id).unwrap().unwrap();
    let last = first.ledger.newest_turn(id).unwrap().unwrap();
    let turn = Turn {
        parent: Some(last.id),
        prompt: "And obsidian?",
        answer: "A glass.",
        at: 90,
        is_over: true,
    };
    first.turn(Some(&conversation), &turn);
    let new = first.path("new.zip");
    first.write(&new);
    let taken = second.take(&new).unwrap();
    assert_eq!((taken.conversations, taken.turns, taken.known), (0, 1, 5));
    assert_eq!(taken.changed, [id]);
    let hit = second.ledger.search("obsidian", 1).unwrap().remove(0);
    assert_eq!((hit.conversation_id, hit.title), (id, title));
}

#[test]
fn an_archive_holds_no_key_no_list_and_no_permission() {
    let first = World::filled();
    let id = first.ledger.conversation_ids(None, 1).unwrap()[0];
    first.ledger.allow(id, "delete_everything").unwrap();
    first.ledger.note_picked_folder("/home/ada/secret").unwrap();
    let out = first.path("out.zip");
    first.write(&out);
    let mut zip = zip::ZipArchive::new(fs::File::open(&out).unwrap()).unwrap();
    let mut all = String::new();
    for index in 0..zip.len() {
        use std::io::Read as _;
        let mut bytes = Vec::new();
        zip.by_index(index)
            .unwrap()
            .read_to_end(&mut bytes)
            .unwrap();
        all.push_str(&String::from_utf8_lossy(&bytes));
    }
    for secret in [
        "delete_everything",
        "/home/ada/secret",
        "listed:gemini",
        "not in an archive",
        "t1\"",
    ] {
        assert!(!all.contains(secret), "{secret} is in the archive");
    }
    assert!(all.contains("\"theme\": \"dark\""));
    assert!(all.contains("\"search\":true"), "what it may use is in it");
}

#[test]
fn missing_or_altered_files_are_counted_and_do_not_stop_the_export() {
    let first = World::filled();
    let id = first.ledger.conversation_ids(None, 1).unwrap()[0];
    let files = first.ledger.artifacts_of_conversation(id).unwrap();
    let place = |at: usize| {
        let sha256 = files[at].sha256.as_deref().unwrap();
        first.store.path(sha256).unwrap()
    };
    fs::remove_file(place(0)).unwrap();
    let altered = place(1);
    fs::write(
        &altered,
        "something else, and longer than what was there before",
    )
    .unwrap();
    let out = first.path("out.zip");
    assert_eq!(first.write(&out).missing, 2);
    let second = world();
    second.take(&out).unwrap();
    assert_eq!(
        second.ledger.artifacts_of_conversation(id).unwrap().len(),
        4
    );
    assert!(
        second
            .store
            .path(files[0].sha256.as_deref().unwrap())
            .is_err()
    );
}

/// Stops after a number of calls.
struct Impatient(AtomicU64);

impl Watch for Impatient {
    fn should_continue(&self, _: Progress) -> bool {
        self.0.fetch_sub(1, Ordering::Relaxed) > 1
    }
}

#[test]
fn a_stopped_export_leaves_the_older_file_and_nothing_else() {
    let first = World::filled();
    let out = first.path("out.zip");
    fs::write(&out, "an older file").unwrap();
    let about = About {
        made_by: String::new(),
        at: 0,
    };
    for looks in 1..12 {
        let watch = Impatient(AtomicU64::new(looks));
        let stopped = archive::write(&first.ledger, &first.store, &Words, &about, &out, &watch);
        assert!(matches!(stopped, Err(archive::Error::Stopped)), "{looks}");
        assert_eq!(fs::read_to_string(&out).unwrap(), "an older file");
    }
    let left: Vec<_> = fs::read_dir(first.folder.path())
        .unwrap()
        .filter(|entry| {
            entry
                .as_ref()
                .unwrap()
                .file_name()
                .to_string_lossy()
                .ends_with(".part")
        })
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn progress_ends_at_its_total() {
    struct Last(std::sync::Mutex<Progress>);
    impl Watch for Last {
        fn should_continue(&self, progress: Progress) -> bool {
            let mut last = self.0.lock().unwrap();
            assert!(progress.done >= last.done, "it never goes back");
            *last = progress;
            true
        }
    }
    let first = World::filled();
    let out = first.path("out.zip");
    let watch = Last(std::sync::Mutex::default());
    let about = About {
        made_by: String::new(),
        at: 0,
    };
    archive::write(&first.ledger, &first.store, &Words, &about, &out, &watch).unwrap();
    let last = *watch.0.lock().unwrap();
    assert_eq!(last.done, last.total);
    assert!(last.total > 0);
}

#[test]
fn an_imported_folder_joins_one_of_the_same_name() {
    let first = World::filled();
    let out = first.path("out.zip");
    first.write(&out);
    let second = world();
    let rocks = second.ledger.make_folder("ROCKS", 1).unwrap().unwrap();
    let taken = second.take(&out).unwrap();
    assert_eq!(taken.folders, 1, "the other one is new");
    let names: Vec<String> = second
        .ledger
        .folders()
        .unwrap()
        .into_iter()
        .map(|folder| folder.name)
        .collect();
    assert_eq!(names, ["ROCKS", "Nothing yet"]);
    let hit = second.ledger.search("striped", 1).unwrap().remove(0);
    let conversation = second.ledger.conversation(hit.conversation_id).unwrap();
    let conversation = conversation.unwrap();
    assert_eq!(conversation.folder, Some(rocks.id));
    assert!(conversation.pinned && conversation.archived);

    // A conversation that the person moved since stays where it is.
    second
        .ledger
        .change_conversations(&[conversation.id], ledger::Change::Folder(None))
        .unwrap();
    second.take(&out).unwrap();
    let conversation = second.ledger.conversation(hit.conversation_id).unwrap();
    assert_eq!(conversation.unwrap().folder, None);
}

#[test]
fn files_of_a_schedule_that_came_with_an_archive_stay_until_it_is_forgotten() {
    let first = World::filled();
    let out = first.path("out.zip");
    first.write(&out);
    let second = world();
    second.take(&out).unwrap();
    let schedule = second.ledger.archived_schedules().unwrap().remove(0);
    let file = schedule.files[0].clone();
    assert!(second.store.path(&file).is_ok());
    assert!(second.ledger.referenced_files().unwrap().contains(&file));
    assert!(second.ledger.leftovers().unwrap().is_empty());

    second
        .ledger
        .forget_archived_schedule(schedule.id, 5)
        .unwrap();
    assert!(!second.ledger.referenced_files().unwrap().contains(&file));
    assert_eq!(second.ledger.leftovers().unwrap()[0].sha256, file);
}

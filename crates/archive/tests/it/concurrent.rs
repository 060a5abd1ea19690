//! Changes of the ledger and its files while an archive is written.

use std::fs;
use std::path::Path;
use std::sync::Once;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use archive::{About, ExportSummary, Progress, Watch};

use crate::world::{Turn, Words, World, world};

/// Records the total amount of work.
struct Total<'a>(&'a AtomicU64);

impl Watch for Total<'_> {
    fn should_continue(&self, progress: Progress) -> bool {
        self.0.store(progress.total, Ordering::Relaxed);
        true
    }
}

/// Runs an action once, as soon as progress exceeds `after`.
struct Meanwhile<'a> {
    after: u64,
    once: Once,
    what: &'a (dyn Fn() + Sync),
}

impl<'a> Meanwhile<'a> {
    fn new(after: u64, what: &'a (dyn Fn() + Sync)) -> Self {
        Self {
            after,
            once: Once::new(),
            what,
        }
    }
}

impl Watch for Meanwhile<'_> {
    fn should_continue(&self, progress: Progress) -> bool {
        if progress.done >= self.after {
            self.once.call_once(self.what);
        }
        true
    }
}

fn write_while(world: &World, place: &Path, what: &(dyn Fn() + Sync)) -> ExportSummary {
    let about = About {
        made_by: String::new(),
        at: 0,
    };
    let watch = Meanwhile::new(0, what);
    archive::write(&world.ledger, &world.store, &Words, &about, place, &watch).unwrap()
}

#[test]
fn an_archive_that_is_written_while_a_file_comes_in_can_be_taken_in() {
    let first = World::filled();
    let out = first.path("out.zip");
    let ids = first.ledger.conversation_ids(None, 9).unwrap();
    let later = first.ledger.conversation(ids[1]).unwrap().unwrap();
    let last = first.ledger.newest_turn(later.id).unwrap().unwrap();
    let written = write_while(&first, &out, &|| {
        first.turn(
            Some(&later),
            &Turn {
                parent: Some(last.id),
                prompt: "And what comes in meanwhile?",
                answer: "It is in it.",
                at: 90,
                is_over: true,
            },
        );
    });
    let taken = world().take(&out).unwrap();
    assert_eq!(taken.turns, 6);
    assert_eq!((written.missing, taken.contents.missing), (0, 0));
    assert_eq!(taken.contents.counts.files, written.counts.files);
    assert_eq!(written.counts, first.write(&out).counts, "all of it");
}

#[test]
fn what_is_deleted_for_good_while_an_archive_is_written_does_not_spoil_it() {
    for at in [0, 1] {
        let first = World::filled();
        let out = first.path("out.zip");
        let id = first.ledger.conversation_ids(None, 9).unwrap()[at];
        let folder = first.ledger.conversation(id).unwrap().unwrap().folder;
        let written = write_while(&first, &out, &|| {
            for file in first.ledger.artifacts_of_conversation(id).unwrap() {
                let place = first.store.path(file.sha256.as_deref().unwrap());
                fs::remove_file(place.unwrap()).unwrap();
            }
            if let Some(folder) = folder {
                first.ledger.remove_folder(folder).unwrap();
            }
            first.ledger.mark_deleted(id, 1).unwrap();
            first
                .ledger
                .delete_conversation(id, &ledger::DeletionExtras::default(), 2)
                .unwrap();
        });
        let taken = world().take(&out).unwrap();
        assert_eq!(taken.conversations, written.counts.conversations);
        assert_eq!(taken.contents.missing, written.missing);
    }
}

#[test]
fn an_archive_with_a_conversation_that_was_just_deleted_brings_all_others() {
    let first = World::filled();
    let out = first.path("out.zip");
    first.write(&out);
    let second = world();
    second.take(&out).unwrap();
    let ids = second.ledger.conversation_ids(None, 9).unwrap();
    let other = second.ledger.conversation(ids[1]).unwrap().unwrap();
    for id in &ids {
        second.ledger.mark_deleted(*id, 1).unwrap();
    }
    second
        .ledger
        .delete_conversation(other.id, &ledger::DeletionExtras::default(), 2)
        .unwrap();
    let taken = second.take(&out).unwrap();
    assert_eq!((taken.conversations, taken.refused), (1, 1));
    assert_eq!(taken.changed, [other.id]);
}

#[test]
fn what_was_deleted_a_moment_ago_comes_back_with_its_files() {
    let first = World::filled();
    let out = first.path("out.zip");
    first.write(&out);
    let second = world();
    second.take(&out).unwrap();
    let ids = second.ledger.conversation_ids(None, 9).unwrap();
    let files = second.ledger.referenced_files().unwrap();
    let now = SystemTime::now();
    for file in &files {
        let place = second.store.path(file).unwrap();
        let file = fs::File::options().append(true).open(place).unwrap();
        file.set_modified(now - Duration::from_secs(60)).unwrap();
    }
    for id in &ids {
        second.ledger.mark_deleted(*id, 1).unwrap();
    }
    let finish = || {
        for id in &ids {
            second
                .ledger
                .delete_conversation(*id, &ledger::DeletionExtras::default(), 2)
                .unwrap();
        }
        for leftover in second.ledger.leftovers().unwrap() {
            let before = now - Duration::from_secs(5);
            second.store.remove(&leftover.sha256, before).unwrap();
        }
    };
    // The moment after the files were verified, which all exist, and before the conversations are imported.
    let looked_through = AtomicU64::new(0);
    archive::check(&out, &Words, &Total(&looked_through)).unwrap();
    let files_were = looked_through.into_inner() + second.store.size().unwrap() + 1;
    let watch = Meanwhile::new(files_were, &finish);
    let taken = archive::take(&out, &second.ledger, &second.store, &Words, &watch).unwrap();
    assert_eq!((taken.conversations, taken.refused), (2, 0));
    for file in &files {
        assert!(second.store.path(file).is_ok(), "{file}");
    }
}

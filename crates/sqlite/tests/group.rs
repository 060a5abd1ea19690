//! Concurrent changes share commits, and a failing one does not affect the others.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc;
use std::thread;

use proptest::prelude::*;
use rusqlite::Connection;
use sqlite::{Readers, WriteError, Writer, make_durable};

fn notes(folder: &Path) -> (Writer, Readers) {
    let path = folder.join("notes.db");
    let connection = Connection::open(&path).expect("a new file");
    make_durable(&connection).expect("WAL");
    connection
        .execute_batch("CREATE TABLE notes (number INTEGER PRIMARY KEY) STRICT")
        .expect("a table");
    let writer = Writer::start(connection, "notes").expect("a thread");
    (writer, Readers::of(path))
}

fn add(connection: &Connection, number: i64) -> rusqlite::Result<()> {
    connection.execute("INSERT INTO notes VALUES (?1)", [number])?;
    Ok(())
}

fn numbers(readers: &Readers) -> Vec<i64> {
    let read = |snapshot: &Connection| {
        snapshot
            .prepare("SELECT number FROM notes ORDER BY number")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<i64>>>()
    };
    readers.read(read).expect("numbers")
}

/// Keeps the writing thread busy until the returned value is dropped, so that changes queue up.
fn busy<'scope>(
    scope: &'scope thread::Scope<'scope, '_>,
    writer: &'scope Writer,
) -> mpsc::Sender<()> {
    let (hold, held) = mpsc::channel::<()>();
    let (begin, begun) = mpsc::channel();
    scope.spawn(move || {
        writer.outside_transaction(move |_| {
            begin.send(()).expect("the test waits");
            let _ = held.recv();
            Ok::<_, rusqlite::Error>(())
        })
    });
    begun.recv().expect("the thread is busy");
    hold
}

#[test]
fn what_waits_shares_commits_and_nobody_sees_it_before() {
    const CHANGES: i64 = 50;
    let folder = tempfile::tempdir().unwrap();
    let (writer, readers) = notes(folder.path());
    let seen_by_others: Vec<i64> = thread::scope(|scope| {
        let hold = busy(scope, &writer);
        let changes = (0..CHANGES).map(|number| {
            let readers = Readers::of(folder.path().join("notes.db"));
            writer.write(move |connection| {
                add(connection, number)?;
                Ok::<_, rusqlite::Error>(numbers(&readers).len() as i64)
            })
        });
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        runtime.block_on(async {
            let all = futures::future::join_all(changes);
            let release = async move { drop(hold) };
            let (all, ()) = tokio::join!(all, release);
            all.into_iter().map(Result::unwrap).collect()
        })
    });
    // A group is closed after some time, so on a slow machine there may be more than one.
    let waited = (0..CHANGES).zip(&seen_by_others);
    let made_and_not_seen = waited.map(|(made, seen)| made - seen).max();
    assert!(made_and_not_seen > Some(0), "{seen_by_others:?}");
    assert_eq!(numbers(&readers), (0..CHANGES).collect::<Vec<_>>());
}

#[test]
fn a_change_that_panics_panics_where_it_was_asked_for_and_nowhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let (writer, readers) = notes(folder.path());
    let change = |connection: &Connection| -> rusqlite::Result<()> {
        add(connection, 1)?;
        panic!("in the middle of a change")
    };
    let panicked = catch_unwind(AssertUnwindSafe(|| writer.write_blocking(change)));
    assert!(panicked.is_err());
    writer
        .write_blocking(|connection| add(connection, 2))
        .unwrap();
    assert_eq!(numbers(&readers), [2]);
}

#[test]
fn what_was_handed_over_is_done_before_the_file_is_closed() {
    let folder = tempfile::tempdir().unwrap();
    let (writer, readers) = notes(folder.path());
    {
        // Polled once, which sends the change, and then dropped.
        let change = std::pin::pin!(writer.write(|connection| add(connection, 1)));
        let waker = std::task::Waker::noop();
        let _ = change.poll(&mut std::task::Context::from_waker(waker));
    }
    drop(writer);
    assert!(!folder.path().join("notes.db-wal").exists());
    assert_eq!(numbers(&readers), [1]);
}

#[test]
fn a_full_disk_is_named_to_everybody_in_the_group_and_is_over_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let (writer, readers) = notes(folder.path());
    let limit = |pages: i64| {
        writer.outside_transaction(move |connection| {
            let limit = format!("PRAGMA max_page_count = {pages}");
            connection.query_row(&limit, [], |_| Ok(()))
        })
    };
    limit(2).unwrap();
    let many = |connection: &Connection| (0..10_000).try_for_each(|number| add(connection, number));
    let results = thread::scope(|scope| {
        let hold = busy(scope, &writer);
        let one = scope.spawn(|| writer.write_blocking(|connection| add(connection, -1)));
        let large = scope.spawn(|| writer.write_blocking(many));
        drop(hold);
        [one.join().unwrap(), large.join().unwrap()]
    });
    let [one, large] = results;
    let is_full = |result: &Result<(), WriteError<rusqlite::Error>>| match result {
        Ok(()) => false,
        Err(WriteError::Refused(error) | WriteError::Uncommitted(error)) => {
            error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull)
        }
        Err(WriteError::Closed) => false,
    };
    assert!(is_full(&large), "{large:?}");
    // It is a matter of chance whether the small change shared the transaction that SQLite rolled back.
    assert!(one.is_ok() || is_full(&one), "{one:?}");
    let expected: &[i64] = if one.is_ok() { &[-1] } else { &[] };
    assert_eq!(numbers(&readers), expected);
    limit(1_000_000).unwrap();
    writer.write_blocking(many).unwrap();
}

/// The action of one of many concurrent changes.
#[derive(Debug, Clone, Copy)]
enum Deed {
    /// Adds a number.
    Add,
    /// Adds a number, then fails.
    Fail,
    /// Adds a number, then panics.
    Panic,
}

fn deeds() -> impl Strategy<Value = Vec<Vec<Deed>>> {
    let deed = prop_oneof![6 => Just(Deed::Add), 2 => Just(Deed::Fail), 1 => Just(Deed::Panic)];
    prop::collection::vec(prop::collection::vec(deed, 1..12), 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn exactly_what_was_acknowledged_is_there(all in deeds()) {
        let folder = tempfile::tempdir().unwrap();
        let (writer, readers) = notes(folder.path());
        let one = |who: usize, place: usize, deed: Deed| {
            let number = i64::try_from(who * 100 + place).unwrap();
            let change = move |connection: &Connection| {
                add(connection, number)?;
                match deed {
                    Deed::Add => Ok(()),
                    Deed::Fail => Err(rusqlite::Error::QueryReturnedNoRows),
                    Deed::Panic => panic!("in the middle of a change"),
                }
            };
            let done = catch_unwind(AssertUnwindSafe(|| writer.write_blocking(change)));
            (number, matches!(done, Ok(Ok(()))))
        };
        let told: Vec<(i64, bool)> = thread::scope(|scope| {
            let one = &one;
            let writers: Vec<_> = all
                .iter()
                .enumerate()
                .map(|(who, deeds)| {
                    scope.spawn(move || {
                        let deeds = deeds.iter().enumerate();
                        deeds.map(|(place, deed)| one(who, place, *deed)).collect::<Vec<_>>()
                    })
                })
                .collect();
            writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect()
        });
        let mut acknowledged: Vec<i64> =
            told.iter().filter(|(_, done)| *done).map(|(number, _)| *number).collect();
        acknowledged.sort_unstable();
        prop_assert_eq!(acknowledged, numbers(&readers));
        let adds = all.iter().flatten().filter(|deed| matches!(deed, Deed::Add)).count();
        prop_assert_eq!(told.iter().filter(|(_, done)| *done).count(), adds);
    }
}

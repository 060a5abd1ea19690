//! Table by table: everything in the record is in an archive, or is left out for a reason.

use std::collections::BTreeMap;

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::world::{World, world};

/// Tables that an archive contains completely.
const CARRIED: [&str; 16] = [
    "addresses",
    "agent_files",
    "agents",
    "answers",
    "artifacts",
    "attached_files",
    "conversation_tools",
    "conversations",
    "drafts",
    "events",
    "folders",
    "interactions",
    "listed_files",
    "listings",
    "requests",
    "spending",
];
/// `steps` is contained as well; a run that was not finished has more of them afterwards.
const GROWN: &str = "steps";
/// An archive contains the text of a schedule without its trigger.
const OF_SCHEDULES: [&str; 4] = [
    "schedules",
    "schedule_files",
    "archived_schedules",
    "archived_schedule_files",
];
/// Settings are checked by name below.
const SETTINGS: &str = "settings";
/// Permissions, which must not be granted by a file.
const PERMISSIONS: [&str; 2] = ["conversation_allowed", "picked_folders"];
/// Data about servers, and pending work.
const ELSEWHERE: [&str; 5] = [
    "agent_versions",
    "leftovers",
    "priced_as",
    "removals",
    "scheduled_runs",
];
/// Derived data, which is rebuilt.
const DERIVED: [&str; 6] = [
    "file_pieces",
    "file_words",
    "search_ahead",
    "search_long",
    "unindexed",
    "unnamed_media",
];
/// Columns that are meaningful in one ledger only.
const OWN_COLUMNS: [&str; 4] = ["key", "notice", "imported", "files"];

fn open(world: &World) -> Connection {
    Connection::open(world.path("ledger.db")).unwrap()
}

/// Returns the rows of a table as text, sorted.
fn rows(connection: &Connection, table: &str) -> Vec<String> {
    let mut statement = connection
        .prepare(&format!("SELECT * FROM {table}"))
        .unwrap();
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let mut rows: Vec<String> = statement
        .query_map([], |row| {
            let mut values = BTreeMap::new();
            for (at, name) in names.iter().enumerate() {
                let is_named = *name == "key" && matches!(table, SETTINGS | "drafts");
                if is_named || !OWN_COLUMNS.contains(&name.as_str()) {
                    values.insert(name, row.get::<_, Value>(at)?);
                }
            }
            Ok(format!("{values:?}"))
        })
        .unwrap()
        .map(Result::unwrap)
        .collect();
    rows.sort();
    rows
}

#[test]
fn every_table_is_in_an_archive_or_left_out_for_a_reason() {
    let tables: Vec<String> = open(&World::filled())
        .prepare(
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'
               AND name NOT GLOB 'sqlite_*' ORDER BY name",
        )
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut known: Vec<&str> = [GROWN, SETTINGS].to_vec();
    known.extend(CARRIED);
    known.extend(OF_SCHEDULES);
    known.extend(PERMISSIONS);
    known.extend(ELSEWHERE);
    known.extend(DERIVED);
    known.sort_unstable();
    assert_eq!(tables, known);
}

#[test]
fn the_rows_of_every_table_come_back_as_they_were() {
    let first = World::filled();
    let going_on = first.ledger.unsettled().unwrap().remove(0).id.to_string();
    let chat = first.ledger.conversation_ids(None, 1).unwrap()[0];
    let tools = serde_json::json!({"search": true});
    first.ledger.set_tools(chat, Some(&tools)).unwrap();
    let out = first.path("out.zip");
    first.write(&out);
    let second = world();
    second.take(&out).unwrap();

    let (before, after) = (open(&first), open(&second));
    for table in CARRIED {
        // The unfinished run is over, and what it produced so far is recorded.
        let is_over = |row: &String| !row.contains(&going_on) && !row.contains("\"so far\"");
        let was: Vec<String> = rows(&before, table).into_iter().filter(is_over).collect();
        let is: Vec<String> = rows(&after, table).into_iter().filter(is_over).collect();
        assert!(!was.is_empty(), "nothing of {table} is tested");
        assert_eq!(was, is, "{table}");
    }
    assert_eq!(rows(&before, GROWN).len() + 1, rows(&after, GROWN).len());
    assert_eq!(
        rows(&before, "schedule_files"),
        rows(&after, "archived_schedule_files")
    );
    for table in PERMISSIONS.iter().chain(&ELSEWHERE) {
        assert!(rows(&after, table).is_empty(), "{table}");
    }
    let settings = rows(&after, SETTINGS).join("\n");
    for key in archive::format::SETTINGS {
        assert!(settings.contains(&format!("{key:?}")), "{key}: {settings}");
    }
    assert_eq!(settings.matches("encoding/").count(), 1, "{settings}");
    assert!(!settings.contains("listed:gemini"), "{settings}");
}

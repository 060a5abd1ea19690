//! SQLite databases: each table as a sheet, with the column names as its first row.
//!
//! The file is opened in memory and written nowhere. Only stored tables are read: a view or virtual table is code by
//! whoever made the file. For a view, only its definition is shown.

use std::io::Cursor;
use std::ops::ControlFlow;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, MAIN_DB};

use crate::{Cell, CellKind, EachRow, Extent, MAX_ROWS, MAX_SHEETS, Refusal, Row, Sheet, Workbook};

/// Signature at the start of the file.
const MAGIC: &[u8] = b"SQLite format 3\0";
/// Position of the versions needed to write and read the file; 2 means WAL mode.
const VERSIONS: std::ops::Range<usize> = 18..20;
/// Maximum size of a statement, or of a value in a row, in bytes.
const MAX_VALUE_BYTES: i32 = 64 << 20;

/// Reads the beginning of the tables.
pub(crate) fn workbook(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let connection = open(bytes)?;
    read(&connection).map_err(|_| Refusal::Unreadable)
}

/// Calls `each` with the names of the columns and every row of a table; see [`crate::each_row`].
pub(crate) fn each_row(
    bytes: &[u8],
    wanted: usize,
    extent: Extent,
    each: &mut EachRow<'_>,
) -> Result<bool, Refusal> {
    let connection = open(bytes)?;
    let names = table_names(&connection).map_err(|_| Refusal::Unreadable)?;
    let name = names.get(wanted).filter(|_| wanted < MAX_SHEETS);
    let name = name.ok_or(Refusal::Unreadable)?;
    each_row_of(&connection, name, extent, each).map_err(|_| Refusal::Unreadable)
}

/// Opens a database in memory, with the rights that a hostile one may have.
fn open(bytes: &[u8]) -> Result<Connection, Refusal> {
    if !bytes.starts_with(MAGIC) || bytes.len() < 100 {
        return Err(Refusal::Unreadable);
    }
    deserialized(bytes).map_err(|_| Refusal::Unreadable)
}

fn deserialized(bytes: &[u8]) -> rusqlite::Result<Connection> {
    let mut file = bytes.to_vec();
    // The content of a WAL file is not available; SQLite does not open an in-memory file in WAL mode.
    file[VERSIONS].fill(1);
    let mut connection = Connection::open_in_memory()?;
    let length = file.len();
    connection.deserialize_read_exact(MAIN_DB, Cursor::new(file), length, true)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    Ok(connection)
}

/// Returns the names of the stored tables, one more than are shown if there are more.
fn table_names(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    connection
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0
             AND substr(name, 1, 7) <> 'sqlite_' LIMIT ?1",
        )?
        .query_map([MAX_SHEETS as i64 + 1], |row| row.get(0))?
        .collect()
}

fn read(connection: &Connection) -> rusqlite::Result<Workbook> {
    let mut names = table_names(connection)?;
    let truncated = names.len() > MAX_SHEETS;
    names.truncate(MAX_SHEETS);
    let views = connection
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'view' LIMIT ?1")?
        .query_map([(MAX_SHEETS - names.len()) as i64], |row| {
            Ok(view(row.get(0)?, &row.get::<_, String>(1)?))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()
        .unwrap_or_default();
    // A damaged table does not affect the others.
    let sheets = names
        .into_iter()
        .map(|name| sheet(connection, &name).unwrap_or_else(|_| damaged(name)))
        .chain(views)
        .collect();
    Ok(Workbook { sheets, truncated })
}

/// Returns the definition of a view as a sheet; the view is not evaluated.
fn view(name: String, sql: &str) -> Sheet {
    let mut sheet = Sheet {
        name,
        ..Sheet::default()
    };
    let text = short(sql, Extent::Shown, &mut sheet.truncated);
    sheet.rows.push(Row {
        cells: vec![Cell::new(text, CellKind::Formula)],
        is_hidden: false,
    });
    sheet
}

fn damaged(name: String) -> Sheet {
    Sheet {
        name,
        truncated: true,
        ..Sheet::default()
    }
}

fn sheet(connection: &Connection, name: &str) -> rusqlite::Result<Sheet> {
    let (mut rows, mut is_long) = (Vec::new(), false);
    let truncated = each_row_of(connection, name, Extent::Shown, &mut |row| {
        is_long = rows.len() == MAX_ROWS;
        if is_long {
            return ControlFlow::Break(());
        }
        rows.push(row.clone());
        ControlFlow::Continue(())
    })?;
    Ok(Sheet {
        name: name.to_owned(),
        rows,
        truncated,
        is_long,
        has_header: true,
        ..Sheet::default()
    })
}

/// Calls `each` with the names of the columns and every row of a table. Returns true if something was left out.
fn each_row_of(
    connection: &Connection,
    name: &str,
    extent: Extent,
    each: &mut EachRow<'_>,
) -> rusqlite::Result<bool> {
    let quoted = name.replace('"', "\"\"");
    let mut statement = connection.prepare(&format!("SELECT * FROM \"{quoted}\""))?;
    let columns = statement.column_count();
    let mut truncated = columns > extent.columns();
    let columns = columns.min(extent.columns());
    let head = statement.column_names().take(columns);
    let head: Vec<Cell> = head
        .map(|name| Cell::new(short(name, extent, &mut false), CellKind::Text))
        .collect();
    if each(&visible(head)).is_break() {
        return Ok(true);
    }
    let mut rows = statement.query([])?;
    loop {
        // The readable rows of a damaged table are kept.
        let Ok(next) = rows.next() else {
            return Ok(true);
        };
        let Some(row) = next else {
            return Ok(truncated);
        };
        let cells = (0..columns)
            .map(|at| Ok(cell(row.get_ref(at)?, extent, &mut truncated)))
            .collect::<rusqlite::Result<Vec<Cell>>>()?;
        if each(&visible(cells)).is_break() {
            return Ok(true);
        }
    }
}

fn visible(cells: Vec<Cell>) -> Row {
    Row {
        cells,
        is_hidden: false,
    }
}

fn cell(value: ValueRef<'_>, extent: Extent, truncated: &mut bool) -> Cell {
    match value {
        ValueRef::Null => Cell::default(),
        ValueRef::Integer(number) => Cell::new(number.to_string(), CellKind::Number),
        ValueRef::Real(number) => Cell::new(number.to_string(), CellKind::Number),
        ValueRef::Text(text) => {
            let text = String::from_utf8_lossy(text);
            Cell::new(short(&text, extent, truncated), CellKind::Text)
        }
        ValueRef::Blob(bytes) => Cell::new(
            format!("({})", crate::size(bytes.len() as u64)),
            CellKind::Text,
        ),
    }
}

fn short(text: &str, extent: Extent, truncated: &mut bool) -> String {
    match text.char_indices().nth(extent.cell_chars()) {
        Some((end, _)) => {
            *truncated = true;
            text[..end].to_owned()
        }
        None => text.to_owned(),
    }
}

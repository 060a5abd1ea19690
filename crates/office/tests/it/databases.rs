//! SQLite databases as workbooks.

use office::{CellKind, Kind, Office, Refusal, Workbook, read};
use rusqlite::Connection;

/// Returns the bytes of a database made by these statements.
fn database(statements: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made.db");
    let connection = Connection::open(&path).unwrap();
    connection.execute_batch(statements).unwrap();
    connection.close().unwrap();
    std::fs::read(path).unwrap()
}

fn workbook(bytes: &[u8]) -> Workbook {
    match read(Kind::Database, bytes) {
        Ok(Office::Workbook(workbook)) => workbook,
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_table_is_a_sheet_with_its_columns_values_and_length() {
    let bytes = database(
        "PRAGMA journal_mode = wal;
         CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT, amount REAL, paid, picture BLOB);
         INSERT INTO orders VALUES (1, 'Käse, 東京', 3.5, NULL, x'010203'), (2, '', -1, 'yes', NULL);
         CREATE TABLE \"a \"\"strange\"\" name\" (n);
         WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 2000)
           INSERT INTO \"a \"\"strange\"\" name\" SELECT n FROM c;
         CREATE TABLE blank (one, two);
         CREATE VIEW every AS SELECT * FROM orders;
         CREATE VIRTUAL TABLE words USING fts5 (w);
         CREATE INDEX orders_by_customer ON orders (customer);
         PRAGMA wal_checkpoint (TRUNCATE);",
    );
    for name in ["a.sqlite", "b.SQLITE3", "c.db", "d.db3"] {
        assert_eq!(Kind::of_name(name), Some(Kind::Database));
    }
    let book = workbook(&bytes);
    let texts = |sheet: usize, row: usize| -> Vec<&str> {
        let cells = &book.sheets[sheet].rows[row].cells;
        cells.iter().map(|cell| cell.text.as_str()).collect()
    };
    assert_eq!(book.sheets[0].name, "orders");
    assert_eq!(texts(0, 0), ["id", "customer", "amount", "paid", "picture"]);
    assert_eq!(texts(0, 1), ["1", "Käse, 東京", "3.5", "", "(3 bytes)"]);
    assert_eq!(texts(0, 2), ["2", "", "-1", "yes", ""]);
    assert_eq!(book.sheets[0].rows[1].cells[2].kind, CellKind::Number);
    assert!(!book.sheets[0].truncated);
    assert_eq!(book.sheets[1].name, "a \"strange\" name");
    assert_eq!(book.sheets[1].rows.len(), office::MAX_ROWS);
    assert!(book.sheets[1].truncated);
    assert_eq!(texts(2, 0), ["one", "two"]);
    let names: Vec<&str> = book
        .sheets
        .iter()
        .map(|sheet| sheet.name.as_str())
        .collect();
    assert!(!names.contains(&"words"), "{names:?}");
    // A view is not evaluated; its definition is shown.
    let view = book.sheets.iter().find(|sheet| sheet.name == "every");
    let rows = &view.unwrap().rows;
    assert_eq!(rows.len(), 1);
    assert_eq!(
        rows[0].cells[0].text,
        "CREATE VIEW every AS SELECT * FROM orders"
    );
    assert_eq!(rows[0].cells[0].kind, CellKind::Formula);
    let text = Office::Workbook(book.clone()).to_text();
    assert!(
        text.contains("## orders") && text.contains("| 1 | Käse, 東京 | 3.5 |"),
        "{text}"
    );
}

#[test]
fn what_is_damaged_or_made_to_harm_ends_in_rows_or_a_refusal() {
    let sound = database(
        "CREATE TABLE a (n, t); WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 900)
           INSERT INTO a SELECT n, 'text ' || n FROM c;",
    );
    for bytes in [&b""[..], b"SQLite format 3\0", b"no database", &sound[..60]] {
        assert_eq!(read(Kind::Database, bytes), Err(Refusal::Unreadable));
    }
    let mut rng = fastrand::Rng::with_seed(3);
    for _ in 0..200 {
        let mut torn = sound.clone();
        for _ in 0..rng.usize(1..40) {
            let at = rng.usize(..torn.len());
            torn[at] = rng.u8(..);
        }
        torn.truncate(rng.usize(..=torn.len()));
        // Success and error are both fine; a crash or hang is not.
        let _ = read(Kind::Database, &torn);
    }
}

#[test]
fn a_column_that_is_worked_out_asks_nothing_of_the_system() {
    let bytes = database(
        "CREATE TABLE a (n, twice GENERATED ALWAYS AS (n * 2)); INSERT INTO a (n) VALUES (21);
         CREATE TABLE b (n CHECK (n > 0)); INSERT INTO b VALUES (1);
         CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END;",
    );
    let book = workbook(&bytes);
    assert_eq!(book.sheets[0].rows[1].cells[1].text, "42");
    assert_eq!(book.sheets.len(), 2);
}

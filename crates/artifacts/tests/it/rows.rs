//! All rows of long tables, from various programs.

use std::fmt::Write;
use std::sync::mpsc::{self, Receiver};

use artifacts::{ColumnType, Marks, RowContent, RowPage, RowQuery, RowSource, Rows};

fn opened(name: &str, bytes: &[u8]) -> Rows {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stored");
    std::fs::write(&path, bytes).unwrap();
    // An open table stays readable after its file is deleted.
    Rows::open(&path, name, None, None).unwrap().unwrap()
}

fn page(rows: &Rows, from: u32, count: u32, sort: Option<(usize, bool)>, find: &str) -> RowPage {
    let query = RowQuery {
        sort,
        find: find.to_owned(),
        language: "de".to_owned(),
    };
    rows.page(from, count, &query).unwrap()
}

/// Returns the first cells of all rows once the whole table is read.
fn firsts(rows: &Rows, sort: Option<(usize, bool)>, find: &str) -> Vec<String> {
    let page = page(rows, 0, 1_000, sort, find);
    page.rows
        .into_iter()
        .map(|mut line| line.cells.remove(0))
        .collect()
}

#[test]
fn rows_are_read_in_pieces_in_any_encoding_and_any_place_of_them_is_found() {
    let mut text = "Nr;Text;Zahl\r\n".to_owned();
    for row in 0..60_000 {
        write!(text, "{row};\"zwei\r\nZeilen; größer {row}\";1\r\n").unwrap();
    }
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin = encoding_rs::WINDOWS_1252.encode(&text).0.into_owned();
    for bytes in [text.into_bytes(), wide, latin] {
        let rows = opened("a.csv", &bytes);
        let found = page(&rows, 0, 5, None, "größer 4321");
        assert_eq!(found.total, 11);
        assert_eq!(found.rows[1].number, 43_210);
        assert_eq!(found.rows[1].cells[1], "zwei\r\nZeilen; größer 43210");
        let end = page(&rows, 59_998, 10, None, "");
        assert_eq!((end.total, end.is_whole, end.rows.len()), (60_000, true, 2));
        assert_eq!(end.rows[1].cells[0], "59999");
    }
}

#[test]
fn a_quote_that_is_never_closed_swallows_nothing_wherever_it_stands() {
    let mut text = "id,note,more\n".to_owned();
    for row in 0..60_000 {
        let note = if row % 5_000 == 7 {
            "\"never closed"
        } else {
            "a note of some length"
        };
        writeln!(text, "{row},{note},x").unwrap();
    }
    let rows = opened("a.csv", text.as_bytes());
    let found = page(&rows, 0, 100, None, "never closed");
    assert_eq!(found.total, 12);
    let end = page(&rows, 59_999, 1, None, "");
    assert_eq!(
        (end.total, end.rows[0].cells[0].as_str()),
        (60_000, "59999")
    );
}

#[test]
fn numbers_dates_and_words_are_sorted_as_what_they_are() {
    let table = "Name;Preis;Tag\nZebra;1.234,50;1.2.2026\nÄpfel;9,99;31.12.2025\napfel;;3.1.2026\nBirne 10;100,00;4.1.2026\n\
                 Birne 9;-5,00;\n";
    let rows = opened("a.csv", table.as_bytes());
    assert_eq!(
        firsts(&rows, Some((1, false)), ""),
        ["Birne 9", "Äpfel", "Birne 10", "Zebra", "apfel"]
    );
    assert_eq!(
        firsts(&rows, Some((1, true)), ""),
        ["Zebra", "Birne 10", "Äpfel", "Birne 9", "apfel"]
    );
    assert_eq!(
        firsts(&rows, Some((2, false)), ""),
        ["Äpfel", "apfel", "Birne 10", "Zebra", "Birne 9"]
    );
    assert_eq!(
        firsts(&rows, Some((0, false)), ""),
        ["apfel", "Äpfel", "Birne 9", "Birne 10", "Zebra"]
    );
    assert_eq!(
        firsts(&rows, Some((0, true)), "BIRNE"),
        ["Birne 10", "Birne 9"]
    );
    assert_eq!(firsts(&rows, None, "äpf"), ["Äpfel"]);
}

#[test]
fn lines_of_json_are_a_table_with_a_column_for_each_name() {
    let text = "{\"id\": 1, \"name\": \"Ann\"}\n\n{\"id\": 20, \"tags\": [1, 2], \"name\": null}\n{\"id\": 3, \"name\": \"Bo\"}\n";
    let rows = opened("a.jsonl", text.as_bytes());
    let found = page(&rows, 0, 9, Some((0, true)), "");
    let cells: Vec<Vec<String>> = found.rows.into_iter().map(|line| line.cells).collect();
    assert_eq!(
        cells,
        [["20", "", "[1,2]"], ["3", "Bo", ""], ["1", "Ann", ""]]
    );
}

#[test]
fn columns_that_only_rows_far_below_have_are_named() {
    let mut text = "Name,Sum\n".to_owned();
    for row in 0..700 {
        writeln!(text, "row {row},{row},").unwrap();
    }
    text.push_str("late,1,,a note,\n");
    let rows = opened("a.csv", text.as_bytes());
    let found = page(&rows, 0, 1, None, "a note");
    assert_eq!(found.rows[0].cells, ["late", "1", "", "a note", ""]);
    assert_eq!(found.more_columns, ["", ""]);

    let mut text = String::new();
    for row in 0..700 {
        writeln!(text, "{{\"id\": {row}}}").unwrap();
    }
    text.push_str("{\"note\": \"late\", \"id\": 7}\n{\"id\": 8}\n");
    let rows = opened("a.jsonl", text.as_bytes());
    let found = page(&rows, 0, 1, None, "late");
    assert_eq!(found.rows[0].cells, ["7", "late"]);
    assert_eq!(found.more_columns, ["note"]);
    assert_eq!(page(&rows, 701, 1, None, "").more_columns, ["note"]);
}

fn row(cells: Vec<String>) -> RowContent {
    RowContent {
        cells,
        ..RowContent::default()
    }
}

/// Counts up to a number, and ends in one of three ways.
struct Counting {
    next: u32,
    end: u32,
    failure: Option<String>,
    is_cut: bool,
}

impl RowSource for Counting {
    fn next_row(&mut self) -> Result<Option<RowContent>, String> {
        if self.next == self.end {
            return self.failure.take().map_or(Ok(None), Err);
        }
        self.next += 1;
        Ok(Some(row(vec![
            format!("row {}", self.next),
            self.next.to_string(),
        ])))
    }

    fn is_cut(&self) -> bool {
        self.is_cut
    }
}

fn counting(end: u32, failure: Option<&str>, is_cut: bool) -> Rows {
    let source = Counting {
        next: 0,
        end,
        failure: failure.map(str::to_owned),
        is_cut,
    };
    let columns = vec![ColumnType::Text, ColumnType::Number('.')];
    Rows::of_source(columns, true, Box::new(source)).unwrap()
}

#[test]
fn rows_of_another_program_are_sorted_searched_and_saved_as_those_of_a_file() {
    let rows = counting(50_000, None, false);
    let sorted = page(&rows, 0, 2, Some((1, true)), "");
    assert_eq!(sorted.rows[0].cells, ["row 50000", "50000"]);
    assert_eq!(
        (sorted.total, sorted.is_whole, sorted.is_cut),
        (50_000, true, false)
    );
    assert_eq!(page(&rows, 0, 9, None, "row 4999").total, 11);
    let end = page(&rows, 49_999, 9, None, "");
    assert_eq!((end.rows.len(), end.is_whole, end.is_cut), (1, true, false));

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.csv");
    let header = ["Name", "Number, in all"].map(str::to_owned);
    let saved = rows.save_csv(&header, &path, || true).unwrap();
    assert_eq!(saved, Some(false));
    let saved = std::fs::read_to_string(&path).unwrap();
    assert!(saved.starts_with("Name,\"Number, in all\"\r\nrow 1,1\r\n"));
    assert!(saved.ends_with("row 50000,50000\r\n"));
    assert_eq!(saved.lines().count(), 50_001);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn what_came_before_a_failure_is_kept_and_said_not_to_be_all() {
    let whole = page(&counting(10, None, true), 0, 20, Some((0, false)), "");
    assert_eq!((whole.total, whole.is_cut), (10, true));
    let broken = page(
        &counting(10, Some("torn"), false),
        0,
        20,
        Some((0, false)),
        "",
    );
    assert_eq!((broken.total, broken.is_cut), (10, true));
    let query = RowQuery {
        find: "row".to_owned(),
        ..RowQuery::default()
    };
    let refused = counting(0, Some("it is encrypted"), false).page(0, 1, &query);
    assert!(refused.unwrap_err().to_string().contains("it is encrypted"));
}

/// Rows that are written out.
struct Written(std::vec::IntoIter<Vec<String>>);

impl RowSource for Written {
    fn next_row(&mut self) -> Result<Option<RowContent>, String> {
        Ok(self.0.next().map(row))
    }

    fn is_cut(&self) -> bool {
        false
    }
}

#[test]
fn columns_of_a_sheet_that_only_rows_far_below_have_are_named_and_saved() {
    for (has_names, header, more) in [
        (true, ["Name", "Sum"], ["", ""]),
        (false, ["A", "B"], ["C", "D"]),
    ] {
        let mut all = vec![vec!["row".to_owned(), "1".to_owned()]; 600];
        all.push(["late", "1", "", "a note"].map(str::to_owned).to_vec());
        let columns = vec![ColumnType::Text, ColumnType::Number('.')];
        let source = Box::new(Written(all.into_iter()));
        let rows = Rows::of_source(columns, has_names, source).unwrap();
        let found = page(&rows, 0, 1, None, "a note");
        assert_eq!(found.rows[0].cells[3], "a note");
        assert_eq!(found.more_columns, more);

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("all.csv");
        let header_cells = header.map(str::to_owned);
        rows.save_csv(&header_cells, &path, || true).unwrap();
        let saved = std::fs::read_to_string(&path).unwrap();
        let first = [header, more].concat().join(",");
        assert_eq!(saved.lines().next(), Some(first.as_str()));
        assert_eq!(saved.lines().nth(1), Some("row,1,,"));
        assert_eq!(saved.lines().last(), Some("late,1,,a note"));
    }
}

/// Rows that come only once they are released.
struct Waiting(Receiver<()>);

impl RowSource for Waiting {
    fn next_row(&mut self) -> Result<Option<RowContent>, String> {
        Ok(self.0.recv().ok().map(|()| row(vec!["word".to_owned()])))
    }

    fn is_cut(&self) -> bool {
        false
    }
}

#[test]
fn a_search_is_given_up_when_another_is_asked_for() {
    let (release, released) = mpsc::channel();
    let columns = vec![ColumnType::Text];
    let rows = Rows::of_source(columns, true, Box::new(Waiting(released))).unwrap();
    std::thread::scope(|scope| {
        let (answer, answers) = mpsc::channel();
        for find in ["w", "wo", "wor"] {
            let (rows, answer) = (&rows, answer.clone());
            scope.spawn(move || answer.send((find, page(rows, 0, 9, None, find))));
        }
        // Nothing is read yet, and two of the three are answered.
        let mut left = vec!["w", "wo", "wor"];
        for _ in 0..2 {
            let (find, given_up) = answers.recv().unwrap();
            assert_eq!(given_up, RowPage::default());
            left.retain(|other| *other != find);
        }
        release.send(()).unwrap();
        drop(release);
        let (find, found) = answers.recv().unwrap();
        assert_eq!((vec![find], found.total, found.is_whole), (left, 1, true));
    });
}

#[test]
fn a_table_that_is_closed_ends_who_waits_for_it_and_is_not_saved() {
    let (release, released) = mpsc::channel();
    let columns = vec![ColumnType::Text];
    let rows = Rows::of_source(columns, true, Box::new(Waiting(released))).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.csv");
    std::thread::scope(|scope| {
        let searching = scope.spawn(|| page(&rows, 0, 9, None, "word"));
        let saving = scope.spawn(|| rows.save_csv(&[], &path, || true).unwrap());
        rows.close();
        assert_eq!(searching.join().unwrap(), RowPage::default());
        assert_eq!(saving.join().unwrap(), None);
    });
    assert_eq!(page(&rows, 0, 9, None, ""), RowPage::default());
    assert!(!path.exists());
    drop(release);
}

#[test]
fn a_table_that_is_no_longer_to_be_saved_leaves_no_part_and_what_was_there() {
    let rows = counting(50_000, None, false);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.csv");
    std::fs::write(&path, "earlier").unwrap();
    let looks = std::cell::Cell::new(0);
    let is_wanted = || {
        looks.set(looks.get() + 1);
        looks.get() < 3
    };
    let header = ["Name", "Number"].map(str::to_owned);
    assert_eq!(rows.save_csv(&header, &path, is_wanted).unwrap(), None);
    assert_eq!(looks.get(), 3);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "earlier");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    for rows in [0, 10] {
        let broken = counting(rows, Some("torn"), false).save_csv(&header, &path, || true);
        assert!(broken.unwrap_err().to_string().contains("torn"));
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "earlier");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// Rows of a workbook that hides every third one and has a formula in each 700th.
struct Marked(u32);

impl RowSource for Marked {
    fn next_row(&mut self) -> Result<Option<RowContent>, String> {
        let number = self.0;
        self.0 += 1;
        let marked = RowContent {
            cells: vec!["a".to_owned(), number.to_string()],
            is_hidden: number % 3 == 2,
            formulas: if number % 700 == 699 { vec![1] } else { vec![] },
        };
        Ok((number < 2_000).then_some(marked))
    }

    fn is_cut(&self) -> bool {
        false
    }
}

#[test]
fn hidden_rows_and_formulas_are_known_in_any_order_however_far_below_they_are() {
    let columns = vec![ColumnType::Text, ColumnType::Number('.')];
    let rows = Rows::of_source(columns, true, Box::new(Marked(0))).unwrap();
    let sorted = page(&rows, 0, 2_000, Some((1, true)), "");
    let all = Marks {
        has_hidden_rows: true,
        has_formulas: true,
    };
    assert_eq!(sorted.marks, all);
    for row in &sorted.rows {
        assert_eq!(row.is_hidden, row.number % 3 == 2);
        assert_eq!(row.formulas == [1], row.number % 700 == 699);
        assert_eq!(row.cells[1], row.number.to_string());
    }
    let plain = page(&rows, 1_399, 1, None, "");
    assert_eq!((plain.rows[0].is_hidden, plain.marks), (false, all));
    assert_eq!(plain.rows[0].formulas, [1]);
}

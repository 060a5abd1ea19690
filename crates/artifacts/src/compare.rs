//! Diff of two versions of a file: aligned rows (a line of text or a row of a table each), and within them the words
//! or cells that differ.

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, DiffTag, TextDiff, capture_diff_slices_deadline};

/// Deadline of the search for a minimal diff; the result after it is correct but may be longer.
const ROWS_DEADLINE: Duration = Duration::from_millis(500);
/// Maximum number of rows compared in each version.
const MAX_ROWS: usize = 20_000;
/// Maximum number of rows in the result.
const MAX_RESULT_ROWS: usize = 2_000;
/// Number of unchanged context rows around each change.
const CONTEXT_ROWS: usize = 3;
/// Maximum length of cells that are compared word by word.
const MAX_CELL_BYTES: usize = 4_000;

/// A version as rows of cells; a line of text is a row with one cell.
pub type CellRows = Vec<Vec<String>>;

/// The diff of two versions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// The changed rows with context, in order.
    pub rows: Vec<ComparedRow>,
    /// Number of rows added; a changed row counts as added and removed.
    pub added: usize,
    /// Number of rows removed.
    pub removed: usize,
    /// True if rows were left out at the end.
    pub truncated: bool,
}

/// A row of one or both versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ComparedRow {
    /// Number of unchanged rows that are left out here.
    LeftOut(usize),
    /// A row.
    Row {
        /// Row number in the old version, from 1; `None` if it was added.
        before: Option<usize>,
        /// Row number in the new version, from 1; `None` if it was removed.
        after: Option<usize>,
        /// Its cells.
        cells: Vec<ComparedCell>,
    },
}

/// A cell in both versions, split into alternating unchanged and changed pieces; the first one is unchanged.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedCell {
    /// The old content.
    pub before: Vec<String>,
    /// The new content.
    pub after: Vec<String>,
}

/// Compares two versions. Blocks for at most about a second.
#[must_use]
pub fn compare(before: &CellRows, after: &CellRows) -> Comparison {
    let mut truncated = before.len() > MAX_ROWS || after.len() > MAX_ROWS;
    let before = &before[..before.len().min(MAX_ROWS)];
    let after = &after[..after.len().min(MAX_ROWS)];
    let begun = Instant::now();
    let deadline = Some(begun + ROWS_DEADLINE);
    let changes = capture_diff_slices_deadline(Algorithm::Patience, before, after, deadline);
    // Another interval of the same length for the words in the cells.
    let deadline = begun + 2 * ROWS_DEADLINE;
    let mut compared = Comparison::default();
    let count = changes.len();
    for (number, change) in changes.into_iter().enumerate() {
        match change.tag() {
            DiffTag::Equal => push_unchanged(
                &mut compared,
                &change,
                before,
                number == 0,
                number + 1 == count,
            ),
            _ => push_changed(&mut compared, &change, before, after, deadline),
        }
        if compared.rows.len() > MAX_RESULT_ROWS {
            compared.rows.truncate(MAX_RESULT_ROWS);
            truncated = true;
            break;
        }
    }
    compared.truncated = truncated;
    compared
}

/// Adds unchanged rows: those next to a change, and the number of those in between.
fn push_unchanged(
    compared: &mut Comparison,
    change: &DiffOp,
    before: &[Vec<String>],
    is_first: bool,
    is_last: bool,
) {
    let (old, new) = (change.old_range(), change.new_range());
    let head = if is_first { 0 } else { CONTEXT_ROWS };
    let tail = if is_last { 0 } else { CONTEXT_ROWS };
    let length = old.len();
    let left_out = length.saturating_sub(head + tail);
    for at in 0..length {
        if left_out > 1 && (head..length - tail).contains(&at) {
            if at == head {
                compared.rows.push(ComparedRow::LeftOut(left_out));
            }
            continue;
        }
        let plain = |cell: &String| ComparedCell {
            before: vec![cell.clone()],
            after: vec![cell.clone()],
        };
        compared.rows.push(ComparedRow::Row {
            before: Some(old.start + at + 1),
            after: Some(new.start + at + 1),
            cells: before[old.start + at].iter().map(plain).collect(),
        });
    }
}

/// Adds changed rows, pairing the first old one with the first new one, and so on.
fn push_changed(
    compared: &mut Comparison,
    change: &DiffOp,
    before: &[Vec<String>],
    after: &[Vec<String>],
    deadline: Instant,
) {
    let (old, new) = (change.old_range(), change.new_range());
    compared.removed += old.len();
    compared.added += new.len();
    for at in 0..old.len().max(new.len()).min(MAX_RESULT_ROWS + 1) {
        let was = (at < old.len()).then(|| old.start + at);
        let is = (at < new.len()).then(|| new.start + at);
        let empty = Vec::new();
        let (one, other) = (
            was.map_or(&empty, |at| &before[at]),
            is.map_or(&empty, |at| &after[at]),
        );
        let cells = (0..one.len().max(other.len()))
            .map(|column| {
                let text = |row: &[String]| row.get(column).cloned().unwrap_or_default();
                compared_cell(
                    &text(one),
                    &text(other),
                    was.is_some() && is.is_some(),
                    deadline,
                )
            })
            .collect();
        compared.rows.push(ComparedRow::Row {
            before: was.map(|at| at + 1),
            after: is.map(|at| at + 1),
            cells,
        });
    }
}

fn compared_cell(before: &str, after: &str, are_both: bool, deadline: Instant) -> ComparedCell {
    let whole = |text: &str| match text {
        "" => Vec::new(),
        text => vec![String::new(), text.to_owned()],
    };
    if before == after {
        let same = vec![before.to_owned()];
        return ComparedCell {
            before: same.clone(),
            after: same,
        };
    }
    if !are_both || before.len().max(after.len()) > MAX_CELL_BYTES {
        return ComparedCell {
            before: whole(before),
            after: whole(after),
        };
    }
    // When time is up, cells are shown without a comparison.
    let left = deadline.saturating_duration_since(Instant::now());
    if left.is_zero() {
        return ComparedCell {
            before: whole(before),
            after: whole(after),
        };
    }
    let words = TextDiff::configure()
        .deadline(deadline)
        .diff_words(before, after);
    let mut compared = ComparedCell::default();
    for change in words.iter_all_changes() {
        let (is_old, is_new, is_unchanged) = match change.tag() {
            similar::ChangeTag::Equal => (true, true, true),
            similar::ChangeTag::Delete => (true, false, false),
            similar::ChangeTag::Insert => (false, true, false),
        };
        for (pieces, is_in) in [
            (&mut compared.before, is_old),
            (&mut compared.after, is_new),
        ] {
            if is_in {
                push_piece(pieces, change.value(), is_unchanged);
            }
        }
    }
    compared
}

/// Appends a piece to the alternating list of unchanged and changed pieces.
fn push_piece(pieces: &mut Vec<String>, piece: &str, is_unchanged: bool) {
    // With an odd count, the last one is unchanged.
    let ends_unchanged = pieces.len() % 2 == 1;
    match pieces.last_mut() {
        Some(last) if ends_unchanged == is_unchanged => last.push_str(piece),
        None if !is_unchanged => pieces.extend([String::new(), piece.to_owned()]),
        _ => pieces.push(piece.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> CellRows {
        text.lines().map(|line| vec![line.to_owned()]).collect()
    }

    /// Returns a line for each row: its numbers, and its cells with brackets around changes.
    fn shown(compared: &Comparison) -> Vec<String> {
        let marked = |pieces: &Vec<String>| -> String {
            let piece = |(at, piece): (usize, &String)| match at % 2 {
                0 => piece.clone(),
                _ => format!("[{piece}]"),
            };
            pieces.iter().enumerate().map(piece).collect()
        };
        let number = |number: &Option<usize>| number.map_or("-".to_owned(), |n| n.to_string());
        let row = |row: &ComparedRow| match row {
            ComparedRow::LeftOut(count) => format!("… {count}"),
            ComparedRow::Row {
                before,
                after,
                cells,
            } => {
                let cells = cells.iter().map(|cell| {
                    let (one, other) = (marked(&cell.before), marked(&cell.after));
                    if one == other {
                        one
                    } else {
                        format!("{one} > {other}")
                    }
                });
                let cells: Vec<String> = cells.collect();
                format!("{} {} {}", number(before), number(after), cells.join(" | "))
            }
        };
        compared.rows.iter().map(row).collect()
    }

    #[test]
    fn lines_stand_side_by_side_and_words_that_changed_are_told() {
        let before =
            "one\ntwo\nthree\nfour\nfive\nthe price is 5 euros\nsix\nseven\neight\nnine\ngone";
        let after =
            "one\ntwo\nthree\nfour\nfive\nthe price is 7 euros\nsix\nnew\nseven\neight\nnine";
        let compared = compare(&lines(before), &lines(after));
        assert_eq!(
            shown(&compared),
            [
                "… 2",
                "3 3 three",
                "4 4 four",
                "5 5 five",
                "6 6 the price is [5] euros > the price is [7] euros",
                "7 7 six",
                "- 8  > [new]",
                "8 9 seven",
                "9 10 eight",
                "10 11 nine",
                "11 - [gone] > ",
            ]
        );
        assert_eq!((compared.added, compared.removed), (2, 2));
        let same = compare(&lines(before), &lines(before));
        assert_eq!((same.added, same.removed), (0, 0));
    }

    #[test]
    fn without_time_left_a_cell_is_shown_without_a_comparison_of_its_words() {
        let now = Instant::now();
        let late = compared_cell("one two", "one three", true, now);
        assert_eq!(late.before, ["", "one two"]);
        assert_eq!(late.after, ["", "one three"]);
        let soon = compared_cell("one two", "one three", true, now + 60 * ROWS_DEADLINE);
        assert_eq!(soon.before, ["one ", "two"]);
    }

    #[test]
    fn a_table_is_compared_cell_by_cell() {
        let table = |rows: &[&str]| -> CellRows {
            let cells = |row: &&str| row.split(',').map(str::to_owned).collect();
            rows.iter().map(cells).collect()
        };
        let before = table(&["name,price", "A,1", "B,2", "C,3"]);
        let after = table(&["name,price,note", "A,1", "B,2.5", "D,4"]);
        assert_eq!(
            shown(&compare(&before, &after)),
            [
                "1 1 name | price |  > [note]",
                "2 2 A | 1",
                "3 3 B | [2] > [2.5]",
                "4 4 [C] > [D] | [3] > [4]"
            ]
        );
    }

    #[test]
    fn long_versions_end_in_time_and_in_a_bounded_answer() {
        let many = |from: usize| -> CellRows {
            (0..30_000)
                .map(|n| vec![(n * from % 7_919).to_string()])
                .collect()
        };
        let compared = compare(&many(3), &many(5));
        assert!(compared.truncated);
        assert!(compared.rows.len() <= MAX_RESULT_ROWS);
        assert_eq!(compare(&Vec::new(), &Vec::new()), Comparison::default());
    }
}

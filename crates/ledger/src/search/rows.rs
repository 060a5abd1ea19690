//! Row numbers of the index. Within each part, newer items have lower numbers, so that reading in row order is newest
//! first.

use std::ops::Range;

/// Row numbers are counted down from here. SQLite stores smaller numbers in four bytes.
const TOP: i64 = 1 << 27;
/// Distance between the row ranges of two parts.
const PART: i64 = 1 << 40;
/// Maximum number of rows of a long text.
pub(super) const MOST_PIECES: usize = 1 << 12;

/// A part of the index with its own range of row numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Turns that fit into one row.
    Short,
    /// Turns that take several rows.
    Long,
    /// Titles of conversations.
    Titles,
    /// Files; each may take several rows.
    Files,
}

impl Part {
    /// Returns the row of a piece of the item with this key. Items with a single row have piece 0 only.
    pub(super) fn row(self, key: i64, piece: usize) -> i64 {
        let place = TOP - key;
        let piece = i64::try_from(piece).unwrap_or(i64::MAX);
        match self {
            Part::Short => place,
            Part::Long => PART + (place << 12) + piece,
            Part::Titles => 2 * PART + place,
            Part::Files => 3 * PART + (place << 12) + piece,
        }
    }

    /// Returns the key and the piece of a row in this part.
    pub(super) fn key(self, row: i64) -> (i64, i64) {
        match self {
            Part::Short => (TOP - row, 0),
            Part::Long => (TOP - ((row - PART) >> 12), (row - PART) & 0xfff),
            Part::Titles => (TOP - (row - 2 * PART), 0),
            Part::Files => (TOP - ((row - 3 * PART) >> 12), (row - 3 * PART) & 0xfff),
        }
    }

    /// Returns the row range of this part.
    pub(super) fn rows(self) -> Range<i64> {
        match self {
            Part::Short => i64::MIN..PART,
            Part::Long => PART..2 * PART,
            Part::Titles => 2 * PART..3 * PART,
            Part::Files => 3 * PART..i64::MAX,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_tells_what_it_is_and_the_newest_is_the_lowest() {
        for part in [Part::Short, Part::Long, Part::Titles, Part::Files] {
            let piece = if matches!(part, Part::Long | Part::Files) {
                7
            } else {
                0
            };
            for key in [1, 2, 1_000_000, TOP - 1] {
                let row = part.row(key, piece);
                assert!(part.rows().contains(&row), "{part:?} {key}");
                assert_eq!(part.key(row), (key, piece as i64), "{part:?} {key}");
                assert!(part.row(key + 1, 0) < part.row(key, 0));
            }
        }
    }
}

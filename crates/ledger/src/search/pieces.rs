//! The words of files, split into pieces; each piece is one row of the index.

use rusqlite::Connection;

use super::fold::fold;
use super::rows::Part;
use super::{clean, index};

/// Number of characters in a piece.
const PIECE: usize = 4_000;
/// Number of characters that a piece shares with the previous one, so that no word is split.
const OVERLAP: usize = 100;

/// Stores and indexes the words of the file with this key, replacing earlier ones.
pub(crate) fn store_words(connection: &Connection, key: i64, words: &str) -> rusqlite::Result<()> {
    index::remove(connection, Part::Files, key)?;
    connection
        .prepare_cached("DELETE FROM file_pieces WHERE key = ?1")?
        .execute([key])?;
    let words = clean(words);
    for (number, piece) in split(&words).into_iter().enumerate() {
        connection
            .prepare_cached("INSERT INTO file_pieces (key, piece, words) VALUES (?1, ?2, ?3)")?
            .execute((key, i64::try_from(number).unwrap_or(i64::MAX), piece))?;
        let letters: Vec<char> = fold(piece).chars().collect();
        index::insert_piece(connection, Part::Files, key, number, &letters, &[])?;
    }
    Ok(())
}

/// Returns the text of a piece.
pub(super) fn text(connection: &Connection, key: i64, piece: i64) -> rusqlite::Result<String> {
    connection
        .prepare_cached("SELECT words FROM file_pieces WHERE key = ?1 AND piece = ?2")?
        .query_row((key, piece), |row| row.get(0))
}

/// Splits a text into at most as many pieces as the index allows; the pieces of a very long text are longer.
fn split(text: &str) -> Vec<&str> {
    let most = super::rows::MOST_PIECES - 1;
    let count = text.chars().count();
    let length = PIECE.max(count / most + OVERLAP + 1);
    let mut starts = text.char_indices().map(|(at, _)| at);
    let mut pieces = Vec::new();
    let mut start = 0;
    // `starts` yields the offset of each character in a single pass; it is advanced to the start of each overlap.
    let step = length - OVERLAP;
    loop {
        let end = text[start..]
            .char_indices()
            .nth(length)
            .map(|(at, _)| start + at);
        pieces.push(&text[start..end.unwrap_or(text.len())]);
        if end.is_none() {
            return pieces;
        }
        match starts
            .by_ref()
            .nth(if pieces.len() == 1 { step } else { step - 1 })
        {
            Some(next) => start = next,
            None => return pieces,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_hold_all_of_a_text_and_overlap() {
        for text in [
            "",
            "a",
            &"é".repeat(PIECE),
            &"é".repeat(PIECE + 1),
            &"日本".repeat(30_000),
        ] {
            let pieces = split(text);
            let mut whole = pieces[0].to_owned();
            for piece in &pieces[1..] {
                let overlap: usize = piece.chars().take(OVERLAP).map(char::len_utf8).sum();
                assert!(whole.ends_with(&piece[..overlap]));
                whole.push_str(&piece[overlap..]);
            }
            assert_eq!(whole, text);
        }
    }
}

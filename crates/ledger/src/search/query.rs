//! What a person types, as a query that FTS5 always understands.

/// More words than these add nothing that a person means, and FTS5 has a limit.
const MOST_WORDS: usize = 24;
/// Longer words are cut; no word in the index is looked for by more than this.
const LONGEST_WORD: usize = 100;

/// The words of what a person typed, without those in which nothing can be found.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| word.contains(char::is_alphanumeric))
        .take(MOST_WORDS)
        .map(|word| match word.char_indices().nth(LONGEST_WORD) {
            Some((end, _)) => &word[..end],
            None => word,
        })
}

/// An FTS5 query for `text`: every word must occur, and the last one may go on. Each word stands in
/// quotes, so that nothing in it is an operator. `None` when there is no word in it.
pub(super) fn fts_query(text: &str) -> Option<String> {
    let words: Vec<&str> = words(text).collect();
    (!words.is_empty()).then(|| format!("{}*", quoted(&words)))
}

/// An FTS5 query for exactly these words.
pub(super) fn quoted(words: &[&str]) -> String {
    let words = words.iter();
    let quoted: Vec<String> = words
        .map(|word| format!("\"{}\"", word.replace('"', "\"\"")))
        .collect();
    quoted.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_and_the_last_one_may_go_on() {
        let query = |text| fts_query(text);
        assert_eq!(query("three sup").as_deref(), Some(r#""three" "sup"*"#));
        assert_eq!(
            query(r#"say "hi" NOT (x OR y)"#).as_deref(),
            Some(r#""say" """hi""" "NOT" "(x" "OR" "y)"*"#)
        );
        assert_eq!(query(" \t\u{0}\n -- * \" "), None);
        assert_eq!(query(""), None);
    }
}

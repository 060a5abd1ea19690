//! Parsing of a typed query into search terms.

use super::fold::fold;

/// Maximum number of terms; further ones are ignored.
const MOST_WORDS: usize = 24;
/// Maximum length of a term in letters; longer ones are cut.
const LONGEST_WORD: usize = 100;

/// A word, or a quoted phrase, to search for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    /// The folded text.
    pub(super) text: String,
    pub(super) letters: Vec<char>,
}

impl Term {
    fn of(text: &str) -> Option<Self> {
        let letters: Vec<char> = fold(text).trim_end().chars().take(LONGEST_WORD).collect();
        (!letters.is_empty()).then(|| Self {
            text: letters.iter().collect(),
            letters,
        })
    }

    /// Returns true if the term may be in the texts of this folded JSON.
    pub(super) fn may_be_in(&self, json: &str) -> bool {
        // Characters other than letters may be escaped or written in another form.
        let is_plain = self.letters.iter().all(|letter| letter.is_alphabetic());
        !is_plain || json.contains(self.text.as_str()) || json.contains("\\u")
    }

    /// Returns the letters preceded by a blank, to match at the start of a word.
    pub(super) fn at_start(&self) -> Vec<char> {
        [' ']
            .into_iter()
            .chain(self.letters.iter().copied())
            .collect()
    }
}

/// Splits a typed query into distinct terms. Text between two quotes is one term.
pub(super) fn terms(text: &str) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    let mut add = |word: &str| {
        if terms.len() < MOST_WORDS
            && let Some(term) = Term::of(word)
            && !terms.contains(&term)
        {
            terms.push(term);
        }
    };
    let is_quote = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»');
    let mut rest = text;
    while let Some(quote) = rest.find(is_quote) {
        let begins_a_word = rest[..quote]
            .chars()
            .next_back()
            .is_none_or(char::is_whitespace);
        let after = quote + rest[quote..].chars().next().map_or(1, char::len_utf8);
        let closed = rest[after..].find(is_quote).filter(|_| begins_a_word);
        let Some(length) = closed else { break };
        rest[..quote].split(is_blank).for_each(&mut add);
        add(&rest[after..after + length]);
        let end = after + length;
        rest = &rest[end + rest[end..].chars().next().map_or(1, char::len_utf8)..];
    }
    rest.split(is_blank).for_each(&mut add);
    terms
}

fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        terms(text).into_iter().map(|term| term.text).collect()
    }

    #[test]
    fn words_are_folded_and_what_stands_in_quotes_is_one() {
        assert_eq!(words("Three  SUP three"), ["three", "sup"]);
        assert_eq!(words("C++ 3~5 a->b"), ["c++", "3~5", "a->b"]);
        assert_eq!(
            words("say \"Good  Morning\" now"),
            ["say", "good morning", "now"]
        );
        assert_eq!(words("„Guten Tag“ «bon jour»"), ["guten tag", "bon jour"]);
        assert_eq!(words("5\" screen"), ["5\"", "screen"]);
        assert_eq!(words(" \t\u{0}\n \u{301} \u{200b} \"\" "), [] as [&str; 0]);
        assert_eq!(words("中文 café"), ["中文", "cafe"]);
    }
}

//! Matching and scoring of words in a folded text.

use super::query::Term;

/// Further occurrences do not raise the score.
const MOST_COUNTED: u32 = 8;
/// Typical length of a text in bytes: in a longer text an occurrence counts less.
const USUAL: f64 = 400.0;

/// Position of a match relative to word boundaries, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MatchStrength {
    /// Within another word.
    Inside,
    /// At the beginning of a word.
    Start,
    /// As a word of its own.
    Whole,
}

impl MatchStrength {
    /// Classifies the match at this range of a folded text. In scripts without spaces, every match counts as a whole
    /// word.
    pub(super) fn of(folded: &str, start: usize, end: usize) -> Self {
        let part = &folded[start..end];
        let touches = |beside: Option<char>, own: Option<char>| {
            beside
                .zip(own)
                .is_some_and(|(beside, own)| is_of_word(beside) && is_of_word(own))
        };
        let before = folded[..start].chars().next_back();
        let after = folded[end..].chars().next();
        if touches(before, part.chars().next()) {
            Self::Inside
        } else if touches(after, part.chars().next_back()) {
            Self::Start
        } else {
            Self::Whole
        }
    }

    fn weight(self) -> f64 {
        match self {
            Self::Inside => 0.4,
            Self::Start => 0.8,
            Self::Whole => 1.0,
        }
    }
}

/// Returns the score of a word in a folded text; `None` if it does not occur.
pub(super) fn score(folded: &str, term: &Term) -> Option<f64> {
    let mut best = None;
    let mut count = 0;
    for (at, part) in folded.match_indices(term.text.as_str()) {
        best = best.max(Some(MatchStrength::of(folded, at, at + part.len())));
        count += 1;
        if count == MOST_COUNTED {
            break;
        }
    }
    // Like BM25: a second occurrence adds less than the first, and occurrences in a short text count more.
    let count = f64::from(count);
    let length = 0.25 + 0.75 * folded.len() as f64 / USUAL;
    best.map(|best| best.weight() * count * 2.2 / (count + 1.2 * length))
}

/// Returns true for letters and digits of scripts that put spaces between words.
fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric()
        && !matches!(letter,
            '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
            | '\u{2e80}'..='\u{9fff}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}'
            | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::query::terms;

    #[test]
    fn a_word_of_its_own_fits_better_than_a_part_and_a_short_text_better_than_a_long_one() {
        let art = &terms("art")[0];
        let of = |text: &str| score(text, art).unwrap();
        assert!(of("an art is") > of("the arts"));
        assert!(of("the arts") > of("a party"));
        assert!(of("art") > of(&format!("art {}", "and more of it ".repeat(50))));
        assert!(of("art art") > of("art but"));
        assert_eq!(score("none", art), None);
        let fit = |text: &str, part: &str| {
            let at = text.find(part).unwrap();
            MatchStrength::of(text, at, at + part.len())
        };
        assert_eq!(
            fit("大雨天", "雨"),
            MatchStrength::Whole,
            "a script without blanks"
        );
        assert_eq!(fit("a party", "art"), MatchStrength::Inside);
        assert_eq!(fit("c++11", "c++"), MatchStrength::Whole);
    }
}

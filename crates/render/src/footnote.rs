//! Distinguishes footnote references from character classes in a pattern, such as `[^0-9]`. Only the context decides,
//! because the definition of the footnote may arrive much later.

/// Returns true if this can be the name of a footnote.
pub(crate) fn is_name(name: &str) -> bool {
    let of_a_name = |c: char| c.is_alphanumeric() || "-_.:*".contains(c);
    !name.is_empty()
        && name.chars().all(of_a_name)
        && name.chars().any(char::is_alphanumeric)
        && !name.ends_with(['-', '_'])
        && !has_range(name)
        && !lists_letters(name)
}

/// Returns true if a reference with a valid name is a footnote in this context.
pub(crate) fn is_mark(before: &str, name: &str, after: &str) -> bool {
    // With a quantifier, or as part of a longer pattern, it is a character class.
    let is_repeated = after.starts_with(['*', '+', '?', '{', '$']);
    let goes_on = before.ends_with(['\\', '^', '/', '[', '|', '=', '"', '\'']);
    let is_alone = before.ends_with('(') && after.starts_with([')', '|']) && !is_number(name);
    is_name(name) && !is_repeated && !goes_on && !is_alone
}

fn is_number(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns true if the name contains a range such as `0-9` where a character class would have one.
fn has_range(name: &str) -> bool {
    let chars: Vec<char> = name.chars().collect();
    let kind = |c: char| {
        (
            c.is_ascii_digit(),
            c.is_lowercase(),
            c.is_uppercase(),
            c.is_ascii(),
        )
    };
    chars.windows(3).enumerate().any(|(at, triple)| {
        let is_first = at == 0 || !chars[at - 1].is_alphanumeric() || {
            // It may also follow the end of an earlier range, as in `a-zA-Z`.
            at >= 3 && chars[at - 2] == '-'
        };
        triple[1] == '-'
            && is_first
            && kind(triple[0]) == kind(triple[2])
            && triple[0] < triple[2]
            // `1-2` is more likely a footnote of the first chapter than a class of two digits.
            && chars.get(at + 3).is_none_or(|next| *next != '-')
    })
}

/// Returns true for vowels or letters in alphabetical order, such as `aeiou` and `abc`.
fn lists_letters(name: &str) -> bool {
    let name = name.to_lowercase();
    let vowels = name.chars().all(|c| "aeiouy".contains(c));
    let ascends = name.as_bytes().windows(2).all(|pair| pair[0] < pair[1]);
    let follow = name
        .as_bytes()
        .windows(2)
        .all(|pair| pair[0] + 1 == pair[1]);
    name.len() > 2
        && name.bytes().all(|byte| byte.is_ascii_lowercase())
        && (vowels || follow || (ascends && name.len() > 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footnotes_have_names_and_patterns_have_classes() {
        for name in [
            "1",
            "12",
            "note",
            "fn-1",
            "see-also",
            "ref-a",
            "a",
            "x",
            "smith2020",
            "注1",
            "fn:2",
            "*",
        ] {
            assert_eq!(is_name(name), name != "*", "{name}");
        }
        for class in [
            "0-9",
            "a-z",
            "a-zA-Z",
            "A-Za-z0-9",
            "a-z0-9_",
            "^",
            "\\s",
            ",",
            "/",
            "\"",
            "aeiou",
            "abc",
            "0-9a-f",
            "_a-z",
            "<>",
            "0-9.-",
            "a-f0-9-",
            "AEIOUaeiou",
            "a-zäöüß",
            "",
        ] {
            assert!(!is_name(class), "{class}");
        }
        assert!(is_mark("A claim.", "1", ""));
        assert!(is_mark("see ", "note", "."));
        assert!(!is_mark("use ", "x", "*"));
        assert!(!is_mark("(", "ab", ")"));
    }
}

//! Escaping of text for Markdown, and conversion of this crate's Markdown to plain text.

/// Escapes text so that nothing in it is Markdown. Line breaks are not kept.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        match letter {
            '\n' => escaped.push(' '),
            '[' | ']' => escaped.push_str(bracket(letter)),
            '\\' | '`' | '*' | '_' | '<' | '#' | '~' | '$' => escaped.extend(['\\', letter]),
            '&' if is_entity(&text[at..]) => escaped.push_str("\\&"),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// Returns a bracket that forms neither a link nor, as `\[` would, a formula.
pub(crate) fn bracket(letter: char) -> &'static str {
    if letter == '[' { "&#91;" } else { "&#93;" }
}

/// Returns true if a text begins with an HTML entity, such as `&lt;` or `&#60;`.
fn is_entity(text: &str) -> bool {
    let name = text[1..].trim_start_matches('#');
    let end = name.find(|letter: char| !letter.is_ascii_alphanumeric());
    end.is_some_and(|end| end > 0 && name[end..].starts_with(';'))
}

/// The tags that this crate's Markdown contains, and their plain text.
const TAGS: [(&str, &str); 7] = [
    ("<br>", " "),
    ("<sup>", ""),
    ("</sup>", ""),
    ("<sub>", ""),
    ("</sub>", ""),
    ("<u>", ""),
    ("</u>", ""),
];

/// Returns this crate's Markdown as plain text: the markup of headings, lists and tables stays, and escaped characters
/// are restored.
pub(crate) fn plain(markdown: &str) -> String {
    let mut plain = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(at) = rest.find(['\\', '&', '`', '<']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let code = code(rest);
        let mut letters = rest[1..].chars();
        let (said, length) = if code > 0 {
            (&rest[..code], code)
        } else if rest.starts_with("&#91;") {
            ("[", 5)
        } else if rest.starts_with("&#93;") {
            ("]", 5)
        } else if let Some((tag, said)) = TAGS.iter().find(|(tag, _)| rest.starts_with(tag)) {
            (*said, tag.len())
        } else if rest.starts_with('\\')
            && letters
                .next()
                .is_some_and(|next| next.is_ascii_punctuation())
        {
            (&rest[1..2], 2)
        } else if rest.starts_with("\\\n") {
            ("\n", 2)
        } else {
            (&rest[..1], 1)
        };
        plain.push_str(said);
        rest = &rest[length..];
    }
    plain.push_str(rest);
    // Two blanks are a line break within a paragraph.
    plain.replace("  \n", "\n")
}

/// Returns the length of the code at the start of a text, inline or fenced, including its backticks.
fn code(text: &str) -> usize {
    let fence = text.len() - text.trim_start_matches('`').len();
    if fence == 0 {
        return 0;
    }
    let mut at = fence;
    while let Some(next) = text[at..].find('`') {
        if fence < 3 && text[at..at + next].contains("\n\n") {
            return fence;
        }
        let run = &text[at + next..];
        let length = run.len() - run.trim_start_matches('`').len();
        at += next + length;
        if length == fence {
            return at;
        }
    }
    fence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_begin_no_formula_and_what_html_reads_as_a_letter_stays() {
        assert_eq!(
            escaped("[x] &lt; R&D; a & b;"),
            "&#91;x&#93; \\&lt; R\\&D; a & b;"
        );
        assert_eq!(
            plain(&escaped("[x] \\(y\\) &lt; `c` $")),
            "[x] \\(y\\) &lt; `c` $"
        );
        assert_eq!(
            plain("a\\_b `c\\_d` ```\n\\_\n```\\\n\\e"),
            "a_b `c\\_d` ```\n\\_\n```\n\\e"
        );
    }
}

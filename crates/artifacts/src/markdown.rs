//! Quoting of arbitrary text as code in Markdown.

/// Returns code as a block with a fence longer than any run of backticks in it.
#[must_use]
pub fn fenced(language: &str, code: &str) -> String {
    let fence = "`".repeat(longest_run(code).max(2) + 1);
    let language: String = language
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '#'))
        .collect();
    format!(
        "{fence}{language}\n{}\n{fence}",
        code.trim_end_matches('\n')
    )
}

/// Returns one line of text as an inline code span.
#[must_use]
pub fn code(text: &str) -> String {
    let longest = longest_run(text);
    let fence = "`".repeat(longest + 1);
    match longest {
        0 => format!("{fence}{text}{fence}"),
        _ => format!("{fence} {text} {fence}"),
    }
}

/// Turns YAML front matter, between two lines of dashes, into a code block: Markdown would make a heading of it.
pub(crate) fn with_front_matter_as_code(text: String) -> String {
    let rest = text.strip_prefix("---\n").or(text.strip_prefix("---\r\n"));
    let Some(rest) = rest else { return text };
    let mut length = 0;
    for line in rest.split_inclusive('\n').take(MAX_FRONT_MATTER_LINES) {
        if matches!(line.trim_end(), "---" | "...") {
            let (data, after) = (&rest[..length], &rest[length + line.len()..]);
            let is_named = data
                .split_once(':')
                .is_some_and(|(name, _)| !name.is_empty() && name.chars().all(is_key_letter));
            return match is_named {
                true => format!("{}\n{after}", fenced("yaml", data.trim_end())),
                false => text,
            };
        }
        length += line.len();
    }
    text
}

/// Maximum number of lines of front matter.
const MAX_FRONT_MATTER_LINES: usize = 200;

fn is_key_letter(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '-' | '_')
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_fenced_by_more_than_it_has() {
        assert_eq!(fenced("py\nx", "a"), "```pyx\na\n```");
        assert_eq!(fenced("", "```\nb\n```\n"), "````\n```\nb\n```\n````");
        assert_eq!(code("a`b"), "`` a`b ``");
    }

    #[test]
    fn data_before_a_text_is_code_and_a_rule_is_a_rule() {
        let shown = |text: &str| with_front_matter_as_code(text.to_owned());
        assert_eq!(
            shown("---\ntitle: My Note\ntags: [a, b]\n---\n\n# Head\n"),
            "```yaml\ntitle: My Note\ntags: [a, b]\n```\n\n# Head\n"
        );
        assert_eq!(shown("---\r\na: 1\r\n---"), "```yaml\na: 1\n```\n");
        for plain in [
            "---\n\nText: so\n\n---\n",
            "---\nA text with: a colon\n---\n",
            "---\na: 1\n",
            "# Head\n---\na: 1\n---\n",
        ] {
            assert_eq!(shown(plain), plain);
        }
    }

    #[test]
    fn a_language_keeps_the_marks_of_its_name() {
        for language in ["c++", "c#", "objective-c"] {
            assert!(fenced(language, "a").starts_with(&format!("```{language}\n")));
        }
    }
}

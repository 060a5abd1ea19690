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
    fn a_language_keeps_the_marks_of_its_name() {
        for language in ["c++", "c#", "objective-c"] {
            assert!(fenced(language, "a").starts_with(&format!("```{language}\n")));
        }
    }
}

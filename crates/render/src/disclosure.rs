//! Raw HTML blocks of collapsible sections (`<details>` with a `<summary>`), which answers use around Markdown. The
//! section is shown open: its summary as a bold line, the tags themselves not at all.

use crate::escape::bare_element;

/// A part of a block of collapsible sections. The texts are HTML with only harmless elements; they still have to be
/// sanitised.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The title of a section.
    Summary(String),
    /// A paragraph directly after a tag, without a blank line between them.
    Paragraph(String),
}

/// Tags that have not arrived whole end a text that is still arriving.
const TAGS: &[&str] = &["<details", "</details", "<summary", "</summary"];

/// Returns the parts of an HTML block; `None` if it contains anything but collapsible sections, text and harmless
/// elements.
pub(crate) fn parts(block: &str) -> Option<Vec<Part>> {
    let begins = |tag: &&&str| block.trim_start().starts_with(**tag);
    TAGS.iter().find(begins)?;
    if block.contains("```") || block.contains("~~~") {
        return None;
    }
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut rest = block;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(length) = rest.find('>') else {
            let is_tag = TAGS.iter().any(|tag| tag.starts_with(rest.trim_end()));
            return is_tag.then(|| {
                end_paragraph(&mut parts, &mut text);
                parts
            });
        };
        let tag = &rest[..=length];
        match name(tag)? {
            "details" | "/details" | "summary" | "p" | "/p" => end_paragraph(&mut parts, &mut text),
            "/summary" => {
                let title = std::mem::take(&mut text);
                parts.push(Part::Summary(title.trim().to_owned()));
            }
            _ => text.push_str(&bare_element(tag)?),
        }
        rest = &rest[length + 1..];
    }
    text.push_str(rest);
    end_paragraph(&mut parts, &mut text);
    Some(parts)
}

fn end_paragraph(parts: &mut Vec<Part>, text: &mut String) {
    let paragraph = std::mem::take(text);
    if !paragraph.trim().is_empty() {
        parts.push(Part::Paragraph(paragraph.trim().replace('\n', "<br>")));
    }
}

/// Returns the name of a tag, with the slash of a closing one; attributes are ignored.
fn name(tag: &str) -> Option<&str> {
    tag.strip_prefix('<')?
        .trim_end_matches('>')
        .split_whitespace()
        .next()
}

/// Returns the text of a [`Part`] without its elements.
pub(crate) fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    for (position, piece) in html.split('<').enumerate() {
        match piece.split_once('>') {
            Some((tag, after)) if position > 0 => {
                text.push_str(if tag == "br" { " " } else { "" });
                text.push_str(after);
            }
            _ => text.push_str(piece),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_sections_are_dropped_and_other_html_is_left_alone() {
        let summary = |title: &str| Part::Summary(title.to_owned());
        let paragraph = |text: &str| Part::Paragraph(text.to_owned());
        for (block, expected) in [
            ("<details>", vec![]),
            ("</details>\n", vec![]),
            (
                "<details open>\n<summary>Why</summary>\n",
                vec![summary("Why")],
            ),
            (
                "<details><summary><b>Two</b> &amp; three</summary>\nmore\nof it</details>",
                vec![
                    summary("<b>Two</b> &amp; three"),
                    paragraph("more<br>of it"),
                ],
            ),
            ("<details>\n<summ", vec![]),
        ] {
            assert_eq!(parts(block), Some(expected), "{block}");
        }
        for other in [
            "<div>",
            "<details><script>x</script></details>",
            "<details>\n```py\nx\n```\n</details>",
            "<details>\na < b",
        ] {
            assert_eq!(parts(other), None, "{other}");
        }
        assert_eq!(plain("<b>Two</b><br>lines"), "Two lines");
    }
}

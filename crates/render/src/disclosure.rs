//! Raw HTML blocks of collapsible sections (`<details>` with a `<summary>`), which answers use around Markdown. The
//! section is shown open: its summary as a bold line, the tags themselves not at all.

use crate::escape::{BARE, bare_element};

/// A part of a block of collapsible sections. The texts are HTML with only harmless elements; they still have to be
/// sanitised.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The title of a section.
    Summary(String),
    /// A paragraph directly after a tag, without a blank line between them.
    Paragraph(String),
}

/// Elements whose tags begin a collapsible section.
const SECTIONS: &[&str] = &["details", "summary"];

/// Elements that begin a line of their own.
const BLOCKS: &[&str] = &["div", "h1", "h2", "h3", "h4", "h5", "h6", "p"];

/// Elements whose tags are left out and whose words are shown.
const TRANSPARENT: &[&str] = &["a", "font", "span"];

/// Maximum length of a tag whose end has not arrived, in bytes; it is not shown.
const UNFINISHED_TAG: usize = 200;

/// Returns the parts of an HTML block; `None` if it contains anything but collapsible sections, text and harmless
/// elements.
pub(crate) fn parts(block: &str) -> Option<Vec<Part>> {
    let (_, first) = name(block.trim_start());
    if !SECTIONS.contains(&first.as_str()) || block.contains("```") || block.contains("~~~") {
        return None;
    }
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut rest = block;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->")?.1;
            continue;
        }
        let (is_closing, name) = name(rest);
        if name.is_empty() && !is_closing {
            text.push_str("&lt;");
            rest = &rest[1..];
            continue;
        }
        let Some(length) = rest.find('>') else {
            if rest.len() > UNFINISHED_TAG || !begins_known(&name) {
                return None;
            }
            rest = "";
            break;
        };
        let tag = &rest[..=length];
        match name.as_str() {
            "summary" if is_closing => {
                let title = std::mem::take(&mut text);
                parts.push(Part::Summary(title.trim().to_owned()));
            }
            name if SECTIONS.contains(&name) || BLOCKS.contains(&name) => {
                end_paragraph(&mut parts, &mut text);
            }
            name if TRANSPARENT.contains(&name) => {}
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

/// Returns true for the name of an element that is known here, and for the beginning of one.
fn begins_known(name: &str) -> bool {
    let lists = [SECTIONS, BLOCKS, TRANSPARENT, BARE];
    lists.concat().iter().any(|known| known.starts_with(name))
}

/// Returns the name of the tag at the start of `html`, in lower case, and true before it for a closing one. The name is
/// empty if there is no tag.
fn name(html: &str) -> (bool, String) {
    let Some(inner) = html.strip_prefix('<') else {
        return (false, String::new());
    };
    let (is_closing, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner),
        None => (false, inner),
    };
    let name = inner
        .split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default();
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        (is_closing, name.to_ascii_lowercase())
    } else {
        (is_closing, String::new())
    }
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
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", "\u{a0}"),
        ("&amp;", "&"),
    ];
    for (entity, character) in entities {
        text = text.replace(entity, character);
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
            ("<details open class=\"x", vec![]),
            ("<DETAILS><Summary>See <b", vec![paragraph("See")]),
            (
                "<details><summary>In <a href=\"https://a.org\">full</a><!-- x --></summary>\n3 < 4<h3>So</h3>",
                vec![summary("In full"), paragraph("3 &lt; 4"), paragraph("So")],
            ),
        ] {
            assert_eq!(parts(block), Some(expected), "{block}");
        }
        for other in [
            "<div>",
            "<details><script>x</script></details>",
            "<details>\n```py\nx\n```\n</details>",
            "<details>\na <b and more words than a tag has, which would be lost if they were taken for one: \
             all of them are shown as they were written, because there is no sign of an end, and nothing that \
             anybody has written may be lost",
        ] {
            assert_eq!(parts(other), None, "{other}");
        }
        assert_eq!(plain("<b>Two</b><br>lines &amp;lt; 3"), "Two lines &lt; 3");
    }
}

//! Markdown as plain text, for search and one-line summaries.

use comrak::arena_tree::NodeEdge;
use comrak::nodes::NodeValue;

use crate::disclosure::{self, Part};
use crate::document::{Definitions, parse};
use crate::{mend, terminal};

/// Returns a text without its markup: one line per paragraph, heading, table row or line of code. URLs of links and
/// images are left out; their texts stay.
#[must_use]
pub fn plain_text(markdown: &str) -> String {
    parse(markdown, &Definitions::default(), |document| {
        let mut text = String::with_capacity(markdown.len());
        for block in document.blocks() {
            for edge in block.traverse() {
                match edge {
                    NodeEdge::Start(node) => match &node.data().value {
                        NodeValue::Text(words) => {
                            let words = mend::shown(document, node, words);
                            text.push_str(&terminal::without_colours(words));
                        }
                        NodeValue::Code(code) => text.push_str(&code.literal),
                        NodeValue::Math(math) => text.push_str(&math.literal),
                        NodeValue::CodeBlock(code) if terminal::is_output(&code.literal) => {
                            text.push_str(&terminal::plain(&code.literal));
                        }
                        NodeValue::CodeBlock(code) => text.push_str(&code.literal),
                        NodeValue::HtmlBlock(html) => write_html(&mut text, &html.literal),
                        NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
                        _ => {}
                    },
                    NodeEdge::End(node) => match &node.data().value {
                        NodeValue::TableCell => text.push(' '),
                        value if value.block() => end_line(&mut text),
                        _ => {}
                    },
                }
            }
        }
        text.truncate(text.trim_end().len());
        text
    })
}

/// Writes an HTML block: the texts of a collapsible section without its tags, other HTML as it is.
fn write_html(text: &mut String, html: &str) {
    let Some(parts) = disclosure::parts(html) else {
        text.push_str(html);
        return;
    };
    for part in parts {
        let (Part::Summary(words) | Part::Paragraph(words)) = part;
        text.push_str(&disclosure::plain(&words));
        end_line(text);
    }
}

fn end_line(text: &mut String) {
    text.truncate(text.trim_end().len());
    if !text.is_empty() {
        text.push('\n');
    }
}

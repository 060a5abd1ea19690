//! Comments of a document, as footnotes.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::Refusal;
use crate::archive::Archive;
use crate::escaping::escaped;
use crate::xml::{attribute, push_text};

/// Delimits the number of a comment until the Markdown is written: a code point that occurs in no text.
const MARK: char = '\u{10ff80}';

/// Returns the placeholder of a comment in the text of a paragraph.
pub(super) fn reference(id: &str) -> String {
    let id: String = id.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{MARK}{id}{MARK}")
}

/// Returns the Markdown with placeholders replaced by footnote references.
pub(super) fn restored(markdown: &str) -> String {
    let mut restored = String::with_capacity(markdown.len());
    for (at, part) in markdown.split(MARK).enumerate() {
        match at % 2 {
            0 => restored.push_str(part),
            _ => restored.push_str(&format!("[^c{part}]")),
        }
    }
    restored
}

/// Returns all comments with their authors.
pub(super) fn all(bytes: &[u8]) -> Result<String, Refusal> {
    let Ok(mut archive) = Archive::open(bytes) else {
        return Ok(String::new());
    };
    let xml = archive.text("word/comments.xml")?.unwrap_or_default();
    let mut footnotes = String::new();
    let (mut id, mut author, mut words) = (String::new(), String::new(), String::new());
    let mut is_text = false;
    let mut reader = Reader::from_str(&xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => match element.local_name().as_ref() {
                "comment" => {
                    id = attribute(&element, "w:id").unwrap_or_default();
                    author = attribute(&element, "w:author").unwrap_or_default();
                    words.clear();
                }
                "t" => is_text = true,
                _ => {}
            },
            Ok(Event::End(element)) => match element.local_name().as_ref() {
                "t" => is_text = false,
                "p" => words.push(' '),
                "comment" => {
                    let id = restored(&reference(&id));
                    let (author, words) = (author.trim(), words.trim());
                    let by = if author.is_empty() { "" } else { ": " };
                    footnotes.push_str(&format!(
                        "\n\n{id}: {}{by}{}",
                        escaped(author),
                        escaped(words)
                    ));
                }
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => return Ok(footnotes),
            Ok(event) if is_text => push_text(&mut words, &event),
            Ok(_) => {}
        }
    }
}

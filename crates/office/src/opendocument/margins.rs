//! Headers and footers of a document, which stand in its page styles.

use std::collections::HashSet;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::styles::Styles;
use super::text::TextReader;
use crate::archive::Archive;
use crate::xml::attribute;

/// The elements of headers and footers.
const HEADERS: &[&str] = &["style:header", "style:header-left", "style:header-first"];
const FOOTERS: &[&str] = &["style:footer", "style:footer-left", "style:footer-first"];

/// What stands above and below the text of each page, as Markdown, each once.
#[derive(Default)]
pub(super) struct Margins {
    headers: Vec<Margin>,
    footers: Vec<Margin>,
}

/// A header or footer.
struct Margin {
    text: String,
    /// The text with the labels of its notes as if no other header or footer had any.
    key: String,
}

impl Margins {
    /// Reads those of `pages` in a part with page styles, until the first XML error in it.
    pub(super) fn read(
        xml: &str,
        pages: &HashSet<String>,
        styles: &Styles,
        archive: &mut Option<Archive<'_>>,
    ) -> Self {
        let mut margins = Self::default();
        let mut is_used = false;
        let mut part_reader: Option<TextReader> = None;
        let mut labels = String::new();
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event() {
                Ok(Event::Start(element)) if element.name().as_ref() == "style:master-page" => {
                    let name = attribute(&element, "style:name");
                    is_used = name.is_some_and(|name| pages.contains(&name));
                }
                Ok(Event::Start(element))
                    if part_reader.is_none() && is_margin(element.name().as_ref()) =>
                {
                    let is_off = attribute(&element, "style:display").as_deref() == Some("false");
                    part_reader = (is_used && !is_off).then(|| {
                        let number = margins.headers.len() + margins.footers.len() + 1;
                        labels = format!("margin{number}-");
                        TextReader::of_part(styles.clone(), labels.clone())
                    });
                }
                Ok(Event::End(element)) if is_margin(element.name().as_ref()) => {
                    if let Some(part_reader) = part_reader.take() {
                        margins.add(element.name().as_ref(), part_reader.finish(), &labels);
                    }
                }
                Ok(Event::Start(element)) if element.name().as_ref() == "office:body" => {
                    return margins;
                }
                Ok(Event::Eof) | Err(_) => return margins,
                Ok(event) => {
                    if let Some(part_reader) = &mut part_reader {
                        part_reader.take(event, archive);
                    }
                }
            }
        }
    }

    /// Adds a header or footer whose notes have labels that begin with `labels`.
    fn add(&mut self, name: &str, text: String, labels: &str) {
        let margins = match HEADERS.contains(&name) {
            true => &mut self.headers,
            false => &mut self.footers,
        };
        let key = text.replace(&format!("[^{labels}"), "[^");
        if !text.is_empty() && margins.iter().all(|margin| margin.key != key) {
            margins.push(Margin { text, key });
        }
    }

    /// Returns a text between the headers and the footers, each behind a line.
    pub(super) fn wrap(self, text: String) -> String {
        let joined = |margins: Vec<Margin>| {
            let texts: Vec<String> = margins.into_iter().map(|margin| margin.text).collect();
            texts.join("\n\n")
        };
        let parts = [joined(self.headers), text, joined(self.footers)];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join("\n\n---\n\n")
    }
}

fn is_margin(name: &str) -> bool {
    HEADERS.contains(&name) || FOOTERS.contains(&name)
}

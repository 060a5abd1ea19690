//! Documents as Markdown: headings, paragraphs, lists, tables, links, bold and italic text.

use std::collections::{HashMap, HashSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::content;
use crate::Refusal;
use crate::writing::Writing;
use crate::xml::{attribute, push_text};

/// Elements that are left out: annotations, and text deleted with tracked changes.
const SILENT: &[&str] = &["annotation", "tracked-changes", "note-citation"];

/// Returns the document's text.
pub(crate) fn markdown(bytes: &[u8]) -> Result<String, Refusal> {
    let content = content(bytes)?;
    let mut reading = Reading::default();
    let mut reader = Reader::from_str(&content);
    loop {
        match reader.read_event().map_err(|_| Refusal::Unreadable)? {
            Event::Start(element) => reading.begins(&element),
            Event::Empty(element) => {
                reading.begins(&element);
                reading.ends(element.local_name().as_ref());
            }
            Event::End(element) => reading.ends(element.local_name().as_ref()),
            Event::Eof => return Ok(reading.finish()),
            event if reading.silent == 0 => {
                let mut words = String::new();
                push_text(&mut words, &event);
                reading.writing.text(&words);
            }
            _ => {}
        }
    }
}

#[derive(Default)]
struct Reading {
    writing: Writing,
    /// Nesting depth within elements that are left out.
    silent: usize,
    /// The current style, and the properties of styles.
    style: Option<String>,
    emphasis: HashMap<String, [&'static str; 2]>,
    numbered: HashSet<String>,
    /// The text around the open note, and the contents of earlier notes.
    noted: Option<Writing>,
    notes: Vec<String>,
}

impl Reading {
    fn begins(&mut self, element: &BytesStart<'_>) {
        let name = element.local_name();
        if SILENT.contains(&name.as_ref()) {
            self.silent += 1;
        }
        if self.silent > 0 {
            return;
        }
        let writing = &mut self.writing;
        match name.as_ref() {
            "style" | "list-style" => self.style = attribute(element, "style:name"),
            "text-properties" => {
                let is = |name, value| attribute(element, name).as_deref() == Some(value);
                let place = attribute(element, "style:text-position").unwrap_or_default();
                let mark = match (is("fo:font-weight", "bold"), is("fo:font-style", "italic")) {
                    _ if place.starts_with("super") => ["<sup>", "</sup>"],
                    _ if place.starts_with("sub") => ["<sub>", "</sub>"],
                    (true, true) => ["***"; 2],
                    (true, false) => ["**"; 2],
                    (false, true) => ["*"; 2],
                    (false, false) => return,
                };
                if let Some(style) = &self.style {
                    self.emphasis.insert(style.clone(), mark);
                }
            }
            "list-level-style-number" => self.numbered.extend(self.style.clone()),
            "span" => {
                let style = attribute(element, "text:style-name").unwrap_or_default();
                let [begin, end] = self.emphasis.get(&style).copied().unwrap_or_default();
                writing.mark(begin, end);
            }
            "a" => {
                let address = attribute(element, "xlink:href").unwrap_or_default();
                writing.mark("[", &format!("](<{}>)", address.replace(['<', '>'], "")));
            }
            "s" => {
                let count = attribute(element, "text:c").and_then(|count| count.parse().ok());
                let count: usize = count.unwrap_or(1);
                writing.text(&" ".repeat(count.min(100)));
            }
            "tab" => writing.text(" "),
            "line-break" => writing.line_break(),
            "h" => {
                let level = attribute(element, "text:outline-level");
                writing.heading(level.and_then(|level| level.parse().ok()).unwrap_or(1));
            }
            "list" => {
                let style = attribute(element, "text:style-name");
                let inherited = writing.is_numbered();
                writing.list(style.map_or(inherited, |style| self.numbered.contains(&style)));
            }
            "list-item" => writing.item(),
            "note" => {
                writing.note(self.notes.len() + 1);
                self.noted = Some(std::mem::take(writing));
            }
            "table" => writing.table(),
            "table-row" => writing.row(),
            "table-cell" | "covered-table-cell" => writing.cell(),
            _ => {}
        }
    }

    fn ends(&mut self, name: &str) {
        if SILENT.contains(&name) {
            self.silent = self.silent.saturating_sub(1);
            return;
        }
        if self.silent > 0 {
            return;
        }
        match name {
            "span" | "a" => self.writing.unmark(),
            "p" | "h" => self.writing.end_paragraph(),
            "list" => self.writing.end_list(),
            "table" => self.writing.end_table(),
            "note" => {
                if let Some(around) = self.noted.take() {
                    let note = std::mem::replace(&mut self.writing, around);
                    self.notes.push(note.finish());
                }
            }
            _ => {}
        }
    }

    fn finish(self) -> String {
        let mut writing = self.writing;
        writing.end_table();
        writing.end_paragraph();
        for (number, text) in (1..).zip(&self.notes) {
            writing.note_text(number, text);
        }
        writing.finish()
    }
}

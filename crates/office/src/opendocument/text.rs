//! Documents as Markdown: headings, paragraphs, lists, tables, links, notes and marked words.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::content;
use super::margins::Margins;
use super::styles::Styles;
use crate::Refusal;
use crate::archive::Archive;
use crate::escaping::escaped;
use crate::writing::Writing;
use crate::xml::{attribute, push_text};

/// Elements that are left out: text deleted while changes were tracked, numbers of notes, descriptions of pictures, and
/// metadata of comments, formulas and forms.
const SILENT: &[&str] = &[
    "text:tracked-changes",
    "text:note-citation",
    "svg:title",
    "svg:desc",
    "dc:date",
    "meta:date-string",
    "meta:creator-initials",
    "math:annotation",
    "office:forms",
];

/// Returns the document's text.
pub(crate) fn markdown(bytes: &[u8]) -> Result<String, Refusal> {
    let content = content(bytes)?;
    let mut reading = Reading::default();
    // A file that is a single XML document has no parts.
    let mut archive = Archive::open(bytes).ok();
    let styles = archive
        .as_mut()
        .and_then(|archive| archive.text("styles.xml").ok().flatten());
    let styles = styles.unwrap_or_default();
    let of_pages = match archive {
        Some(_) => &styles,
        None => &content,
    };
    reading.styles.read(of_pages);
    let margins = Margins::read(of_pages, &reading.styles, &mut archive);
    reading.styles.read(&content);
    let mut reader = Reader::from_str(&content);
    let mut is_body = false;
    loop {
        match reader.read_event().map_err(|_| Refusal::Unreadable)? {
            Event::Eof => return Ok(margins.around(reading.finish())),
            Event::Start(element) if element.name().as_ref() == "office:body" => is_body = true,
            _ if !is_body => {}
            event => reading.take(event, &mut archive),
        }
    }
}

/// Reading of paragraphs, lists and tables.
#[derive(Default)]
pub(super) struct Reading {
    styles: Styles,
    writing: Writing,
    /// Nesting depth within elements that are left out.
    silent: usize,
    /// The open lists, and the item counts of ended ones, by style name or id and by level from 0.
    lists: Vec<List>,
    ended: HashMap<(String, usize), usize>,
    /// Output around the open notes, comments and text boxes.
    around: Vec<Writing>,
    /// Labels and Markdown of the notes and comments so far; the Markdown of an open one is empty.
    notes: Vec<(String, String)>,
    comments: usize,
    /// Author of the open comment.
    author: String,
    /// Markdown of the text boxes of the open paragraph, written after the paragraph.
    boxed: Vec<String>,
}

struct List {
    style: String,
    /// Id by which later lists can continue this one.
    id: Option<String>,
    /// Id or style name of the list whose numbering this one continues.
    goes_on: Option<String>,
}

impl Reading {
    pub(super) fn of(styles: Styles) -> Self {
        Self {
            styles,
            ..Self::default()
        }
    }

    pub(super) fn take(&mut self, event: Event<'_>, archive: &mut Option<Archive<'_>>) {
        match event {
            Event::Start(element) => self.begins(&element, archive),
            Event::Empty(element) => {
                self.begins(&element, archive);
                self.ends(element.name().as_ref());
            }
            Event::End(element) => self.ends(element.name().as_ref()),
            event if self.silent == 0 => {
                let mut words = String::new();
                push_text(&mut words, &event);
                self.writing.text(&words);
            }
            _ => {}
        }
    }

    fn begins(&mut self, element: &BytesStart<'_>, archive: &mut Option<Archive<'_>>) {
        let value = |name| attribute(element, name).unwrap_or_default();
        let name = element.name();
        let is_hidden = SILENT.contains(&name.as_ref())
            || name.as_ref().ends_with("-source")
            || value("text:display") == "none"
            || (name.as_ref() == "text:span" && self.styles.is_hidden(&value("text:style-name")));
        if self.silent > 0 || is_hidden {
            self.silent += 1;
            return;
        }
        let writing = &mut self.writing;
        match name.as_ref() {
            "office:automatic-styles" | "office:font-face-decls" => self.silent += 1,
            "text:p" => {
                let level = self.styles.heading(&value("text:style-name"));
                if let Some(level) = level.filter(|_| !writing.is_in_table()) {
                    writing.heading(level);
                }
            }
            "text:span" => {
                let style = value("text:style-name");
                let (begin, end) = self.styles.marks(&style);
                writing.mark(begin, end);
            }
            "text:a" => {
                let address = value("xlink:href").replace(['<', '>'], "");
                writing.mark("[", &format!("](<{address}>)"));
            }
            "text:s" => {
                let count = value("text:c").parse().unwrap_or(1_usize);
                writing.text(&" ".repeat(count.min(100)));
            }
            "text:tab" => writing.text(" "),
            "text:line-break" => writing.line_break(),
            "text:ruby-text" => writing.text("("),
            "text:h" => writing.heading(value("text:outline-level").parse().unwrap_or(1)),
            "text:list" => self.list(element),
            "text:list-item" => {
                writing.item();
                if let Ok(first) = value("text:start-value").parse() {
                    writing.go_on_with(first);
                }
            }
            "text:note" => {
                let id = (self.notes.len() - self.comments + 1).to_string();
                self.note(id);
            }
            "office:annotation" => {
                self.comments += 1;
                self.author.clear();
                self.note(format!("c{}", self.comments));
            }
            "draw:text-box" => self.around.push(std::mem::take(writing)),
            "draw:object" => {
                let place = format!(
                    "{}/content.xml",
                    value("xlink:href").trim_start_matches("./")
                );
                let object = archive
                    .as_mut()
                    .and_then(|archive| archive.text(&place).ok().flatten());
                writing.text(&formula(&object.unwrap_or_default()));
            }
            "table:table" => writing.table(),
            "table:table-row" => writing.row(),
            "table:table-cell" | "table:covered-table-cell" => writing.cell(),
            _ => {}
        }
    }

    fn ends(&mut self, name: &str) {
        if self.silent > 0 {
            self.silent -= 1;
            return;
        }
        match name {
            "text:span" | "text:a" => self.writing.unmark(),
            "text:ruby-text" => self.writing.text(")"),
            "text:p" | "text:h" => {
                self.writing.end_paragraph();
                if let Some(list) = self.lists.last() {
                    // Numbering restarts below another item.
                    let level = self.lists.len();
                    let names = [Some(&list.style), list.id.as_ref(), list.goes_on.as_ref()];
                    self.ended
                        .retain(|(name, at), _| *at < level || !names.contains(&Some(name)));
                }
                if self.around.is_empty() {
                    for boxed in std::mem::take(&mut self.boxed) {
                        self.writing.block(&boxed);
                    }
                }
            }
            "text:list" => {
                let items = self.writing.end_list();
                if let Some(list) = self.lists.pop() {
                    let level = self.lists.len();
                    self.ended.extend(list.id.map(|id| ((id, level), items)));
                    self.ended.insert((list.style, level), items);
                }
            }
            "table:table" => self.writing.end_table(),
            "dc:creator" if !self.around.is_empty() => self.author = self.writing.taken(),
            "text:note" => self.end_note(String::new()),
            "office:annotation" => {
                let by = if self.author.is_empty() { "" } else { ": " };
                let author = format!("{}{by}", escaped(&self.author));
                self.end_note(author);
            }
            "draw:text-box" => {
                if let Some(around) = self.around.pop() {
                    let boxed = std::mem::replace(&mut self.writing, around);
                    self.boxed.push(boxed.finish());
                }
            }
            _ => {}
        }
    }

    /// Begins a list, which may continue the numbering of an earlier one.
    fn list(&mut self, element: &BytesStart<'_>) {
        let around = self.lists.last();
        let style = attribute(element, "text:style-name")
            .or(around.map(|list| list.style.clone()))
            .unwrap_or_default();
        let is_continued = attribute(element, "text:continue-numbering");
        let goes_on = attribute(element, "text:continue-list")
            .or(is_continued
                .filter(|is_so| is_so == "true")
                .map(|_| style.clone()))
            .or(around.and_then(|list| list.goes_on.clone()));
        let level = self.lists.len();
        self.writing
            .list(self.styles.is_numbered(&style, level + 1));
        let before = goes_on
            .clone()
            .and_then(|name| self.ended.get(&(name, level)));
        if let Some(before) = before {
            self.writing.go_on_with(before + 1);
        }
        self.lists.push(List {
            style,
            id: attribute(element, "xml:id"),
            goes_on,
        });
    }

    fn note(&mut self, id: String) {
        self.writing.note(&id);
        self.notes.push((id, String::new()));
        self.around.push(std::mem::take(&mut self.writing));
    }

    fn end_note(&mut self, author: String) {
        let Some(around) = self.around.pop() else {
            return;
        };
        let said = std::mem::replace(&mut self.writing, around).finish();
        if let Some((_, text)) = self.notes.iter_mut().rfind(|(_, text)| text.is_empty()) {
            *text = author + &said;
        }
    }

    pub(super) fn finish(mut self) -> String {
        for around in self.around.drain(..).rev() {
            let within = std::mem::replace(&mut self.writing, around);
            self.writing.block(&within.finish());
        }
        let mut writing = self.writing;
        writing.end_table();
        writing.end_paragraph();
        let (comments, notes): (Vec<_>, Vec<_>) =
            self.notes.iter().partition(|(id, _)| id.starts_with('c'));
        for (id, text) in notes.into_iter().chain(comments) {
            writing.note_text(id, text);
        }
        writing.finish()
    }
}

/// Returns a formula as it was typed; empty for other objects.
fn formula(content: &str) -> String {
    let mut formula = String::new();
    let mut is_typed = false;
    let mut reader = Reader::from_str(content);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => is_typed = element.local_name().as_ref() == "annotation",
            Ok(Event::End(_)) => is_typed = false,
            Ok(Event::Eof) | Err(_) => return formula,
            Ok(event) if is_typed => push_text(&mut formula, &event),
            Ok(_) => {}
        }
    }
}

//! Documents as Markdown: headings, paragraphs, lists, tables, links, notes and marked words.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::content;
use super::margins::Margins;
use super::master_pages;
use super::styles::Styles;
use crate::Refusal;
use crate::archive::Archive;
use crate::escaping::escaped;
use crate::markdown_writer::MarkdownWriter;
use crate::xml::{attribute, push_text};

/// Elements that are left out: text deleted while changes were tracked, numbers of notes, descriptions of pictures, and
/// metadata of comments, formulas and forms.
const SKIPPED_ELEMENTS: &[&str] = &[
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
    let mut document = TextReader::default();
    // A file that is a single XML document has no parts.
    let mut archive = Archive::open(bytes).ok();
    let styles = archive
        .as_mut()
        .and_then(|archive| archive.text("styles.xml").ok().flatten());
    let styles = styles.unwrap_or_default();
    let page_part = match archive {
        Some(_) => &styles,
        None => &content,
    };
    document.styles.read(page_part);
    let page_styles = document.styles.clone();
    document.styles.read(&content);
    let pages = master_pages::used(page_part, &content, &document.styles);
    let margins = Margins::read(page_part, &pages, &page_styles, &mut archive);
    let mut reader = Reader::from_str(&content);
    let mut is_body = false;
    loop {
        match reader.read_event().map_err(|_| Refusal::Unreadable)? {
            Event::Eof => return Ok(margins.wrap(document.finish())),
            Event::Start(element) if element.name().as_ref() == "office:body" => is_body = true,
            _ if !is_body => {}
            event => document.take(event, &mut archive),
        }
    }
}

/// Reader of paragraphs, lists and tables.
#[derive(Default)]
pub(super) struct TextReader {
    styles: Styles,
    writer: MarkdownWriter,
    /// Nesting depth within elements that are left out.
    skip_depth: usize,
    /// The open lists, and the item counts of ended ones, by style name or id and by level from 0.
    lists: Vec<List>,
    ended_lists: HashMap<(String, usize), usize>,
    /// Output around the open notes, comments and text boxes.
    outer_writers: Vec<MarkdownWriter>,
    /// Labels and Markdown of the notes and comments so far; the Markdown of an open one is empty.
    notes: Vec<(String, String)>,
    /// Beginning of the labels in the Markdown, which tells notes of headers from those of the text.
    label_prefix: String,
    comments: usize,
    /// Author of the open comment.
    author: String,
    /// Markdown of the text boxes of the open paragraph, written after the paragraph.
    text_boxes: Vec<String>,
}

struct List {
    style: String,
    /// Id by which later lists can continue this one.
    id: Option<String>,
    /// Id or style name of the list whose numbering this one continues.
    continued: Option<String>,
}

impl TextReader {
    /// Returns a reader of a part of the document whose notes have labels with this beginning.
    pub(super) fn of_part(styles: Styles, label_prefix: String) -> Self {
        Self {
            styles,
            label_prefix,
            ..Self::default()
        }
    }

    pub(super) fn take(&mut self, event: Event<'_>, archive: &mut Option<Archive<'_>>) {
        match event {
            Event::Start(element) => self.start_element(&element, archive),
            Event::Empty(element) => {
                self.start_element(&element, archive);
                self.end_element(element.name().as_ref());
            }
            Event::End(element) => self.end_element(element.name().as_ref()),
            event if self.skip_depth == 0 => {
                let mut words = String::new();
                push_text(&mut words, &event);
                self.writer.text(&words);
            }
            _ => {}
        }
    }

    fn start_element(&mut self, element: &BytesStart<'_>, archive: &mut Option<Archive<'_>>) {
        let value = |name| attribute(element, name).unwrap_or_default();
        let name = element.name();
        let is_hidden = SKIPPED_ELEMENTS.contains(&name.as_ref())
            || name.as_ref().ends_with("-source")
            || value("text:display") == "none"
            || (name.as_ref() == "text:span" && self.styles.is_hidden(&value("text:style-name")));
        if self.skip_depth > 0 || is_hidden {
            self.skip_depth += 1;
            return;
        }
        let writer = &mut self.writer;
        match name.as_ref() {
            "office:automatic-styles" | "office:font-face-decls" => self.skip_depth += 1,
            "text:p" => {
                let level = self.styles.heading(&value("text:style-name"));
                if let Some(level) = level.filter(|_| !writer.is_in_table()) {
                    writer.heading(level);
                }
            }
            "text:span" => {
                let style = value("text:style-name");
                let (begin, end) = self.styles.marks(&style);
                writer.begin_mark(begin, end);
            }
            "text:a" => {
                let address = value("xlink:href").replace(['<', '>'], "");
                writer.begin_mark("[", &format!("](<{address}>)"));
            }
            "text:s" => {
                let count = value("text:c").parse().unwrap_or(1_usize);
                writer.text(&" ".repeat(count.min(100)));
            }
            "text:tab" => writer.text(" "),
            "text:line-break" => writer.line_break(),
            "text:ruby-text" => writer.text("("),
            "text:h" => writer.heading(value("text:outline-level").parse().unwrap_or(1)),
            "text:list" => self.begin_list(element),
            "text:list-item" => {
                writer.begin_item();
                if let Ok(first) = value("text:start-value").parse() {
                    writer.number_next_item(first);
                }
            }
            "text:note" => {
                let id = (self.notes.len() - self.comments + 1).to_string();
                self.begin_note(id);
            }
            "office:annotation" => {
                self.comments += 1;
                self.author.clear();
                self.begin_note(format!("c{}", self.comments));
            }
            "draw:text-box" => self.outer_writers.push(std::mem::take(writer)),
            "draw:object" => {
                let place = format!(
                    "{}/content.xml",
                    value("xlink:href").trim_start_matches("./")
                );
                let object = archive
                    .as_mut()
                    .and_then(|archive| archive.text(&place).ok().flatten());
                writer.text(&formula(&object.unwrap_or_default()));
            }
            "table:table" => writer.begin_table(),
            "table:table-row" => writer.begin_row(),
            "table:table-cell" | "table:covered-table-cell" => writer.begin_cell(),
            _ => {}
        }
    }

    fn end_element(&mut self, name: &str) {
        if self.skip_depth > 0 {
            self.skip_depth -= 1;
            return;
        }
        match name {
            "text:span" | "text:a" => self.writer.end_mark(),
            "text:ruby-text" => self.writer.text(")"),
            "text:p" | "text:h" => {
                self.writer.end_paragraph();
                if let Some(list) = self.lists.last() {
                    // Numbering restarts below another item.
                    let level = self.lists.len();
                    let names = [Some(&list.style), list.id.as_ref(), list.continued.as_ref()];
                    self.ended_lists
                        .retain(|(name, at), _| *at < level || !names.contains(&Some(name)));
                }
                if self.outer_writers.is_empty() {
                    for boxed in std::mem::take(&mut self.text_boxes) {
                        self.writer.blocks(&boxed);
                    }
                }
            }
            "text:list" => {
                let items = self.writer.end_list();
                if let Some(list) = self.lists.pop() {
                    let level = self.lists.len();
                    self.ended_lists
                        .extend(list.id.map(|id| ((id, level), items)));
                    self.ended_lists.insert((list.style, level), items);
                }
            }
            "table:table" => self.writer.end_table(),
            "dc:creator" if !self.outer_writers.is_empty() => {
                self.author = self.writer.take_paragraph()
            }
            "text:note" => self.end_note(String::new()),
            "office:annotation" => {
                let by = if self.author.is_empty() { "" } else { ": " };
                let author = format!("{}{by}", escaped(&self.author));
                self.end_note(author);
            }
            "draw:text-box" => {
                if let Some(outer_writers) = self.outer_writers.pop() {
                    let boxed = std::mem::replace(&mut self.writer, outer_writers);
                    self.text_boxes.push(boxed.finish());
                }
            }
            _ => {}
        }
    }

    /// Begins a list, which may continue the numbering of an earlier one.
    fn begin_list(&mut self, element: &BytesStart<'_>) {
        let around = self.lists.last();
        let style = attribute(element, "text:style-name")
            .or(around.map(|list| list.style.clone()))
            .unwrap_or_default();
        let is_continued = attribute(element, "text:continue-numbering");
        let continued = attribute(element, "text:continue-list")
            .or(is_continued
                .filter(|is_so| is_so == "true")
                .map(|_| style.clone()))
            .or(around.and_then(|list| list.continued.clone()));
        let level = self.lists.len();
        self.writer
            .begin_list(self.styles.is_numbered(&style, level + 1));
        let before = continued
            .clone()
            .and_then(|name| self.ended_lists.get(&(name, level)));
        if let Some(before) = before {
            self.writer.number_next_item(before + 1);
        }
        self.lists.push(List {
            style,
            id: attribute(element, "xml:id"),
            continued,
        });
    }

    fn begin_note(&mut self, id: String) {
        let label = format!("{}{id}", self.label_prefix);
        self.writer.note_reference(&label);
        self.notes.push((id, String::new()));
        self.outer_writers.push(std::mem::take(&mut self.writer));
    }

    fn end_note(&mut self, author: String) {
        let Some(outer_writers) = self.outer_writers.pop() else {
            return;
        };
        let said = std::mem::replace(&mut self.writer, outer_writers).finish();
        if let Some((_, text)) = self.notes.iter_mut().rfind(|(_, text)| text.is_empty()) {
            *text = author + &said;
        }
    }

    pub(super) fn finish(mut self) -> String {
        for outer_writers in self.outer_writers.drain(..).rev() {
            let within = std::mem::replace(&mut self.writer, outer_writers);
            self.writer.blocks(&within.finish());
        }
        let mut writer = self.writer;
        writer.end_table();
        writer.end_paragraph();
        let (comments, notes): (Vec<_>, Vec<_>) =
            self.notes.iter().partition(|(id, _)| id.starts_with('c'));
        for (id, text) in notes.into_iter().chain(comments) {
            writer.note_text(&format!("{}{id}", self.label_prefix), text);
        }
        writer.finish()
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

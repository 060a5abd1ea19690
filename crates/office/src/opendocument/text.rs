//! Documents as Markdown: headings, paragraphs, lists, tables, links, bold and italic words.

use std::collections::{HashMap, HashSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::content;
use crate::Refusal;
use crate::xml::{attribute, push_text};

/// What is left out: notes in the margin, and what was deleted while changes were tracked.
const SILENT: &[&str] = &["annotation", "tracked-changes", "note-citation"];

/// The document's text.
pub(crate) fn markdown(bytes: &[u8]) -> Result<String, Refusal> {
    let content = content(bytes)?;
    let mut writing = Writing::default();
    let mut reader = Reader::from_str(&content);
    loop {
        match reader.read_event().map_err(|_| Refusal::Unreadable)? {
            Event::Start(element) => writing.begins(&element),
            Event::Empty(element) => {
                writing.begins(&element);
                writing.ends(element.local_name().as_ref());
            }
            Event::End(element) => writing.ends(element.local_name().as_ref()),
            Event::Eof => return Ok(writing.out.trim().to_owned()),
            event if writing.silent == 0 => {
                let mut words = String::new();
                push_text(&mut words, &event);
                writing.words.push_str(&escaped(&words));
            }
            _ => {}
        }
    }
}

#[derive(Default)]
struct Writing {
    out: String,
    /// The paragraph that is open.
    words: String,
    /// How deep we are in what is left out.
    silent: usize,
    /// The style that was begun last, and what styles say.
    style: Option<String>,
    emphasis: HashMap<String, &'static str>,
    numbered: HashSet<String>,
    /// Marks that end with the open spans and links.
    open: Vec<String>,
    lists: Vec<List>,
    /// The rows of the open table, and the cell that is open in it.
    table: Option<Vec<Vec<String>>>,
}

struct List {
    is_numbered: bool,
    items: usize,
    /// The item's mark is written with its first paragraph.
    is_marked: bool,
}

impl Writing {
    fn begins(&mut self, element: &BytesStart<'_>) {
        let name = element.local_name();
        if SILENT.contains(&name.as_ref()) {
            self.silent += 1;
        }
        if self.silent > 0 {
            return;
        }
        match name.as_ref() {
            "style" | "list-style" => self.style = attribute(element, "style:name"),
            "text-properties" => {
                let is = |name, value| attribute(element, name).as_deref() == Some(value);
                let mark = match (is("fo:font-weight", "bold"), is("fo:font-style", "italic")) {
                    (true, true) => "***",
                    (true, false) => "**",
                    (false, true) => "*",
                    (false, false) => return,
                };
                if let Some(style) = &self.style {
                    self.emphasis.insert(style.clone(), mark);
                }
            }
            "list-level-style-number" => self.numbered.extend(self.style.clone()),
            "span" => {
                let style = attribute(element, "text:style-name").unwrap_or_default();
                let mark = self.emphasis.get(&style).copied().unwrap_or_default();
                self.words.push_str(mark);
                self.open.push(mark.to_owned());
            }
            "a" => {
                let address = attribute(element, "xlink:href").unwrap_or_default();
                self.words.push('[');
                self.open
                    .push(format!("](<{}>)", address.replace(['<', '>'], "")));
            }
            "s" => {
                let count = attribute(element, "text:c").and_then(|count| count.parse().ok());
                let count: usize = count.unwrap_or(1);
                self.words.push_str(&" ".repeat(count.min(100)));
            }
            "tab" => self.words.push(' '),
            "line-break" if self.table.is_some() => self.words.push_str("<br>"),
            "line-break" => self.words.push_str("\\\n"),
            "h" => {
                let level = attribute(element, "text:outline-level");
                let level = level.and_then(|level| level.parse().ok()).unwrap_or(1);
                self.words = format!("{} ", "#".repeat(usize::clamp(level, 1, 6)));
            }
            "list" => {
                let style = attribute(element, "text:style-name");
                let inherited = self.lists.last().is_some_and(|list| list.is_numbered);
                self.lists.push(List {
                    is_numbered: style.map_or(inherited, |style| self.numbered.contains(&style)),
                    items: 0,
                    is_marked: false,
                });
            }
            "list-item" => {
                if let Some(list) = self.lists.last_mut() {
                    list.items += 1;
                    list.is_marked = false;
                }
            }
            "table" => self.table = Some(Vec::new()),
            "table-row" => {
                if let Some(rows) = &mut self.table {
                    rows.push(Vec::new());
                }
            }
            "table-cell" | "covered-table-cell" => {
                if let Some(row) = self.table.as_mut().and_then(|rows| rows.last_mut()) {
                    row.push(String::new());
                }
            }
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
            "span" | "a" => {
                let mark = self.open.pop().unwrap_or_default();
                self.words.push_str(&mark);
            }
            "p" | "h" => self.paragraph_ends(),
            "list" => {
                self.lists.pop();
            }
            "table" => {
                if let Some(rows) = self.table.take() {
                    self.write_table(&rows);
                }
            }
            _ => {}
        }
    }

    fn paragraph_ends(&mut self) {
        let words = std::mem::take(&mut self.words);
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        if let Some(cell) = self
            .table
            .as_mut()
            .and_then(|rows| rows.last_mut()?.last_mut())
        {
            if !cell.is_empty() {
                cell.push_str("<br>");
            }
            cell.push_str(&words.replace('|', "\\|"));
            return;
        }
        let depth = self.lists.len().saturating_sub(1);
        let indent = "    ".repeat(depth);
        match self.lists.last_mut() {
            Some(list) if !list.is_marked => {
                list.is_marked = true;
                let mark = if list.is_numbered {
                    format!("{}.", list.items)
                } else {
                    "-".to_owned()
                };
                // Items stand close together, a list apart from what is before it.
                if !(depth > 0 || list.items > 1) {
                    self.part();
                }
                self.out.push_str(&format!("{indent}{mark} {words}\n"));
            }
            Some(_) => self.out.push_str(&format!("\n{indent}    {words}\n")),
            None => {
                self.part();
                self.out.push_str(words);
                self.out.push('\n');
            }
        }
    }

    /// An empty line, unless there is one.
    fn part(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn write_table(&mut self, rows: &[Vec<String>]) {
        let Some(width) = rows.iter().map(Vec::len).max().filter(|width| *width > 0) else {
            return;
        };
        self.part();
        for (index, row) in rows.iter().enumerate() {
            let cells = (0..width).map(|at| row.get(at).map_or("", String::as_str));
            let line = cells.collect::<Vec<_>>().join(" | ");
            self.out.push_str(&format!("| {line} |\n"));
            if index == 0 {
                self.out.push_str(&format!("|{}\n", " --- |".repeat(width)));
            }
        }
    }
}

/// Text in which nothing is a mark of Markdown.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(
            letter,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '#' | '~' | '$'
        ) {
            escaped.push('\\');
        }
        // A line of the XML is no line of the text.
        escaped.push(if letter == '\n' { ' ' } else { letter });
    }
    escaped
}

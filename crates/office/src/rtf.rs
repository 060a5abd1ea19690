//! Rich text (RTF 1.9) as Markdown: headings, lists, tables, links, bold and italic text, in any code page.

mod aside;
mod letters;
mod marks;

use std::collections::HashMap;

use encoding_rs::Encoding;

use self::aside::Aside;
use self::letters::{Letters, of_charset, of_code_page};
use self::marks::{BOLD, ITALIC, LOWERED, MARKS, RAISED, STRUCK, UNDERLINED};
use crate::Refusal;
use crate::writing::Writing;

/// Groups whose text is not shown.
const SILENT: &[&str] = &[
    "colortbl",
    "info",
    "pict",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "filetbl",
    "revtbl",
    "generator",
    "themedata",
    "colorschememapping",
    "datastore",
    "latentstyles",
    "xmlnstbl",
    "objdata",
    "nonshppict",
    "bkmkstart",
    "bkmkend",
    "ftnsep",
    "ftnsepc",
    "aftnsep",
    "aftnsepc",
    "template",
    "atnid",
    "atndate",
    "atnref",
    "pgptbl",
    "xe",
    "tc",
];
/// Maximum nesting of groups; deeper nesting is meant to exhaust the memory.
const DEPTH: usize = 4096;

/// Returns the document's text.
pub(crate) fn markdown(bytes: &[u8]) -> Result<String, Refusal> {
    if !bytes.trim_ascii_start().starts_with(b"{\\rtf") {
        return Err(Refusal::Unreadable);
    }
    let mut reading = Reading::default();
    reading.read(bytes)?;
    reading.end_text();
    while let Some(aside) = reading.aside.pop() {
        reading.end_aside(aside);
    }
    reading.end_paragraph();
    let mut writing = reading.writing;
    writing.end_table();
    for (name, text) in &reading.notes {
        writing.note_text(name, text);
    }
    Ok(writing.finish())
}

/// State that is restored at the end of a group.
#[derive(Clone, Copy, Default)]
struct Format {
    into: Into,
    /// The [`MARKS`] of the text, by index.
    marks: [bool; MARKS.len()],
    hidden: bool,
    /// Number of fallback characters after each Unicode character, for old programs.
    fallback: Option<usize>,
    encoding: Option<&'static Encoding>,
    /// `{\*` was read: an unknown destination is to be ignored.
    ignorable: bool,
}

/// Destination of a group's text.
#[derive(Clone, Copy, Default, PartialEq)]
enum Into {
    #[default]
    Page,
    Nowhere,
    /// The font table.
    Fonts,
    /// The style sheet.
    Styles,
    /// The instruction of a field, such as a link.
    Field,
    /// The text before a list item.
    Bullet,
    /// Author of the comment that follows.
    Author,
    /// Properties of a shape, which may contain a text box.
    Shape,
}

/// State of a paragraph.
#[derive(Default)]
struct Paragraph {
    heading: Option<usize>,
    /// The bullet or number of a list item, and its level.
    bullet: String,
    level: usize,
    in_table: bool,
}

#[derive(Default)]
struct Reading {
    writing: Writing,
    letters: Letters,
    format: Format,
    groups: Vec<Format>,
    /// Marks that are open in the writing.
    marked: [bool; MARKS.len()],
    paragraph: Paragraph,
    /// True if the next content begins a cell.
    next_cell: bool,
    /// The font being defined or selected.
    font: i32,
    fonts: HashMap<i32, &'static Encoding>,
    usual: Option<&'static Encoding>,
    /// The style being defined, and the heading levels of styles.
    style: i32,
    headings: HashMap<i32, usize>,
    field: String,
    /// Group depths at whose end a link ends.
    links: Vec<usize>,
    /// The open notes and text boxes.
    aside: Vec<Aside>,
    /// Labels and Markdown of the notes and comments.
    notes: Vec<(String, String)>,
    author: String,
    /// Markdown of the text boxes of the open paragraph, written after the paragraph.
    boxed: Vec<String>,
}

impl Reading {
    fn read(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            at += 1;
            match byte {
                b'{' => {
                    self.end_text();
                    self.groups.push(self.format);
                    self.format.ignorable = false;
                    if self.groups.len() > DEPTH {
                        return Err(Refusal::Unreadable);
                    }
                }
                b'}' => self.end_group(),
                b'\\' => at = self.control(bytes, at),
                b'\r' | b'\n' | 0 => {}
                _ => self.letter(*byte),
            }
        }
        Ok(())
    }

    /// Reads a control word or symbol after a backslash; returns the position after it.
    fn control(&mut self, bytes: &[u8], mut at: usize) -> usize {
        let Some(first) = bytes.get(at) else {
            return at;
        };
        if !first.is_ascii_alphabetic() {
            at += 1;
            match first {
                b'\'' => {
                    let hex = bytes
                        .get(at..at + 2)
                        .and_then(|hex| std::str::from_utf8(hex).ok());
                    if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                        self.letter(byte);
                        at += 2;
                    }
                }
                b'~' => self.says(" "),
                b'_' => self.says("-"),
                b'*' => self.format.ignorable = true,
                b'\r' | b'\n' => self.word("par", None),
                b'\\' | b'{' | b'}' => self.letter(*first),
                _ => {}
            }
            return at;
        }
        let letters = bytes[at..]
            .iter()
            .take_while(|byte| byte.is_ascii_alphabetic());
        let end = at + letters.count().min(32);
        let word = String::from_utf8_lossy(&bytes[at..end]).into_owned();
        at = end;
        let signed = usize::from(bytes.get(at) == Some(&b'-'));
        let digits = bytes[at + signed..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit());
        let digits = digits.count();
        let mut number = None;
        if digits > 0 {
            let end = at + signed + digits;
            let written = std::str::from_utf8(&bytes[at..end]).unwrap_or_default();
            number = Some(written.parse::<i32>().unwrap_or(0));
            at = end;
        }
        if bytes.get(at) == Some(&b' ') {
            at += 1;
        }
        if word == "bin" {
            return at.saturating_add(usize::try_from(number.unwrap_or(0)).unwrap_or(0));
        }
        self.word(&word, number);
        at
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        let is_on = number != Some(0);
        if word == "u" {
            let fallback = self.format.fallback.unwrap_or(1);
            return self.letters.unicode(number.unwrap_or(0), fallback);
        }
        self.end_text();
        if self.format.into == Into::Nowhere {
            return;
        }
        if self.format.ignorable {
            self.format.ignorable = false;
            self.format.into = match word {
                "fldinst" => Into::Field,
                "pn" | "pntext" => Into::Bullet,
                "atnauthor" => {
                    self.author.clear();
                    Into::Author
                }
                "shpinst" if self.format.into == Into::Page => Into::Shape,
                "annotation" if self.format.into == Into::Page => {
                    let author = std::mem::take(&mut self.author);
                    return self.begin_note("c", author);
                }
                _ => Into::Nowhere,
            };
            return;
        }
        if SILENT.contains(&word) {
            self.format.into = Into::Nowhere;
            return;
        }
        match word {
            "ansicpg" => self.usual = number.and_then(of_code_page),
            "mac" => self.usual = of_code_page(10000),
            "uc" => self.format.fallback = number.and_then(|count| usize::try_from(count).ok()),
            "fonttbl" => self.format.into = Into::Fonts,
            "stylesheet" => self.format.into = Into::Styles,
            "fldinst" => self.format.into = Into::Field,
            "fldrslt" => self.begin_link(),
            "listtext" | "pntext" => {
                self.paragraph.bullet.clear();
                self.format.into = Into::Bullet;
            }
            "f" => {
                self.font = number.unwrap_or(0);
                if self.format.into != Into::Fonts {
                    self.format.encoding = self.fonts.get(&self.font).copied();
                }
            }
            "fcharset" if self.format.into == Into::Fonts => {
                if let Some(encoding) = number.and_then(of_charset) {
                    self.fonts.insert(self.font, encoding);
                }
            }
            "s" if self.format.into == Into::Styles => self.style = number.unwrap_or(0),
            "s" => self.paragraph.heading = self.headings.get(&number.unwrap_or(0)).copied(),
            "outlinelevel" => {
                let level = number.and_then(|level| usize::try_from(level).ok());
                let level = level.filter(|level| *level < 6).map(|level| level + 1);
                match (self.format.into, level) {
                    (Into::Styles, Some(level)) => drop(self.headings.insert(self.style, level)),
                    (Into::Page, level) => self.paragraph.heading = level,
                    _ => {}
                }
            }
            "b" => self.format.marks[BOLD] = is_on,
            "i" => self.format.marks[ITALIC] = is_on,
            "strike" | "striked" => self.format.marks[STRUCK] = is_on,
            "super" => self.format.marks[RAISED] = is_on,
            "sub" => self.format.marks[LOWERED] = is_on,
            "nosupersub" => {
                self.format.marks[RAISED] = false;
                self.format.marks[LOWERED] = false;
            }
            "ul" | "uld" | "uldb" | "ulw" | "uldash" | "ulth" | "ulwave" => {
                self.format.marks[UNDERLINED] = is_on;
            }
            "ulnone" => self.format.marks[UNDERLINED] = false,
            "shptxt" if self.format.into == Into::Shape => self.begin_aside(None),
            "v" | "deleted" => self.format.hidden = is_on,
            "plain" => {
                (self.format.marks, self.format.hidden) = ([false; MARKS.len()], false);
            }
            "pard" => {
                let bullet = std::mem::take(&mut self.paragraph.bullet);
                self.paragraph = Paragraph {
                    bullet,
                    ..Paragraph::default()
                };
            }
            "ilvl" => {
                self.paragraph.level = usize::try_from(number.unwrap_or(0)).unwrap_or(0).min(8)
            }
            "intbl" => self.paragraph.in_table = true,
            "bullet" => self.says("•"),
            _ if self.format.into != Into::Page => {}
            "trowd" => self.begin_row(),
            "cell" | "nestcell" if self.writing.is_in_table() => {
                self.begin_cell();
                self.end_marks();
                self.writing.end_paragraph();
                self.next_cell = true;
            }
            "row" => {
                self.writing.row();
                self.next_cell = true;
            }
            "par" | "sect" | "page" => self.end_paragraph(),
            "line" => self.writing.line_break(),
            "tab" => self.says(" "),
            "emdash" => self.says("—"),
            "endash" => self.says("–"),
            "lquote" => self.says("‘"),
            "rquote" => self.says("’"),
            "ldblquote" => self.says("“"),
            "rdblquote" => self.says("”"),
            "emspace" | "enspace" | "qmspace" => self.says(" "),
            "footnote" => self.begin_note("", String::new()),
            _ => {}
        }
    }

    fn letter(&mut self, byte: u8) {
        let encoding = self.format.encoding.or(self.usual);
        if let Some(done) = self.letters.push(byte, encoding) {
            self.write(&done);
        }
    }

    /// Writes the pending bytes or code units.
    fn end_text(&mut self) {
        let text = self.letters.take();
        self.write(&text);
    }

    fn says(&mut self, text: &str) {
        self.end_text();
        self.write(text);
    }

    fn write(&mut self, text: &str) {
        if text.is_empty() || self.format.hidden {
            return;
        }
        match self.format.into {
            Into::Page => {
                self.begin_paragraph();
                self.mark();
                self.writing.text(text);
            }
            Into::Styles => self.describe(text),
            Into::Field => self.field.push_str(text),
            Into::Bullet => self.paragraph.bullet.push_str(text),
            Into::Author => self.author.push_str(text),
            Into::Fonts | Into::Nowhere | Into::Shape => {}
        }
    }

    /// Records a heading style. Styles are recognised by name; Word writes the names in English in every language.
    fn describe(&mut self, name: &str) {
        let name = name.trim().trim_end_matches(';').to_ascii_lowercase();
        let level = match name.strip_prefix("heading ") {
            Some(level) => level.parse().ok().filter(|level| (1..=9).contains(level)),
            None => (name == "title").then_some(1),
        };
        if let Some(level) = level {
            self.headings.insert(self.style, level);
        }
    }

    fn begin_paragraph(&mut self) {
        if self.writing.is_in_table() && !self.paragraph.in_table {
            self.writing.end_table();
            self.next_cell = false;
        }
        if self.writing.is_in_table() {
            return self.begin_cell();
        }
        if !self.writing.is_at_start() {
            return;
        }
        let bullet = std::mem::take(&mut self.paragraph.bullet);
        if let Some(level) = self.paragraph.heading {
            self.end_lists(0);
            self.writing.heading(level);
        } else if bullet.trim().is_empty() {
            self.end_lists(0);
        } else {
            let bare = bullet.trim_start_matches(|c: char| c == '(' || c.is_whitespace());
            let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
            let number: Option<usize> = bare[..digits].parse().ok();
            self.end_lists(self.paragraph.level + 1);
            if self.writing.depth() > self.paragraph.level
                && self.writing.is_numbered() != number.is_some()
            {
                self.end_lists(self.paragraph.level);
            }
            while self.writing.depth() <= self.paragraph.level {
                self.writing.list(number.is_some());
            }
            self.writing.item();
            if let Some(number) = number {
                self.writing.go_on_with(number);
            }
        }
    }

    fn end_lists(&mut self, depth: usize) {
        while self.writing.depth() > depth {
            self.writing.end_list();
        }
    }

    fn end_paragraph(&mut self) {
        self.end_marks();
        self.writing.end_paragraph();
        self.paragraph.bullet.clear();
        if self.aside.is_empty() {
            for boxed in std::mem::take(&mut self.boxed) {
                self.writing.block(&boxed);
            }
        }
    }

    fn begin_row(&mut self) {
        if !self.writing.is_in_table() {
            self.end_marks();
            self.writing.end_paragraph();
            self.end_lists(0);
            self.writing.table();
            self.writing.row();
            self.next_cell = true;
        }
        self.paragraph.in_table = true;
    }

    fn begin_cell(&mut self) {
        if std::mem::take(&mut self.next_cell) {
            self.writing.cell();
        }
    }

    fn begin_link(&mut self) {
        let field = std::mem::take(&mut self.field);
        let mut words = field.split_whitespace();
        let is_link = words
            .next()
            .is_some_and(|word| word.eq_ignore_ascii_case("HYPERLINK"));
        let address = field.split('"').nth(1).or(words.next()).unwrap_or_default();
        let is_plain = !address.contains(['<', '>', '\\']) && !address.contains(char::is_control);
        let is_of_the_web = ["http://", "https://", "mailto:"]
            .iter()
            .any(|scheme| address.starts_with(scheme));
        if is_link && is_plain && is_of_the_web && self.format.into == Into::Page {
            self.begin_paragraph();
            self.end_marks();
            self.writing.mark("[", &format!("](<{address}>)"));
            self.links.push(self.groups.len());
        }
    }

    fn end_group(&mut self) {
        self.end_text();
        if self.links.last() == Some(&self.groups.len()) {
            self.links.pop();
            self.end_marks();
            self.writing.unmark();
        }
        let depth = self.groups.len();
        if let Some(aside) = self.aside.pop_if(|aside| aside.depth == depth) {
            self.end_aside(aside);
        }
        if let Some(format) = self.groups.pop() {
            self.format = format;
        }
    }
}

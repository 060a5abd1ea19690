//! Rich text (RTF 1.9) as Markdown: headings, lists, tables, links, bold and italic text, in any code page.

mod aside;
mod characters;
mod control_words;
mod marks;

use std::collections::HashMap;

use encoding_rs::Encoding;

use self::aside::Aside;
use self::characters::CharacterDecoder;
use self::marks::MARKS;
use crate::Refusal;
use crate::markdown_writer::MarkdownWriter;

/// Maximum nesting of groups; deeper nesting is meant to exhaust the memory.
const MAX_GROUP_DEPTH: usize = 4096;

/// Returns the document's text.
pub(crate) fn markdown(bytes: &[u8]) -> Result<String, Refusal> {
    if !bytes.trim_ascii_start().starts_with(b"{\\rtf") {
        return Err(Refusal::Unreadable);
    }
    let mut reader = RtfReader::default();
    reader.read(bytes)?;
    reader.end_text();
    while let Some(aside) = reader.asides.pop() {
        reader.end_aside(aside);
    }
    reader.end_paragraph();
    let mut writer = reader.writer;
    writer.end_table();
    for (name, text) in &reader.notes {
        writer.note_text(name, text);
    }
    Ok(writer.finish())
}

/// State that is restored at the end of a group.
#[derive(Clone, Copy, Default)]
struct Format {
    destination: Destination,
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
enum Destination {
    #[default]
    Text,
    Skipped,
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
struct RtfReader {
    writer: MarkdownWriter,
    characters: CharacterDecoder,
    format: Format,
    groups: Vec<Format>,
    /// Marks that are open in the writing.
    open_marks: [bool; MARKS.len()],
    paragraph: Paragraph,
    /// True if the next content begins a cell.
    starts_cell: bool,
    /// The font being defined or selected.
    font: i32,
    fonts: HashMap<i32, &'static Encoding>,
    default_encoding: Option<&'static Encoding>,
    /// The style being defined, and the heading levels of styles.
    style: i32,
    headings: HashMap<i32, usize>,
    field_instruction: String,
    /// Group depths at whose end a link ends.
    links: Vec<usize>,
    /// The open notes and text boxes.
    asides: Vec<Aside>,
    /// Labels and Markdown of the notes and comments.
    notes: Vec<(String, String)>,
    author: String,
    /// Markdown of the text boxes of the open paragraph, written after the paragraph.
    text_boxes: Vec<String>,
}

impl RtfReader {
    fn read(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            at += 1;
            match byte {
                b'{' => {
                    self.end_text();
                    self.groups.push(self.format);
                    self.format.ignorable = false;
                    if self.groups.len() > MAX_GROUP_DEPTH {
                        return Err(Refusal::Unreadable);
                    }
                }
                b'}' => self.end_group(),
                b'\\' => at = self.control_sequence(bytes, at),
                b'\r' | b'\n' | 0 => {}
                _ => self.character(*byte),
            }
        }
        Ok(())
    }

    /// Reads a control word or symbol after a backslash; returns the position after it.
    fn control_sequence(&mut self, bytes: &[u8], mut at: usize) -> usize {
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
                        self.character(byte);
                        at += 2;
                    }
                }
                b'~' => self.text(" "),
                b'_' => self.text("-"),
                b'*' => self.format.ignorable = true,
                b'\r' | b'\n' => self.control_word("par", None),
                b'\\' | b'{' | b'}' => self.character(*first),
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
        self.control_word(&word, number);
        at
    }

    fn character(&mut self, byte: u8) {
        let encoding = self.format.encoding.or(self.default_encoding);
        if let Some(done) = self.characters.push(byte, encoding) {
            self.write(&done);
        }
    }

    /// Writes the pending bytes or code units.
    fn end_text(&mut self) {
        let text = self.characters.take();
        self.write(&text);
    }

    fn text(&mut self, text: &str) {
        self.end_text();
        self.write(text);
    }

    fn write(&mut self, text: &str) {
        if text.is_empty() || self.format.hidden {
            return;
        }
        match self.format.destination {
            Destination::Text => {
                self.begin_paragraph();
                self.update_marks();
                self.writer.text(text);
            }
            Destination::Styles => self.add_style(text),
            Destination::Field => self.field_instruction.push_str(text),
            Destination::Bullet => self.paragraph.bullet.push_str(text),
            Destination::Author => self.author.push_str(text),
            Destination::Fonts | Destination::Skipped | Destination::Shape => {}
        }
    }

    /// Records a heading style. Styles are recognised by name; Word writes the names in English in every language.
    fn add_style(&mut self, name: &str) {
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
        if self.writer.is_in_table() && !self.paragraph.in_table {
            self.writer.end_table();
            self.starts_cell = false;
        }
        if self.writer.is_in_table() {
            return self.begin_cell();
        }
        if !self.writer.is_at_start() {
            return;
        }
        let bullet = std::mem::take(&mut self.paragraph.bullet);
        if let Some(level) = self.paragraph.heading {
            self.end_lists(0);
            self.writer.heading(level);
        } else if bullet.trim().is_empty() {
            self.end_lists(0);
        } else {
            let bare = bullet.trim_start_matches(|c: char| c == '(' || c.is_whitespace());
            let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
            let number: Option<usize> = bare[..digits].parse().ok();
            self.end_lists(self.paragraph.level + 1);
            if self.writer.depth() > self.paragraph.level
                && self.writer.is_numbered() != number.is_some()
            {
                self.end_lists(self.paragraph.level);
            }
            while self.writer.depth() <= self.paragraph.level {
                self.writer.begin_list(number.is_some());
            }
            self.writer.begin_item();
            if let Some(number) = number {
                self.writer.number_next_item(number);
            }
        }
    }

    fn end_lists(&mut self, depth: usize) {
        while self.writer.depth() > depth {
            self.writer.end_list();
        }
    }

    fn end_paragraph(&mut self) {
        self.end_marks();
        self.writer.end_paragraph();
        self.paragraph.bullet.clear();
        if self.asides.is_empty() {
            for text_box in std::mem::take(&mut self.text_boxes) {
                self.writer.blocks(&text_box);
            }
        }
    }

    fn begin_row(&mut self) {
        if !self.writer.is_in_table() {
            self.end_marks();
            self.writer.end_paragraph();
            self.end_lists(0);
            self.writer.begin_table();
            self.writer.begin_row();
            self.starts_cell = true;
        }
        self.paragraph.in_table = true;
    }

    fn begin_cell(&mut self) {
        if std::mem::take(&mut self.starts_cell) {
            self.writer.begin_cell();
        }
    }

    fn begin_link(&mut self) {
        let field = std::mem::take(&mut self.field_instruction);
        let mut words = field.split_whitespace();
        let is_link = words
            .next()
            .is_some_and(|word| word.eq_ignore_ascii_case("HYPERLINK"));
        let address = field.split('"').nth(1).or(words.next()).unwrap_or_default();
        let is_plain = !address.contains(['<', '>', '\\']) && !address.contains(char::is_control);
        let is_web_address = ["http://", "https://", "mailto:"]
            .iter()
            .any(|scheme| address.starts_with(scheme));
        if is_link && is_plain && is_web_address && self.format.destination == Destination::Text {
            self.begin_paragraph();
            self.end_marks();
            self.writer.begin_mark("[", &format!("](<{address}>)"));
            self.links.push(self.groups.len());
        }
    }

    fn end_group(&mut self) {
        self.end_text();
        if self.links.last() == Some(&self.groups.len()) {
            self.links.pop();
            self.end_marks();
            self.writer.end_mark();
        }
        let depth = self.groups.len();
        if let Some(aside) = self.asides.pop_if(|aside| aside.depth == depth) {
            self.end_aside(aside);
        }
        if let Some(format) = self.groups.pop() {
            self.format = format;
        }
    }
}

//! Control words, which set destinations and formats, structure the text, and stand for characters.

use super::characters::{encoding_of_charset, encoding_of_code_page};
use super::marks::{BOLD, ITALIC, MARKS, STRIKETHROUGH, SUBSCRIPT, SUPERSCRIPT, UNDERLINE};
use super::{Destination, Paragraph, RtfReader};

/// Groups whose text is not shown.
const SKIPPED_DESTINATIONS: &[&str] = &[
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

impl RtfReader {
    /// Handles a control word with its number. Unknown words are ignored.
    pub(super) fn control_word(&mut self, word: &str, number: Option<i32>) {
        if word == "u" {
            let fallback = self.format.fallback.unwrap_or(1);
            return self.characters.unicode(number.unwrap_or(0), fallback);
        }
        self.end_text();
        if self.format.destination == Destination::Skipped {
            return;
        }
        if self.format.ignorable {
            self.format.ignorable = false;
            return self.begin_ignorable_group(word);
        }
        if SKIPPED_DESTINATIONS.contains(&word) {
            self.format.destination = Destination::Skipped;
            return;
        }
        let is_handled = self.set_destination(word, number)
            || self.set_paragraph(word, number)
            || self.set_characters(word, number != Some(0));
        if !is_handled && self.format.destination == Destination::Text {
            self.structure_text(word);
        }
    }

    /// Begins a group that programs ignore if they do not know its word.
    fn begin_ignorable_group(&mut self, word: &str) {
        self.format.destination = match word {
            "fldinst" => Destination::Field,
            "pn" | "pntext" => Destination::Bullet,
            "atnauthor" => {
                self.author.clear();
                Destination::Author
            }
            "shpinst" if self.format.destination == Destination::Text => Destination::Shape,
            "annotation" if self.format.destination == Destination::Text => {
                let author = std::mem::take(&mut self.author);
                return self.begin_note("c", author);
            }
            _ => Destination::Skipped,
        };
    }

    /// Sets the destination of the group, or a property of the document. Returns false for other words.
    fn set_destination(&mut self, word: &str, number: Option<i32>) -> bool {
        match word {
            "ansicpg" => self.default_encoding = number.and_then(encoding_of_code_page),
            "mac" => self.default_encoding = encoding_of_code_page(10000),
            "uc" => self.format.fallback = number.and_then(|count| usize::try_from(count).ok()),
            "fonttbl" => self.format.destination = Destination::Fonts,
            "stylesheet" => self.format.destination = Destination::Styles,
            "fldinst" => self.format.destination = Destination::Field,
            "fldrslt" => self.begin_link(),
            "listtext" | "pntext" => {
                self.paragraph.bullet.clear();
                self.format.destination = Destination::Bullet;
            }
            "f" => {
                self.font = number.unwrap_or(0);
                if self.format.destination != Destination::Fonts {
                    self.format.encoding = self.fonts.get(&self.font).copied();
                }
            }
            "fcharset" if self.format.destination == Destination::Fonts => {
                if let Some(encoding) = number.and_then(encoding_of_charset) {
                    self.fonts.insert(self.font, encoding);
                }
            }
            "shptxt" if self.format.destination == Destination::Shape => self.begin_aside(None),
            _ => return false,
        }
        true
    }

    /// Sets properties of the paragraph or of a paragraph style. Returns false for other words.
    fn set_paragraph(&mut self, word: &str, number: Option<i32>) -> bool {
        match word {
            "s" if self.format.destination == Destination::Styles => {
                self.style = number.unwrap_or(0)
            }
            "s" => self.paragraph.heading = self.headings.get(&number.unwrap_or(0)).copied(),
            "outlinelevel" => {
                let level = number.and_then(|level| usize::try_from(level).ok());
                let level = level.filter(|level| *level < 6).map(|level| level + 1);
                match (self.format.destination, level) {
                    (Destination::Styles, Some(level)) => {
                        self.headings.insert(self.style, level);
                    }
                    (Destination::Text, level) => self.paragraph.heading = level,
                    _ => {}
                }
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
            _ => return false,
        }
        true
    }

    /// Sets the look of the characters that follow, or writes a character. Returns false for other words.
    fn set_characters(&mut self, word: &str, is_on: bool) -> bool {
        match word {
            "b" => self.format.marks[BOLD] = is_on,
            "i" => self.format.marks[ITALIC] = is_on,
            "strike" | "striked" => self.format.marks[STRIKETHROUGH] = is_on,
            "super" => self.format.marks[SUPERSCRIPT] = is_on,
            "sub" => self.format.marks[SUBSCRIPT] = is_on,
            "nosupersub" => {
                self.format.marks[SUPERSCRIPT] = false;
                self.format.marks[SUBSCRIPT] = false;
            }
            "ul" | "uld" | "uldb" | "ulw" | "uldash" | "ulth" | "ulwave" => {
                self.format.marks[UNDERLINE] = is_on;
            }
            "ulnone" => self.format.marks[UNDERLINE] = false,
            "v" | "deleted" => self.format.hidden = is_on,
            "plain" => {
                (self.format.marks, self.format.hidden) = ([false; MARKS.len()], false);
            }
            "bullet" => self.text("•"),
            _ => return false,
        }
        true
    }

    /// Handles the words that structure the main text, or stand for a character in it.
    fn structure_text(&mut self, word: &str) {
        match word {
            "trowd" => self.begin_row(),
            "cell" | "nestcell" if self.writer.is_in_table() => {
                self.begin_cell();
                self.end_marks();
                self.writer.end_paragraph();
                self.starts_cell = true;
            }
            "row" => {
                self.writer.begin_row();
                self.starts_cell = true;
            }
            "par" | "sect" | "page" => self.end_paragraph(),
            "line" => self.writer.line_break(),
            "footnote" => self.begin_note("", String::new()),
            "tab" => self.text(" "),
            "emdash" => self.text("—"),
            "endash" => self.text("–"),
            "lquote" => self.text("‘"),
            "rquote" => self.text("’"),
            "ldblquote" => self.text("“"),
            "rdblquote" => self.text("”"),
            "emspace" | "enspace" | "qmspace" => self.text(" "),
            _ => {}
        }
    }
}

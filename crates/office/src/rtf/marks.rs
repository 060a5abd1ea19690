//! Marks around words: bold, italic and the like.

use super::RtfReader;

/// Opening and closing marks of superscript, subscript, struck-through, bold, italic and underlined text.
pub(super) const MARKS: [(&str, &str); 6] = [
    ("<sup>", "</sup>"),
    ("<sub>", "</sub>"),
    ("~~", "~~"),
    ("**", "**"),
    ("*", "*"),
    ("<u>", "</u>"),
];
pub(super) const SUPERSCRIPT: usize = 0;
pub(super) const SUBSCRIPT: usize = 1;
pub(super) const STRIKETHROUGH: usize = 2;
pub(super) const BOLD: usize = 3;
pub(super) const ITALIC: usize = 4;
pub(super) const UNDERLINE: usize = 5;

impl RtfReader {
    /// Opens and closes marks to match the current format.
    pub(super) fn update_marks(&mut self) {
        let mut wanted = self.format.marks;
        if self.paragraph.heading.is_some() {
            // A heading is bold already.
            for mark in [BOLD, ITALIC, UNDERLINE] {
                wanted[mark] = false;
            }
        }
        // Links are displayed underlined anyway.
        wanted[UNDERLINE] &= self.links.is_empty();
        if wanted != self.open_marks {
            self.end_marks();
            for ((begin, end), _) in MARKS.iter().zip(wanted).filter(|(_, is_wanted)| *is_wanted) {
                self.writer.begin_mark(begin, end);
            }
            self.open_marks = wanted;
        }
    }

    pub(super) fn end_marks(&mut self) {
        for _ in self.open_marks.iter().filter(|is_open| **is_open) {
            self.writer.end_mark();
        }
        self.open_marks = [false; MARKS.len()];
    }
}

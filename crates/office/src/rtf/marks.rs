//! Marks around words: bold, italic and the like.

use super::Reading;

/// Opening and closing marks of superscript, subscript, struck-through, bold, italic and underlined text.
pub(super) const MARKS: [(&str, &str); 6] = [
    ("<sup>", "</sup>"),
    ("<sub>", "</sub>"),
    ("~~", "~~"),
    ("**", "**"),
    ("*", "*"),
    ("<u>", "</u>"),
];
pub(super) const RAISED: usize = 0;
pub(super) const LOWERED: usize = 1;
pub(super) const STRUCK: usize = 2;
pub(super) const BOLD: usize = 3;
pub(super) const ITALIC: usize = 4;
pub(super) const UNDERLINED: usize = 5;

impl Reading {
    /// Opens and closes marks to match the current format.
    pub(super) fn mark(&mut self) {
        let mut wanted = self.format.marks;
        if self.paragraph.heading.is_some() {
            // A heading is bold already.
            for mark in [BOLD, ITALIC, UNDERLINED] {
                wanted[mark] = false;
            }
        }
        // Links are displayed underlined anyway.
        wanted[UNDERLINED] &= self.links.is_empty();
        if wanted != self.marked {
            self.end_marks();
            for ((begin, end), _) in MARKS.iter().zip(wanted).filter(|(_, is_wanted)| *is_wanted) {
                self.writing.mark(begin, end);
            }
            self.marked = wanted;
        }
    }

    pub(super) fn end_marks(&mut self) {
        for _ in self.marked.iter().filter(|is_open| **is_open) {
            self.writing.unmark();
        }
        self.marked = [false; MARKS.len()];
    }
}

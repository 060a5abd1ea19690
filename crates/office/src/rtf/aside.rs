//! Text outside the main text: notes, comments and text boxes.

use super::{Destination, Paragraph, RtfReader};
use crate::escaping::escaped;
use crate::markdown_writer::MarkdownWriter;

/// An open note, comment or text box, with the state of the text around it.
pub(super) struct Aside {
    /// Depth of the group.
    pub(super) depth: usize,
    /// Label and author of a note or comment; `None` for a text box.
    note: Option<(String, String)>,
    /// Output and state of the surrounding text.
    writer: MarkdownWriter,
    paragraph: Paragraph,
    starts_cell: bool,
}

impl RtfReader {
    /// Begins a note or comment, which ends with its group. `kind` is the prefix of its label: `c` for comments.
    pub(super) fn begin_note(&mut self, kind: &str, author: String) {
        let before = self
            .notes
            .iter()
            .filter(|(name, _)| name.starts_with('c') == (kind == "c"));
        let name = format!("{kind}{}", before.count() + 1);
        self.begin_paragraph();
        self.end_marks();
        self.writer.note_reference(&name);
        self.notes.push((name.clone(), String::new()));
        self.begin_aside(Some((name, author)));
    }

    /// Begins a note, comment or text box, which ends with its group.
    pub(super) fn begin_aside(&mut self, note: Option<(String, String)>) {
        self.end_marks();
        self.format.destination = Destination::Text;
        self.asides.push(Aside {
            depth: self.groups.len(),
            note,
            writer: std::mem::take(&mut self.writer),
            paragraph: std::mem::take(&mut self.paragraph),
            starts_cell: std::mem::take(&mut self.starts_cell),
        });
    }

    pub(super) fn end_aside(&mut self, aside: Aside) {
        self.end_marks();
        let said = std::mem::replace(&mut self.writer, aside.writer).finish();
        (self.paragraph, self.starts_cell) = (aside.paragraph, aside.starts_cell);
        let Some((name, author)) = aside.note else {
            return self.text_boxes.push(said);
        };
        let author = author.trim();
        let by = if author.is_empty() { "" } else { ": " };
        if let Some((_, text)) = self.notes.iter_mut().find(|(other, _)| *other == name) {
            *text = format!("{}{by}{said}", escaped(author));
        }
    }
}

//! Placement of source numbers in a text.

use std::ops::Range;

/// A source that supports a range of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Byte range of the Markdown text, end exclusive (contract section 6).
    pub range: Range<usize>,
    /// The number shown, from 1.
    pub number: u32,
}

/// Source numbers that are not yet written, in order of their position.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// Byte offset and number, sorted and distinct.
    places: Vec<(usize, u32)>,
    next: usize,
}

impl Marks {
    /// A number is placed at the end of its range, before any space there.
    pub(crate) fn new(markdown: &str, citations: &[Citation]) -> Self {
        let mut places: Vec<_> = citations
            .iter()
            .map(|citation| {
                let end = markdown.floor_char_boundary(citation.range.end.min(markdown.len()));
                (markdown[..end].trim_end().len(), citation.number)
            })
            .collect();
        places.sort_unstable();
        places.dedup();
        Self { places, next: 0 }
    }

    /// Returns the position of the next number if it is before `offset`.
    pub(crate) fn before(&self, offset: usize) -> Option<usize> {
        let (place, _) = self.places.get(self.next)?;
        (*place < offset).then_some(*place)
    }

    /// Takes the numbers positioned at or before `offset`.
    pub(crate) fn take(&mut self, offset: usize) -> &[(usize, u32)] {
        let start = self.next;
        let count = self.places[start..].partition_point(|(place, _)| *place <= offset);
        self.next += count;
        &self.places[start..self.next]
    }
}

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
pub(crate) struct SourceNumbers {
    /// Byte offset and number, sorted and distinct.
    positions: Vec<(usize, u32)>,
    next: usize,
}

impl SourceNumbers {
    /// A number is placed at the end of its range, before any space there.
    pub(crate) fn new(markdown: &str, citations: &[Citation]) -> Self {
        let mut positions: Vec<_> = citations
            .iter()
            .map(|citation| {
                let end = markdown.floor_char_boundary(citation.range.end.min(markdown.len()));
                (markdown[..end].trim_end().len(), citation.number)
            })
            .collect();
        positions.sort_unstable();
        positions.dedup();
        Self { positions, next: 0 }
    }

    /// Returns the position of the next number if it is before `offset`.
    pub(crate) fn next_before(&self, offset: usize) -> Option<usize> {
        let (position, _) = self.positions.get(self.next)?;
        (*position < offset).then_some(*position)
    }

    /// Takes the numbers positioned at or before `offset`.
    pub(crate) fn take_until(&mut self, offset: usize) -> &[(usize, u32)] {
        let start = self.next;
        let count = self.positions[start..].partition_point(|(position, _)| *position <= offset);
        self.next += count;
        &self.positions[start..self.next]
    }
}

//! Where the numbers of sources go.

use std::ops::Range;

/// A source that supports a stretch of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Bytes of the Markdown text, end exclusive (contract section 6).
    pub range: Range<usize>,
    /// The number shown, from 1.
    pub number: u32,
}

/// The numbers not yet written, in the order of their places.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// Place (byte offset) and number, sorted, each pair once.
    places: Vec<(usize, u32)>,
    next: usize,
}

impl Marks {
    /// A number stands where its range ends, before any space there.
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

    /// The place of the next number if it is before `offset`.
    pub(crate) fn before(&self, offset: usize) -> Option<usize> {
        let (place, _) = self.places.get(self.next)?;
        (*place < offset).then_some(*place)
    }

    /// Takes the numbers whose places are at or before `offset`.
    pub(crate) fn take(&mut self, offset: usize) -> &[(usize, u32)] {
        let start = self.next;
        let count = self.places[start..].partition_point(|(place, _)| *place <= offset);
        self.next += count;
        &self.places[start..self.next]
    }
}

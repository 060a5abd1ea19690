//! Output of an answer's text, with inline thoughts separated.

use crate::chat::Piece;
use crate::thoughts::{Split, Splitter};

/// Splits and emits the text of one answer.
#[derive(Debug, Default)]
pub(crate) struct AnswerText {
    splitter: Splitter,
}

impl AnswerText {
    /// Emits text of the answer, which may contain inline thoughts.
    pub(crate) fn text(&mut self, text: &str, out: &mut Vec<Piece>) {
        out.extend(self.splitter.push(text).into_iter().map(piece));
    }

    /// Emits a thought that the server marked as one.
    pub(crate) fn thought(&mut self, thought: &str, out: &mut Vec<Piece>) {
        if !thought.is_empty() {
            self.splitter.settle();
            out.push(Piece::Thought(thought.to_owned()));
        }
    }

    /// Ends the answer.
    pub(crate) fn finish(&mut self, out: &mut Vec<Piece>) {
        out.extend(self.splitter.finish().into_iter().map(piece));
    }
}

fn piece(split: Split) -> Piece {
    match split {
        Split::Text(text) => Piece::Text(text),
        Split::Thought(thought) => Piece::Thought(thought),
        Split::TextWasThought => Piece::TextWasThought,
    }
}

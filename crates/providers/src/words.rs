//! Words of an answer on their way out: text without the thoughts that stand in it.

use crate::chat::Piece;
use crate::thoughts::{Split, Splitter};

/// The words of one answer.
#[derive(Debug, Default)]
pub(crate) struct Words {
    splitter: Splitter,
}

impl Words {
    /// Text of the answer, in which thoughts may stand.
    pub(crate) fn text(&mut self, text: &str, out: &mut Vec<Piece>) {
        out.extend(self.splitter.push(text).into_iter().map(piece));
    }

    /// A thought that came as one.
    pub(crate) fn thought(&mut self, thought: &str, out: &mut Vec<Piece>) {
        if !thought.is_empty() {
            self.splitter.settle();
            out.push(Piece::Thought(thought.to_owned()));
        }
    }

    /// The answer is over.
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

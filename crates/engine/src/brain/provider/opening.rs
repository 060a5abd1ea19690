//! Holds back the beginning of an answer until it is known not to be a thought.
//!
//! Some servers leave it to the client to separate thoughts from text. If the model's template has already opened a
//! thought, the answer begins with the thought as plain text and only the closing tag reveals it. Output that was
//! passed on cannot be taken back, and a program in it would already have run. So the first answer of a model that
//! may be of this kind is held until that is clear; later answers are held only if the model is of this kind.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::brain::{Piece, RoundError};

/// Per model id of one server: true if its answers begin with a thought as plain text. Models without an entry have
/// not been observed yet.
#[derive(Debug, Clone, Default)]
pub(super) struct ThoughtOpenings(Arc<Mutex<HashMap<String, bool>>>);

impl ThoughtOpenings {
    /// Returns true if the beginning of this model's answers has to be held.
    fn may_open_with_thought(&self, model: &str) -> bool {
        let thought_openings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        thought_openings.get(model).copied().unwrap_or(true)
    }

    fn note(&self, model: &str, opens_with_thought: bool) {
        let mut thought_openings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        thought_openings.insert(model.to_owned(), opens_with_thought);
    }
}

/// Filter over the pieces of one answer that releases its beginning once it is known what it is.
pub(super) struct OpeningFilter {
    thought_openings: ThoughtOpenings,
    model: String,
    /// The text held so far; `None` once everything is passed on.
    held: Option<String>,
}

impl OpeningFilter {
    /// `may_be`: whether this server may leave thoughts in the text.
    pub(super) fn new(thought_openings: &ThoughtOpenings, model: &str, may_be: bool) -> Self {
        let holds = may_be && thought_openings.may_open_with_thought(model);
        Self {
            thought_openings: thought_openings.clone(),
            model: model.to_owned(),
            held: holds.then(String::new),
        }
    }

    /// Takes the next piece and returns the pieces that may be passed on now.
    pub(super) fn take(&mut self, piece: Piece) -> Vec<Result<Piece, RoundError>> {
        match (piece, self.held.take()) {
            (Piece::Text(text), Some(mut held)) => {
                held.push_str(&text);
                self.held = Some(held);
                Vec::new()
            }
            (Piece::TextWasThought, Some(held)) => {
                self.thought_openings.note(&self.model, true);
                words(held, Piece::Thought)
            }
            (Piece::TextWasThought, None) => {
                self.thought_openings.note(&self.model, true);
                vec![Err(RoundError::new(
                    "api_error",
                    "The model wrote its thoughts as if they were the answer, which was noticed too late. Send it \
                     again: from now on its thoughts are told apart.",
                ))]
            }
            (Piece::Failed(failure), held) => {
                let mut pieces = held.map_or_else(Vec::new, |held| words(held, Piece::Text));
                pieces.push(Err(failure.into()));
                pieces
            }
            (piece, Some(held)) => {
                // Only an answer that ended without a thought shows that the model's text is the answer.
                if matches!(piece, Piece::Ended { .. }) && !held.is_empty() {
                    self.thought_openings.note(&self.model, false);
                }
                let mut pieces = words(held, Piece::Text);
                pieces.push(Ok(piece));
                pieces
            }
            (piece, None) => vec![Ok(piece)],
        }
    }
}

fn words(held: String, piece: fn(String) -> Piece) -> Vec<Result<Piece, RoundError>> {
    if held.is_empty() {
        Vec::new()
    } else {
        vec![Ok(piece(held))]
    }
}

#[cfg(test)]
mod tests {
    use providers::chat::{End, Tokens};

    use super::*;

    fn text(words: &str) -> Piece {
        Piece::Text(words.to_owned())
    }

    fn passed(
        thought_openings: &ThoughtOpenings,
        may_be: bool,
        pieces: &[Piece],
    ) -> Vec<Result<Piece, RoundError>> {
        let mut opening = OpeningFilter::new(thought_openings, "m", may_be);
        let pieces = pieces.iter().cloned();
        pieces.flat_map(|piece| opening.take(piece)).collect()
    }

    fn end() -> Piece {
        Piece::Ended {
            end: End::Finished,
            tokens: Tokens::default(),
        }
    }

    #[test]
    fn an_opening_that_was_a_thought_is_handed_out_as_one() {
        let thought_openings = ThoughtOpenings::default();
        let thought = [text("hm "), text("so"), Piece::TextWasThought, text("Yes.")];
        for _ in 0..2 {
            assert_eq!(
                passed(&thought_openings, true, &thought),
                [Ok(Piece::Thought("hm so".to_owned())), Ok(text("Yes."))]
            );
        }
    }

    #[test]
    fn a_model_that_has_shown_its_words_to_be_the_answer_is_not_held_again() {
        let thought_openings = ThoughtOpenings::default();
        let answer = [text("a"), text("b"), end()];
        assert_eq!(
            passed(&thought_openings, true, &answer),
            [Ok(text("ab")), Ok(end())]
        );
        assert_eq!(passed(&thought_openings, true, &answer).len(), 3);
        assert_eq!(passed(&ThoughtOpenings::default(), false, &answer).len(), 3);
    }

    #[test]
    fn what_was_handed_out_and_was_a_thought_fails_and_is_held_the_next_time() {
        let thought_openings = ThoughtOpenings::default();
        let thought = [text("hm"), Piece::TextWasThought];
        let told = passed(&thought_openings, false, &thought);
        assert!(matches!(&told[..], [Ok(_), Err(_)]));
        assert!(thought_openings.may_open_with_thought("m"));
    }
}

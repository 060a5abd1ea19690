//! Record of the hosts and ports that one program reached or was refused. Paths and contents are not kept.

use std::fmt;
use std::sync::{Mutex, PoisonError};

/// Maximum number of distinct hosts and ports that are listed.
const MOST_PLACES: usize = 50;

/// The connections of one program.
#[derive(Debug, Default)]
pub(crate) struct Traffic(Mutex<ConnectionLog>);

#[derive(Debug, Default)]
struct ConnectionLog {
    reached: Vec<(String, u64)>,
    refused: Vec<(String, u64)>,
    /// Number of connections beyond [`MOST_PLACES`].
    more: u64,
}

impl Traffic {
    /// Records a connection that was made.
    pub(crate) fn reached(&self, place: &str) {
        tracing::info!(target: "engine::egress", place, "a sandbox reached a host");
        self.note(place.to_owned(), |places| &mut places.reached);
    }

    /// Records a connection that was refused.
    pub(crate) fn refused(&self, place: &str, why: &dyn fmt::Display) {
        tracing::info!(target: "engine::egress", place, %why, "a sandbox was refused a host");
        self.note(format!("{place} ({why})"), |places| &mut places.refused);
    }

    fn note(&self, words: String, list: impl Fn(&mut ConnectionLog) -> &mut Vec<(String, u64)>) {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = places.reached.len() + places.refused.len() >= MOST_PLACES;
        let of_kind = list(&mut places);
        if let Some((_, times)) = of_kind.iter_mut().find(|(known, _)| *known == words) {
            *times += 1;
        } else if is_full {
            places.more += 1;
        } else {
            of_kind.push((words, 1));
        }
    }

    /// The record as sentences; empty if nothing was tried.
    pub(crate) fn sentences(&self) -> Vec<String> {
        let places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let list = |all: &[(String, u64)]| {
            let words = all.iter().map(|(words, times)| match times {
                1 => words.clone(),
                times => format!("{words} {times} times"),
            });
            words.collect::<Vec<_>>().join(", ")
        };
        let mut sentences = Vec::new();
        if !places.reached.is_empty() {
            sentences.push(format!(
                "Reached over the network: {}.",
                list(&places.reached)
            ));
        }
        if !places.refused.is_empty() {
            sentences.push(format!("Refused: {}.", list(&places.refused)));
        }
        if places.more > 0 {
            sentences.push(format!(
                "{} more connections went to other places or were refused.",
                places.more
            ));
        }
        sentences
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_record_is_two_sentences_however_often_a_place_was_asked() {
        let traffic = Traffic::default();
        assert!(traffic.sentences().is_empty());
        traffic.reached("a.test:443");
        traffic.reached("b.test:80");
        traffic.reached("a.test:443");
        traffic.refused("c.test:22", &"not on the list");
        assert_eq!(
            traffic.sentences(),
            [
                "Reached over the network: a.test:443 2 times, b.test:80.",
                "Refused: c.test:22 (not on the list)."
            ]
        );
    }

    #[test]
    fn a_program_that_asks_everywhere_does_not_fill_the_record() {
        let traffic = Traffic::default();
        for at in 0..1000 {
            traffic.refused(&format!("{at}.test:443"), &"not on the list");
        }
        let sentences = traffic.sentences();
        assert_eq!(
            sentences[1],
            "950 more connections went to other places or were refused."
        );
    }
}

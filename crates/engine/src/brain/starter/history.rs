//! Truncation of a talk that is longer than the context: keeps the newest turns, with a cut that stays the same for
//! many turns.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::turns::Turn;

/// Maximum number of remembered cuts, one for each of the last conversations that were too long.
const CUTS: usize = 64;

/// Recent cut positions, so that a follow-up is cut where the turn before it was. Then the model's cache already
/// holds everything but the new text.
#[derive(Default)]
pub(super) struct Cuts {
    places: VecDeque<u64>,
}

impl Cuts {
    /// The index of the first turn to keep. `length` gives a turn's tokens and is called from the newest turn
    /// backwards, only while there is room.
    pub(super) fn first(
        &mut self,
        turns: &[Turn],
        room: usize,
        mut length: impl FnMut(&Turn) -> usize,
    ) -> usize {
        let newest = turns.len().saturating_sub(1);
        let mut left = room;
        let mut best = newest;
        // A new cut leaves a quarter of the room free, so that the next one is many turns away.
        let mut roomy = newest;
        for index in (0..turns.len()).rev() {
            let tokens = length(&turns[index]);
            if tokens > left {
                let remembered = (best..newest)
                    .filter(|&from| turns[from].role == "user")
                    .find(|&from| self.places.contains(&position_hash(turns, from)));
                let from = remembered.unwrap_or(roomy);
                self.remember(position_hash(turns, from));
                return from;
            }
            left -= tokens;
            // A reply without its question would only confuse, and some templates refuse it.
            best = index;
            if turns[index].role == "user" && left >= room / 4 {
                roomy = index;
            }
        }
        0
    }

    fn remember(&mut self, position_hash: u64) {
        self.places.retain(|known| *known != position_hash);
        self.places.push_back(position_hash);
        if self.places.len() > CUTS {
            self.places.pop_front();
        }
    }
}

/// Hash that identifies a position in a talk: of the turn that begins there and the one after it.
fn position_hash(turns: &[Turn], from: usize) -> u64 {
    let mut hasher = DefaultHasher::new();
    for turn in turns.iter().skip(from).take(2) {
        turn.text.hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A talk of `length` turns that ends with a question; each turn has ten tokens.
    fn talk(length: usize) -> Vec<Turn> {
        let turn = |index: usize| Turn {
            role: if index.is_multiple_of(2) {
                "user"
            } else {
                "assistant"
            },
            text: format!("turn {index}"),
            ..Turn::default()
        };
        (0..length).map(turn).collect()
    }

    #[test]
    fn a_talk_that_fits_is_read_whole() {
        assert_eq!(Cuts::default().first(&talk(9), 90, |_| 10), 0);
    }

    #[test]
    fn a_talk_that_grows_is_cut_at_the_same_place_for_many_turns() {
        let mut cuts = Cuts::default();
        let mut places = Vec::new();
        for length in (11..200).step_by(2) {
            let from = cuts.first(&talk(length), 400, |_| 10);
            assert_eq!(from % 2, 0, "it begins with a question");
            assert!((length - from) * 10 <= 400, "it fits");
            if length > 40 {
                assert!((length - from) * 10 >= 280, "most of the room is used");
            }
            places.push(from);
        }
        places.dedup();
        // From 400 tokens down to 300 each time: a new place every five questions, not at each.
        assert!(places.len() < 20, "{places:?}");
    }

    #[test]
    fn only_what_fits_is_looked_at() {
        let mut asked = 0;
        Cuts::default().first(&talk(1001), 400, |_| {
            asked += 1;
            10
        });
        assert_eq!(asked, 41);
    }

    #[test]
    fn the_newest_stays_however_long_it_is() {
        assert_eq!(Cuts::default().first(&talk(5), 5, |_| 10), 4);
    }
}

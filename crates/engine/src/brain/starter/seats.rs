//! The sequences of the context: the tokens each holds, and which one a talk is given so that little is evaluated
//! again.

use llama_cpp_2::token::LlamaToken;

/// Minimum length of a shared prefix in tokens: a shorter one is evaluated again, because a copy moves the whole
/// sequence.
const WORTH_A_COPY: usize = 128;

/// A sequence of the KV cache.
#[derive(Default)]
struct Seat {
    read: Vec<LlamaToken>,
    taken: bool,
    /// Logical time at which it was last taken or left.
    used: u64,
}

/// All sequences of a context.
pub(super) struct Seats {
    seats: Vec<Seat>,
    clock: u64,
}

/// A sequence that was assigned to a talk.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) seat: usize,
    /// Length in tokens of the talk's prefix that is already evaluated.
    pub(super) common: usize,
    /// The seat that the prefix has to be copied from, if it is another one.
    pub(super) copy_of: Option<usize>,
}

impl Seats {
    pub(super) fn new(count: usize) -> Self {
        Self {
            seats: (0..count).map(|_| Seat::default()).collect(),
            clock: 0,
        }
    }

    /// Returns true if a talk can begin.
    pub(super) fn any_free(&self) -> bool {
        self.seats.iter().any(|seat| !seat.taken)
    }

    /// Takes a seat for a talk that begins with these tokens. `None` if all are taken.
    pub(super) fn take(&mut self, tokens: &[LlamaToken]) -> Option<Place> {
        // The last token is always evaluated again, because the next one is sampled from its logits.
        let most = tokens.len().saturating_sub(1);
        let common = |seat: &Seat| {
            let same = seat.read.iter().zip(tokens).take_while(|(a, b)| a == b);
            same.count().min(most)
        };
        let all: Vec<usize> = self.seats.iter().map(common).collect();
        let free = || (0..self.seats.len()).filter(|&seat| !self.seats[seat].taken);
        // A follow-up continues on the seat of its talk. Another talk with a similar beginning must not evict that
        // one.
        let goes_on = free()
            .filter(|&seat| all[seat] > 0 && 2 * all[seat] >= self.seats[seat].read.len())
            .max_by_key(|&seat| all[seat]);
        let place = match goes_on {
            Some(seat) => Place {
                seat,
                common: all[seat],
                copy_of: None,
            },
            None => {
                let seat = free().min_by_key(|&seat| {
                    let known = &self.seats[seat];
                    (!known.read.is_empty(), known.used)
                })?;
                let best = (0..all.len()).max_by_key(|&other| all[other])?;
                let copies = best != seat && all[best] >= all[seat] + WORTH_A_COPY;
                Place {
                    seat,
                    common: all[if copies { best } else { seat }],
                    copy_of: copies.then_some(best),
                }
            }
        };
        let taken = &mut self.seats[place.seat];
        taken.taken = true;
        taken.read = tokens[..place.common].to_vec();
        self.touch(place.seat);
        Some(place)
    }

    /// Frees the seat of a talk; its tokens stay for a follow-up.
    pub(super) fn leave(&mut self, seat: usize) {
        self.seats[seat].taken = false;
        self.touch(seat);
    }

    fn touch(&mut self, seat: usize) {
        self.clock += 1;
        self.seats[seat].used = self.clock;
    }

    /// The tokens that a sequence holds.
    pub(super) fn read(&self, seat: usize) -> &[LlamaToken] {
        &self.seats[seat].read
    }

    /// Appends evaluated tokens to a sequence.
    pub(super) fn add(&mut self, seat: usize, tokens: impl IntoIterator<Item = LlamaToken>) {
        self.seats[seat].read.extend(tokens);
    }

    /// Clears a sequence and returns its tokens so that they can be evaluated again.
    pub(super) fn forget(&mut self, seat: usize) -> Vec<LlamaToken> {
        std::mem::take(&mut self.seats[seat].read)
    }

    /// Number of seats.
    pub(super) fn count(&self) -> usize {
        self.seats.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn talk(name: i32, length: usize) -> Vec<LlamaToken> {
        let mut tokens = vec![LlamaToken::new(7); 10];
        tokens.extend(vec![LlamaToken::new(name); length]);
        tokens
    }

    /// Seats after these talks were held one after the other.
    fn seats(count: usize, talks: &[Vec<LlamaToken>]) -> Seats {
        let mut seats = Seats::new(count);
        for tokens in talks {
            let place = seats.take(tokens).unwrap();
            seats.add(place.seat, tokens[place.common..].iter().copied());
            seats.leave(place.seat);
        }
        seats
    }

    #[test]
    fn a_follow_up_reads_only_what_is_new() {
        let mut seats = seats(2, &[talk(1, 50), talk(2, 50)]);
        let place = seats.take(&talk(1, 60)).unwrap();
        assert_eq!((place.common, place.copy_of), (60, None));
        assert_eq!(seats.read(place.seat).len(), 60);
    }

    #[test]
    fn a_talk_with_a_like_beginning_takes_an_empty_seat_and_pushes_nobody_out() {
        let mut seats = seats(3, &[talk(1, 50), talk(2, 50)]);
        let third = seats.take(&talk(3, 50)).unwrap();
        assert!(seats.read(third.seat).is_empty());
        assert_eq!(seats.take(&talk(2, 60)).unwrap().common, 60);
        assert_eq!(seats.take(&talk(1, 60)).unwrap().common, 60);
        assert_eq!(seats.take(&talk(4, 1)), None);
    }

    #[test]
    fn without_an_empty_seat_the_one_that_was_left_longest_ago_is_taken() {
        let mut seats = seats(2, &[talk(1, 50), talk(2, 50), talk(1, 60)]);
        let third = seats.take(&talk(3, 50)).unwrap();
        seats.leave(third.seat);
        assert_eq!(seats.take(&talk(1, 70)).unwrap().common, 70);
    }

    #[test]
    fn a_long_beginning_that_another_talk_has_read_is_copied() {
        let long = talk(1, 500);
        let mut other = long[..400].to_vec();
        other.push(LlamaToken::new(9));
        let mut seats = seats(2, std::slice::from_ref(&long));
        let first = seats.take(&long).unwrap();
        let second = seats.take(&other).unwrap();
        assert_eq!((second.common, second.copy_of), (400, Some(first.seat)));
    }

    #[test]
    fn the_last_token_is_read_again() {
        let mut seats = seats(1, &[talk(1, 50)]);
        assert_eq!(seats.take(&talk(1, 50)).unwrap().common, 59);
    }
}

//! The sequences of the context: the tokens each holds, and which one a talk is given so that little is evaluated
//! again.

use llama_cpp_2::token::LlamaToken;

/// Minimum length of a shared prefix in tokens: a shorter one is evaluated again, because a copy moves the whole
/// sequence.
const WORTH_A_COPY: usize = 128;

/// A sequence of the KV cache.
#[derive(Default)]
struct Sequence {
    read: Vec<LlamaToken>,
    taken: bool,
    /// Logical time at which it was last taken or left.
    used: u64,
}

/// All sequences of a context.
pub(super) struct SequencePool {
    sequences: Vec<Sequence>,
    clock: u64,
}

/// A sequence that was assigned to a talk.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct AssignedSequence {
    pub(super) sequence: usize,
    /// Length in tokens of the talk's prefix that is already evaluated.
    pub(super) common: usize,
    /// The sequence that the prefix has to be copied from, if it is another one.
    pub(super) copy_of: Option<usize>,
}

impl SequencePool {
    pub(super) fn new(count: usize) -> Self {
        Self {
            sequences: (0..count).map(|_| Sequence::default()).collect(),
            clock: 0,
        }
    }

    /// Returns true if a talk can begin.
    pub(super) fn any_free(&self) -> bool {
        self.sequences.iter().any(|sequence| !sequence.taken)
    }

    /// Takes a sequence for a talk that begins with these tokens. `None` if all are taken.
    pub(super) fn take(&mut self, tokens: &[LlamaToken]) -> Option<AssignedSequence> {
        // The last token is always evaluated again, because the next one is sampled from its logits.
        let most = tokens.len().saturating_sub(1);
        let common = |sequence: &Sequence| {
            let same = sequence.read.iter().zip(tokens).take_while(|(a, b)| a == b);
            same.count().min(most)
        };
        let all: Vec<usize> = self.sequences.iter().map(common).collect();
        let free = || (0..self.sequences.len()).filter(|&sequence| !self.sequences[sequence].taken);
        // A follow-up continues in the sequence of its talk. Another talk with a similar beginning must not evict that
        // one.
        let goes_on = free()
            .filter(|&sequence| {
                all[sequence] > 0 && 2 * all[sequence] >= self.sequences[sequence].read.len()
            })
            .max_by_key(|&sequence| all[sequence]);
        let assigned = match goes_on {
            Some(sequence) => AssignedSequence {
                sequence,
                common: all[sequence],
                copy_of: None,
            },
            None => {
                let sequence = free().min_by_key(|&sequence| {
                    let known = &self.sequences[sequence];
                    (!known.read.is_empty(), known.used)
                })?;
                let best = (0..all.len()).max_by_key(|&other| all[other])?;
                let copies = best != sequence && all[best] >= all[sequence] + WORTH_A_COPY;
                AssignedSequence {
                    sequence,
                    common: all[if copies { best } else { sequence }],
                    copy_of: copies.then_some(best),
                }
            }
        };
        let taken = &mut self.sequences[assigned.sequence];
        taken.taken = true;
        taken.read = tokens[..assigned.common].to_vec();
        self.touch(assigned.sequence);
        Some(assigned)
    }

    /// Frees the sequence of a talk; its tokens stay for a follow-up.
    pub(super) fn leave(&mut self, sequence: usize) {
        self.sequences[sequence].taken = false;
        self.touch(sequence);
    }

    fn touch(&mut self, sequence: usize) {
        self.clock += 1;
        self.sequences[sequence].used = self.clock;
    }

    /// The tokens that a sequence holds.
    pub(super) fn read(&self, sequence: usize) -> &[LlamaToken] {
        &self.sequences[sequence].read
    }

    /// Appends evaluated tokens to a sequence.
    pub(super) fn add(&mut self, sequence: usize, tokens: impl IntoIterator<Item = LlamaToken>) {
        self.sequences[sequence].read.extend(tokens);
    }

    /// Clears a sequence and returns its tokens so that they can be evaluated again.
    pub(super) fn forget(&mut self, sequence: usize) -> Vec<LlamaToken> {
        std::mem::take(&mut self.sequences[sequence].read)
    }

    /// Number of sequences.
    pub(super) fn count(&self) -> usize {
        self.sequences.len()
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
    fn sequences(count: usize, talks: &[Vec<LlamaToken>]) -> SequencePool {
        let mut sequences = SequencePool::new(count);
        for tokens in talks {
            let assigned = sequences.take(tokens).unwrap();
            sequences.add(assigned.sequence, tokens[assigned.common..].iter().copied());
            sequences.leave(assigned.sequence);
        }
        sequences
    }

    #[test]
    fn a_follow_up_reads_only_what_is_new() {
        let mut sequences = sequences(2, &[talk(1, 50), talk(2, 50)]);
        let assigned = sequences.take(&talk(1, 60)).unwrap();
        assert_eq!((assigned.common, assigned.copy_of), (60, None));
        assert_eq!(sequences.read(assigned.sequence).len(), 60);
    }

    #[test]
    fn a_talk_with_a_like_beginning_takes_an_empty_sequence_and_pushes_nobody_out() {
        let mut sequences = sequences(3, &[talk(1, 50), talk(2, 50)]);
        let third = sequences.take(&talk(3, 50)).unwrap();
        assert!(sequences.read(third.sequence).is_empty());
        assert_eq!(sequences.take(&talk(2, 60)).unwrap().common, 60);
        assert_eq!(sequences.take(&talk(1, 60)).unwrap().common, 60);
        assert_eq!(sequences.take(&talk(4, 1)), None);
    }

    #[test]
    fn without_an_empty_sequence_the_one_that_was_left_longest_ago_is_taken() {
        let mut sequences = sequences(2, &[talk(1, 50), talk(2, 50), talk(1, 60)]);
        let third = sequences.take(&talk(3, 50)).unwrap();
        sequences.leave(third.sequence);
        assert_eq!(sequences.take(&talk(1, 70)).unwrap().common, 70);
    }

    #[test]
    fn a_long_beginning_that_another_talk_has_read_is_copied() {
        let long = talk(1, 500);
        let mut other = long[..400].to_vec();
        other.push(LlamaToken::new(9));
        let mut sequences = sequences(2, std::slice::from_ref(&long));
        let first = sequences.take(&long).unwrap();
        let second = sequences.take(&other).unwrap();
        assert_eq!((second.common, second.copy_of), (400, Some(first.sequence)));
    }

    #[test]
    fn the_last_token_is_read_again() {
        let mut sequences = sequences(1, &[talk(1, 50)]);
        assert_eq!(sequences.take(&talk(1, 50)).unwrap().common, 59);
    }
}

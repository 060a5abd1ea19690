//! Limits how much of a prompt is evaluated in one step, so that other talks and cancellation do not wait for it.

use std::time::Duration;

/// Maximum tokens of one step.
pub(super) const STEP: usize = 256;
/// Fewer tokens are hardly faster than one.
pub(super) const LEAST: usize = 16;
/// Maximum duration of a step when no other talk is generating …
const ALONE: Duration = Duration::from_millis(800);
/// … and when one is.
const BESIDE_WORDS: Duration = Duration::from_millis(120);

/// The measured speed of prompt evaluation on this computer.
#[derive(Default)]
pub(super) struct PromptSpeed {
    /// Seconds per prompt token; `None` before the first measurement.
    token: Option<f64>,
}

impl PromptSpeed {
    /// Number of tokens that each talk is given in the next step; `unread` has how many each has left. A talk with
    /// one left is about to generate and always gets it; the others share the remaining room and time.
    pub(super) fn shares(&self, unread: &[usize]) -> Vec<usize> {
        let words = unread.iter().filter(|&&unread| unread == 1).count();
        let mut room = self.room(words > 0).saturating_sub(words);
        let mut shares: Vec<usize> = unread.iter().map(|&unread| unread.min(1)).collect();
        let mut readers: Vec<usize> = (0..unread.len()).filter(|&talk| unread[talk] > 1).collect();
        // The shortest first: what they leave over goes to the others.
        readers.sort_by_key(|&talk| unread[talk]);
        let mut waiting = readers.len();
        for talk in readers {
            let share = (room / waiting).max(1).min(unread[talk]);
            shares[talk] = share;
            room = room.saturating_sub(share);
            waiting -= 1;
        }
        shares
    }

    fn room(&self, beside_words: bool) -> usize {
        let time = if beside_words { BESIDE_WORDS } else { ALONE };
        let tokens = self.token.map_or(2.0 * LEAST as f64, |token| {
            time.as_secs_f64() / token.max(1e-9)
        });
        (tokens as usize).clamp(LEAST, STEP)
    }

    /// Records that a step of `tokens` tokens took `time`.
    pub(super) fn took(&mut self, tokens: usize, time: Duration) {
        // A few tokens are no measure for many.
        if tokens < LEAST {
            return;
        }
        let token = time.as_secs_f64() / tokens as f64;
        self.token = Some(self.token.map_or(token, |known| (known + token) / 2.0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pace(tokens_a_second: u64) -> PromptSpeed {
        let mut pace = PromptSpeed::default();
        pace.took(100, Duration::from_secs(100) / tokens_a_second as u32);
        pace
    }

    #[test]
    fn a_long_prompt_does_not_stop_the_others_words() {
        let shares = pace(500).shares(&[1, 5000, 1]);
        assert_eq!((shares[0], shares[2]), (1, 1));
        assert!((LEAST..=60).contains(&shares[1]), "{shares:?}");
    }

    #[test]
    fn alone_a_prompt_is_read_in_large_steps_but_not_for_seconds() {
        assert_eq!(pace(1000).shares(&[5000]), [STEP]);
        assert_eq!(pace(40).shares(&[5000]), [32]);
        assert_eq!(pace(1).shares(&[5000]), [LEAST]);
    }

    #[test]
    fn prompts_share_a_step_and_what_a_short_one_leaves_is_the_others() {
        let shares = pace(10_000).shares(&[1000, 10, 1000]);
        assert_eq!(shares, [123, 10, 123]);
        assert!(shares.iter().sum::<usize>() <= STEP);
        assert_eq!(pace(10_000).shares(&[0, 3]), [0, 3]);
    }
}

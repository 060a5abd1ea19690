//! How many threads evaluate a batch of several tokens: half as many as there are processors, or one for each while
//! that is faster.
//!
//! llama.cpp's threads wait for each other by spinning, hundreds of times in a step. When something else keeps a
//! processor busy, two of them can come to share another one, and each wait then lasts until the system takes the
//! processor from the one that spins: a step of milliseconds takes seconds. So all processors are used only after
//! they were seen idle, a slow step is enough to go back to half, and the wait before the next trial grows.

use std::time::Duration;

use super::idle::ProcessorTimes;
use super::pace::LEAST;

/// With more threads, each has too little to do between two waits.
const MOST: usize = 8;
/// How long the other processors are watched before they are used …
const WATCH: Duration = Duration::from_millis(100);
/// … without a pause between two steps: the processors should be busy with the model's own threads …
const GAP: Duration = Duration::from_secs(1);
/// … and the next look, when they were busy.
const LOOK_AGAIN: Duration = Duration::from_secs(1);
/// Part of the other processors that has to be idle.
const IDLE: f64 = 0.8;
/// Steps that are measured before half and all are compared.
const STEPS: u32 = 4;
/// What a step has to take of its time with half at most, so that all are worth it.
const GAIN: f64 = 0.9;
/// A step that takes this many times what the ones before it did is slow …
const SLOW: f64 = 2.0;
/// … and slow steps may lose this much in a row: other programs have short bursts.
const LOSS: f64 = 0.1;
/// After this time with all processors they are compared with half anew.
const LEASE: Duration = Duration::from_secs(30);
/// The wait after the first trial that failed; it doubles with each one after it, up to the last.
const FIRST_PAUSE: Duration = Duration::from_secs(5);
const LAST_PAUSE: Duration = Duration::from_secs(600);
/// Nor is the wait shorter than this many times what the trial lost.
const OF_LOSS: u32 = 20;
/// Changes may take this part of the time at most.
const OF_CHANGE: u32 = 100;

/// The threads of the batches, by how long their steps take. Times are those since any fixed moment.
pub(super) struct Threads {
    half: usize,
    all: usize,
    /// Part of the computer's time that has to be idle while half of the processors work.
    spare: f64,
    mode: Mode,
    /// Seconds per token with half of the processors.
    with_half: Paces,
    /// The wait after the next trial that fails.
    pause: Duration,
    /// When the last step ended.
    last_step: Duration,
    /// How long the change from one to the other takes.
    change: Duration,
}

enum Mode {
    Half {
        /// All are not tried before.
        retry: Duration,
        /// Since when the other processors are watched, and what the system counted then.
        watch: Option<(Duration, Option<ProcessorTimes>)>,
        steps: u32,
    },
    All {
        until: Duration,
        with_all: Paces,
        steps: u32,
        /// The least that a step took of its time with half.
        best: f64,
        /// Seconds that slow steps lost.
        lost: f64,
    },
}

/// Seconds per token in a batch of words and in one of a prompt, which cannot be compared.
#[derive(Default)]
struct Paces {
    words: Option<f64>,
    prompt: Option<f64>,
}

impl Paces {
    /// The pace of batches like one of `tokens`. The end of a prompt may be neither.
    fn like(&mut self, tokens: usize) -> Option<&mut Option<f64>> {
        match tokens {
            0 => None,
            tokens if tokens >= LEAST => Some(&mut self.prompt),
            tokens if tokens <= super::SEQUENCES as usize => Some(&mut self.words),
            _ => None,
        }
    }

    fn add(&mut self, tokens: usize, pace: f64) {
        if let Some(known) = self.like(tokens) {
            // A step takes longer the more its talk has behind it, so older ones count less and less.
            *known = Some(known.map_or(pace, |known| known + (pace - known) / 4.0));
        }
    }

    fn expected(&mut self, tokens: usize) -> Option<f64> {
        self.like(tokens).and_then(|known| *known)
    }
}

impl Threads {
    pub(super) fn new(processors: usize) -> Self {
        let half = (processors / 2).clamp(1, MOST);
        let all = processors.clamp(1, MOST);
        Self {
            half,
            all,
            spare: IDLE * (all - half) as f64 / processors.max(1) as f64,
            mode: half_until(Duration::ZERO),
            with_half: Paces::default(),
            pause: FIRST_PAUSE,
            last_step: Duration::ZERO,
            change: Duration::ZERO,
        }
    }

    /// For a single token, which is one talk's next word: half are fast enough to read along, and the computer stays
    /// free for the rest.
    pub(super) fn for_word(&self) -> usize {
        self.half
    }

    /// For several tokens.
    pub(super) fn for_batch(&self) -> usize {
        match self.mode {
            Mode::Half { .. } => self.half,
            Mode::All { .. } => self.all,
        }
    }

    /// Decides before a batch of several tokens whether half or all evaluate it. `work` is the number of tokens that
    /// are to be evaluated in batches, as far as is known, and `times` asks the system.
    pub(super) fn decide(
        &mut self,
        work: usize,
        now: Duration,
        times: impl FnOnce() -> Option<ProcessorTimes>,
    ) {
        if self.half == self.all || !self.is_worth_a_change(work) {
            return;
        }
        match &mut self.mode {
            Mode::All { until, .. } if now >= *until => self.rest(now),
            Mode::All { .. } => {}
            Mode::Half { retry, .. } if now < *retry => {}
            Mode::Half {
                watch,
                steps,
                retry,
            } => {
                let gap = now.saturating_sub(self.last_step) > GAP;
                let Some((since, before)) = watch.filter(|_| !gap) else {
                    (*watch, *steps) = (Some((now, times())), 0);
                    return;
                };
                if now.saturating_sub(since) < WATCH || *steps == 0 {
                    return;
                }
                let after = times();
                // Where the system does not tell, only the trial can.
                let idle = before
                    .zip(after)
                    .map(|(before, after)| after.idle_since(before));
                if idle.is_some_and(|idle| idle < self.spare) {
                    (*watch, *retry) = (None, now + LOOK_AGAIN);
                    return;
                }
                self.mode = Mode::All {
                    until: now + LEASE.max(self.change * OF_CHANGE),
                    with_all: Paces::default(),
                    steps: 0,
                    best: f64::INFINITY,
                    lost: 0.0,
                };
            }
        }
    }

    /// Whether twice as many processors would save more than it takes to change to them and back.
    fn is_worth_a_change(&self, work: usize) -> bool {
        let pace = self.with_half.prompt.or(self.with_half.words);
        pace.is_none_or(|pace| work as f64 * pace / 2.0 > 2.0 * self.change.as_secs_f64())
    }

    /// Goes back to half, after all were used long enough or because nothing is left to do: what is known of the
    /// other processors says nothing about later.
    pub(super) fn rest(&mut self, now: Duration) {
        if let Mode::All { steps, .. } = self.mode {
            if steps >= STEPS {
                self.pause = FIRST_PAUSE;
            }
            self.mode = half_until(now);
        }
    }

    /// Records that a step of `tokens` tokens took `time`.
    pub(super) fn took(&mut self, tokens: usize, time: Duration, now: Duration) {
        self.last_step = now;
        let time = time.as_secs_f64();
        let pace = time / tokens.max(1) as f64;
        let half = self.with_half.expected(tokens);
        match &mut self.mode {
            // Half evaluate it in either case; a batch of words with half takes no longer for each of them.
            _ if tokens < 2 => self.with_half.add(tokens, pace),
            Mode::Half { steps, .. } => {
                *steps += 1;
                self.with_half.add(tokens, pace);
            }
            Mode::All {
                with_all,
                steps,
                best,
                lost,
                ..
            } => {
                let Some(usual) = with_all.expected(tokens).or(half) else {
                    with_all.add(tokens, pace);
                    return;
                };
                *steps += 1;
                *lost = (*lost + time - SLOW * usual * tokens as f64).max(0.0);
                *best = best.min(half.map_or(0.0, |half| pace / half));
                if *lost > LOSS || (*steps == STEPS && *best > GAIN) {
                    let with_half = half.unwrap_or(usual) * tokens as f64;
                    let lost = lost.max(time - with_half);
                    self.go_back(lost, now);
                } else if *steps > 1 {
                    // The first step after a change is a little slower than the others.
                    with_all.add(tokens, pace);
                }
            }
        }
    }

    /// Records how long it takes to make a context.
    pub(super) fn changed(&mut self, time: Duration) {
        self.change = time;
    }

    fn go_back(&mut self, lost: f64, now: Duration) {
        let lost = Duration::from_secs_f64(lost) + 2 * self.change;
        self.mode = half_until(now + self.pause.max(lost * OF_LOSS));
        self.pause = (self.pause * 2).min(LAST_PAUSE);
    }
}

fn half_until(retry: Duration) -> Mode {
    Mode::Half {
        retry,
        watch: None,
        steps: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A computer of two processors on which a token takes 10 ms with one of them.
    struct Computer {
        threads: Threads,
        now: Duration,
        /// Whether the system says how busy the processors are.
        tells: bool,
        /// Whether another program keeps one processor busy.
        neighbour: bool,
        /// What a batch takes with both processors, of its time with one.
        gain: f64,
        idle: u64,
        slow_steps: usize,
    }

    impl Computer {
        fn new() -> Self {
            Self {
                threads: Threads::new(2),
                now: Duration::from_secs(1000),
                tells: true,
                neighbour: false,
                gain: 0.55,
                idle: 0,
                slow_steps: 0,
            }
        }

        /// Evaluates a batch; returns the threads that it was given.
        fn step(&mut self, tokens: usize) -> usize {
            self.step_of(tokens, Duration::from_millis(10) * tokens as u32)
        }

        /// Evaluates a batch that takes so long with one processor.
        fn step_of(&mut self, tokens: usize, with_one: Duration) -> usize {
            let times = self.tells.then_some(ProcessorTimes {
                idle: self.idle,
                all: 2 * self.now.as_millis() as u64,
            });
            if tokens > 1 {
                self.threads.decide(1000, self.now, || times);
            }
            let threads = self.threads.for_batch();
            let took = match threads {
                1 => with_one,
                _ if self.neighbour => {
                    self.slow_steps += 1;
                    with_one + Duration::from_secs(4)
                }
                _ => with_one.mul_f64(self.gain),
            };
            if threads == 1 && !self.neighbour {
                self.idle += took.as_millis() as u64;
            }
            self.now += took;
            self.threads.took(tokens, took, self.now);
            threads
        }

        fn steps(&mut self, tokens: usize, count: usize) -> usize {
            (0..count).map(|_| self.step(tokens)).last().unwrap()
        }
    }

    #[test]
    fn idle_processors_are_used_for_a_prompt_and_for_two_talks_but_not_for_one() {
        let mut prompt = Computer::new();
        prompt.steps(1, 100);
        assert_eq!(prompt.threads.for_batch(), 1);
        assert_eq!(prompt.steps(64, 4), 2);
        assert_eq!(prompt.steps(2, 100), 2);
        assert_eq!(Computer::new().steps(2, 20), 2);
        assert_eq!(prompt.threads.for_word(), 1);
    }

    #[test]
    fn processors_that_another_program_uses_are_tried_only_when_it_has_ended() {
        let mut computer = Computer::new();
        computer.neighbour = true;
        assert_eq!(computer.steps(2, 10_000), 1);
        assert_eq!(computer.slow_steps, 0);
        computer.neighbour = false;
        assert_eq!(computer.steps(2, 100), 2);
    }

    #[test]
    fn one_slow_step_ends_the_use_of_all_processors() {
        let mut computer = Computer::new();
        computer.steps(64, 4);
        computer.neighbour = true;
        computer.steps(64, 20);
        assert_eq!((computer.slow_steps, computer.threads.for_batch()), (1, 1));
    }

    #[test]
    fn where_the_system_does_not_tell_trials_beside_a_busy_program_cost_little() {
        let mut computer = Computer::new();
        (computer.tells, computer.neighbour) = (false, true);
        let began = computer.now;
        let hours = |hours: u64| Duration::from_secs(3600 * hours);
        while computer.now - began < hours(2) {
            computer.step(2);
        }
        // After the first ones, a trial of some seconds in ten minutes.
        let first = computer.slow_steps;
        assert!((5..=30).contains(&first), "{first}");
        while computer.now - began < hours(4) {
            computer.step(2);
        }
        assert!(computer.slow_steps - first <= 12);
    }

    #[test]
    fn a_short_burst_of_another_program_changes_nothing() {
        let mut computer = Computer::new();
        for _ in 0..20 {
            computer.steps(2, 20);
            computer.step_of(2, Duration::from_millis(140));
        }
        assert_eq!(computer.threads.for_batch(), 2);
    }

    #[test]
    fn processors_that_make_nothing_faster_are_left_alone() {
        let mut computer = Computer::new();
        computer.gain = 1.0;
        computer.steps(2, 30);
        let with_all = (0..10_000).filter(|_| computer.step(2) == 2).count();
        assert!(with_all < 50, "{with_all}");
    }

    #[test]
    fn all_are_compared_with_half_anew_after_a_while() {
        let mut computer = Computer::new();
        computer.steps(2, 30);
        computer.gain = 1.0;
        let mut half = 0;
        for _ in 0..3000 {
            half += usize::from(computer.step(2) == 1);
        }
        assert!(half > 500, "{half}");
    }

    #[test]
    fn after_a_rest_half_of_the_processors_begin() {
        let mut computer = Computer::new();
        assert_eq!(computer.steps(64, 4), 2);
        computer.threads.rest(computer.now);
        computer.now += Duration::from_secs(3600);
        computer.neighbour = true;
        assert_eq!(computer.steps(64, 10), 1);
        assert_eq!(computer.slow_steps, 0);
    }

    #[test]
    fn what_is_soon_done_is_not_worth_a_change() {
        let mut threads = Threads::new(2);
        threads.changed(Duration::from_millis(100));
        for (work, with) in [(30, 1), (500, 2)] {
            for step in 1..4 {
                let now = Duration::from_millis(500) * step;
                threads.decide(work, now, || None);
                threads.took(32, Duration::from_millis(160), now);
            }
            assert_eq!(threads.for_batch(), with);
        }
    }

    #[test]
    fn a_long_prompt_keeps_all_processors_though_each_step_takes_longer_than_the_one_before() {
        let mut computer = Computer::new();
        computer.steps(64, 2);
        for step in 10..40 {
            let with_one = Duration::from_millis(64) * step;
            if computer.step_of(64, with_one) == 1 {
                assert!(step < 14, "{step}");
            }
        }
    }

    #[test]
    fn there_are_never_more_threads_than_are_of_use() {
        for (processors, half, all) in [
            (1, 1, 1),
            (2, 1, 2),
            (3, 1, 3),
            (4, 2, 4),
            (6, 3, 6),
            (8, 4, 8),
            (16, 8, 8),
            (64, 8, 8),
        ] {
            let threads = Threads::new(processors);
            assert_eq!((threads.half, threads.all), (half, all));
            assert!(threads.spare <= 0.6);
        }
    }
}

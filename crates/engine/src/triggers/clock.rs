//! The clock of schedules: the computer's, or one that a test sets.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::watch;

/// Maximum wait between two looks at the clock: the computer may have slept, or its clock may have been set.
const LOOK: Duration = Duration::from_secs(20);

/// Poll interval of a clock in a file.
const LOOK_AT_FILE: Duration = Duration::from_millis(50);

/// A clock for schedules. Nothing else in the engine uses it.
#[derive(Debug, Clone)]
pub struct Clock(Source);

#[derive(Debug, Clone)]
enum Source {
    Computer,
    Hand(watch::Receiver<Timestamp>),
}

/// Sets the time of a manual [`Clock`].
#[derive(Debug)]
pub struct ClockHand(watch::Sender<Timestamp>);

impl Clock {
    /// The computer's own clock.
    pub fn computer() -> Self {
        Self(Source::Computer)
    }

    /// A clock that stands still at `moment` until it is set by the [`ClockHand`].
    pub fn by_hand(moment: Timestamp) -> (Self, ClockHand) {
        let (hand, shown) = watch::channel(moment);
        (Self(Source::Hand(shown)), ClockHand(hand))
    }

    /// A clock that shows the time in `file` (RFC 3339), for tests of whole programs. The file is polled, and invalid
    /// content leaves the clock as it is.
    ///
    /// Must be called inside a Tokio runtime.
    ///
    /// # Errors
    /// If the file cannot be read or does not contain a time.
    pub fn in_file(file: &Path) -> std::io::Result<Self> {
        let (clock, hand) = Self::by_hand(read(file)?);
        tokio::spawn(follow(file.to_owned(), hand));
        Ok(clock)
    }

    pub(crate) fn now(&self) -> Timestamp {
        match &self.0 {
            Source::Computer => Timestamp::now(),
            Source::Hand(shown) => *shown.borrow(),
        }
    }

    /// Waits until it is `moment` or later.
    pub(crate) async fn reaches(&self, moment: Timestamp) {
        match &self.0 {
            Source::Computer => {
                while let Ok(left) = Duration::try_from(self.now().duration_until(moment))
                    && !left.is_zero()
                {
                    tokio::time::sleep(left.min(LOOK)).await;
                }
            }
            Source::Hand(shown) => {
                let mut shown = shown.clone();
                if shown.wait_for(|now| *now >= moment).await.is_err() {
                    // The hand was dropped: this clock never moves again.
                    std::future::pending::<()>().await;
                }
            }
        }
    }
}

async fn follow(file: PathBuf, hand: ClockHand) {
    loop {
        tokio::time::sleep(LOOK_AT_FILE).await;
        if let Ok(moment) = read(&file) {
            hand.set(moment);
        }
    }
}

fn read(file: &Path) -> std::io::Result<Timestamp> {
    let text = std::fs::read_to_string(file)?;
    text.trim().parse().map_err(std::io::Error::other)
}

impl ClockHand {
    /// Sets the clock to `moment`.
    pub fn set(&self, moment: Timestamp) {
        self.0.send_replace(moment);
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;

    #[tokio::test]
    async fn the_computers_clock_reaches_what_is_past_at_once_and_what_is_near_soon() {
        let clock = Clock::computer();
        clock.reaches(clock.now() - 1.hour()).await;
        let soon = clock.now() + 30.milliseconds();
        clock.reaches(soon).await;
        assert!(clock.now() >= soon);
    }

    #[tokio::test]
    async fn a_clock_in_a_file_shows_what_is_written_there() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("clock");
        assert!(Clock::in_file(&file).is_err(), "there is none");
        std::fs::write(&file, "2026-03-02T12:00:00Z\n").unwrap();
        let clock = Clock::in_file(&file).unwrap();
        assert_eq!(clock.now().to_string(), "2026-03-02T12:00:00Z");
        std::fs::write(&file, "half writ").unwrap();
        std::fs::write(&file, "2026-03-29T01:00:00Z").unwrap();
        clock.reaches("2026-03-29T00:59:00Z".parse().unwrap()).await;
    }

    #[tokio::test]
    async fn a_clock_by_hand_stands_until_it_is_moved() {
        let noon: Timestamp = "2026-03-02T12:00:00Z".parse().unwrap();
        let (clock, hand) = Clock::by_hand(noon);
        let one = noon + 1.hour();
        let waiting = {
            let clock = clock.clone();
            tokio::spawn(async move { clock.reaches(one).await })
        };
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        hand.set(one);
        waiting.await.unwrap();
        assert_eq!(clock.now(), one);
    }
}

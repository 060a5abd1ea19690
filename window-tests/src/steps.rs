//! The steps of a journey with result, duration, and screenshot.

use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use serde::Serialize;

use crate::{Desktop, Result, screen};

/// A step of a journey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// What the person does or sees.
    pub name: String,
    /// True if it succeeded.
    pub ok: bool,
    /// Duration in milliseconds.
    pub ms: u64,
    /// The screenshot at its end.
    pub screenshot: Option<PathBuf>,
}

/// The record of a journey.
#[derive(Debug, Default)]
pub struct Steps {
    steps: Vec<Step>,
    folder: Option<PathBuf>,
    pictures: Vec<thread::JoinHandle<()>>,
}

impl Steps {
    /// Creates a record without screenshots.
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a record with a screenshot per step in `folder`, which must exist.
    pub fn with_pictures(folder: PathBuf) -> Self {
        Self {
            steps: Vec::new(),
            folder: Some(folder),
            pictures: Vec::new(),
        }
    }

    /// Runs a step and records its result, whether it succeeds or not.
    pub async fn step<T>(
        &mut self,
        desktop: &Desktop,
        name: &str,
        work: impl AsyncFnOnce() -> Result<T>,
    ) -> Result<T> {
        let start = Instant::now();
        let outcome = work().await;
        let ms = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        let screenshot = self.picture(desktop, name).await;
        match &outcome {
            Ok(_) => eprintln!("  {ms:>6} ms  {name}"),
            Err(error) => eprintln!("  {ms:>6} ms  {name}: FAILED: {error}"),
        }
        self.steps.push(Step {
            name: name.to_owned(),
            ok: outcome.is_ok(),
            ms,
            screenshot,
        });
        outcome
    }

    /// Returns the steps so far.
    pub fn all(&self) -> &[Step] {
        &self.steps
    }

    /// `{"steps":[{"name","ok","ms","screenshot"}…]}` in one line.
    pub fn json(&self) -> String {
        serde_json::json!({"steps": self.steps}).to_string()
    }

    /// Waits until the last screenshot is written.
    pub fn finish_pictures(&mut self) {
        for picture in self.pictures.drain(..) {
            // A writer that panicked has already reported it.
            let _ = picture.join();
        }
    }

    /// Returns true if every step succeeded.
    pub fn all_ok(&self) -> bool {
        !self.steps.is_empty() && self.steps.iter().all(|step| step.ok)
    }

    /// Takes a screenshot. The file is written in the background.
    async fn picture(&mut self, desktop: &Desktop, name: &str) -> Option<PathBuf> {
        let words: Vec<String> = name
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let file = format!("{:02}-{}.png", self.steps.len() + 1, words.join("-"));
        let path = self.folder.as_ref()?.join(file);
        let seen = steady(desktop).await.ok()?;
        let to = path.clone();
        self.pictures.push(thread::spawn(move || {
            if let Err(error) = screen::save(&seen, &to) {
                eprintln!("  no picture: {error}");
            }
        }));
        Some(path)
    }
}

/// Returns the content of the screen. A change of the page is painted some frames later, on a busy computer half a
/// second: the screen is polled until nothing but a caret changed several times in a row, or for a limited time.
async fn steady(desktop: &Desktop) -> Result<Vec<u8>> {
    const PAUSE: Duration = Duration::from_millis(200);
    const MAX_CAPTURES: u32 = 15;
    const EQUAL_CAPTURES: u32 = 3;
    let mut seen = desktop.capture()?;
    let mut equal = 0;
    for _ in 0..MAX_CAPTURES {
        tokio::time::sleep(PAUSE).await;
        let now = desktop.capture()?;
        equal = match screen::is_same_but_for_a_caret(&seen, &now) {
            true => equal + 1,
            false => 0,
        };
        seen = now;
        if equal == EQUAL_CAPTURES {
            break;
        }
    }
    Ok(seen)
}

impl Drop for Steps {
    fn drop(&mut self) {
        self.finish_pictures();
    }
}

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

    /// Takes a screenshot. A change of the page is painted a few frames later, so the screen is polled until it is
    /// stable, or for a limited time. The file is written in the background.
    async fn picture(&mut self, desktop: &Desktop, name: &str) -> Option<PathBuf> {
        let words: Vec<String> = name
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let file = format!("{:02}-{}.png", self.steps.len() + 1, words.join("-"));
        let path = self.folder.as_ref()?.join(file);
        let mut seen = Vec::new();
        for _ in 0..5 {
            tokio::time::sleep(Duration::from_millis(200)).await;
            let now = desktop.capture().ok()?;
            if now == seen {
                break;
            }
            seen = now;
        }
        let to = path.clone();
        self.pictures.push(thread::spawn(move || {
            if let Err(error) = screen::save(&seen, &to) {
                eprintln!("  no picture: {error}");
            }
        }));
        Some(path)
    }
}

impl Drop for Steps {
    fn drop(&mut self) {
        self.finish_pictures();
    }
}

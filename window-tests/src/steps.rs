//! What was done, whether it worked, how long it took, and a picture of each.

use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use serde::Serialize;

use crate::{Desktop, Result, screen};

/// One step of a journey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// What the person does or sees.
    pub name: String,
    /// Whether it worked.
    pub ok: bool,
    /// How long it took, in milliseconds.
    pub ms: u64,
    /// The picture of the screen at its end.
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
    /// A record without pictures.
    pub fn new() -> Self {
        Self::default()
    }

    /// A record with a picture per step in `folder`, which must exist.
    pub fn with_pictures(folder: PathBuf) -> Self {
        Self {
            steps: Vec::new(),
            folder: Some(folder),
            pictures: Vec::new(),
        }
    }

    /// Does one step and writes it down, whatever comes of it.
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

    /// The steps so far.
    pub fn all(&self) -> &[Step] {
        &self.steps
    }

    /// `{"steps":[{"name","ok","ms","screenshot"}…]}` in one line.
    pub fn json(&self) -> String {
        serde_json::json!({"steps": self.steps}).to_string()
    }

    /// Waits until the last picture is written.
    pub fn finish_pictures(&mut self) {
        for picture in self.pictures.drain(..) {
            // A writer that panicked has said so already.
            let _ = picture.join();
        }
    }

    /// Whether every step worked.
    pub fn all_ok(&self) -> bool {
        !self.steps.is_empty() && self.steps.iter().all(|step| step.ok)
    }

    /// What the page knows already is painted a few frames later: the screen is looked at until it
    /// rests, or something moves for too long. The picture is written meanwhile.
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
            let now = desktop.look().ok()?;
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

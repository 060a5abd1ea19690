//! The examples of the client, run against the engine.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::failure::{Failure, Outcome};
use crate::programs::{run_watched, say};
use crate::stages::Tally;
use crate::{cargo, workspace};

const EXAMPLES: [&str; 6] = [
    "chat",
    "background_job",
    "download_files",
    "function_calling",
    "custom_agent",
    "trigger",
];

/// Runs every example of the debug build against an engine with the script that they expect.
pub(crate) fn all() -> Outcome<Tally> {
    let engine = RunningEngine::start()?;
    for example in EXAMPLES {
        say(format!("example {example}"));
        let program = cargo::built("examples")?.join(example);
        let mut printed = false;
        run_watched(
            Command::new(program)
                .env("INTERACTIONS_BASE_URL", &engine.base_url)
                .env("INTERACTIONS_KEY", &engine.key),
            Duration::from_secs(120),
            |line| {
                printed = true;
                say(line);
            },
        )?;
        if !printed {
            return Err(Failure::new(format!(
                "The example `{example}` said nothing."
            )));
        }
    }
    Ok(Tally {
        passed: EXAMPLES.len() as u64,
        failed: 0,
    })
}

/// A running engine, stopped when dropped.
struct RunningEngine {
    process: Child,
    base_url: String,
    key: String,
}

impl RunningEngine {
    fn start() -> Outcome<Self> {
        let data = workspace::scratch("examples")?.join("engine");
        if data.exists() {
            fs::remove_dir_all(&data).map_err(|error| Failure::io(&data, error))?;
        }
        let script = workspace::root().join("crates/interactions/examples/script.json");
        let mut process = Command::new(cargo::built("errand-engine")?)
            .args(["serve", "--exit-with-stdin", "--data"])
            .arg(data)
            .arg("--brain")
            .arg(format!("script:{}", script.display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| Failure::new(format!("The engine did not start: {error}")))?;
        let output = process.stdout.take().expect("standard output was piped");
        let mut engine = Self {
            process,
            base_url: String::new(),
            key: String::new(),
        };
        let mut line = String::new();
        BufReader::new(output)
            .read_line(&mut line)
            .map_err(|error| Failure::new(format!("The engine says nothing: {error}")))?;
        let ready: Value = serde_json::from_str(&line)
            .map_err(|error| Failure::new(format!("The engine is not ready: {error}")))?;
        let text = |name: &str| ready[name].as_str().unwrap_or_default().to_owned();
        (engine.base_url, engine.key) = (text("base_url"), text("key"));
        Ok(engine)
    }
}

impl Drop for RunningEngine {
    fn drop(&mut self) {
        // Closing standard input stops it; if it has exited already, there is nothing to wait for.
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

//! A server of the contract with a script as its brain; it stands in for Google.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};

use serde_json::Value;

use crate::programs;

/// The key that the server accepts.
pub(crate) const KEY: &str = "AIza-right-key-for-tests";

/// A running server. It ends when it is dropped.
pub(crate) struct Google {
    child: Child,
    _stdin: ChildStdin,
    /// The base URL.
    pub(crate) base_url: String,
}

impl Google {
    /// Starts the server with `script` (format: the engine's `SCRIPT.md`), with its state in `folder`.
    pub(crate) fn start(folder: &Path, script: &Value) -> Self {
        Self::start_at(folder, script, "http://127.0.0.1:0")
    }

    /// Restarts the server at the same address with an empty state.
    pub(crate) fn forgets_everything(self, folder: &Path, script: &Value) -> Self {
        let base_url = self.base_url.clone();
        drop(self);
        std::fs::remove_dir_all(folder.join("google")).unwrap();
        Self::start_at(folder, script, &base_url)
    }

    /// Like [`Google::start`], at the address of an earlier server.
    pub(crate) fn start_at(folder: &Path, script: &Value, base_url: &str) -> Self {
        let address = base_url.trim_start_matches("http://");
        std::fs::create_dir_all(folder).unwrap();
        let file = folder.join("script.json");
        std::fs::write(&file, script.to_string()).unwrap();
        let mut command = Command::new(programs::engine());
        command.arg("serve");
        // Its schedules use the time in this file, if there is one.
        let clock = folder.join("clock");
        if clock.is_file() {
            command.arg("--clock").arg(clock);
        }
        let mut child = command
            .args(["--exit-with-stdin", "--addr", address, "--data"])
            .arg(folder.join("google"))
            .arg("--brain")
            .arg(format!("script:{}", file.display()))
            .env("ERRAND_ENGINE_KEY", KEY)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let stdin = child.stdin.take().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let ready: Value = serde_json::from_str(&line).unwrap();
        let base_url = ready["base_url"].as_str().unwrap().to_owned();
        Self {
            child,
            _stdin: stdin,
            base_url,
        }
    }
}

impl Drop for Google {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

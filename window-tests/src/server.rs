//! Local servers that stand in for others: a scripted Google, and one that only counts connections.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use crate::patience::wait_until;
use crate::processes::{Group, built};
use crate::{Desktop, Error, Result};

/// The engine with a script as its brain, at a fixed port, standing in for Google across restarts of the app.
#[derive(Debug)]
pub struct ScriptedGoogle {
    _program: Group,
    home: TempDir,
    /// Base URL of the server.
    pub base_url: String,
}

impl ScriptedGoogle {
    /// Starts it with `script`, in the format of the engine's `SCRIPT.md`.
    pub async fn start(desktop: &Desktop, key: &str, script: &Value) -> Result<Self> {
        let engine = desktop.command(built("errand-engine")?);
        Self::launch(engine, key, script, "127.0.0.1:0").await
    }

    /// Starts it at a given `host:port`, which an earlier one used.
    pub async fn start_at(
        desktop: &Desktop,
        key: &str,
        script: &Value,
        address: &str,
    ) -> Result<Self> {
        let engine = desktop.command(built("errand-engine")?);
        Self::launch(engine, key, script, address).await
    }

    /// Starts it as on a machine without bubblewrap.
    pub async fn start_without_bubblewrap(
        desktop: &Desktop,
        key: &str,
        script: &Value,
    ) -> Result<Self> {
        // bubblewrap itself hides its program from the server.
        let mut hide = desktop.command("bwrap");
        hide.args([
            "--dev-bind",
            "/",
            "/",
            "--bind",
            "/dev/null",
            "/usr/bin/bwrap",
        ])
        .args(["--die-with-parent", "--"])
        .arg(built("errand-engine")?);
        Self::launch(hide, key, script, "127.0.0.1:0").await
    }

    async fn launch(mut engine: Command, key: &str, script: &Value, address: &str) -> Result<Self> {
        // Google is elsewhere, so its data must not be on the person's computer.
        let home = tempfile::tempdir().map_err(Error::io(&std::env::temp_dir()))?;
        let folder = home.path().to_path_buf();
        let file = folder.join("script.json");
        fs::write(&file, script.to_string()).map_err(Error::io(&file))?;
        let log = folder.join("log");
        engine
            .args(["serve", "--addr", address, "--data"])
            .arg(&folder)
            .arg("--brain")
            .arg(format!("script:{}", file.display()))
            .env("ERRAND_ENGINE_KEY", key);
        let mut program = Group::start(&mut engine, &log)?;
        let base_url = wait_until(
            "the server that stands for Google",
            Duration::from_secs(30),
            async || {
                program.expect_alive()?;
                let text = fs::read_to_string(&log).map_err(Error::io(&log))?;
                let ready = text.lines().find_map(|line| {
                    let line: Value = serde_json::from_str(line).ok()?;
                    Some(line["base_url"].as_str()?.to_owned())
                });
                Ok(ready.ok_or(text))
            },
        )
        .await?;
        Ok(Self {
            _program: program,
            home,
            base_url,
        })
    }

    /// Returns true if its data contains these words.
    pub fn was_told(&self, words: &str) -> Result<bool> {
        Ok(!files_with(self.home.path(), words.as_bytes())?.is_empty())
    }

    /// Its `host:port`.
    pub fn address(&self) -> &str {
        self.base_url.trim_start_matches("http://")
    }
}

/// A server that must never be called: it counts connections.
#[derive(Debug)]
pub struct Canary {
    /// Its `host:port`, to be used in hostile answers.
    pub address: String,
    calls: Arc<AtomicUsize>,
}

impl Canary {
    /// Listens on a free port until the process exits.
    pub fn start() -> Result<Self> {
        let listener = listen()?;
        let address = address(&listener)?;
        let calls = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&calls);
        thread::spawn(move || {
            for connection in listener.incoming() {
                counter.fetch_add(1, Ordering::SeqCst);
                drop(connection);
            }
        });
        Ok(Self { address, calls })
    }

    /// Returns the number of connections so far.
    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
}

fn listen() -> Result<TcpListener> {
    TcpListener::bind(("127.0.0.1", 0)).map_err(|error| Error::program("a free port", error))
}

fn address(listener: &TcpListener) -> Result<String> {
    listener
        .local_addr()
        .map(|address| address.to_string())
        .map_err(|error| Error::program("a free port", error))
}

/// Returns the files below `folder` that contain these bytes.
pub fn files_with(folder: &Path, bytes: &[u8]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(Error::io(folder))? {
        let path = entry.map_err(Error::io(folder))?.path();
        let kind = fs::symlink_metadata(&path)
            .map_err(Error::io(&path))?
            .file_type();
        if kind.is_dir() {
            found.extend(files_with(&path, bytes)?);
        } else if kind.is_file() {
            let content = fs::read(&path).map_err(Error::io(&path))?;
            if memchr::memmem::find(&content, bytes).is_some() {
                found.push(path);
            }
        }
    }
    Ok(found)
}

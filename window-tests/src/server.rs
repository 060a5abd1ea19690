//! Servers on this computer that stand for others: Google by a script, Google on a bad day, and one
//! that only counts who calls.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::patience::wait_until;
use crate::processes::{Group, built};
use crate::{Desktop, Error, Result};

/// The engine with a script for a brain, at a fixed port, so that it stands for Google while the
/// app comes and goes.
#[derive(Debug)]
pub struct ScriptedGoogle {
    program: Group,
    /// Where it answers.
    pub base_url: String,
    /// The key it takes.
    pub key: String,
}

impl ScriptedGoogle {
    /// Starts it with `script`, in the format of the engine's `SCRIPT.md`.
    pub async fn start(desktop: &Desktop, key: &str, script: &Value) -> Result<Self> {
        let folder = desktop.folder().join("google");
        fs::create_dir_all(&folder).map_err(Error::io(&folder))?;
        let file = folder.join("script.json");
        fs::write(&file, script.to_string()).map_err(Error::io(&file))?;
        let log = desktop.folder().join("google/log");
        // The ready line of an earlier start must not be taken for this one's.
        let _ = fs::remove_file(&log);
        let mut engine = desktop.command(built("errand-engine")?);
        engine
            .arg("serve")
            .arg("--data")
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
            program,
            base_url,
            key: key.to_owned(),
        })
    }

    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.program.pid()
    }
}

/// A server that nobody should call: it counts connections.
#[derive(Debug)]
pub struct Canary {
    /// `host:port`, to be put into hostile answers.
    pub address: String,
    calls: Arc<AtomicUsize>,
}

impl Canary {
    /// Listens on a free port, for as long as the process lives.
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

    /// How many connections came so far.
    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
}

/// A server that answers what it is told, whatever is asked of it.
#[derive(Debug)]
pub struct Trickster {
    /// Where it answers.
    pub base_url: String,
    answer: Arc<Mutex<String>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Trickster {
    /// Listens on a free port, for as long as the process lives; answers with these bytes.
    pub fn start(answer: &str) -> Result<Self> {
        let listener = listen()?;
        let base_url = format!("http://{}", address(&listener)?);
        let answer = Arc::new(Mutex::new(answer.to_owned()));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (say, hear) = (Arc::clone(&answer), Arc::clone(&asked));
        thread::spawn(move || {
            for connection in listener.incoming().map_while(std::result::Result::ok) {
                let (say, hear) = (Arc::clone(&say), Arc::clone(&hear));
                // A caller that hangs up early is part of the bad luck.
                thread::spawn(move || drop(serve(connection, &say, &hear)));
            }
        });
        Ok(Self {
            base_url,
            answer,
            asked,
        })
    }

    /// From now on it answers this.
    pub fn answer(&self, answer: &str) {
        *self
            .answer
            .lock()
            .expect("no thread panics while it holds this") = answer.to_owned();
    }

    /// The first lines of all requests so far.
    pub fn asked(&self) -> Vec<String> {
        self.asked
            .lock()
            .expect("no thread panics while it holds this")
            .clone()
    }
}

fn serve(
    mut connection: TcpStream,
    say: &Mutex<String>,
    hear: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(connection.try_clone()?);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    std::io::copy(&mut reader.by_ref().take(length), &mut std::io::sink())?;
    hear.lock()
        .expect("no thread panics while it holds this")
        .push(first.trim().to_owned());
    let answer = say
        .lock()
        .expect("no thread panics while it holds this")
        .clone();
    connection.write_all(answer.as_bytes())
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

/// The files below `folder` that hold these bytes anywhere.
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
            if content.windows(bytes.len()).any(|window| window == bytes) {
                found.push(path);
            }
        }
    }
    Ok(found)
}

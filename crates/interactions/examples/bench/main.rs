//! Benchmarks the client against the official SDKs, `serde_json` and `curl` on one loopback server.
//!
//! `cargo xtask bench client` installs the SDKs and runs it. Prints the measurements and, as the last line, one JSON
//! object of ratios: the client's speed as a multiple of each other's.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "it is a program of its own, and what fails ends it"
)]

mod decode;
mod download;
mod memory;
mod server;

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use serde_json::json;

/// Size of the downloaded file in bytes.
const DOWNLOAD: u64 = 1 << 30;

/// Parsed command line.
struct Options {
    /// Path of a Python with `google-genai` installed.
    python: Option<PathBuf>,
    /// Path of a copy of `sdk.mjs` beside the `node_modules` with `@google/genai`.
    javascript: Option<PathBuf>,
    /// Number of text deltas in the stream.
    deltas: usize,
}

fn main() {
    let mut words = std::env::args().skip(1);
    let command = words.next();
    if command.as_deref() == Some("download") {
        download::once(&words.next().expect("download takes a URL"), DOWNLOAD);
        return;
    }
    let mut options = Options {
        python: None,
        javascript: None,
        deltas: 100_000,
    };
    while let (Some(name), Some(value)) = (words.next(), words.next()) {
        match name.as_str() {
            "--python" => options.python = Some(value.into()),
            "--javascript" => options.javascript = Some(value.into()),
            "--deltas" => options.deltas = value.parse().expect("--deltas takes a number"),
            other => panic!("there is no option {other}"),
        }
    }
    match command.as_deref() {
        Some("serve") => {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            println!("http://{}", listener.local_addr().unwrap());
            server::serve(&listener, server::stream(options.deltas), DOWNLOAD).unwrap();
        }
        Some("run") => run(&options),
        _ => panic!("usage: bench run [--python PYTHON] [--javascript SCRIPT] [--deltas NUMBER]"),
    }
}

fn run(options: &Options) {
    let server = Server::start(options.deltas);
    let decode = decode::measure(&server.url, options);
    let download = download::measure(&server.url, DOWNLOAD);
    println!("{}", json!({"decode": decode, "download": download}));
}

/// The server, in a separate process so that its memory and CPU time are not the client's.
struct Server {
    process: Child,
    url: String,
}

impl Server {
    fn start(deltas: usize) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["serve", "--deltas", &deltas.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut url = String::new();
        let output = process.stdout.take().expect("standard output was piped");
        BufReader::new(output).read_line(&mut url).unwrap();
        Self {
            process,
            url: url.trim().to_owned(),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have exited by itself; then there is nothing to stop.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Rounds to three digits, the precision of a measurement on a busy computer.
fn rounded(ratio: f64) -> f64 {
    let scale = 10f64.powi(2 - ratio.abs().max(1e-9).log10().floor() as i32);
    (ratio * scale).round() / scale
}

//! A third-party MCP server, `@modelcontextprotocol/server-everything`, on loopback.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use crate::{Error, Result};

/// The running server, killed when dropped.
#[derive(Debug)]
pub struct EverythingServer {
    child: Child,
    /// URL of the server.
    pub address: String,
    /// Keeps its output pipe open as long as it runs.
    _printed: BufReader<ChildStdout>,
}

impl EverythingServer {
    /// Starts the server that is installed for the engine's tests.
    pub fn start() -> Result<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/engine/tests/mcp");
        let program =
            folder.join("node_modules/@modelcontextprotocol/server-everything/dist/index.js");
        if !program.is_file() {
            let how = "it is not installed; `cargo xtask test windows` installs and tests";
            return Err(Error::program("server-everything", how));
        }
        let mut child = Command::new("node")
            .arg("--require")
            .arg(folder.join("loopback.cjs"))
            .arg(program)
            .arg("streamableHttp")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| Error::program("node", error))?;
        let piped = child.stdout.take();
        let piped = piped.ok_or_else(|| Error::program("node", "it prints nothing"))?;
        let mut printed = BufReader::new(piped);
        let mut line = String::new();
        let port = loop {
            line.clear();
            let read = printed.read_line(&mut line);
            if read.map_err(|error| Error::program("node", error))? == 0 {
                return Err(Error::program("server-everything", "it does not listen"));
            }
            if let Some(port) = line.trim().strip_prefix("port ") {
                break port.to_owned();
            }
        };
        Ok(Self {
            child,
            address: format!("http://127.0.0.1:{port}/mcp"),
            _printed: printed,
        })
    }
}

impl Drop for EverythingServer {
    fn drop(&mut self) {
        // It may have exited already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

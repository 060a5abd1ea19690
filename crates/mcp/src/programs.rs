//! MCP servers that are programs of this computer, used over their standard input and output: the caller decides how
//! a program is started, and in which sandbox.

use std::fmt;

use futures::future::BoxFuture;
use tokio::io::{AsyncRead, AsyncWrite};

/// Starts programs by name.
pub trait Launch: fmt::Debug + Send + Sync {
    /// Starts the program with this name.
    ///
    /// # Errors
    /// The reason why the program does not run, as part of a sentence.
    fn start<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Launched, String>>;
}

/// A started program.
pub struct Launched {
    /// Its standard output.
    pub stdout: Box<dyn AsyncRead + Send + Unpin>,
    /// Its standard input.
    pub stdin: Box<dyn AsyncWrite + Send + Unpin>,
    /// Handle of the process.
    pub running: Box<dyn Running>,
}

/// A running program. Dropping the handle ends the program.
pub trait Running: Send + Sync {
    /// The end of its standard error after it exited; empty if it does not exit soon.
    fn error_output(&mut self) -> BoxFuture<'_, String>;
}

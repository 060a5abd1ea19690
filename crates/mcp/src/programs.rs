//! Programs of this computer that speak MCP over their standard input and output: whoever connects says how one is
//! started, and in what.

use std::fmt;

use futures::future::BoxFuture;
use tokio::io::{AsyncRead, AsyncWrite};

/// Starts programs by their names.
pub trait Launch: fmt::Debug + Send + Sync {
    /// Starts the program of this name.
    ///
    /// # Errors
    /// Why it does not run, as a part of a sentence.
    fn start<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Launched, String>>;
}

/// A program that was started.
pub struct Launched {
    /// What it writes.
    pub stdout: Box<dyn AsyncRead + Send + Unpin>,
    /// What it reads.
    pub stdin: Box<dyn AsyncWrite + Send + Unpin>,
    /// The program.
    pub running: Box<dyn Running>,
}

/// A program that runs. Dropped, it ends.
pub trait Running: Send + Sync {
    /// What it wrote to standard error before it ended; empty when it does not end soon.
    fn last_words(&mut self) -> BoxFuture<'_, String>;
}

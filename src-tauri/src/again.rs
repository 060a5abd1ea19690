//! Restarts this program in place.

use std::ffi::OsString;
use std::io;
use std::process::Command;

/// Replaces this process by a new one of the same program, with more arguments and variables. Returns only if that
/// failed, or, where a process cannot be replaced, once the new one runs.
pub(crate) fn start(arguments: &[OsString], variables: &[(&str, &str)]) -> io::Result<()> {
    let mut again = Command::new(std::env::current_exe()?);
    again
        .args(std::env::args_os().skip(1))
        .args(arguments)
        .envs(variables.iter().copied());
    replace(again)
}

#[cfg(unix)]
fn replace(mut again: Command) -> io::Result<()> {
    Err(std::os::unix::process::CommandExt::exec(&mut again))
}

#[cfg(not(unix))]
fn replace(mut again: Command) -> io::Result<()> {
    again.spawn().map(drop)
}

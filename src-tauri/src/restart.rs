//! Restarts this program in place.

use std::ffi::OsString;
use std::io;
use std::process::Command;

/// Replaces this process by a new one of the same program, with more arguments and variables. Returns only if that
/// failed, or, where a process cannot be replaced, once the new one runs.
pub(crate) fn in_place(arguments: &[OsString], variables: &[(&str, &str)]) -> io::Result<()> {
    let mut command = Command::new(std::env::current_exe()?);
    command
        .args(std::env::args_os().skip(1))
        .args(arguments)
        .envs(variables.iter().copied());
    exec(command)
}

#[cfg(unix)]
fn exec(mut command: Command) -> io::Result<()> {
    Err(std::os::unix::process::CommandExt::exec(&mut command))
}

#[cfg(not(unix))]
fn exec(mut command: Command) -> io::Result<()> {
    command.spawn().map(drop)
}

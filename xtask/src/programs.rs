//! Running other programs.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::{Failure, Outcome};

/// Prints a message to standard error; standard output is reserved for results.
pub(crate) fn say(text: impl AsRef<str>) {
    eprintln!("{}", text.as_ref());
}

/// Variables with which packages are signed. Only the packer is given them: build scripts and packages of npm are
/// other people's programs.
const SECRETS: [&str; 5] = [
    "TAURI_SIGNING_PRIVATE_KEY",
    "TAURI_SIGNING_PRIVATE_KEY_PASSWORD",
    "APPLE_CERTIFICATE",
    "APPLE_CERTIFICATE_PASSWORD",
    "APPLE_PASSWORD",
];

/// Returns a command whose output goes to standard error only, so that it never mixes with results.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = signing_program(name);
    for secret in SECRETS {
        command.env_remove(secret);
    }
    command
}

/// Returns a command like [`program`] that may sign packages.
pub(crate) fn signing_program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.stdin(Stdio::null()).stdout(std::io::stderr());
    command
}

/// Runs a command to its end; any failure is an error that names it.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let name = shown(command);
    let status = command
        .status()
        .map_err(|error| Failure::new(format!("`{name}` did not start: {error}")))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("`{name}` ended with {status}.")))
    }
}

/// Runs a command quietly and returns its output; `None` if it failed or does not exist.
pub(crate) fn printed(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Returns true if a program of this name is on the path.
pub(crate) fn exists(name: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| {
            folder.join(name).is_file() || folder.join(format!("{name}.exe")).is_file()
        })
    })
}

/// Runs a command, passing each line of its standard output to `line`. It is killed if it takes longer than `limit`.
pub(crate) fn run_watched(
    command: &mut Command,
    limit: Duration,
    mut line: impl FnMut(&str),
) -> Outcome {
    let name = shown(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| Failure::new(format!("`{name}` did not start: {error}")))?;
    let output = child.stdout.take().expect("standard output was piped");
    let (sender, lines) = mpsc::channel();
    thread::spawn(move || {
        for text in BufReader::new(output).lines().map_while(Result::ok) {
            if sender.send(text).is_err() {
                break;
            }
        }
    });

    let end = Instant::now() + limit;
    loop {
        match lines.recv_timeout(Duration::from_millis(200)) {
            Ok(text) => line(&text),
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
            // A grandchild may hold the pipe open after the program itself has exited.
            Err(mpsc::RecvTimeoutError::Timeout) if ended(&mut child) => break,
            Err(mpsc::RecvTimeoutError::Timeout) if Instant::now() > end => {
                // It may have exited just now; then there is nothing left to kill.
                let _ = child.kill();
                let _ = child.wait();
                return Err(Failure::new(format!(
                    "`{name}` took longer than {} minutes and was stopped.",
                    limit.as_secs() / 60
                )));
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {}
        }
    }
    let status = child
        .wait()
        .map_err(|error| Failure::new(format!("`{name}`: {error}")))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("`{name}` ended with {status}.")))
    }
}

fn ended(child: &mut std::process::Child) -> bool {
    matches!(child.try_wait(), Ok(Some(_)))
}

fn shown(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(
        command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned()),
    );
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_program_but_the_packer_is_given_what_signs() {
        let taken = |command: &Command| {
            let variables = command.get_envs().filter(|(_, value)| value.is_none());
            variables
                .map(|(name, _)| name.to_owned())
                .collect::<Vec<_>>()
        };
        let mut secrets = SECRETS.map(std::ffi::OsString::from);
        secrets.sort();
        assert_eq!(taken(&program("npm")), secrets);
        assert!(taken(&signing_program("npx")).is_empty());
    }
}

//! `errand-reader pages FROM [locked]`, `errand-reader text [locked]`, `errand-reader office KIND`: reads a file from
//! standard input, after a password where it is locked, and writes what it has read to standard output. See the library for what it is part of.

mod draw;
mod text;

use std::fs::File;
use std::io::{self, BufRead, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use office::{Kind, Office};
use reader::{Answer, FILE_LIMIT, LOCKED, Refusal};

/// The stack on which reading happens: what is nested deeply in a file is nested deeply here.
const STACK: usize = 256 << 20;
/// The most memory that the program may ask for.
#[cfg(target_os = "linux")]
const MEMORY: u64 = 2 << 30;
/// The most seconds of a processor that it may take; whoever asked is gone by then.
#[cfg(target_os = "linux")]
const SECONDS: u64 = 40;

fn main() -> ExitCode {
    bound();
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let wanted = match words[..] {
        ["pages", from] => from
            .parse()
            .ok()
            .map(|from| Wanted::Pages(from, Lock::Open)),
        ["pages", from, LOCKED] => from
            .parse()
            .ok()
            .map(|from| Wanted::Pages(from, Lock::Locked)),
        ["text"] => Some(Wanted::Text(Lock::Open)),
        ["text", LOCKED] => Some(Wanted::Text(Lock::Locked)),
        ["office", kind] => Kind::of_word(kind).map(Wanted::Office),
        _ => None,
    };
    let Some(wanted) = wanted else {
        eprintln!("usage: errand-reader pages FROM [locked] | text [locked] | office KIND");
        return ExitCode::from(2);
    };
    let reading = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || answer(wanted));
    let Some(answer) = reading.ok().and_then(|thread| thread.join().ok()) else {
        return ExitCode::FAILURE;
    };
    let written = serde_json::to_vec(&answer).is_ok_and(|json| {
        let mut stdout = std::io::stdout();
        stdout
            .write_all(&json)
            .and_then(|()| stdout.flush())
            .is_ok()
    });
    if written {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// What is to be read.
enum Wanted {
    /// Pages of a PDF from this one on.
    Pages(usize, Lock),
    /// The text of a PDF.
    Text(Lock),
    /// A whole Office file.
    Office(Kind),
}

/// Whether a password stands before the file.
#[derive(Clone, Copy)]
enum Lock {
    Open,
    Locked,
}

impl Lock {
    fn password(self) -> io::Result<Option<String>> {
        let Self::Locked = self else { return Ok(None) };
        let mut stdin = io::stdin().lock();
        let mut length = String::new();
        stdin.by_ref().take(20).read_line(&mut length)?;
        let length = length.trim_end().parse().map_err(io::Error::other)?;
        let mut password = String::new();
        stdin.take(length).read_to_string(&mut password)?;
        Ok(Some(password))
    }
}

fn answer(wanted: Wanted) -> Answer {
    let password = match &wanted {
        Wanted::Pages(_, lock) | Wanted::Text(lock) => lock.password(),
        Wanted::Office(_) => Ok(None),
    };
    let Ok(password) = password else {
        return Answer::Refused(Refusal::Unreadable);
    };
    let mut file = Vec::new();
    if let Wanted::Office(kind) = wanted
        && kind.is_archive()
    {
        return match standard_input() {
            Ok(archive) => read_office(|| office::read_archive(kind, archive)),
            Err(_) => Answer::Refused(Refusal::Unreadable),
        };
    }
    let read = io::stdin().take(FILE_LIMIT + 1).read_to_end(&mut file);
    match read {
        Ok(size) if size as u64 > FILE_LIMIT => Answer::Refused(Refusal::TooLarge),
        Ok(_) => match wanted {
            Wanted::Pages(from, _) => draw::draw(file, password.as_deref(), from),
            Wanted::Text(_) => draw::text(file, password.as_deref()),
            Wanted::Office(kind) => read_office(|| office::read(kind, &file)),
        },
        Err(_) => Answer::Refused(Refusal::Unreadable),
    }
}

/// The file that is the standard input, in which one can go to and fro.
#[cfg(unix)]
fn standard_input() -> io::Result<File> {
    use std::os::fd::AsFd;
    io::stdin().as_fd().try_clone_to_owned().map(File::from)
}

/// The file that is the standard input, in which one can go to and fro.
#[cfg(windows)]
fn standard_input() -> io::Result<File> {
    use std::os::windows::io::AsHandle;
    io::stdin().as_handle().try_clone_to_owned().map(File::from)
}

fn read_office(read: impl FnOnce() -> Result<Office, office::Refusal>) -> Answer {
    // The libraries are written without unsafe code, and may still panic on files that were made for it.
    let read = catch_unwind(AssertUnwindSafe(read));
    match read {
        Ok(Ok(office)) => Answer::Office(office),
        Ok(Err(refusal)) => Answer::Refused(refusal.into()),
        Err(_) => Answer::Refused(Refusal::Unreadable),
    }
}

/// Limits that the system keeps, so that a file cannot take the computer's memory or a processor for good.
#[cfg(target_os = "linux")]
fn bound() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    for (resource, limit) in [
        (Resource::As, MEMORY),
        (Resource::Cpu, SECONDS),
        (Resource::Core, 0),
        (Resource::Fsize, 0),
    ] {
        let limit = Rlimit {
            current: Some(limit),
            maximum: Some(limit),
        };
        // Where the system refuses, the limits of whoever asked still hold.
        let _ = setrlimit(resource, limit);
    }
}

/// Elsewhere the time limit of whoever asked has to do.
#[cfg(not(target_os = "linux"))]
fn bound() {}

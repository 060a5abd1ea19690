//! `errand-reader pages FROM`, `errand-reader text`, `errand-reader office KIND`: reads a file from standard input and
//! writes what it has read to standard output. See the library for what it is part of.

mod draw;
mod text;

use std::fs::File;
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use office::{Kind, Office};
use reader::{Answer, FILE_LIMIT, Refusal};

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
    let mut words = std::env::args().skip(1);
    let (command, detail) = (words.next(), words.next().unwrap_or_default());
    let wanted = match command.as_deref() {
        Some("pages") => detail.parse().ok().map(Wanted::Pages),
        Some("text") => Some(Wanted::Text),
        Some("office") => Kind::of_word(&detail).map(Wanted::Office),
        _ => None,
    };
    let Some(wanted) = wanted else {
        eprintln!("usage: errand-reader pages FROM | text | office KIND");
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
    Pages(usize),
    /// The text of a PDF.
    Text,
    /// A whole Office file.
    Office(Kind),
}

fn answer(wanted: Wanted) -> Answer {
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
            Wanted::Pages(from) => draw::draw(file, from),
            Wanted::Text => draw::text(file),
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

//! `errand-pages FROM`: reads a PDF from standard input, draws a few pages from page FROM on, and writes
//! them to standard output. See the library for what it is part of.

mod draw;

use std::io::{Read, Write};
use std::process::ExitCode;

use pages::{Answer, FILE_LIMIT, Refusal};

/// The stack on which drawing happens: what is nested deeply in a file is nested deeply here.
const STACK: usize = 256 << 20;
/// The most memory that the program may ask for.
#[cfg(target_os = "linux")]
const MEMORY: u64 = 2 << 30;
/// The most seconds of a processor that it may take; whoever asked is gone by then.
#[cfg(target_os = "linux")]
const SECONDS: u64 = 40;

fn main() -> ExitCode {
    bound();
    let from = std::env::args().nth(1).and_then(|word| word.parse().ok());
    let drawing = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || answer(from.unwrap_or_default()));
    let Some(answer) = drawing.ok().and_then(|thread| thread.join().ok()) else {
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

fn answer(from: usize) -> Answer {
    let mut pdf = Vec::new();
    let read = std::io::stdin().take(FILE_LIMIT + 1).read_to_end(&mut pdf);
    match read {
        Ok(size) if size as u64 > FILE_LIMIT => Answer::Refused(Refusal::TooLarge),
        Ok(_) => draw::draw(pdf, from),
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

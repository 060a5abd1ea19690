//! `errand-reader pages FROM [locked]`, `errand-reader text [locked]`, `errand-reader office KIND`: reads a file from
//! standard input, after a password if it is `locked`, and writes an [`Answer`] as JSON to standard output. See the
//! library.

mod draw;
mod text;

use std::fs::File;
use std::io::{self, BufRead, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use office::{Kind, Office};
use reader::{Answer, FILE_LIMIT, PASSWORD_ARGUMENT, Refusal};

/// Stack size in bytes: deep nesting in a file becomes deep recursion here.
const STACK_BYTES: usize = 256 << 20;
/// Limit on the program's memory in bytes.
#[cfg(target_os = "linux")]
const MEMORY_BYTES: u64 = 2 << 30;
/// Limit on the program's CPU time in seconds; by then the caller has given up.
#[cfg(target_os = "linux")]
const CPU_SECONDS: u64 = 40;

fn main() -> ExitCode {
    limit_resources();
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let task = match words[..] {
        ["pages", from] => from
            .parse()
            .ok()
            .map(|from| Task::Pages(from, PasswordInput::Absent)),
        ["pages", from, PASSWORD_ARGUMENT] => from
            .parse()
            .ok()
            .map(|from| Task::Pages(from, PasswordInput::Present)),
        ["text"] => Some(Task::Text(PasswordInput::Absent)),
        ["text", PASSWORD_ARGUMENT] => Some(Task::Text(PasswordInput::Present)),
        ["office", kind] => Kind::of_word(kind).map(Task::Office),
        _ => None,
    };
    let Some(task) = task else {
        eprintln!("usage: errand-reader pages FROM [locked] | text [locked] | office KIND");
        return ExitCode::from(2);
    };
    let reading = std::thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || answer(task));
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

/// The parsed command line.
enum Task {
    /// Pages of a PDF, starting at this index.
    Pages(usize, PasswordInput),
    /// The text of a PDF.
    Text(PasswordInput),
    /// A whole Office file.
    Office(Kind),
}

/// Whether a password precedes the file.
#[derive(Clone, Copy)]
enum PasswordInput {
    Absent,
    Present,
}

impl PasswordInput {
    fn password(self) -> io::Result<Option<String>> {
        let Self::Present = self else { return Ok(None) };
        let mut stdin = io::stdin().lock();
        let mut length = String::new();
        stdin.by_ref().take(20).read_line(&mut length)?;
        let length = length.trim_end().parse().map_err(io::Error::other)?;
        let mut password = String::new();
        stdin.take(length).read_to_string(&mut password)?;
        Ok(Some(password))
    }
}

fn answer(task: Task) -> Answer {
    let password = match &task {
        Task::Pages(_, input) | Task::Text(input) => input.password(),
        Task::Office(_) => Ok(None),
    };
    let Ok(password) = password else {
        return Answer::Refused(Refusal::Unreadable);
    };
    let mut file = Vec::new();
    if let Task::Office(kind) = task
        && kind.is_read_in_place()
    {
        return match standard_input() {
            Ok(file) => read_office(|| office::read_in_place(kind, file)),
            Err(_) => Answer::Refused(Refusal::Unreadable),
        };
    }
    let read = io::stdin().take(FILE_LIMIT + 1).read_to_end(&mut file);
    match read {
        Ok(size) if size as u64 > FILE_LIMIT => Answer::Refused(Refusal::TooLarge),
        Ok(_) => match task {
            Task::Pages(from, _) => draw::draw(file, password.as_deref(), from),
            Task::Text(_) => draw::text(file, password.as_deref()),
            Task::Office(kind) => read_office(|| office::read(kind, &file)),
        },
        Err(_) => Answer::Refused(Refusal::Unreadable),
    }
}

/// Standard input as a seekable file.
#[cfg(unix)]
fn standard_input() -> io::Result<File> {
    use std::os::fd::AsFd;
    io::stdin().as_fd().try_clone_to_owned().map(File::from)
}

/// Standard input as a seekable file.
#[cfg(windows)]
fn standard_input() -> io::Result<File> {
    use std::os::windows::io::AsHandle;
    io::stdin().as_handle().try_clone_to_owned().map(File::from)
}

fn read_office(read: impl FnOnce() -> Result<Office, office::Refusal>) -> Answer {
    // The libraries contain no unsafe code, and may still panic on malicious files.
    let read = catch_unwind(AssertUnwindSafe(read));
    match read {
        Ok(Ok(office)) => Answer::Office(office),
        Ok(Err(refusal)) => Answer::Refused(refusal.into()),
        Err(_) => Answer::Refused(Refusal::Unreadable),
    }
}

/// Sets limits of the operating system, so that a file cannot exhaust memory or CPU time.
#[cfg(target_os = "linux")]
fn limit_resources() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    for (resource, limit) in [
        (Resource::As, MEMORY_BYTES),
        (Resource::Cpu, CPU_SECONDS),
        (Resource::Core, 0),
        (Resource::Fsize, 0),
    ] {
        let limit = Rlimit {
            current: Some(limit),
            maximum: Some(limit),
        };
        // If the system refuses, the caller's timeout still applies.
        let _ = setrlimit(resource, limit);
    }
}

/// On other systems the caller's timeout has to do.
#[cfg(not(target_os = "linux"))]
fn limit_resources() {}

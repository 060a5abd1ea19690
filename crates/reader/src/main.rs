//! `errand-reader pages FROM [locked]`, `errand-reader text [locked]`, `errand-reader office KIND`: reads a file from
//! standard input, after a password if it is `locked`, and writes an [`Answer`] as JSON to standard output.
//! `errand-reader rows KIND SHEET [whole]` writes the rows of a sheet instead. See the library.

mod draw;
mod text;

use std::fs::File;
use std::io::{self, BufRead, BufWriter, Read, Write};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use office::{Extent, Kind, Office};
use reader::{
    Answer, FILE_LIMIT, PASSWORD_ARGUMENT, Refusal, RowsEnd, WHOLE_ARGUMENT, WantedRows,
    seconds_of_rows, write_end, write_row,
};

/// Stack size in bytes: deep nesting in a file becomes deep recursion here.
const STACK_BYTES: usize = 256 << 20;
/// Limit on the program's memory in bytes.
#[cfg(target_os = "linux")]
const MEMORY_BYTES: u64 = 2 << 30;
/// Limit on the program's CPU time in seconds; by then the caller has given up.
#[cfg(target_os = "linux")]
const CPU_SECONDS: u64 = 40;

fn main() -> ExitCode {
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
        ["rows", kind, sheet] => rows_task(kind, sheet, Extent::Shown),
        ["rows", kind, sheet, WHOLE_ARGUMENT] => rows_task(kind, sheet, Extent::Whole),
        _ => None,
    };
    let Some(task) = task else {
        eprintln!(
            "usage: errand-reader pages FROM [locked] | text [locked] | office KIND | rows KIND SHEET [whole]"
        );
        return ExitCode::from(2);
    };
    limit_resources(&task);
    let written = std::thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || write(task))
        .map(std::thread::JoinHandle::join);
    match written {
        Ok(Ok(Ok(()))) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn rows_task(kind: &str, sheet: &str, extent: Extent) -> Option<Task> {
    Some(Task::Rows(WantedRows {
        kind: Kind::of_word(kind)?,
        sheet: sheet.parse().ok()?,
        extent,
    }))
}

/// Performs a task, with its result on standard output.
fn write(task: Task) -> io::Result<()> {
    let mut output = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    match task {
        Task::Rows(wanted) => {
            let end = write_rows(&mut output, wanted);
            write_end(&mut output, end)?;
        }
        task => serde_json::to_writer(&mut output, &answer(task))?,
    }
    output.flush()
}

/// The parsed command line.
enum Task {
    /// Pages of a PDF, starting at this index.
    Pages(usize, PasswordInput),
    /// The text of a PDF.
    Text(PasswordInput),
    /// A whole Office file.
    Office(Kind),
    /// All rows of a sheet.
    Rows(WantedRows),
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
        Task::Office(_) | Task::Rows(..) => Ok(None),
    };
    let Ok(password) = password else {
        return Answer::Refused(Refusal::Unreadable);
    };
    if let Task::Office(kind) = task
        && kind.is_read_in_place()
    {
        return match standard_input() {
            Ok(file) => read_office(|| office::read_in_place(kind, file)),
            Err(_) => Answer::Refused(Refusal::Unreadable),
        };
    }
    match (file_in_memory(), task) {
        (Err(refusal), _) => Answer::Refused(refusal),
        (Ok(file), Task::Pages(from, _)) => draw::draw(file, password.as_deref(), from),
        (Ok(file), Task::Text(_)) => draw::text(file, password.as_deref()),
        (Ok(file), Task::Office(kind)) => read_office(|| office::read(kind, &file)),
        (Ok(_), Task::Rows(..)) => Answer::Refused(Refusal::Unreadable),
    }
}

/// Reads a file from standard input.
fn file_in_memory() -> Result<Vec<u8>, Refusal> {
    let mut file = Vec::new();
    match io::stdin().take(FILE_LIMIT + 1).read_to_end(&mut file) {
        Ok(size) if size as u64 > FILE_LIMIT => Err(Refusal::TooLarge),
        Ok(_) => Ok(file),
        Err(_) => Err(Refusal::Unreadable),
    }
}

/// Writes the rows of a sheet as they are read.
fn write_rows(output: &mut impl Write, wanted: WantedRows) -> RowsEnd {
    let WantedRows {
        kind,
        sheet,
        extent,
    } = wanted;
    let (mut has_rows, mut is_cut) = (false, false);
    let mut each = |row: &office::Row| match write_row(output, row) {
        Ok(is_row_cut) => {
            has_rows = true;
            is_cut |= is_row_cut;
            ControlFlow::Continue(())
        }
        Err(_) => ControlFlow::Break(()),
    };
    // As with whole files.
    let read = catch_unwind(AssertUnwindSafe(|| {
        if kind.is_read_in_place() {
            let file = standard_input().map_err(|_| Refusal::Unreadable)?;
            let read = office::each_row_in_place(kind, file, extent, &mut each);
            return Ok(read?);
        }
        let bytes = file_in_memory()?;
        Ok(office::each_row(kind, &bytes, sheet, extent, &mut each)?)
    }));
    match read.unwrap_or(Err(Refusal::Unreadable)) {
        Ok(false) if !is_cut => RowsEnd::Whole,
        Ok(_) => RowsEnd::Cut,
        Err(_) if has_rows => RowsEnd::Cut,
        Err(refusal) => RowsEnd::Refused(refusal),
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
fn limit_resources(task: &Task) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let cpu_seconds = match task {
        Task::Rows(wanted) => seconds_of_rows(wanted.extent),
        _ => CPU_SECONDS,
    };
    for (resource, limit) in [
        (Resource::As, MEMORY_BYTES),
        (Resource::Cpu, cpu_seconds),
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
fn limit_resources(_: &Task) {}

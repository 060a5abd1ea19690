//! Prints how the product shows a file or an answer, as one JSON object per line; `cargo xtask show` builds and runs
//! it.
//!
//! `show FILE…` previews files, `show --answer FILE…` renders answers in Markdown.

mod answer;
mod file;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (is_answer, files) = match arguments.split_first() {
        Some((first, rest)) if first == "--answer" => (true, rest),
        _ => (false, arguments.as_slice()),
    };
    if files.is_empty() {
        eprintln!("usage: show FILE…\n       show --answer FILE.md…");
        return ExitCode::FAILURE;
    }
    let mut code = ExitCode::SUCCESS;
    for name in files {
        let path = Path::new(name);
        let line = match is_answer {
            true => answer::shown(path).map(|shown| serde_json::to_string(&shown)),
            false => file::shown(path).map(|shown| serde_json::to_string(&shown)),
        };
        let line = line.and_then(|line| line.map_err(|error| error.to_string()));
        let written = line.and_then(|line| {
            writeln!(std::io::stdout(), "{line}").map_err(|error| error.to_string())
        });
        if let Err(error) = written {
            eprintln!("{name}: {error}");
            code = ExitCode::FAILURE;
        }
    }
    code
}

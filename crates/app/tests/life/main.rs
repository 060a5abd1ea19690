//! A scripted day with Errand that is killed again and again, and an auditor who looks for what was lost.
//!
//! `--kills N` sets the number of kills. Each life of the program is killed (`SIGKILL`) at a random moment while the
//! person types, sends, reads and deletes, and jobs stream and are fetched. Every answer of a command is a promise.
//! In the evening the program may finish, and its content is compared with its promises. The last line is one JSON
//! object: `kills`, and how many things were `lost`, `revived` after they were deleted, or happened `twice`. `--seed
//! N` repeats a day's choices, not its moments.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

mod auditor;
mod day;
mod desktop;
#[path = "../it/engine.rs"]
#[expect(dead_code, reason = "the server of this day forgets nothing")]
mod engine;
mod evening;
mod journal;
mod killer;
#[path = "../it/programs.rs"]
mod programs;
mod script;
#[path = "../it/whole.rs"]
mod whole;

use std::path::Path;
use std::process::ExitCode;

/// The number without `--kills`: enough to meet every kind of moment, and short enough for every test run.
const KILLS: u32 = 25;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["day", folder, base_url, seed] => {
            day::live(Path::new(folder), base_url, seed.parse().unwrap());
            ExitCode::SUCCESS
        }
        ["evening", folder, base_url] => {
            evening::live(Path::new(folder), base_url);
            ExitCode::SUCCESS
        }
        // Arguments of a test runner that runs this beside other tests are ignored.
        words => {
            let number = |name: &str| {
                let at = words.iter().position(|word| *word == name)?;
                words.get(at + 1)?.parse::<u32>().ok()
            };
            let kills = number("--kills").unwrap_or(KILLS);
            let seed = number("--seed").unwrap_or_else(|| fastrand::u32(..));
            killer::run(kills, seed)
        }
    }
}

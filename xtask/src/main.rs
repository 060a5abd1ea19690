//! Errand's build tasks. Each installs what is missing, after printing what and why.

mod bench;
mod bundle;
mod cargo;
mod conformance;
mod examples;
mod failure;
mod fuzz;
mod litellm;
mod machine;
mod mcp;
mod packages;
mod programs;
mod python;
mod run;
mod show;
mod stages;
mod starter;
mod test;
mod tour;
mod ui;
mod versions;
mod workspace;

use std::process::ExitCode;

use failure::{Failure, Outcome};

const HELP: &str = "\
Errand's build tasks

  cargo xtask run              build the app and start it; without a display, play the tour
  cargo xtask test             everything that is checked, on a machine with only Rust and Node.js
  cargo xtask test STAGE…      only these of its stages (`cargo xtask test help` names them)
  cargo xtask test life --kills N
                               kill a scripted day so often, and say what was lost
  cargo xtask tour [--json]    play the main job in the real app in a virtual display;
                               screenshots go to target/tour
  cargo xtask conformance [--json]
                               drive the engine with the official SDK: every operation, every rule
  cargo xtask bench client [--json]
                               measure the client against the official SDKs and curl
  cargo xtask bench ledger [--json] [--interactions N]
                               measure the record at 100,000 interactions, or at N
  cargo xtask bench files [--json] [--interactions N]
                               measure search at a million steps, or ten times N, and what showing and
                               exporting files costs beside wc, Poppler and cp
  cargo xtask bench engine [--json]
                               measure the engine against llama.cpp, and with many at once
  cargo xtask bench models [FILE.gguf…]
                               try small jobs with the starter model and with others; a table
                               says what was done
  cargo xtask bench ui [--json]
                               measure the window's page in WebKit, beside a bare page and others
                               that render Markdown
  cargo xtask show FILE…       how the product takes each file, one JSON object a line
  cargo xtask show --answer FILE.md…
                               how it takes each as an answer, also while it arrives
  cargo xtask fuzz [TARGET SECONDS]
                               feed the client's readers with made-up bytes
  cargo xtask bundle           make the packages of this system; on Linux each is installed and started
  cargo xtask packages         install each package for Linux in a bare Debian, play the tour with it, and
                               remove it; about 15 minutes
  cargo xtask versions FOLDER URL NOTES.md
                               write FOLDER/latest.json, the list that Errand looks for newer versions in,
                               from the signed packages there; URL is where they can be fetched
  cargo xtask bindings         write ui/src/bindings from crates/app
  cargo xtask audit            check licences, sources and known weaknesses of the dependencies
  cargo xtask help             this text
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["run"] => run::run(),
        ["test", "life", "--kills", kills] => test::life(kills),
        ["test", stages @ ..] => test::test(stages),
        ["tour"] => tour::tour(tour::Print::LastLine),
        ["tour", "--json"] => tour::tour(tour::Print::JsonOnly),
        ["conformance"] => conformance::conformance(bench::Print::Everything),
        ["conformance", "--json"] => conformance::conformance(bench::Print::JsonOnly),
        ["bench", "client"] => bench::client(bench::Print::Everything),
        ["bench", "client", "--json"] => bench::client(bench::Print::JsonOnly),
        ["bench", "ledger"] => bench::ledger(bench::Print::Everything, "100000"),
        ["bench", "ledger", "--json"] => bench::ledger(bench::Print::JsonOnly, "100000"),
        ["bench", "ledger", "--interactions", count] => {
            bench::ledger(bench::Print::Everything, count)
        }
        ["bench", "ledger", "--json", "--interactions", count] => {
            bench::ledger(bench::Print::JsonOnly, count)
        }
        ["bench", "files"] => bench::files(bench::Print::Everything, "100000"),
        ["bench", "files", "--json"] => bench::files(bench::Print::JsonOnly, "100000"),
        ["bench", "files", "--interactions", count] => {
            bench::files(bench::Print::Everything, count)
        }
        ["bench", "files", "--json", "--interactions", count] => {
            bench::files(bench::Print::JsonOnly, count)
        }
        ["bench", "engine"] => bench::engine(bench::Print::Everything),
        ["bench", "engine", "--json"] => bench::engine(bench::Print::JsonOnly),
        ["bench", "models", files @ ..] => bench::models(files),
        ["bench", "ui"] => bench::ui(bench::Print::Everything),
        ["bench", "ui", "--json"] => bench::ui(bench::Print::JsonOnly),
        ["show", words @ ..] if !words.is_empty() => show::show(words),
        ["fuzz"] => fuzz::all_shortly().map(|_| ()),
        ["fuzz", target, seconds] => fuzz::one(target, seconds),
        ["bundle"] => bundle::bundle(),
        ["packages"] => packages::packages(),
        ["versions", folder, url, notes] => versions::write(folder, url, notes),
        ["bindings"] => cargo::write_bindings(),
        ["audit"] => cargo::audit(),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(
            Failure::new(format!("There is no task `{}`.", other.join(" ")))
                .hint("`cargo xtask help` lists the tasks."),
        ),
    };
    end(outcome)
}

fn end(outcome: Outcome) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !failure.is_told() {
                eprintln!("\n{failure}");
            }
            ExitCode::FAILURE
        }
    }
}

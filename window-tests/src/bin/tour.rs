//! Plays the main job, and the steps after it, in the real app in a virtual display, with a screenshot of each step.
//!
//! `tour [--json] [--screenshots FOLDER]` plays it with the app of this build and the starter model; with
//! `--program PROGRAM` with an installed program and its own model. `tour --starts PROGRAM [--answers]` only starts an
//! installed program; with `--answers` it also asks that program's own model.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use window_tests::journey::{Cast, LONG, main_job};
use window_tests::later::later;
use window_tests::{Desktop, Equipment, ErrandWindow, Error, Result, Start, Steps};

#[derive(Debug, Default)]
struct Arguments {
    json: bool,
    screenshots: Option<PathBuf>,
    program: Option<PathBuf>,
    starts: Option<PathBuf>,
    answers: bool,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match play().await {
        Ok(steps) if steps.all_ok() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn play() -> Result<Steps> {
    let arguments = arguments()?;
    let folder = arguments.screenshots.clone();
    let mut steps = match folder {
        Some(folder) => Steps::with_pictures(empty(&folder)?),
        None => Steps::new(),
    };
    eprintln!("The tour of Errand:");
    let desktop = Desktop::start(Equipment::Full).await?;
    let played = match &arguments.starts {
        Some(program) => starts(&desktop, program, arguments.answers, &mut steps).await,
        None => {
            let start = match &arguments.program {
                Some(program) => Start::without_model().program(program),
                None => Start::usual()?,
            };
            all(&desktop, &start, &mut steps).await
        }
    };
    if let Err(error) = played {
        eprintln!("The tour ended early: {error}");
        desktop.keep_logs(Path::new("target/tour/logs"));
    }
    steps.finish_pictures();
    if !arguments.json {
        for step in steps.all() {
            println!(
                "{} {}",
                if step.ok { "ok    " } else { "FAILED" },
                step.name
            );
        }
    }
    println!("{}", steps.json());
    Ok(steps)
}

async fn all(desktop: &Desktop, start: &Start, steps: &mut Steps) -> Result {
    main_job(desktop, start, &Cast::this_computer(), steps).await?;
    later(desktop, start, steps).await
}

async fn starts(desktop: &Desktop, program: &Path, answers: bool, steps: &mut Steps) -> Result {
    let start = Start::without_model().program(program);
    let window = steps
        .step(
            desktop,
            "The installed program opens on two doors",
            async || {
                let window = ErrandWindow::open(desktop, &start).await?;
                window.find("door-gemini").await?;
                window.find("door-local").await?;
                Ok(window)
            },
        )
        .await?;
    if answers {
        steps
            .step(desktop, "Its own model answers", async || {
                window.click("door-local").await?;
                window.ask("Write three sentences about the sea.").await?;
                window.answer(1, LONG).await
            })
            .await?;
    }
    steps
        .step(desktop, "It closes", async || window.close(desktop).await)
        .await
}

fn arguments() -> Result<Arguments> {
    let mut arguments = Arguments::default();
    let mut words = std::env::args_os().skip(1);
    while let Some(word) = words.next() {
        let mut path = || words.next().map(PathBuf::from);
        match word.to_str() {
            Some("--json") => arguments.json = true,
            Some("--screenshots") => arguments.screenshots = path(),
            Some("--program") => arguments.program = path(),
            Some("--starts") => arguments.starts = path(),
            Some("--answers") => arguments.answers = true,
            _ => {
                return Err(Error::Unexpected(format!(
                    "the tour knows no argument {}",
                    word.display()
                )));
            }
        }
    }
    Ok(arguments)
}

/// Returns the folder, with the screenshots of earlier tours removed.
fn empty(folder: &Path) -> Result<PathBuf> {
    let failed = |error| Error::Io {
        path: folder.to_path_buf(),
        source: error,
    };
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(failed)?;
    }
    std::fs::create_dir_all(folder).map_err(failed)?;
    std::path::absolute(folder).map_err(failed)
}

//! `cargo xtask test`: all checks, the cheapest first.

use std::time::Duration;

use crate::cargo::{self, BuildResult, TestProgram};
use crate::failure::{Failure, Outcome};
use crate::programs::say;
use crate::stages::{Stages, Tally};
use crate::{conformance, examples, fuzz, litellm, machine, mcp, starter, ui};

const WINDOW_TESTS: &str = "window-tests";

const LIFE: &str = "life";

/// Names of the stages that can be run individually.
const STAGES: [&str; 9] = [
    "format",
    "ui",
    "lints",
    "rust",
    LIFE,
    "fuzz",
    "conformance",
    "litellm",
    "windows",
];
/// Number of kills of the scripted day within a whole test run.
const KILLS: u32 = 25;

/// Runs the scripted day with this number of kills. The last line is one JSON object.
pub(crate) fn life(kills: &str) -> Outcome {
    let kills = kills
        .parse()
        .map_err(|_| Failure::new(format!("`{kills}` is no number of kills.")))?;
    machine::prepare_to_test()?;
    ui::install()?;
    ui::build()?;
    let tests = cargo::build_everything()?.tests;
    let life = tests.iter().find(|test| is_life(test));
    let life = life.ok_or_else(|| Failure::new("The scripted day was not built."))?;
    life.live(kills).map(drop)
}

fn is_life(test: &TestProgram) -> bool {
    test.kind == "test" && test.name == LIFE
}

/// Runs the stages in `only`, or all of them if it is empty.
pub(crate) fn test(only: &[&str]) -> Outcome {
    if let Some(unknown) = only.iter().find(|name| !STAGES.contains(*name)) {
        return Err(Failure::new(format!("There is no stage `{unknown}`."))
            .hint(format!("The stages are: {}.", STAGES.join(", "))));
    }
    let wanted = |name: &str| only.is_empty() || only.contains(&name);
    let mut stages = Stages::default();

    let prepared = stages.run("what the tests need", || {
        machine::prepare_to_test()?;
        cargo::install_components()?;
        ui::install()?;
        mcp::install()?;
        starter::model()?;
        Ok(Tally::ONE)
    });
    if prepared {
        if wanted("format") {
            stages.run("formatting", || one(cargo::check_format()));
        }
        if wanted("ui") {
            stages.run("UI: format", || one(ui::check_format()));
            stages.run("UI: types", || one(ui::check()));
            stages.run("UI: tests", ui::test);
        }
        let has_page = stages.run("UI: build", || one(ui::build()));
        if wanted("lints")
            && let Some(outcome) = cargo::audit_offline()
        {
            stages.run("licences and sources", || one(outcome));
        }
        let needs_programs = [
            "lints",
            "rust",
            LIFE,
            "fuzz",
            "conformance",
            "litellm",
            "windows",
        ];
        if has_page && needs_programs.iter().any(|name| wanted(name)) {
            rust(&mut stages, &wanted);
        }
    }
    stages.close()
}

fn rust(stages: &mut Stages, wanted: &dyn Fn(&str) -> bool) {
    let mut built = None;
    stages.run("build", || {
        built = Some(cargo::build_and_lint()?);
        Ok(Tally::ONE)
    });
    let Some(BuildResult { tests, warnings }) = built else {
        return;
    };
    if wanted("lints") {
        stages.run("lints", || match warnings {
            0 => Ok(Tally::ONE),
            _ => Err(Failure::new(format!("{warnings} warnings, shown above."))),
        });
    }
    let (lives, tests): (Vec<TestProgram>, Vec<TestProgram>) = tests.into_iter().partition(is_life);
    let (windows, others): (Vec<TestProgram>, Vec<TestProgram>) = tests
        .into_iter()
        .partition(|test| test.package == WINDOW_TESTS && test.kind == "test");
    if wanted("rust") {
        for (package, programs) in by_package(&others) {
            stages.run(package, || {
                each(
                    &programs,
                    &["--skip", litellm::MODULE],
                    Duration::from_secs(20 * 60),
                )
            });
        }
        stages.run("documentation examples", cargo::doc_tests);
        stages.run("the client's examples against the engine", examples::all);
    }
    if wanted(LIFE) {
        stages.run("a day that is killed again and again", || {
            let mut tally = Tally::default();
            for life in &lives {
                tally.add(life.live(KILLS)?);
            }
            Ok(tally)
        });
    }
    if wanted("fuzz") {
        stages.run("fuzz targets, some seconds each", fuzz::all_shortly);
    }
    if wanted("conformance") {
        stages.run("the official SDK against the engine", conformance::drive);
    }
    if wanted("litellm") {
        stages.run("litellm in front of the engine", || litellm::drive(&others));
    }
    if wanted("windows") {
        let all: Vec<&TestProgram> = windows.iter().collect();
        stages.run("the real window", || {
            each(&all, &["--test-threads=2"], Duration::from_secs(60 * 60))
        });
    }
}

fn by_package(tests: &[TestProgram]) -> Vec<(&str, Vec<&TestProgram>)> {
    let mut groups: Vec<(&str, Vec<&TestProgram>)> = Vec::new();
    for test in tests {
        match groups.last_mut() {
            Some((package, group)) if *package == test.package => group.push(test),
            _ => groups.push((&test.package, vec![test])),
        }
    }
    groups
}

fn each(tests: &[&TestProgram], words: &[&str], limit: Duration) -> Outcome<Tally> {
    let mut tally = Tally::default();
    for test in tests {
        say(format!("{} {} {}", test.package, test.kind, test.name));
        tally.add(test.run(words, limit)?);
    }
    Ok(tally)
}

fn one(outcome: Outcome) -> Outcome<Tally> {
    outcome.map(|()| Tally::ONE)
}

//! Schedules: described in words, run when the engine's clock is moved, notified, and held back by the monthly limit.

use std::path::{Path, PathBuf};

use serde_json::json;

use window_tests::journey::LONG;
use window_tests::{Desktop, Equipment, ErrandWindow, Result, Start, wait_until};

use crate::hands::{By, Hands};
use crate::scene::{Scene, at_once};

/// A file with the time that an engine's schedules use.
struct Clock(PathBuf);

impl Clock {
    fn at(folder: &Path, moment: &str) -> Self {
        let clock = Self(folder.join("clock"));
        clock.shows(moment);
        clock
    }

    fn shows(&self, moment: &str) {
        std::fs::write(&self.0, moment).expect("the clock can be set");
    }
}

/// Fills in the form of a new schedule.
async fn fill_in(hands: &Hands<'_>, text: &str, words: &str) -> Result {
    hands.press("nav-schedules").await?;
    hands.press("new-schedule").await?;
    hands.write("schedule-text", text).await?;
    hands.write("schedule-words", words).await
}

/// A schedule is described in words, runs when the clock is moved across a daylight saving change, and is notified;
/// later also without a window, across the other change.
async fn runs_when_the_clock_is_moved(by: By) -> Result {
    let desktop = Desktop::start(Equipment::Full).await?;
    let clock = Clock::at(desktop.folder(), "2026-03-27T12:00:00Z");
    let script = desktop.folder().join("here.json");
    let says = json!({
        "models": ["errand-starter"],
        "agents": ["errand-agent"],
        "turns": [at_once("weekly report", "The report is written.")],
    });
    std::fs::write(&script, says.to_string()).expect("a file can be written");
    let start = Start::usual()?
        .with(
            "ERRAND_ENGINE_BRAIN",
            format!("script:{}", script.display()),
        )
        .with("ERRAND_ENGINE_CLOCK", &clock.0)
        .with("TZ", "Europe/Zurich");
    let window = ErrandWindow::open(&desktop, &start).await?;
    let hands = Hands::on(&window, &desktop, by).await?;
    hands.press("door-local").await?;
    window.find("composer").await?;

    fill_in(&hands, "Write the weekly report.", "Mondays at sunrise").await?;
    window.see("I do not understand “sunrise”.", LONG).await?;
    hands.write("schedule-words", "every Monday at 7").await?;
    let read_back = "Runs every Monday at 7:00. By the clocks of Europe/Zurich.";
    window.see(read_back, LONG).await?;
    hands.write("schedule-name", "Weekly report").await?;
    hands.press("save-schedule").await?;
    window.see("Start Errand with the computer?", LONG).await?;
    hands.press("autostart-yes").await?;
    let entry = desktop.home().join(".config/autostart/app.errand.desktop");
    let ticked = "[data-testid=autostart]:checked";
    window.find_css(ticked, LONG).await?;
    let entry = std::fs::read_to_string(entry).expect("the entry can be read");
    assert!(entry.contains("--background"), "{entry}");
    let active = "[data-testid=schedule-row][data-state=active]";
    window.find_css(active, LONG).await?;

    // Seven in the morning, a day after the clocks went forward.
    clock.shows("2026-03-30T05:00:00Z");
    let told = desktop.notifications().expect(1, LONG).await?;
    assert_eq!(told[0].summary, "Weekly report");
    assert!(told[0].body.starts_with("Job done"), "{}", told[0].body);

    hands.press("open-schedule").await?;
    let done = "[data-testid=scheduled-run][data-outcome=done]";
    window.find_css(done, LONG).await?;
    hands.press("open-run").await?;
    window.see("The report is written.", LONG).await?;
    window.close(&desktop).await?;

    // The desktop starts Errand. After the clocks went back, seven in the morning is an hour later in UTC, and the run
    // needs no window.
    let _errand = start.in_background(&desktop)?;
    clock.shows("2026-10-26T05:30:00Z");
    let missed = desktop.notifications().expect(2, LONG).await?;
    assert_eq!(missed.len(), 2, "what was missed is one run: {missed:?}");
    clock.shows("2026-10-26T06:00:00Z");
    desktop.notifications().expect(3, LONG).await?;
    assert!(!desktop.shows_window("Errand"));
    start.second_start(&desktop).await?;
    let shown = async || {
        Ok(desktop
            .shows_window("Errand")
            .then_some(())
            .ok_or_else(|| "no window".to_owned()))
    };
    wait_until("the window that was asked for", LONG, shown).await
}

#[tokio::test]
async fn a_schedule_in_words_runs_when_the_clock_is_moved_and_its_result_is_told() -> Result {
    runs_when_the_clock_is_moved(By::Mouse).await
}

#[tokio::test]
async fn a_schedule_is_made_and_its_result_is_read_with_the_keyboard_alone() -> Result {
    runs_when_the_clock_is_moved(By::Keyboard).await
}

async fn is_paused_by_the_months_limit(by: By) -> Result {
    let script = json!({"turns": [at_once("report", "Written.")]});
    let (scene, window) = Scene::connected(&script).await?;
    let hands = Hands::on(&window, &scene.desktop, by).await?;
    fill_in(&hands, "Write the report.", "weekdays at 18:30").await?;
    window.see("Runs every weekday at 18:30.", LONG).await?;
    hands.press("save-schedule").await?;
    let active = "[data-testid=schedule-row][data-state=active]";
    window.find_css(active, LONG).await?;

    // Nothing more may be spent this month. The amount is saved when the field loses the focus.
    hands.press("nav-settings").await?;
    hands.press("settings-spending").await?;
    hands.write("month_limit", "0").await?;
    hands.press("nav-schedules").await?;
    let told = scene.desktop.notifications().expect(1, LONG).await?;
    let body = &told[0].body;
    assert!(body.contains("this month’s limit is used up"), "{body}");
    let paused = "[data-testid=schedule-row][data-state=month_limit]";
    window.find_css(paused, LONG).await?;
    hands.press("open-schedule").await?;
    let why = "Paused because this month’s limit is used up.";
    window.see(why, LONG).await?;
    window.close(&scene.desktop).await
}

#[tokio::test]
async fn the_months_limit_pauses_a_schedule_and_says_so() -> Result {
    is_paused_by_the_months_limit(By::Mouse).await
}

#[tokio::test]
async fn the_months_limit_pauses_a_schedule_with_the_keyboard_alone() -> Result {
    is_paused_by_the_months_limit(By::Keyboard).await
}

//! Schedules: said in words, run when the engine's clock is moved, told of, and held back by the month's limit.

use std::path::{Path, PathBuf};

use serde_json::json;

use window_tests::journey::LONG;
use window_tests::{Desktop, Equipment, ErrandWindow, Result, Start, wait_until};

use crate::scene::{Scene, at_once};

/// A file with the time that an engine's schedules go by.
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

/// Fills in the form of a new schedule, whose words are typed over those that stand there.
async fn fill_in(window: &ErrandWindow, text: &str, words: &str) -> Result {
    window.click("nav-schedules").await?;
    window.click("new-schedule").await?;
    window.type_into("schedule-text", text).await?;
    window.find("schedule-words").await?.clear().await?;
    window.type_into("schedule-words", words).await
}

#[tokio::test]
async fn a_schedule_in_words_runs_when_the_clock_is_moved_and_its_result_is_told() -> Result {
    let desktop = Desktop::start(Equipment::Full).await?;
    let clock = Clock::at(desktop.folder(), "2026-03-27T12:00:00Z");
    let script = desktop.folder().join("here.json");
    let says = json!({
        "models": ["errand-starter"],
        "agents": ["errand-agent"],
        "turns": [at_once("weekly report", "The report is written.")],
    });
    std::fs::write(&script, says.to_string()).unwrap();
    let start = Start::usual()?
        .with(
            "ERRAND_ENGINE_BRAIN",
            format!("script:{}", script.display()),
        )
        .with("ERRAND_ENGINE_CLOCK", &clock.0)
        .with("TZ", "Europe/Zurich");
    let window = ErrandWindow::open(&desktop, &start).await?;
    window.click("door-local").await?;
    window.find("composer").await?;

    fill_in(&window, "Write the weekly report.", "Mondays at sunrise").await?;
    window.see("I do not understand “sunrise”.", LONG).await?;
    window.find("schedule-words").await?.clear().await?;
    window
        .type_into("schedule-words", "every Monday at 7")
        .await?;
    window
        .see(
            "Runs every Monday at 7:00. By the clocks of Europe/Zurich.",
            LONG,
        )
        .await?;
    window.type_into("schedule-name", "Weekly report").await?;
    window.click("save-schedule").await?;
    window.see("Start Errand with the computer?", LONG).await?;
    window.click("autostart-yes").await?;
    let entry = desktop.home().join(".config/autostart/app.errand.desktop");
    window
        .find_css("[data-testid=autostart]:checked", LONG)
        .await?;
    let entry = std::fs::read_to_string(entry).unwrap();
    assert!(entry.contains("--background"), "{entry}");
    window
        .find_css("[data-testid=schedule-row][data-state=active]", LONG)
        .await?;

    // Seven in the morning, a day after the clocks went forward.
    clock.shows("2026-03-30T05:00:00Z");
    let told = desktop.notifications().expect(1, LONG).await?;
    assert_eq!(told[0].summary, "Weekly report");
    assert!(told[0].body.starts_with("Job done"), "{}", told[0].body);

    window.click("open-schedule").await?;
    window
        .find_css("[data-testid=scheduled-run][data-outcome=done]", LONG)
        .await?;
    window.click("open-run").await?;
    window.see("The report is written.", LONG).await?;
    window.close(&desktop).await?;

    // The desktop starts Errand, and the next run needs no window.
    let _errand = start.in_background(&desktop)?;
    clock.shows("2026-04-06T05:00:00Z");
    desktop.notifications().expect(2, LONG).await?;
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
async fn the_months_limit_pauses_a_schedule_and_says_so() -> Result {
    let script = json!({"turns": [at_once("report", "Written.")]});
    let (scene, window) = Scene::connected(&script).await?;
    fill_in(&window, "Write the report.", "weekdays at 18:30").await?;
    window.see("Runs every weekday at 18:30.", LONG).await?;
    window.click("save-schedule").await?;
    window
        .find_css("[data-testid=schedule-row][data-state=active]", LONG)
        .await?;

    // Nothing more may be spent this month.
    window.click("nav-settings").await?;
    window.click("settings-spending").await?;
    window.type_into("month_limit", "0").await?;
    window.click("nav-schedules").await?;
    let told = scene.desktop.notifications().expect(1, LONG).await?;
    assert!(
        told[0].body.contains("this month’s limit is used up"),
        "{}",
        told[0].body
    );
    window
        .find_css("[data-testid=schedule-row][data-state=month_limit]", LONG)
        .await?;
    window.click("open-schedule").await?;
    window
        .see("Paused because this month’s limit is used up.", LONG)
        .await?;
    window.close(&scene.desktop).await
}

//! Schedules at both engines, whose clocks the test sets.

use std::path::{Path, PathBuf};

use app::bridge::ErrorCode;
use app::notices::News;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::engine::{Google, KEY};
use crate::jobs::attach;
use crate::person::{Person, html, turn_in, until};

pub(crate) const HERE: &str = "local:agent:errand-agent";
pub(crate) const GOOGLE: &str = "gemini:agent:antigravity-preview-09-2026";

fn script(agent: &str) -> Value {
    json!({
        "models": ["gemini-3.8-flash"],
        "agents": [agent],
        "turns": [
            {"match": "break", "say": [{"error": {"code": "api_error", "message": "The model broke."}}]},
            {"match": "slowly", "say": [{"text": "It is ", "delay_ms": 4_000}, "written."]},
            {"say": ["The report is written."]},
        ],
    })
}

/// The clock of an engine: a file in its folder.
struct Clock(PathBuf);

impl Clock {
    fn at(folder: &Path, moment: &str) -> Self {
        std::fs::create_dir_all(folder).unwrap();
        let clock = Self(folder.join("clock"));
        clock.shows(moment);
        clock
    }

    fn shows(&self, moment: &str) {
        std::fs::write(&self.0, moment).unwrap();
    }
}

pub(crate) fn draft(who: &str, words: &str) -> Value {
    json!({
        "name": "Weekly report",
        "text": "Write the report.",
        "who": who,
        "network": {"reach": "off"},
        "words": words,
        "zone": "Europe/Zurich",
    })
}

pub(crate) async fn saves(person: &Person, id: &Value, draft: &Value) -> Value {
    person
        .does("save_schedule", json!({"id": id, "draft": draft}))
        .await
}

/// Returns the line of the only schedule.
async fn line(person: &Person) -> Value {
    person.does("schedules", Value::Null).await["list"][0].clone()
}

/// Returns the runs of a schedule, once there are `count` and none is in progress.
pub(crate) async fn runs(person: &Person, schedule: &Value, count: usize) -> Vec<Value> {
    until(&format!("there are {count} runs"), async || {
        let open = person.does("schedule", schedule["id"].clone()).await;
        let runs = open["runs"].as_array().unwrap().clone();
        let ended = runs.iter().all(|run| run["outcome"] != "running");
        (ended && runs.len() == count).then_some(runs)
    })
    .await
}

fn millis(moment: &str) -> Value {
    json!(moment.parse::<Timestamp>().unwrap().as_millisecond())
}

/// Returns the triggers at the stand-in for Google.
pub(crate) async fn triggers(google: &Google) -> Vec<Value> {
    let url = format!("{}/v1beta/triggers", google.base_url);
    let asked = reqwest::Client::new()
        .get(url)
        .header("x-goog-api-key", KEY);
    let text = asked.send().await.unwrap().text().await.unwrap();
    let list: Value = serde_json::from_str(&text).unwrap();
    list["triggers"].as_array().cloned().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_in_words_runs_at_its_time_over_both_changes_of_clocks_and_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::at(folder.path(), "2026-03-28T12:00:00Z");
    let person = Person::start_with_engine(folder.path(), &script("errand-agent")).await;
    let saved = saves(&person, &Value::Null, &draft(HERE, "every day at 2:30")).await;
    assert_eq!(saved["plan"]["cron"], "30 2 * * *");
    assert_eq!(saved["state"]["is"], "active");
    // Half past two does not exist on that day; at 1:00 UTC it is three.
    assert_eq!(saved["next"], millis("2026-03-29T01:00:00Z"));

    clock.shows("2026-03-29T00:59:59Z");
    assert_eq!(
        line(&person).await["last"],
        Value::Null,
        "a second too early"
    );
    clock.shows("2026-03-29T01:00:00Z");
    let first = &runs(&person, &saved, 1).await[0];
    assert_eq!(
        (&first["outcome"], &first["missed"]),
        (&json!("done"), &json!(0))
    );
    assert_eq!(first["due"], millis("2026-03-29T01:00:00Z"));
    let sent = json!({"conversation": first["conversation"]});
    let job = person.sees(&sent, "done").await;
    assert_eq!(
        (&job["title"], &job["kind"]),
        (&json!("Weekly report"), &json!("job"))
    );
    let told = until("it is told", async || person.desktop.notifications().pop()).await;
    assert_eq!(
        (told.title.as_str(), told.news),
        ("Weekly report", News::Done)
    );
    assert_eq!(
        told.conversation.as_ref(),
        sent["conversation"].as_str().map(str::to_owned).as_ref()
    );
    let conversation = person.looks_at(&sent).await;
    let turn = json!({"turn": conversation["turns"][0]["id"]});
    assert!(html(turn_in(&conversation, &turn)).contains("The report is written."));

    // Half past two occurs twice: one run for all that was missed since spring, and one for the first occurrence.
    clock.shows("2026-10-24T12:00:00Z");
    let made_up = &runs(&person, &saved, 2).await[0];
    assert_eq!(made_up["due"], millis("2026-03-30T00:30:00Z"));
    assert_eq!(made_up["missed"], 208);
    clock.shows("2026-10-25T00:30:00Z");
    assert_eq!(
        runs(&person, &saved, 3).await[0]["due"],
        millis("2026-10-25T00:30:00Z")
    );
    clock.shows("2026-10-25T01:30:00Z");
    clock.shows("2026-10-26T01:30:00Z");
    let last = &runs(&person, &saved, 4).await[0];
    assert_eq!(last["due"], millis("2026-10-26T01:30:00Z"));
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_google_started_is_taken_in_once_and_stays_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let there = folder.path().join("g");
    let clock = Clock::at(&there, "2026-03-02T05:00:00Z");
    let google = Google::start(&there, &script("antigravity-preview-09-2026"));
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let saved = saves(&person, &Value::Null, &draft(GOOGLE, "every Monday at 7")).await;
    assert_eq!(saved["next"], millis("2026-03-02T06:00:00Z"));
    person.app.shutdown().await;
    drop(person);

    clock.shows("2026-03-02T06:00:00Z");
    until("Google has run it", async || {
        triggers(&google).await[0]["last_run_time"]
            .as_str()
            .map(drop)
    })
    .await;
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let run = runs(&person, &saved, 1).await[0].clone();
    let sent = json!({"conversation": run["conversation"]});
    person.sees(&sent, "done").await;

    person
        .does("delete_conversations", json!([run["conversation"]]))
        .await;
    clock.shows("2026-03-09T06:00:00Z");
    let both = runs(&person, &saved, 2).await;
    assert_ne!(both[0]["conversation"], Value::Null);
    assert_eq!(
        both[1]["conversation"],
        Value::Null,
        "it does not come back"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_schedule_takes_the_place_of_its_trigger_and_a_deleted_one_goes() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script("antigravity-preview-09-2026"));
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let saved = saves(&person, &Value::Null, &draft(GOOGLE, "every Monday at 7")).await;
    let made = triggers(&google).await;
    assert_eq!(made[0]["schedule"], "0 7 * * 1");
    assert_eq!(made[0]["time_zone"], "Europe/Zurich");

    let mut renamed = draft(GOOGLE, "Mondays, 7 am");
    renamed["name"] = json!("Another name");
    saves(&person, &saved["id"], &renamed).await;
    let after = triggers(&google).await;
    assert_eq!(
        after[0]["id"], made[0]["id"],
        "the same work is the same trigger"
    );
    assert_eq!(after[0]["display_name"], "Another name");

    let pause = json!({"id": saved["id"], "paused": true});
    let paused = person.does("pause_schedule", pause).await;
    assert_eq!(paused["state"]["is"], "paused");
    saves(&person, &saved["id"], &draft(GOOGLE, "weekdays at 18:30")).await;
    let after = until("only the new one is there", async || {
        let after = triggers(&google).await;
        (after.len() == 1).then_some(after)
    })
    .await;
    assert_ne!(after[0]["id"], made[0]["id"]);
    assert_eq!(after[0]["schedule"], "30 18 * * 1-5");
    assert_eq!(after[0]["status"], "paused", "what was paused stays so");
    assert_eq!(after[0]["environment_id"], made[0]["environment_id"]);

    let sent = person.does("run_schedule", saved["id"].clone()).await;
    person.sees(&sent, "done").await;
    let run = &runs(&person, &saved, 1).await[0];
    assert_eq!(
        (&run["due"], &run["conversation"]),
        (&Value::Null, &sent["conversation"])
    );

    person.does("delete_schedule", saved["id"].clone()).await;
    until("it is gone there, too", async || {
        triggers(&google).await.is_empty().then_some(())
    })
    .await;
    person.sees(&sent, "done").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_whose_schedule_is_changed_meanwhile_ends_when_its_job_does() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script("antigravity-preview-09-2026"));
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let slowly = |words: &str| {
        let mut draft = draft(GOOGLE, words);
        draft["text"] = json!("Write the report slowly.");
        draft
    };
    let saved = saves(&person, &Value::Null, &slowly("every Monday at 7")).await;
    let made = triggers(&google).await;
    let sent = person.does("run_schedule", saved["id"].clone()).await;
    person.sees(&sent, "running").await;

    saves(&person, &saved["id"], &slowly("weekdays at 18:30")).await;
    until("another trigger has its place", async || {
        let now = triggers(&google).await;
        (now.len() == 1 && now[0]["id"] != made[0]["id"]).then_some(())
    })
    .await;

    person.sees(&sent, "done").await;
    let run = &runs(&person, &saved, 1).await[0];
    assert_eq!(run["outcome"], "done");
    assert_ne!(run["ended"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn failures_in_a_row_stop_it_and_the_reason_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start_with_engine(folder.path(), &script("errand-agent")).await;
    let mut breaks = draft(HERE, "every Monday at 7");
    breaks["text"] = json!("Please break.");
    let saved = saves(&person, &Value::Null, &breaks).await;
    for count in 1..=5 {
        let sent = person.does("run_schedule", saved["id"].clone()).await;
        person.sees(&sent, "failed").await;
        runs(&person, &saved, count).await;
    }
    let state = until("it is stopped", async || {
        let state = line(&person).await["state"].clone();
        (state["is"] == "failing").then_some(state)
    })
    .await;
    assert_eq!(state["failures"], 5);
    assert_eq!(state["reason"], "The model broke.");
    until("that is told", async || {
        let told = person.desktop.notifications();
        let stopped = |told: &app::notices::Notification| {
            told.body
                .contains("Stopped after 5 failures in a row · The model broke.")
        };
        told.iter().any(stopped).then_some(())
    })
    .await;
    let goes_on = json!({"id": saved["id"], "paused": false});
    let line = person.does("pause_schedule", goes_on).await;
    assert_eq!(line["state"]["is"], "active");
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_months_limit_pauses_what_costs_something_and_lets_it_go_on_again() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(
        &folder.path().join("g"),
        &script("antigravity-preview-09-2026"),
    );
    let person = Person::start_with_engine(folder.path(), &script("errand-agent")).await;
    person.connects(&google).await;
    let free = saves(&person, &Value::Null, &draft(HERE, "every Monday at 7")).await;
    let dear = saves(&person, &Value::Null, &draft(GOOGLE, "every Monday at 7")).await;
    let limit = async |cents: Value| {
        let mut settings = person.does("overview", Value::Null).await["settings"].clone();
        settings["month_limit"] = cents;
        person.does("set_settings", settings).await;
    };
    let stands = async |schedule: &Value, state: &str| {
        until(&format!("it is {state}"), async || {
            let open = person.does("schedule", schedule["id"].clone()).await;
            (open["line"]["state"]["is"] == state).then_some(())
        })
        .await;
    };
    // No money may be spent.
    limit(json!(0)).await;
    stands(&dear, "month_limit").await;
    stands(&free, "active").await;
    assert_eq!(triggers(&google).await[0]["status"], "paused");
    let told = person.desktop.notifications().pop().unwrap();
    assert!(
        told.body.contains("this month’s limit is used up"),
        "{}",
        told.body
    );
    let goes_on = json!({"id": dear["id"], "paused": false});
    assert_eq!(
        person.fails("pause_schedule", goes_on).await,
        ErrorCode::Invalid
    );
    assert_eq!(
        person.fails("run_schedule", dear["id"].clone()).await,
        ErrorCode::MonthLimit
    );

    limit(json!(500)).await;
    stands(&dear, "active").await;
    assert_eq!(triggers(&google).await[0]["status"], "active");
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn words_are_read_back_and_what_is_not_understood_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start(folder.path()).await;
    let read = async |words: &str| {
        let request = json!({"words": words, "zone": "Europe/Zurich"});
        person.does("read_when", request).await
    };
    let plan = read("on the first of the month at 8:30").await["plan"].clone();
    assert_eq!(plan["words"], "on the 1st of every month at 8:30");
    assert_eq!(plan["next"].as_array().unwrap().len(), 3);
    let refused = read("every full moon at 7").await;
    assert_eq!(refused["is"], "not_understood");
    assert!(
        refused["reason"]
            .as_str()
            .unwrap()
            .contains("“full”, “moon”")
    );

    let save = |draft: Value| json!({"id": null, "draft": draft});
    let model = draft("local:model:errand-starter", "every day at 7");
    assert_eq!(
        person.fails("save_schedule", save(model)).await,
        ErrorCode::Invalid
    );
    let odd = draft(HERE, "every full moon at 7");
    assert_eq!(
        person.fails("save_schedule", save(odd)).await,
        ErrorCode::Invalid
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn starting_with_the_computer_is_asked_once() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start(folder.path()).await;
    let autostart =
        async |person: &Person| person.does("schedules", Value::Null).await["autostart"].clone();
    assert_eq!(autostart(&person).await, "not_asked");
    assert_eq!(person.does("set_autostart", json!(false)).await, "off");
    let person = person.restart().await;
    assert_eq!(autostart(&person).await, "off");
    assert_eq!(person.does("set_autostart", json!(true)).await, "on");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_run_has_the_files_of_its_schedule_and_too_large_ones_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::at(folder.path(), "2026-03-02T12:00:00Z");
    let script = json!({
        "agents": ["errand-agent"],
        "turns": [{"say": [{"code": "cp prices.csv found.csv", "language": "bash"}, "Counted."]}],
    });
    let person = Person::start_with_engine(folder.path(), &script).await;
    let mut with_files = draft(HERE, "every day at 7");
    with_files["files"] = json!([attach(&person, "large.csv", &"x".repeat((1 << 20) + 1)).await]);
    let refused = json!({"id": null, "draft": with_files});
    let error = person.app.call("save_schedule", refused).await.unwrap_err();
    assert!(
        error
            .message
            .to_string()
            .starts_with("large.csv is too large"),
        "{error:?}"
    );

    with_files["files"] = json!([attach(&person, "prices.csv", "a,1\n").await]);
    let saved = saves(&person, &Value::Null, &with_files).await;
    let open = person.does("schedule", saved["id"].clone()).await;
    assert_eq!(open["draft"]["files"], with_files["files"]);
    for (day, count) in [("2026-03-03", 1), ("2026-03-04", 2)] {
        clock.shows(&format!("{day}T06:00:00Z"));
        let runs = runs(&person, &saved, count).await;
        let sent = json!({"conversation": runs[0]["conversation"]});
        person.sees(&sent, "done").await;
        let listed = json!({"conversation": runs[0]["conversation"], "after": null});
        until("the run's file", async || {
            let page = person.does("conversation_files", listed.clone()).await;
            page.to_string().contains("found.csv").then_some(())
        })
        .await;
    }
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_schedule_of_another_program_at_google_is_listed_and_not_changed() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(
        &folder.path().join("g"),
        &script("antigravity-preview-09-2026"),
    );
    let person = Person::start(folder.path()).await;
    let none = person.does("foreign_schedules", Value::Null).await;
    assert_eq!(none, json!([]), "without a key nobody is asked");
    person.connects(&google).await;
    saves(&person, &Value::Null, &draft(GOOGLE, "every day at 7")).await;
    let made = json!({
        "display_name": "Backup", "schedule": "30 18 * * 1-5", "time_zone": "Europe/Zurich",
        "interaction": {"agent": "antigravity-preview-09-2026", "input": "Back up.", "environment": "remote"},
    });
    let url = format!("{}/v1beta/triggers", google.base_url);
    let sent = reqwest::Client::new()
        .post(url)
        .header("x-goog-api-key", KEY)
        .header("content-type", "application/json")
        .body(made.to_string());
    assert!(sent.send().await.unwrap().status().is_success());
    let foreign = person.does("foreign_schedules", Value::Null).await;
    let names: Vec<&Value> = foreign
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["name"])
        .collect();
    assert_eq!(names, ["Backup"]);
    assert_eq!(foreign[0]["plan"]["words"], "every weekday at 18:30");
    let own = line(&person).await;
    person.does("delete_schedule", own["id"].clone()).await;
    let foreign = person.does("foreign_schedules", Value::Null).await;
    assert_eq!(
        foreign.as_array().unwrap().len(),
        1,
        "a deleted one is nobody else's"
    );
    until("it stays at its server", async || {
        (triggers(&google).await.len() == 1).then_some(())
    })
    .await;
    person.app.shutdown().await;
}

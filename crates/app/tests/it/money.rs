//! The cost of turns, during and after a run, and the person's own prices.

use app::bridge::ErrorCode;
use serde_json::{Value, json};

use crate::meter::Meter;
use crate::model_server::ModelServer;
use crate::person::{Person, key, turn, turn_in, until};

pub(crate) const FLASH: &str = "gemini:model:gemini-3.8-flash";

pub(crate) const RETIRED: &str = "gemini:model:gemini-2.5-pro";

pub(crate) const WORKER: &str = "gemini:agent:antigravity-preview-09-2026";

/// A thousand tokens in and a thousand out: 750 + 3,750 millionths of a dollar with 3.8 Flash until the end of 2026.
pub(crate) fn thousand() -> Value {
    json!({"total_tokens": 2_000, "total_input_tokens": 1_000, "total_output_tokens": 1_000})
}

pub(crate) async fn starts(folder: &tempfile::TempDir, meter: &Meter) -> Person {
    let person = Person::start(folder.path()).await;
    let status = person
        .does("connect_gemini", key(crate::engine::KEY, &meter.base_url))
        .await;
    assert_eq!(status, "session");
    prices(&person, &folder.path().join("data")).await;
    person
}

/// Sets prices that do not depend on the day of the test.
async fn prices(person: &Person, data: &std::path::Path) {
    let row = |id: &str, more: &str| format!("[[price]]\nid = \"{id}\"\n{more}\n\n");
    let table = row(
        "gemini-3.8-flash",
        "input = 0.75\noutput = 3.75\ncached = 0.075",
    ) + &row("gemini-2.5-pro", "input = 1.25\noutput = 10");
    std::fs::write(data.join("prices.toml"), table).unwrap();
    person.does("spending", json!({"month": null})).await;
}

pub(crate) async fn limits(person: &Person, job: Option<u32>, month: Option<u32>) {
    let mut settings = person.does("overview", Value::Null).await["settings"].clone();
    settings["job_limit"] = json!(job);
    settings["month_limit"] = json!(month);
    person.does("set_settings", settings).await;
}

pub(crate) async fn seen(person: &Person, sent: &Value) -> Value {
    let conversation = person.looks_at(sent).await;
    turn_in(&conversation, sent).clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_of_another_model_is_told_and_billed_as_its_answer() {
    let folder = tempfile::tempdir().unwrap();
    let meter = Meter::answering(thousand(), Some("gemini-3.8-flash")).await;
    let person = starts(&folder, &meter).await;
    let sent = person.sends(RETIRED, "What is basalt?").await;
    let line = person.sees(&sent, "done").await;
    let turn = seen(&person, &sent).await;
    assert_eq!(turn["api_id"], "gemini-2.5-pro");
    assert_eq!(turn["answered_by"], "gemini-3.8-flash");
    assert_eq!(turn["cost"], json!({"low": 4_500, "high": 4_500}));
    assert_eq!(line["cost"], turn["cost"]);

    let whole = person
        .does("conversation_cost", sent["conversation"].clone())
        .await;
    assert_eq!(
        (&whole["turns"], &whole["tokens"]),
        (&json!(1), &json!(2_000))
    );
    assert_eq!(whole["cost"], turn["cost"]);
    let spending = person.does("spending", json!({"month": null})).await;
    assert_eq!(spending["cost"], turn["cost"]);
    assert_eq!(spending["months"].as_array().unwrap().len(), 12);
    assert_eq!(spending["months"][11]["cost"], turn["cost"]);
    assert_eq!(spending["by_who"][0]["api_id"], "gemini-2.5-pro");
    assert_eq!(spending["by_model"][0]["api_id"], "gemini-3.8-flash");
    assert_eq!(spending["prices"]["own"], true);
    let days = spending["days"].as_array().unwrap();
    let turns: u64 = days.iter().map(|day| day["turns"].as_u64().unwrap()).sum();
    assert_eq!(turns, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_in_the_name_of_the_one_who_was_asked_names_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let meter = Meter::answering(thousand(), Some("models/gemini-3.8-flash")).await;
    let person = starts(&folder, &meter).await;
    let sent = person.sends(FLASH, "What is basalt?").await;
    person.sees(&sent, "done").await;
    let turn = seen(&person, &sent).await;
    assert_eq!(turn["answered_by"], Value::Null);
    assert_eq!(turn["cost"]["low"], 4_500);
}

#[tokio::test(flavor = "multi_thread")]
async fn before_a_job_it_is_said_what_the_last_ones_cost_or_what_is_published() {
    let folder = tempfile::tempdir().unwrap();
    let usage = json!({"total_tokens": 50_000, "total_input_tokens": 40_000, "total_output_tokens": 10_000});
    let meter = Meter::answering(usage, None).await;
    let person = starts(&folder, &meter).await;
    let ahead = person.does("usual_cost", json!(WORKER)).await;
    assert_eq!(ahead["usual"], Value::Null);
    assert_eq!(
        ahead["published"],
        json!({"low": 250_000, "high": 3_250_000})
    );
    let sent = person.sends(WORKER, "Compare these suppliers").await;
    person.sees(&sent, "done").await;
    let ahead = person.does("usual_cost", json!(WORKER)).await;
    assert_eq!(ahead["usual"]["jobs"], 1);
    assert_eq!(ahead["usual"]["tokens"], 50_000);
    assert_eq!(
        ahead["usual"]["cost"],
        json!({"low": 67_500, "high": 67_500})
    );
    assert!(ahead["as_of"].as_str().unwrap().starts_with("2026-"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_spent_is_saved_as_a_table_where_the_person_wants_it() {
    let folder = tempfile::tempdir().unwrap();
    let meter = Meter::answering(thousand(), None).await;
    let person = starts(&folder, &meter).await;
    let sent = person.sends(FLASH, "What is basalt?").await;
    person.sees(&sent, "done").await;
    assert_eq!(
        person.does("export_spending", Value::Null).await,
        Value::Null,
        "the dialog was closed"
    );
    let wanted = folder.path().to_owned();
    person.desktop.chosen.lock().unwrap().push(wanted.clone());
    let path = person.does("export_spending", Value::Null).await;
    let path = std::path::PathBuf::from(path.as_str().unwrap());
    assert_eq!(path.parent(), Some(wanted.as_path()));
    let table = std::fs::read_to_string(path).unwrap();
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with("date,time,title,asked"));
    assert!(
        lines[1].ends_with(
            "\"What is basalt?\",\"gemini-3.8-flash\",answer,\"\",1000,0,1000,0,0,0,0.004500"
        ),
        "{}",
        lines[1]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn prices_of_ones_own_that_cannot_be_read_count_for_nothing_and_it_is_said_why() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start(folder.path()).await;
    let file = folder.path().join("data/prices.toml");
    person.does("edit_prices", Value::Null).await;
    let begun = std::fs::read_to_string(&file).unwrap();
    assert!(begun.contains("# id = \"gemini-3.8-flash\""));
    let spending = person.does("spending", json!({"month": null})).await;
    assert_eq!(spending["prices"]["own"], false);
    assert_eq!(spending["prices"]["problem"], Value::Null);
    std::fs::write(&file, "[[price]]\nid = 3").unwrap();
    person.does("edit_prices", Value::Null).await;
    let spending = person.does("spending", json!({"month": null})).await;
    assert!(
        spending["prices"]["problem"]
            .as_str()
            .unwrap()
            .contains("line 2")
    );
    assert_eq!(
        person.fails("spending", json!({"month": "soon"})).await,
        ErrorCode::Invalid
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_chosen_goes_out_with_the_turn_and_comes_back_for_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let meter = Meter::answering(thousand(), None).await;
    let person = starts(&folder, &meter).await;
    let mut request = turn(FLASH, "What is basalt?");
    request["options"] =
        json!({"thinking": "low", "length": 700, "shape": "16:9", "instructions": "Be brief."});
    let sent = person.does("send", request).await;
    person.sees(&sent, "done").await;
    let config = &meter.requests()[0]["generation_config"];
    assert_eq!(config["thinking_level"], "low");
    assert_eq!(config["max_output_tokens"], 700);
    assert_eq!(
        meter.requests()[0]["response_format"],
        Value::Null,
        "it makes no pictures"
    );
    let chosen = person.does("options_of", sent["turn"].clone()).await;
    assert_eq!(chosen["thinking"], "low");
    assert_eq!(chosen["instructions"], "Be brief.");
    assert_eq!(chosen["shape"], Value::Null);
    person.does("send_again", sent["turn"].clone()).await;
    until("it is asked again", async || {
        (meter.requests().len() == 2).then_some(())
    })
    .await;
    assert_eq!(meter.requests()[1]["generation_config"], *config);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_whose_answer_came_from_another_model_is_billed_as_that_one() {
    let folder = tempfile::tempdir().unwrap();
    let meter = Meter::answering(thousand(), Some("gemini-2.5-pro")).await;
    let person = starts(&folder, &meter).await;
    let sent = person.sends(WORKER, "Compare these suppliers").await;
    let line = person.sees(&sent, "done").await;
    let turn = seen(&person, &sent).await;
    assert_eq!(turn["is_job"], true);
    assert_eq!(turn["api_id"], "antigravity-preview-09-2026");
    assert_eq!(turn["answered_by"], "gemini-2.5-pro");
    // 1,000 × 1.25 + 1,000 × 10, where 3.8 Flash would have cost 4,500.
    assert_eq!(turn["cost"], json!({"low": 11_250, "high": 11_250}));
    assert_eq!(line["cost"], turn["cost"]);
    let spending = person.does("spending", json!({"month": null})).await;
    assert_eq!(spending["cost"], turn["cost"]);
    assert_eq!(spending["by_model"][0]["api_id"], "gemini-2.5-pro");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vendors_model_costs_the_same_in_a_chat_and_in_a_job_here() {
    let folder = tempfile::tempdir().unwrap();
    let vendor = ModelServer::open(&["m"]).await;
    let script = json!({"models": ["errand-starter"], "agents": ["errand-agent"]});
    let person = Person::start_with_engine(folder.path(), &script).await;
    let connects = json!({
        "preset": null, "base_url": vendor.base_url, "dialect": null, "key": "", "session_only": true,
    });
    let view = person.does("connect_provider", connects).await;
    let model = format!("{}/m", view["id"].as_str().unwrap());
    let row = format!("[[price]]\nid = \"{model}\"\ninput = 2\noutput = 10\n");
    std::fs::write(folder.path().join("data/prices.toml"), row).unwrap();
    person.does("spending", json!({"month": null})).await;
    limits(&person, Some(100), None).await;
    let first = person.sends("local:model:errand-starter", "Hi").await;
    person.sees(&first, "done").await;
    assert_eq!(seen(&person, &first).await["cost"], Value::Null);

    let chat = format!("local:model:{model}");
    let chat = person.follows_up(&first, &chat, "And you?").await;
    person.sees(&chat, "done").await;
    let job = format!("local:agent:errand-agent/{model}");
    let job = person.sends(&job, "Count").await;
    person.sees(&job, "done").await;
    for sent in [&chat, &job] {
        // 1,000 × 2 + 1,000 × 10
        let cost = json!({"low": 12_000, "high": 12_000});
        assert_eq!(seen(&person, sent).await["cost"], cost, "{sent}");
    }

    // The month's limit is used up.
    limits(&person, None, Some(1)).await;
    for who in [
        format!("local:model:{model}"),
        format!("local:agent:errand-agent/{model}"),
    ] {
        let refused = person.fails("send", turn(&who, "And again")).await;
        assert_eq!(refused, ErrorCode::MonthLimit, "{who}");
    }
    person.app.shutdown().await;
}

//! The cost of turns, during and after a run, and the enforcement of limits.

use app::bridge::{ErrorCode, Patch, Standing, Turn, TurnPage};
use serde_json::{Value, json};

use crate::engine::Google;
use crate::meter::Meter;
use crate::model_server::ModelServer;
use crate::person::{Person, key, turn, turn_in, until};

const FLASH: &str = "gemini:model:gemini-3.8-flash";
const RETIRED: &str = "gemini:model:gemini-2.5-pro";
const WORKER: &str = "gemini:agent:antigravity-preview-09-2026";

/// A thousand tokens in and a thousand out: 750 + 3,750 millionths of a dollar with 3.8 Flash until the end of 2026.
fn thousand() -> Value {
    json!({"total_tokens": 2_000, "total_input_tokens": 1_000, "total_output_tokens": 1_000})
}

async fn starts(folder: &tempfile::TempDir, meter: &Meter) -> Person {
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

/// Makes the form of an agent with a model, or with the server's default.
fn form(model: Option<&str>) -> Value {
    json!({
        "name": "Try kettles", "letter": "", "colour": "amber", "about": "", "instructions": "Be exact.",
        "skills": [], "data": [], "tools": {"code": true, "search": false, "pages": false},
        "network": {"reach": "off"}, "model": model, "max_tokens": null,
    })
}

/// Returns the id of the model or agent with this name at an engine.
async fn who(person: &Person, engine: &str, name: &str) -> String {
    let list = person.does("overview", Value::Null).await["who"]["everyone"].clone();
    let found = list.as_array().unwrap().iter().find(|who| {
        who["engine"] == engine && who["display_name"] == name && who["is_agent"] == true
    });
    found.unwrap()["id"].as_str().unwrap().to_owned()
}

async fn limits(person: &Person, job: Option<u32>, month: Option<u32>) {
    let mut settings = person.does("overview", Value::Null).await["settings"].clone();
    settings["job_limit"] = json!(job);
    settings["month_limit"] = json!(month);
    person.does("set_settings", settings).await;
}

async fn seen(person: &Person, sent: &Value) -> Value {
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
async fn a_running_job_shows_what_it_has_cost_so_far_and_is_stopped_at_its_limit() {
    let folder = tempfile::tempdir().unwrap();
    // 40,000 × 0.75 + 10,000 × 3.75 = 67,500 millionths of a dollar, with a limit of five cents.
    let usage = json!({"total_tokens": 50_000, "total_input_tokens": 40_000, "total_output_tokens": 10_000});
    let meter = Meter::working(usage).await;
    let person = starts(&folder, &meter).await;

    let free = person.sends(WORKER, "Compare these suppliers").await;
    let running = until("the meter runs", async || {
        let turn = seen(&person, &free).await;
        (turn["cost"] != Value::Null).then_some(turn)
    })
    .await;
    assert_eq!(running["standing"], "running");
    assert_eq!(running["cost"], json!({"low": 67_500, "high": 67_500}));
    assert_eq!(person.line(&free).await["cost"], running["cost"]);
    assert_eq!(
        meter.requests()[0]["agent_config"],
        Value::Null,
        "there is no limit"
    );
    person.does("stop", free["turn"].clone()).await;
    person.sees(&free, "stopped").await;
    assert_eq!(seen(&person, &free).await["limit_reached"], Value::Null);

    limits(&person, Some(5), None).await;
    let sent = person.sends(WORKER, "Compare these suppliers again").await;
    person.sees(&sent, "stopped").await;
    assert_eq!(meter.cancels(), 2);
    let turn = seen(&person, &sent).await;
    assert_eq!(turn["limit_reached"], 50_000);
    assert_eq!(
        turn["cost"], running["cost"],
        "what it used by then was spent"
    );
    // 50,000 / 3.75
    let config = &meter.requests()[1]["agent_config"];
    assert_eq!(
        *config,
        json!({"type": "antigravity", "max_total_tokens": "13333"})
    );

    let person = person.restart().await;
    assert_eq!(seen(&person, &sent).await["limit_reached"], 50_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_months_limit_warns_first_then_every_turn_has_to_be_allowed() {
    let folder = tempfile::tempdir().unwrap();
    // 0.85 dollars for each answer.
    let usage = json!({"total_tokens": 1_133_334, "total_input_tokens": 1_133_333, "total_output_tokens": 0});
    let meter = Meter::answering(usage, None).await;
    let person = starts(&folder, &meter).await;
    limits(&person, None, Some(100)).await;
    let budget = async || person.does("budget", Value::Null).await["state"].clone();
    assert_eq!(budget().await, "enough");
    let first = person.sends(FLASH, "What is basalt?").await;
    person.sees(&first, "done").await;
    assert_eq!(budget().await, "near");
    let second = person.sends(FLASH, "And granite?").await;
    person.sees(&second, "done").await;
    assert_eq!(budget().await, "used");

    let third = turn(FLASH, "And gneiss?");
    assert_eq!(
        person.fails("send", third.clone()).await,
        ErrorCode::MonthLimit
    );
    assert_eq!(
        person.fails("send_again", second["turn"].clone()).await,
        ErrorCode::MonthLimit
    );
    assert_eq!(meter.requests().len(), 2, "nothing was sent");
    person.does("go_beyond_limit", Value::Null).await;
    let third = person.does("send", third).await;
    person.sees(&third, "done").await;
    let again = turn(FLASH, "And marble?");
    assert_eq!(
        person.fails("send", again.clone()).await,
        ErrorCode::MonthLimit,
        "each one is asked for"
    );

    // Deleting a conversation does not reduce the month's spending.
    person
        .does("delete_conversations", json!([first["conversation"]]))
        .await;
    person
        .does("delete_conversations", json!([second["conversation"]]))
        .await;
    let person = person.restart().await;
    let status = person
        .does("connect_gemini", key(crate::engine::KEY, &meter.base_url))
        .await;
    assert_eq!(status, "session");
    assert_eq!(
        person.fails("send", again.clone()).await,
        ErrorCode::MonthLimit
    );
    limits(&person, None, None).await;
    let sent = person.does("send", again).await;
    person.sees(&sent, "done").await;
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
async fn a_job_of_ones_own_agent_costs_what_its_model_costs_and_is_stopped_at_the_limit() {
    let folder = tempfile::tempdir().unwrap();
    let usage = json!({"total_tokens": 50_000, "total_input_tokens": 40_000, "total_output_tokens": 10_000});
    let meter = Meter::working(usage).await;
    let person = starts(&folder, &meter).await;
    limits(&person, Some(5), None).await;
    let saved = person
        .does(
            "save_agent",
            json!({"id": null, "draft": form(Some(RETIRED))}),
        )
        .await;
    let asked = who(&person, "gemini", "Try kettles").await;
    let first = person.sends(&asked, "Compare these suppliers").await;
    person.sees(&first, "stopped").await;
    let turn = seen(&person, &first).await;
    // 40,000 × 1.25 + 10,000 × 10
    assert_eq!(turn["cost"], json!({"low": 150_000, "high": 150_000}));
    assert_eq!(turn["limit_reached"], 50_000);
    assert_eq!(
        meter.requests()[0]["agent_config"],
        Value::Null,
        "what it was made with cannot be changed by a request"
    );
    let budget = person.does("budget", Value::Null).await;
    assert_eq!(budget["spent"], turn["cost"]);

    // Without a model of its own it is billed as the agent that it builds on.
    let change = json!({"id": saved["id"], "draft": form(None)});
    person.does("save_agent", change).await;
    let second = person.sends(&asked, "Compare these suppliers again").await;
    person.sees(&second, "stopped").await;
    let tried = json!({"draft": form(None), "engine": "gemini", "text": "Try"});
    for _ in 0..2 {
        let tried = person.does("try_agent", tried.clone()).await;
        person.sees(&tried, "stopped").await;
        let tried = seen(&person, &tried).await;
        assert_eq!(tried["cost"]["low"], 67_500);
        assert_eq!(tried["on_trial"], true);
    }

    let person = person.restart().await;
    assert_eq!(seen(&person, &first).await["cost"]["low"], 150_000);
    assert_eq!(seen(&person, &second).await["cost"]["low"], 67_500);
    let spending = person.does("spending", json!({"month": null})).await;
    let [agent, trials] = spending["by_who"].as_array().unwrap().as_slice() else {
        panic!("{}", spending["by_who"]);
    };
    assert_eq!(agent["own"], json!({"is": "kept", "name": "Try kettles"}));
    assert_eq!(
        (&agent["turns"], &agent["cost"]["low"]),
        (&json!(2), &json!(217_500))
    );
    assert_eq!(agent["api_id"], seen(&person, &second).await["api_id"]);
    assert_eq!(trials["own"], json!({"is": "tried"}));
    assert_eq!(
        (&trials["turns"], &trials["cost"]["low"]),
        (&json!(2), &json!(135_000))
    );
    assert_eq!(spending["by_model"].as_array().unwrap().len(), 2);

    person.does("delete_agent", saved["id"].clone()).await;
    let spending = person.does("spending", json!({"month": null})).await;
    let agent = &spending["by_who"][0];
    assert_eq!(agent["own"], json!({"is": "deleted"}));
    assert_eq!(seen(&person, &second).await["on_trial"], false);
    assert_eq!(
        (&agent["turns"], &agent["cost"]["low"]),
        (&json!(2), &json!(217_500))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_made_elsewhere_costs_what_its_model_costs_also_when_it_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let meter = Meter::answering(thousand(), None).await;
    meter.now_has_agents(&[
        json!({"id": "report-writer", "base_agent": "antigravity-preview-09-2026",
               "agent_config": {"type": "antigravity", "model": "gemini-2.5-pro"}}),
        json!({"id": "plain-writer", "base_agent": "antigravity-preview-09-2026"}),
    ]);
    let person = starts(&folder, &meter).await;
    let mut costs = Vec::new();
    for id in ["report-writer", "plain-writer"] {
        let sent = person.sends(&format!("gemini:agent:{id}"), "Report").await;
        person.sees(&sent, "done").await;
        costs.push((
            sent.clone(),
            seen(&person, &sent).await["cost"]["low"].clone(),
        ));
    }
    assert_eq!(costs[0].1, 11_250);
    assert_eq!(costs[1].1, 4_500);

    meter.now_has_agents(&[]);
    let person = person.restart().await;
    let connects = key(crate::engine::KEY, &meter.base_url);
    person.does("connect_gemini", connects).await;
    let agents = person.does("agents", Value::Null).await;
    assert_eq!(agents["foreign"], json!([]));
    for (sent, cost) in costs {
        assert_eq!(seen(&person, &sent).await["cost"]["low"], cost);
    }
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

/// Returns a turn as the window has it after all patches so far.
fn on_the_screen(person: &Person, sent: &Value) -> Option<Turn> {
    let id = sent["turn"].as_str().unwrap();
    let in_page = |page: &TurnPage| page.turns.iter().find(|turn| turn.id == id).cloned();
    let newest = person.desktop.patches().into_iter().rev();
    newest
        .filter_map(|patch| match patch {
            Patch::Opened { conversation } => in_page(&conversation.page),
            Patch::Turn { turn } | Patch::TurnHead { turn } => (turn.id == id).then_some(turn),
            _ => None,
        })
        .next()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_ends_while_its_limit_is_noted_says_so_in_the_window() {
    let folder = tempfile::tempdir().unwrap();
    // The server ends the job by itself when all its tokens are used, at the moment at which Errand notes that.
    let script = json!({"turns": [{"match": "suppliers", "say": [
        "All about suppliers. ".repeat(2_000),
        {"code": "print('compared')"},
        "Nobody reads this.",
    ]}]});
    let google = Google::start(folder.path(), &script);
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    limits(&person, Some(1), None).await;
    for number in 0..12 {
        let sent = person
            .sends(WORKER, &format!("Compare {number} suppliers"))
            .await;
        person.opens(&sent).await;
        person.sees(&sent, "stopped").await;
        until("the window says so too", async || {
            let turn = on_the_screen(&person, &sent)?;
            (turn.standing == Standing::Stopped && turn.limit_reached == Some(10_000)).then_some(())
        })
        .await;
    }
}

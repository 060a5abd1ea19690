//! The month's limit and schedules on this computer that think with a vendor's model.

use serde_json::{Value, json};

use crate::engine::Google;
use crate::model_server::ModelServer;
use crate::money::limits;
use crate::person::{Person, until};
use crate::schedules::{GOOGLE, HERE, draft, runs, saves};

fn script() -> Value {
    json!({
        "models": ["gemini-3.8-flash"],
        "agents": ["antigravity-preview-09-2026", "errand-agent"],
        "turns": [{"say": ["Written."]}],
    })
}

/// Connects a vendor; returns the id of its only model, which has a price.
async fn connects(person: &Person, vendor: &ModelServer, data: &std::path::Path) -> String {
    let request = json!({
        "preset": null, "base_url": vendor.base_url, "dialect": null, "key": "", "session_only": true,
    });
    let view = person.does("connect_provider", request).await;
    let model = format!("{}/m", view["id"].as_str().unwrap());
    let row = format!("[[price]]\nid = \"{model}\"\ninput = 2\noutput = 10\n");
    std::fs::write(data.join("prices.toml"), row).unwrap();
    person.does("spending", json!({"month": null})).await;
    model
}

async fn stands(person: &Person, schedule: &Value, state: &str) {
    until(&format!("it is {state}"), async || {
        let open = person.does("schedule", schedule["id"].clone()).await;
        (open["line"]["state"]["is"] == state).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn schedules_here_with_a_vendors_model_are_counted_and_wait_for_the_months_limit() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(&folder.path().join("g"), &script());
    let person = Person::start_with_engine(folder.path(), &script()).await;
    person.connects(&google).await;
    let vendor = ModelServer::open(&["m"]).await;
    let model = connects(&person, &vendor, &folder.path().join("data")).await;
    let own = json!({
        "name": "Clerk", "letter": "", "colour": "amber", "about": "", "instructions": "Be exact.",
        "skills": [], "data": [], "tools": {"code": true, "search": false, "pages": false},
        "network": {"reach": "off"}, "model": format!("local:model:{model}"), "max_tokens": null,
    });
    person
        .does("save_agent", json!({"id": null, "draft": own}))
        .await;
    let clerk = crate::agents::who(&person, "local", "Clerk").await;
    let monday = "every Monday at 7";
    let free = saves(&person, &Value::Null, &draft(HERE, monday)).await;
    let with_model = draft(&format!("{HERE}/{model}"), monday);
    let with_model = saves(&person, &Value::Null, &with_model).await;
    let with_agent = draft(clerk["id"].as_str().unwrap(), monday);
    let with_agent = saves(&person, &Value::Null, &with_agent).await;
    // The newest, and so the first to be paused, is at a server that is out of reach by then.
    saves(&person, &Value::Null, &draft(GOOGLE, monday)).await;

    for (count, schedule) in [&with_model, &with_agent].into_iter().enumerate() {
        let sent = person.does("run_schedule", schedule["id"].clone()).await;
        person.sees(&sent, "done").await;
        let budget = person.does("budget", Value::Null).await;
        // 1,000 × 2 + 1,000 × 10 a run
        let spent = 12_000 * (u64::try_from(count).unwrap() + 1);
        assert_eq!(budget["spent"], json!({"low": spent, "high": spent}));
    }
    drop(google);
    limits(&person, None, Some(2)).await;
    stands(&person, &with_model, "month_limit").await;
    stands(&person, &with_agent, "month_limit").await;
    stands(&person, &free, "active").await;

    // Thinking with the model of this computer it costs nothing any more.
    saves(&person, &with_model["id"], &draft(HERE, monday)).await;
    stands(&person, &with_model, "active").await;
    stands(&person, &with_agent, "month_limit").await;
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_due_while_errand_was_off_is_made_up_for_with_the_connected_model() {
    let folder = tempfile::tempdir().unwrap();
    let clock = folder.path().join("clock");
    std::fs::write(&clock, "2026-03-02T05:00:00Z").unwrap();
    let person = Person::start_with_engine(folder.path(), &script()).await;
    let vendor = ModelServer::open(&["m"]).await;
    let model = connects(&person, &vendor, &folder.path().join("data")).await;
    let wanted = draft(&format!("{HERE}/{model}"), "every Monday at 7");
    let saved = saves(&person, &Value::Null, &wanted).await;
    person.app.shutdown().await;
    std::fs::write(&clock, "2026-03-02T08:00:00Z").unwrap();
    drop(person);
    let person = Person::start_with_engine(folder.path(), &script()).await;
    let run = runs(&person, &saved, 1).await.remove(0);
    assert_eq!(run["outcome"], "done", "{run}");
    person.app.shutdown().await;
}

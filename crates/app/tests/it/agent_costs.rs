//! The cost of jobs of agents: the person's own, and those made elsewhere.

use serde_json::{Value, json};

use crate::meter::Meter;
use crate::money::{RETIRED, limits, seen, starts, thousand};
use crate::person::{Person, key};

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

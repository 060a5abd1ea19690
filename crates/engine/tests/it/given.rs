//! Files that came with a job, which a very small model does not get to change.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Api, KEY, Local, id_of, serve};

/// An engine whose model writes these files in each turn.
async fn writing(names: &[&str]) -> Local {
    let files = names.iter();
    let say: Vec<Value> = files
        .map(|name| json!({"file": name, "content": "spoilt"}))
        .chain([json!("Written.")])
        .collect();
    serve(json!({"keeps_given_files": true, "turns": [{"say": say}]})).await
}

fn source(target: &str, content: &str) -> Value {
    json!({"type": "inline", "target": target, "content": content})
}

fn job(environment: Value, previous: Option<&Value>) -> Value {
    let mut body = json!({"agent": "errand-agent", "input": "go", "environment": environment});
    if let Some(previous) = previous {
        body["previous_interaction_id"] = previous["id"].clone();
    }
    body
}

/// Each file of the workspace with its content, by name; the report without its words.
async fn files(api: &Api, environment: &Value) -> Vec<(String, String)> {
    let folder = format!("environments/{}/files", environment.as_str().unwrap());
    let list = api.get(&format!("{folder}/workspace?recursive=true")).await;
    let mut found = Vec::new();
    for file in list["files"].as_array().unwrap() {
        let path = file["path"].as_str().unwrap();
        let request = api.request(Method::GET, &format!("{folder}/{path}?alt=media"));
        let content = request.send().await.unwrap().text().await.unwrap();
        let name = path.trim_start_matches("workspace/").to_owned();
        found.push((name, content.trim_end().to_owned()));
    }
    found
}

fn named(files: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = files.iter();
    owned
        .map(|(name, content)| ((*name).to_owned(), (*content).to_owned()))
        .collect()
}

#[tokio::test]
async fn files_of_this_turn_and_of_those_before_stay_as_they_were_given() {
    let local = writing(&["prices.csv", "stock.csv"]).await;
    let first = json!({"type": "remote", "sources": [source("prices.csv", "pen,2")]});
    let first = local.api.create(job(first, None)).await;
    let environment = &first["environment_id"];
    let expected = [
        ("prices-2.csv", "spoilt"),
        ("prices.csv", "pen,2"),
        ("report.md", "Written."),
        ("stock.csv", "spoilt"),
    ];
    assert_eq!(files(&local.api, environment).await, named(&expected));

    // The same sandbox, with one more file, which takes the place of one that the agent made.
    let again = json!({"type": "remote", "environment_id": environment,
        "sources": [source("/workspace/stock.csv", "pen,9")]});
    let second = local.api.create(job(again, Some(&first))).await;
    let expected = [
        ("prices-2.csv", "spoilt"),
        ("prices-3.csv", "spoilt"),
        ("prices.csv", "pen,2"),
        ("report.md", "Written."),
        ("stock-2.csv", "spoilt"),
        ("stock.csv", "pen,9"),
    ];
    assert_eq!(files(&local.api, environment).await, named(&expected));

    local
        .api
        .create(job(environment.clone(), Some(&second)))
        .await;
    let found = files(&local.api, environment).await;
    for kept in [("prices.csv", "pen,2"), ("stock.csv", "pen,9")] {
        assert!(found.contains(&named(&[kept])[0]), "{found:?}");
    }
}

#[tokio::test]
async fn a_sandbox_that_is_made_anew_or_forked_knows_which_files_were_given() {
    let local = writing(&["prices.csv", "stock.csv"]).await;
    let first = json!({"type": "remote", "sources": [source("prices.csv", "pen,2")]});
    let first = local.api.create(job(first, None)).await;

    // As after an edited turn: a new sandbox with all files of the one before, and a new one of the person's.
    let sources = json!([
        source("/workspace/new.csv", "ink,1"),
        source("/workspace/prices.csv", "pen,2"),
        source("/workspace/stock.csv", "made"),
        source("/workspace/report.md", "Made."),
    ]);
    let prepared = local.api.post("environments", json!({})).await;
    for anew in [
        json!({"type": "remote", "sources": sources}),
        json!({"type": "remote", "sources": sources, "environment_id": prepared["id"]}),
    ] {
        let anew = local.api.create(job(anew, Some(&first))).await;
        assert_ne!(anew["environment_id"], first["environment_id"]);
        let expected = [
            ("new.csv", "ink,1"),
            ("prices-2.csv", "spoilt"),
            ("prices.csv", "pen,2"),
            ("report.md", "Written."),
            ("stock.csv", "spoilt"),
        ];
        assert_eq!(
            files(&local.api, &anew["environment_id"]).await,
            named(&expected)
        );
    }

    let fork = json!({"from_environment": first["environment_id"]});
    let fork = local.api.post("environments", fork).await;
    local.api.create(job(fork["id"].clone(), None)).await;
    let found = files(&local.api, &fork["id"]).await;
    assert!(
        found.contains(&named(&[("prices.csv", "pen,2")])[0]),
        "{found:?}"
    );
}

#[tokio::test]
async fn the_files_of_an_agent_and_of_a_schedule_stay_as_they_were_given() {
    let local = writing(&["base.csv", "prices.csv"]).await;
    let agent = json!({"id": "clerk", "base_agent": "errand-agent",
        "base_environment": {"type": "remote", "sources": [source("base.csv", "base")]}});
    local.api.post("agents", agent).await;
    let mut interaction = job(
        json!({"type": "remote", "sources": [source("prices.csv", "pen,2")]}),
        None,
    );
    interaction["agent"] = json!("clerk");
    let trigger = json!({"schedule": "0 7 * * 1", "time_zone": "UTC", "interaction": interaction});
    let trigger = local.api.post("triggers", trigger).await;
    let run = format!("triggers/{}/executions", id_of(&trigger));
    let begun = local.api.post(&run, json!({})).await;
    local
        .api
        .wait(begun["interaction_id"].as_str().unwrap())
        .await;
    let expected = [
        ("base-2.csv", "spoilt"),
        ("base.csv", "base"),
        ("prices-2.csv", "spoilt"),
        ("prices.csv", "pen,2"),
        ("report.md", "Written."),
    ];
    assert_eq!(
        files(&local.api, &trigger["environment_id"]).await,
        named(&expected)
    );
}

/// Uploads a file ahead of a job, as a client does with one that a request has no room for.
async fn upload(api: &Api, environment: &Value, name: &str, content: &str) {
    let folder = format!("environments/{}/files", environment.as_str().unwrap());
    let url = format!(
        "{}/upload/v1/{folder}/workspace/{name}?overwrite=true",
        api.base
    );
    let request = api.http.put(url).header("x-goog-api-key", KEY);
    let response = request.body(content.to_owned()).send().await.unwrap();
    assert!(response.status().is_success(), "{response:?}");
}

#[tokio::test]
async fn a_file_that_was_uploaded_ahead_of_a_job_stays_as_it_was_given() {
    let local = writing(&["prices.csv", "stock.csv"]).await;
    let prepared = local.api.post("environments", json!({})).await;
    upload(&local.api, &prepared["id"], "prices.csv", "pen,2").await;
    let first = local.api.create(job(prepared["id"].clone(), None)).await;
    let expected = [
        ("prices-2.csv", "spoilt"),
        ("prices.csv", "pen,2"),
        ("report.md", "Written."),
        ("stock.csv", "spoilt"),
    ];
    assert_eq!(files(&local.api, &prepared["id"]).await, named(&expected));

    // As after an edited turn: what the agent made is brought to another sandbox, but was not given.
    let other = local.api.post("environments", json!({})).await;
    upload(&local.api, &other["id"], "prices.csv", "pen,2").await;
    upload(&local.api, &other["id"], "stock.csv", "made").await;
    local
        .api
        .create(job(other["id"].clone(), Some(&first)))
        .await;
    assert_eq!(files(&local.api, &other["id"]).await, named(&expected));

    let fork = json!({"from_environment": prepared["id"]});
    let fork = local.api.post("environments", fork).await;
    local.api.create(job(fork["id"].clone(), None)).await;
    let found = files(&local.api, &fork["id"]).await;
    assert!(
        found.contains(&named(&[("prices.csv", "pen,2")])[0]),
        "{found:?}"
    );
}

#[tokio::test]
async fn a_fork_of_a_sandbox_that_nothing_worked_in_yet_knows_what_was_uploaded() {
    let local = writing(&["prices.csv"]).await;
    let prepared = local.api.post("environments", json!({})).await;
    upload(&local.api, &prepared["id"], "prices.csv", "pen,2").await;
    let fork = json!({"from_environment": prepared["id"]});
    let fork = local.api.post("environments", fork).await;
    local.api.create(job(fork["id"].clone(), None)).await;
    let expected = [
        ("prices-2.csv", "spoilt"),
        ("prices.csv", "pen,2"),
        ("report.md", "Written."),
    ];
    assert_eq!(files(&local.api, &fork["id"]).await, named(&expected));
}

//! Tries each small job several times with each model through the whole engine, and prints a table of successes.

use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::{Value, json};

use crate::jobs::{self, Job, JobResult};
use crate::median;
use crate::server::{Client, Server};

/// Number of attempts per job, each with another seed.
const TRIES: u64 = 3;
/// Maximum tokens of an answer.
const LIMIT: u64 = 160;

/// Tries all jobs with each of these models and prints a Markdown table.
pub(crate) async fn table(program: &Path, models: &[PathBuf]) {
    let jobs = jobs::all();
    let mut columns = Vec::new();
    for model in models {
        let folder = tempfile::tempdir().unwrap();
        let server = Server::of_model(program, folder.path(), model).await;
        let mut cells = Vec::new();
        for job in &jobs {
            let (done, seconds) = tries(&server.client, job).await;
            eprintln!("{}: {done} of {TRIES} in {seconds:.1} s", job.name);
            cells.push(format!("{done} of {TRIES}"));
        }
        server.stop();
        let name = model.file_stem().unwrap_or_default().to_string_lossy();
        columns.push((name.into_owned(), cells));
    }
    let row = |cells: Vec<&str>| format!("| {} |", cells.join(" | "));
    let names = columns.iter().map(|(name, _)| name.as_str());
    println!("{}", row(["job"].into_iter().chain(names).collect()));
    println!("{}", row(vec!["---"; columns.len() + 1]));
    for (place, job) in jobs.iter().enumerate() {
        let cells = columns.iter().map(|(_, cells)| cells[place].as_str());
        println!("{}", row([job.name].into_iter().chain(cells).collect()));
    }
}

/// Number of successful attempts, and the median of their durations in seconds.
async fn tries(client: &Client, job: &Job) -> (u64, f64) {
    let mut well = 0;
    let mut seconds = Vec::new();
    for seed in 1..=TRIES {
        let began = Instant::now();
        let interaction = carry_out(client, job, seed).await;
        seconds.push(began.elapsed().as_secs_f64());
        let text = words(&interaction);
        let done = JobResult { interaction, text };
        well += u64::from((job.is_done)(&done));
    }
    (well, median(seconds))
}

/// Sends the requests of a job; returns the last interaction.
async fn carry_out(client: &Client, job: &Job, seed: u64) -> Value {
    let mut last = Value::Null;
    for ask in &job.asks {
        let mut body = ask.clone();
        if body.get("agent").is_none() {
            body["model"] = json!("errand-starter");
            body["generation_config"] =
                json!({"seed": seed, "temperature": 0.3, "max_output_tokens": LIMIT});
        }
        if let Some(id) = last["id"].as_str() {
            body["previous_interaction_id"] = json!(id);
        }
        // A result needs the id of its call; without a call there is nothing to answer.
        let call = last["steps"].as_array().into_iter().flatten();
        let call = call.rev().find(|step| step["type"] == "function_call");
        if body["input"][0]["call_id"] == "$call" {
            match call {
                Some(call) => body["input"][0]["call_id"] = call["id"].clone(),
                None => return last,
            }
        }
        body["background"] = json!(true);
        let made = client.create(&body).await;
        last = client.ended(made["id"].as_str().unwrap()).await;
    }
    last
}

/// The model's text in an interaction.
fn words(interaction: &Value) -> String {
    let steps = interaction["steps"].as_array().into_iter().flatten();
    let said = steps.filter(|step| step["type"] == "model_output");
    let contents = said.flat_map(|step| step["content"].as_array().into_iter().flatten());
    contents
        .filter_map(|content| content["text"].as_str())
        .collect()
}

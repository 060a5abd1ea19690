//! The engine as a child process, and a plain HTTP client for it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

const KEY: &str = "bench";

/// A running engine, stopped when this is dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) client: Client,
}

#[derive(Clone)]
pub(crate) struct Client {
    base: String,
    http: reqwest::Client,
}

/// Measurements of one streamed answer.
pub(crate) struct Answer {
    pub(crate) id: String,
    /// Seconds until the first text.
    pub(crate) first: f64,
    /// Seconds until the end.
    pub(crate) whole: f64,
    pub(crate) input: f64,
    pub(crate) cached: f64,
    pub(crate) output: f64,
}

impl Server {
    /// Starts the program with its data in `folder`.
    pub(crate) fn start(program: &Path, folder: &Path, brain: &[&str]) -> Self {
        let mut child = Command::new(program)
            .arg("serve")
            .arg("--data")
            .arg(folder)
            .args(["--key", KEY, "--exit-with-stdin"])
            .args(brain)
            .env("RUST_LOG", "warn")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let ready: Value = serde_json::from_str(&line).unwrap();
        let client = Client {
            base: ready["base_url"].as_str().unwrap().to_owned(),
            http: reqwest::Client::new(),
        };
        Self { child, client }
    }

    /// Starts it with the model, and waits for a first answer, so that the model is loaded.
    pub(crate) async fn of_model(program: &Path, folder: &Path, model: &Path) -> Self {
        let model = model.to_str().unwrap();
        let server = Self::start(program, folder, &["--brain", "starter", "--model", model]);
        server.client.stream(question("Hello.", 1)).await;
        server
    }

    /// Resident memory of the program in KiB.
    pub(crate) fn memory(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .unwrap();
        line.trim()
            .strip_suffix("kB")
            .unwrap()
            .trim()
            .parse()
            .unwrap()
    }

    /// Stops the program and waits for its exit.
    pub(crate) fn stop(mut self) {
        drop(self.child.stdin.take());
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
    }
}

/// A request whose answer has as many tokens as it may.
pub(crate) fn question(input: &str, words: usize) -> Value {
    json!({"model": "errand-starter", "input": input,
        "generation_config": {"temperature": 0, "max_output_tokens": words}})
}

impl Client {
    fn post(&self, body: &Value) -> reqwest::RequestBuilder {
        self.http
            .post(format!("{}/v1beta/interactions", self.base))
            .header("x-goog-api-key", KEY)
            .json(body)
    }

    /// Creates an interaction and returns its first state.
    pub(crate) async fn create(&self, body: &Value) -> Value {
        let response = self.post(body).send().await.unwrap();
        let status = response.status();
        let answer: Value = response.json().await.unwrap();
        assert!(status.is_success(), "{answer}");
        answer
    }

    pub(crate) async fn get(&self, id: &str) -> Value {
        let response = self
            .http
            .get(format!("{}/v1beta/interactions/{id}", self.base))
            .header("x-goog-api-key", KEY)
            .send()
            .await
            .unwrap();
        response.json().await.unwrap()
    }

    /// Waits until an interaction has ended in any way, and returns it.
    pub(crate) async fn ended(&self, id: &str) -> Value {
        loop {
            let interaction = self.get(id).await;
            let status = interaction["status"].as_str();
            if !matches!(status, Some("queued" | "in_progress")) {
                return interaction;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until an interaction is completed; panics if it ends otherwise.
    pub(crate) async fn wait(&self, id: &str) {
        assert_eq!(self.ended(id).await["status"], "completed", "{id}");
    }

    /// Streams an answer to its end.
    pub(crate) async fn stream(&self, mut body: Value) -> Answer {
        body["stream"] = json!(true);
        let began = Instant::now();
        let mut response = self.post(&body).send().await.unwrap();
        assert!(
            response.status().is_success(),
            "{:?}",
            response.text().await
        );
        let mut text = String::new();
        let mut first = None;
        while let Some(bytes) = response.chunk().await.unwrap() {
            text.push_str(std::str::from_utf8(&bytes).unwrap());
            if first.is_none() && text.contains("step.delta") {
                first = Some(began.elapsed().as_secs_f64());
            }
        }
        let whole = began.elapsed().as_secs_f64();
        let last = text
            .lines()
            .filter_map(|line| line.strip_prefix("data: {"))
            .next_back()
            .unwrap();
        let event: Value = serde_json::from_str(&format!("{{{last}")).unwrap();
        let done = &event["interaction"];
        let usage = |name: &str| done["usage"][name].as_f64().unwrap_or(0.0);
        Answer {
            id: done["id"]
                .as_str()
                .unwrap_or_else(|| panic!("no end: {event}"))
                .to_owned(),
            first: first.unwrap_or(whole),
            whole,
            input: usage("total_input_tokens"),
            cached: usage("total_cached_tokens"),
            output: usage("total_output_tokens"),
        }
    }
}

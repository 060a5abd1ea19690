//! An engine to test against, in this process or as the real program, and helpers for requests.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use engine::{BrainChoice, Clock, Config, EgressSettings, Engine};
use reqwest::{Method, Response};
use serde_json::{Value, json};

pub(crate) const KEY: &str = "test-key";

/// An engine in this process, with its own data folder.
pub(crate) struct Local {
    pub(crate) engine: Engine,
    pub(crate) data: tempfile::TempDir,
    pub(crate) api: Api,
}

/// Starts an engine with this script.
pub(crate) async fn serve(script: Value) -> Local {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("script.json");
    std::fs::write(&file, script.to_string()).unwrap();
    serve_brain(BrainChoice::Script { file }, data).await
}

pub(crate) async fn serve_brain(brain: BrainChoice, data: tempfile::TempDir) -> Local {
    serve_by_clock(brain, data, Clock::computer()).await
}

pub(crate) async fn serve_by_clock(
    brain: BrainChoice,
    data: tempfile::TempDir,
    clock: Clock,
) -> Local {
    let egress = EgressSettings {
        relay: Some(program()),
        ..EgressSettings::default()
    };
    serve_outside(brain, data, clock, egress).await
}

pub(crate) async fn serve_outside(
    brain: BrainChoice,
    data: tempfile::TempDir,
    clock: Clock,
    egress: EgressSettings,
) -> Local {
    let config = Config {
        address: ([127, 0, 0, 1], 0).into(),
        data: data.path().join("engine"),
        key: KEY.into(),
        brain,
        clock,
        awaits_configuration: false,
        egress,
    };
    let engine = Engine::start(config).await.unwrap();
    let api = Api::new(&engine.base_url());
    Local { engine, data, api }
}

/// Environment variable with the path of the engine's program, for a test binary that was copied elsewhere.
pub(crate) const PROGRAM: &str = "ERRAND_TEST_ENGINE";

/// Path of the real program.
pub(crate) fn program() -> PathBuf {
    let built = env!("CARGO_BIN_EXE_errand-engine");
    std::env::var_os(PROGRAM).map_or(built.into(), PathBuf::from)
}

/// The real program as a child process.
pub(crate) struct Program {
    pub(crate) child: Child,
    pub(crate) api: Api,
}

impl Program {
    /// Starts `errand-engine` on the data and script in `folder`.
    pub(crate) fn start(folder: &Path) -> Self {
        Self::start_by(Command::new(program()), folder)
    }

    /// Like [`Program::start`], with the engine's data on a disk of its own of `bytes` bytes, visible only to the
    /// engine.
    pub(crate) fn start_on_a_disk_of(folder: &Path, bytes: &str) -> Self {
        let data = folder.join("engine");
        std::fs::create_dir_all(&data).unwrap();
        let mut wrapper = Command::new("bwrap");
        wrapper
            .args(["--die-with-parent", "--dev-bind", "/", "/", "--size", bytes])
            .arg("--tmpfs")
            .arg(data)
            .arg("--")
            .arg(program());
        Self::start_by(wrapper, folder)
    }

    /// Like [`Program::start`], with this text as `/etc/hosts`, visible only to the engine.
    pub(crate) fn start_among_hosts(folder: &Path, hosts: &str) -> Self {
        let file = folder.join("hosts");
        std::fs::write(&file, hosts).unwrap();
        let mut wrapper = Command::new("bwrap");
        wrapper
            .args(["--die-with-parent", "--dev-bind", "/", "/", "--ro-bind"])
            .args([&file, Path::new("/etc/hosts")])
            .arg("--")
            .arg(program());
        Self::start_by(wrapper, folder)
    }

    fn start_by(mut program: Command, folder: &Path) -> Self {
        let mut child = program
            .arg("serve")
            .arg("--data")
            .arg(folder.join("engine"))
            .args(["--key", KEY, "--exit-with-stdin"])
            .arg("--brain")
            .arg(format!("script:{}", folder.join("script.json").display()))
            .env("RUST_LOG", "warn")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let ready: Value = serde_json::from_str(&line).expect("the first line is JSON");
        assert_eq!(ready["key"], KEY);
        Self {
            child,
            api: Api::new(ready["base_url"].as_str().unwrap()),
        }
    }

    /// Kills it, as in a crash.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// A plain HTTP client.
#[derive(Clone)]
pub(crate) struct Api {
    pub(crate) base: String,
    pub(crate) http: reqwest::Client,
}

impl Api {
    pub(crate) fn new(base: &str) -> Self {
        Self {
            base: base.to_owned(),
            http: reqwest::Client::new(),
        }
    }

    /// A request with the key; `path` begins after the API version.
    pub(crate) fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.http
            .request(method, format!("{}/v1beta/{path}", self.base))
            .header("x-goog-api-key", KEY)
    }

    /// Status and JSON body.
    pub(crate) async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> (u16, Value) {
        let mut request = self.request(method, path);
        if let Some(body) = body {
            request = request.json(&body);
        }
        answer(request.send().await.unwrap()).await
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        let (status, body) = self.call(Method::GET, path, None).await;
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.call(Method::POST, path, Some(body)).await;
        assert_eq!(status, 200, "{path}: {answer}");
        answer
    }

    pub(crate) async fn patch(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.call(Method::PATCH, path, Some(body)).await;
        assert_eq!(status, 200, "{path}: {answer}");
        answer
    }

    pub(crate) async fn delete(&self, path: &str) {
        let answer = self.call(Method::DELETE, path, None).await;
        assert_eq!(answer, (200, json!({})), "{path}");
    }

    /// The error of a call that has to be refused: (status, code, message).
    pub(crate) async fn refused(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> (u16, Value, String) {
        let (status, answer) = self.call(method, path, body).await;
        assert!(status >= 400, "{path} was not refused: {answer}");
        let message = answer["error"]["message"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        (status, answer["error"]["code"].clone(), message)
    }

    pub(crate) async fn create(&self, body: Value) -> Value {
        self.post("interactions", body).await
    }

    /// All events of a stream, and true if `[DONE]` ended it.
    pub(crate) async fn events(&self, path: &str) -> (Vec<Value>, bool) {
        let response = self.request(Method::GET, path).send().await.unwrap();
        assert_eq!(response.status(), 200);
        read_events(response).await
    }

    pub(crate) async fn create_stream(&self, mut body: Value) -> (Vec<Value>, bool) {
        body["stream"] = json!(true);
        let response = self
            .request(Method::POST, "interactions")
            .json(&body)
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 200);
        assert!(
            response.headers()["content-type"]
                .to_str()
                .unwrap()
                .starts_with("text/event-stream")
        );
        read_events(response).await
    }

    /// Polls until the interaction has ended.
    pub(crate) async fn wait(&self, id: &str) -> Value {
        for _ in 0..600 {
            let interaction = self.get(&format!("interactions/{id}")).await;
            if !matches!(
                interaction["status"].as_str(),
                Some("queued" | "in_progress")
            ) {
                return interaction;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("{id} did not end");
    }
}

pub(crate) async fn answer(response: Response) -> (u16, Value) {
    let status = response.status().as_u16();
    let kind = response
        .headers()
        .get("content-type")
        .map(|kind| kind.to_str().unwrap().to_owned());
    assert!(
        kind.as_deref()
            .is_some_and(|kind| kind.starts_with("application/json")),
        "{status} {kind:?}"
    );
    (status, response.json().await.unwrap())
}

/// Reads events until the stream ends or breaks.
pub(crate) async fn read_events(mut response: Response) -> (Vec<Value>, bool) {
    let mut text = String::new();
    while let Ok(Some(bytes)) = response.chunk().await {
        text.push_str(std::str::from_utf8(&bytes).unwrap());
    }
    parse_events(&text)
}

pub(crate) fn parse_events(text: &str) -> (Vec<Value>, bool) {
    let mut done = false;
    let mut events = Vec::new();
    for block in text
        .split("\n\n")
        .filter(|block| !block.is_empty() && !block.starts_with(':'))
    {
        let (name, data) = block.split_once('\n').unwrap_or((block, ""));
        let Some(data) = data.strip_prefix("data: ") else {
            continue;
        };
        if data == "[DONE]" {
            assert_eq!(name, "event: done");
            done = true;
            continue;
        }
        let event: Value = serde_json::from_str(data).unwrap();
        assert_eq!(
            name,
            format!("event: {}", event["event_type"].as_str().unwrap())
        );
        events.push(event);
    }
    (events, done)
}

pub(crate) fn kinds(events: &[Value]) -> Vec<&str> {
    events
        .iter()
        .map(|event| event["event_type"].as_str().unwrap())
        .collect()
}

/// The concatenated text of the deltas.
pub(crate) fn text_of(events: &[Value]) -> String {
    let texts = events
        .iter()
        .filter(|event| event["delta"]["type"] == "text");
    texts
        .map(|event| event["delta"]["text"].as_str().unwrap())
        .collect()
}

/// The text of all model outputs of an interaction.
pub(crate) fn output(interaction: &Value) -> String {
    let steps = interaction["steps"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|step| step["type"] == "model_output");
    let contents = steps.flat_map(|step| step["content"].as_array().cloned().unwrap_or_default());
    contents
        .filter_map(|content| content["text"].as_str().map(str::to_owned))
        .collect()
}

pub(crate) fn id_of(interaction: &Value) -> String {
    interaction["id"].as_str().expect("an id").to_owned()
}

pub(crate) fn step_kinds(interaction: &Value) -> Vec<&str> {
    interaction["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["type"].as_str().unwrap())
        .collect()
}

//! One proxy shared by all tests of this module, with its upstream servers: it takes many seconds to start.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use engine::BrainChoice;
use serde_json::{Value, json};

use super::upstream;
use crate::starter_model;
use crate::support::{KEY, Local, serve_brain};

/// The key that the proxy requires.
pub(super) const PROXY_KEY: &str = "sk-proxy-key-of-the-tests";

/// A running proxy.
pub(super) struct Proxy {
    /// Base URL of both dialects.
    pub(super) base_url: String,
    /// Its standard input is held open: the proxy exits with the test process, however that ends.
    _process: Child,
}

/// The shared proxy; started by the first caller.
pub(super) fn proxy() -> &'static Proxy {
    static PROXY: OnceLock<Proxy> = OnceLock::new();
    PROXY.get_or_init(|| {
        // Its upstream servers have to outlive the runtime of a single test.
        let (sender, started) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            runtime.block_on(async {
                let folder = tempfile::tempdir().unwrap().keep();
                let upstreams = Upstreams::start(&folder).await;
                sender.send(start(&folder, &upstreams)).unwrap();
                std::future::pending::<()>().await;
            });
        });
        started.recv().expect("the proxy starts")
    })
}

/// The upstream servers: the engine with the starter model, the engine with a script, and raw answers.
struct Upstreams {
    starter: Local,
    script: Local,
    raw: String,
}

impl Upstreams {
    async fn start(folder: &Path) -> Self {
        let model = starter_model::model();
        let file = folder.join("script.json");
        std::fs::write(&file, script().to_string()).unwrap();
        let within = || tempfile::tempdir_in(folder).unwrap();
        Self {
            starter: serve_brain(BrainChoice::Starter { model }, within()).await,
            script: serve_brain(BrainChoice::Script { file }, within()).await,
            raw: upstream::start().await,
        }
    }

    /// The proxy's models: (name, upstream model, its base URL, its key).
    fn models(&self) -> Vec<(&str, &str, String, &str)> {
        let local = |local: &Local| format!("{}/v1", local.api.base);
        let mut models = vec![
            ("starter", "errand-starter", local(&self.starter), KEY),
            ("script", "gemini-3.8-flash", local(&self.script), KEY),
        ];
        models.extend(upstream::MODELS.map(|name| (name, name, self.raw.clone(), "raw")));
        models
    }
}

fn script() -> Value {
    json!({"turns": [
        {"match": "Result of set_lamp", "say": ["It is on."]},
        {"match": "both lamps", "say": [
            {"call": "set_lamp", "arguments": {"number": 1}, "id": "call_1"},
            {"call": "set_lamp", "arguments": {"number": 2}, "id": "call_2"}]},
        {"match": "lamp", "say": [{"call": "set_lamp", "pieces": ["{\"number\"", ": 7}"], "id": "call_7"}]},
        {"match": "fail", "say": ["So far ", {"error": {"code": "service_unavailable", "message": "Come back later."}}]},
        {"match": "long", "say": ["One, two, ", {"end": "limit"}]},
        {"say": [{"thought": "Is it "}, {"thought": "a rock?"}, "It is ", {"text": "a rock.", "delay_ms": 20}]}
    ]})
}

/// Starts the proxy in front of these servers.
fn start(folder: &Path, upstreams: &Upstreams) -> Proxy {
    let models = upstreams.models().into_iter().map(|(name, model, base_url, key)| {
        // With the `openai` prefix it would use the Responses API.
        let params = json!({"model": format!("custom_openai/{model}"), "api_base": base_url, "api_key": key});
        json!({"model_name": name, "litellm_params": params})
    });
    let settings = json!({
        "model_list": models.collect::<Vec<_>>(),
        "general_settings": {"master_key": PROXY_KEY},
        "router_settings": {"num_retries": 0, "disable_cooldowns": true},
    });
    // JSON is YAML.
    std::fs::write(folder.join("settings.yaml"), settings.to_string()).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/litellm/serve.py");
    let mut process = Command::new(python())
        .arg(script)
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let port: u16 = lines
        .find_map(|line| line.unwrap().parse().ok())
        .expect("it says its port");
    // Further output must not fill the pipe.
    std::thread::spawn(move || lines.for_each(drop));
    Proxy {
        base_url: format!("http://127.0.0.1:{port}/v1"),
        _process: process,
    }
}

/// The Python installation in which `cargo xtask test litellm` installed the proxy.
fn python() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let python = target.join("xtask/python/litellm/bin/python");
    assert!(
        python.exists(),
        "{} is missing: run `cargo xtask test litellm`",
        python.display()
    );
    python
}

//! A server of the contract that reports tokens while it works; it stands in for Google where the scripted server
//! would report usage only at the end.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Json;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{Method, header};
use axum::response::{IntoResponse, Response};
use futures::StreamExt as _;
use serde_json::{Value, json};
use tokio::sync::Notify;

/// A server that works until it is cancelled, or ends at once.
#[derive(Clone)]
pub(crate) struct Meter {
    /// The base URL.
    pub(crate) base_url: String,
    what: Arc<What>,
}

struct What {
    /// The usage that it reports.
    usage: Value,
    /// The model that its answers name.
    answered_by: Option<&'static str>,
    /// True if it works until it is cancelled.
    works: bool,
    /// Notified when one of its interactions is cancelled.
    cancelled: Notify,
    requests: Mutex<Vec<Value>>,
    /// The agents that it lists.
    agents: Mutex<Vec<Value>>,
    /// The ids of the cancelled interactions.
    cancels: Mutex<Vec<String>>,
}

impl Meter {
    /// Makes a server that reports this usage and works until it is cancelled.
    pub(crate) async fn working(usage: Value) -> Self {
        Self::start(usage, None, true).await
    }

    /// Makes a server that answers at once and names this model.
    pub(crate) async fn answering(usage: Value, answered_by: Option<&'static str>) -> Self {
        Self::start(usage, answered_by, false).await
    }

    async fn start(usage: Value, answered_by: Option<&'static str>, works: bool) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address: SocketAddr = listener.local_addr().unwrap();
        let what = Arc::new(What {
            usage,
            answered_by,
            works,
            cancelled: Notify::new(),
            requests: Mutex::default(),
            agents: Mutex::default(),
            cancels: Mutex::default(),
        });
        let router = Router::new().fallback(serve).with_state(Arc::clone(&what));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self {
            base_url: format!("http://{address}"),
            what,
        }
    }

    /// Returns the bodies of all creates so far.
    pub(crate) fn requests(&self) -> Vec<Value> {
        self.what.requests.lock().unwrap().clone()
    }

    /// Sets the agents that it lists.
    pub(crate) fn now_has_agents(&self, agents: &[Value]) {
        *self.what.agents.lock().unwrap() = agents.to_vec();
    }

    /// Returns how often it was asked to cancel.
    pub(crate) fn cancels(&self) -> usize {
        self.what.cancels.lock().unwrap().len()
    }
}

impl What {
    fn interaction(&self, id: &str, status: &str) -> Value {
        let mut interaction = json!({"id": id, "status": status, "usage": self.usage});
        if let Some(model) = self.answered_by {
            interaction["model"] = model.into();
        }
        interaction
    }

    fn end(&self, id: &str, status: &str) -> String {
        let interaction = self.interaction(id, status);
        event(&json!({"event_type": "interaction.completed", "interaction": interaction}))
            + "event: done\ndata: [DONE]\n\n"
    }
}

fn event(data: &Value) -> String {
    format!("data: {data}\n\n")
}

async fn serve(State(what): State<Arc<What>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let method = request.method().clone();
    let body = axum::body::to_bytes(request.into_body(), 1 << 20)
        .await
        .unwrap();
    match (method, path.as_str()) {
        (Method::GET, "/v1beta/models") => Json(json!({"models": [
            {"name": "models/gemini-3.8-flash"}, {"name": "models/gemini-2.5-pro"},
        ]}))
        .into_response(),
        (Method::GET, "/v1beta/agents") => {
            let agents = what.agents.lock().unwrap();
            Json(json!({"agents": *agents})).into_response()
        }
        (Method::POST, "/v1beta/agents") => {
            let agent: Value = serde_json::from_slice(&body).unwrap();
            what.agents.lock().unwrap().push(agent.clone());
            Json(agent).into_response()
        }
        (Method::POST, "/v1beta/interactions") => {
            let asked: Value = serde_json::from_slice(&body).unwrap();
            let mut requests = what.requests.lock().unwrap();
            requests.push(asked);
            let id = format!("v1_meter{}", requests.len());
            drop(requests);
            stream(what, id)
        }
        (Method::POST, path) if path.ends_with("/cancel") => {
            let id = path.trim_end_matches("/cancel").rsplit('/').next().unwrap();
            what.cancels.lock().unwrap().push(id.to_owned());
            what.cancelled.notify_one();
            Json(what.interaction(id, "cancelled")).into_response()
        }
        (Method::GET, path) if path.contains("/v1_meter") => {
            let id = path.rsplit('/').next().unwrap();
            let is_cancelled = what.cancels.lock().unwrap().iter().any(|it| it == id);
            let status = if is_cancelled {
                "cancelled"
            } else {
                "in_progress"
            };
            Json(what.interaction(id, status)).into_response()
        }
        _ => axum::http::StatusCode::NOT_FOUND.into_response(),
    }
}

fn stream(what: Arc<What>, id: String) -> Response {
    let begin = [
        json!({"event_type": "interaction.created", "interaction": {"id": id, "status": "in_progress"}}),
        json!({"event_type": "step.start", "index": 0, "step": {"type": "model_output"}}),
        json!({"event_type": "step.delta", "index": 0, "delta": {"type": "text", "text": "Basalt is dark."}}),
        json!({"event_type": "step.stop", "index": 0, "usage": what.usage}),
    ];
    let begin: String = begin.iter().map(event).collect();
    let rest = async move {
        if what.works {
            // The notification may be for another interaction, and may come after its listener is gone.
            while !what.cancels.lock().unwrap().contains(&id) {
                what.cancelled.notified().await;
            }
            what.end(&id, "cancelled")
        } else {
            what.end(&id, "completed")
        }
    };
    let pieces = futures::stream::once(std::future::ready(begin))
        .chain(futures::stream::once(rest))
        .map(|text| Ok::<_, Infallible>(Bytes::from(text)));
    (
        [(header::CONTENT_TYPE, "text/event-stream")],
        Body::from_stream(pieces),
    )
        .into_response()
}

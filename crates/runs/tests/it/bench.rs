//! What the driver is tested with: a record in memory, a server that misbehaves when told to, and aftercare that counts.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::io;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Query, State as Shared};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use futures::future::BoxFuture;
use futures::{FutureExt, StreamExt};
use interactions::{Client, CreateEnvironment, CreateInteraction, EnvironmentId, RetryPolicy};
use runs::{
    Aftercare, AftercareError, AftercareTask, Change, Fault, Limits, Record, RecordError, RunId,
    Runs, Servers, State, Stored, Tuning,
};
use secrecy::SecretString;
use serde_json::json;
use uuid::Uuid;

/// A record that lasts as long as the test. What is stored is kept as text, as a database would.
#[derive(Default)]
pub(crate) struct Memory {
    rows: Mutex<HashMap<RunId, Row>>,
    /// So many changes in a row cannot be stored.
    pub(crate) full_for: AtomicU32,
    pub(crate) complaints: AtomicU32,
}

pub(crate) struct Row {
    pub(crate) state: String,
    request: CreateInteraction,
    pub(crate) events: BTreeMap<u64, String>,
    pub(crate) whole: Option<String>,
    pub(crate) published: Vec<State>,
}

impl Memory {
    /// Writes a run down, ready to be sent.
    pub(crate) fn write(&self, request: CreateInteraction) -> RunId {
        let run = RunId(Uuid::now_v7());
        let row = Row {
            state: State::for_request(&request).to_json(),
            request,
            events: BTreeMap::new(),
            whole: None,
            published: Vec::new(),
        };
        self.rows.lock().unwrap().insert(run, row);
        run
    }

    pub(crate) fn look<T>(&self, run: RunId, at: impl FnOnce(&Row) -> T) -> T {
        at(&self.rows.lock().unwrap()[&run])
    }

    pub(crate) fn state(&self, run: RunId) -> State {
        State::parse(&self.look(run, |row| row.state.clone())).unwrap()
    }

    pub(crate) fn events(&self, run: RunId) -> Vec<String> {
        self.look(run, |row| row.events.values().cloned().collect())
    }

    /// Waits until the run is as wanted.
    pub(crate) async fn until(&self, run: RunId, wanted: impl Fn(&State) -> bool) -> State {
        let seen = async {
            loop {
                let state = self.state(run);
                if wanted(&state) {
                    return state;
                }
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        match tokio::time::timeout(Duration::from_secs(20), seen).await {
            Ok(state) => state,
            Err(_) => panic!("it never came to that: {:?}", self.state(run)),
        }
    }
}

impl Record for Memory {
    fn unsettled(&self) -> BoxFuture<'_, Result<Vec<RunId>, RecordError>> {
        let rows = self.rows.lock().unwrap();
        let open = rows
            .iter()
            .filter(|(_, row)| !State::parse(&row.state).unwrap().is_settled());
        let runs = open.map(|(run, _)| *run).collect();
        async { Ok(runs) }.boxed()
    }

    fn load(&self, run: RunId) -> BoxFuture<'_, Result<Stored, RecordError>> {
        let stored = self.look(run, |row| Stored {
            state: State::parse(&row.state).unwrap(),
            request: row.request.clone(),
            engine: "local".to_owned(),
        });
        async { Ok(stored) }.boxed()
    }

    fn append<'a>(
        &'a self,
        run: RunId,
        change: &'a Change,
    ) -> BoxFuture<'a, Result<(), RecordError>> {
        async move {
            let left = self.full_for.load(Ordering::SeqCst);
            if left > 0 {
                self.full_for.store(left - 1, Ordering::SeqCst);
                return Err(RecordError::from(io::Error::from(
                    io::ErrorKind::StorageFull,
                )));
            }
            let mut rows = self.rows.lock().unwrap();
            let row = rows.get_mut(&run).unwrap();
            if let Some(last) = change.truncate_after {
                row.events.split_off(&(last + 1));
            }
            for event in &change.events {
                row.events.insert(event.seq, event.event.raw.to_string());
            }
            if let Some(whole) = &change.interaction {
                row.whole = Some(whole.output_text());
            }
            row.state = change.state.to_json();
            Ok(())
        }
        .boxed()
    }

    fn publish(&self, run: RunId, change: &Change) {
        let mut rows = self.rows.lock().unwrap();
        rows.get_mut(&run)
            .unwrap()
            .published
            .push(change.state.clone());
    }

    fn cannot_store(&self, _run: RunId, error: &RecordError) {
        assert!(error.downcast_ref::<io::Error>().is_some());
        self.complaints.fetch_add(1, Ordering::SeqCst);
    }
}

/// A way to one server, as long as there is a key.
pub(crate) struct Way {
    base_url: String,
    key: Mutex<Option<&'static str>>,
}

impl Way {
    pub(crate) fn to(base_url: &str) -> Arc<Way> {
        Arc::new(Way {
            base_url: base_url.to_owned(),
            key: Mutex::new(Some("test-key")),
        })
    }

    pub(crate) fn set_key(&self, key: Option<&'static str>) {
        *self.key.lock().unwrap() = key;
    }
}

impl Servers for Way {
    fn client<'a>(&'a self, _run: RunId, _engine: &'a str) -> BoxFuture<'a, Result<Client, Fault>> {
        async move {
            let key = *self.key.lock().unwrap();
            let key = key.ok_or_else(|| Fault::own("no_key", "There is no key."))?;
            let client = Client::builder(&self.base_url)
                .key(SecretString::from(key))
                .retry(RetryPolicy::none())
                .build();
            Ok(client.unwrap())
        }
        .boxed()
    }

    fn prepare<'a>(
        &'a self,
        _run: RunId,
        client: &'a Client,
        _request: &'a CreateInteraction,
    ) -> BoxFuture<'a, Result<EnvironmentId, interactions::Error>> {
        async move {
            let environments = client.environments();
            let made = environments.create(&CreateEnvironment::default()).await?;
            Ok(made.id.unwrap())
        }
        .boxed()
    }
}

/// Aftercare that counts, and fails as often as it is told to.
#[derive(Default)]
pub(crate) struct Care {
    pub(crate) calls: AtomicU32,
    pub(crate) fails: AtomicU32,
}

impl Aftercare for Care {
    fn care(&self, task: AftercareTask) -> BoxFuture<'_, Result<(), AftercareError>> {
        async move {
            assert_eq!(task.state.ending(), Some(&task.ending));
            self.calls.fetch_add(1, Ordering::SeqCst);
            let left = self.fails.load(Ordering::SeqCst);
            if left == 0 {
                return Ok(());
            }
            self.fails.store(left - 1, Ordering::SeqCst);
            Err(AftercareError {
                fault: Fault::own("download", "The file did not arrive."),
                again: true,
            })
        }
        .boxed()
    }
}

/// How the server answers one request, instead of properly.
#[derive(Clone)]
pub(crate) enum Reply {
    /// Properly.
    Well,
    /// A stream that breaks after so many events.
    CutAfter(usize),
    /// A stream that ends quietly after so many events.
    EndAfter(usize),
    /// A stream that brings so many events and then nothing.
    SilentAfter(usize),
    /// An HTTP status with these headers and this body.
    Status(u16, &'static [(&'static str, &'static str)], &'static str),
    /// A stream with this body.
    Raw(&'static str),
}

/// A server of one interaction.
pub(crate) struct Host {
    /// The JSON of each event, as they are to be stored.
    pub(crate) events: Vec<String>,
    pub(crate) creates: Mutex<VecDeque<Reply>>,
    pub(crate) streams: Mutex<VecDeque<Reply>>,
    pub(crate) looks: Mutex<VecDeque<Reply>>,
    /// Every request: method, path and query.
    pub(crate) requests: Mutex<Vec<String>>,
    /// Between two events.
    pub(crate) pace: Duration,
    happened: Mutex<usize>,
    cancelled: Mutex<bool>,
}

impl Host {
    /// An interaction with so many words, whose events all carry ids when `ids` says so.
    pub(crate) fn with(words: usize, ids: impl Fn(usize) -> bool, pace: Duration) -> Arc<Host> {
        let about = |status: &str| json!({"id": "v1_a", "status": status, "object": "interaction"});
        let mut events = vec![
            json!({"event_type": "interaction.created", "interaction": about("in_progress")}),
            json!({"event_type": "step.start", "index": 0, "step": {"type": "model_output"}}),
        ];
        events.extend((0..words).map(|n| {
            let delta = json!({"type": "text", "text": format!("w{n} ")});
            json!({"event_type": "step.delta", "index": 0, "delta": delta})
        }));
        events.push(json!({"event_type": "step.stop", "index": 0}));
        events.push(
            json!({"event_type": "interaction.completed", "interaction": about("completed")}),
        );
        for (n, event) in events.iter_mut().enumerate() {
            if ids(n) {
                event["event_id"] = json!(format!("e{n}"));
            }
        }
        Arc::new(Host {
            events: events.iter().map(ToString::to_string).collect(),
            creates: Mutex::default(),
            streams: Mutex::default(),
            looks: Mutex::default(),
            requests: Mutex::default(),
            pace,
            happened: Mutex::default(),
            cancelled: Mutex::default(),
        })
    }

    /// Serves on a free loopback port, or on the address given. Gives the base URL.
    pub(crate) async fn serve(self: &Arc<Host>, address: Option<&str>) -> String {
        let address = address.unwrap_or("127.0.0.1:0");
        let listener = tokio::net::TcpListener::bind(address).await.unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        let routes = Router::new()
            .route("/v1beta/interactions", post(create))
            .route("/v1beta/interactions/{id}", get(look))
            .route("/v1beta/interactions/{id}/cancel", post(cancel))
            .with_state(Arc::clone(self));
        tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        base_url
    }

    pub(crate) fn count(&self, start: &str) -> usize {
        let requests = self.requests.lock().unwrap();
        requests
            .iter()
            .filter(|request| request.starts_with(start))
            .count()
    }

    fn next(replies: &Mutex<VecDeque<Reply>>) -> Reply {
        replies.lock().unwrap().pop_front().unwrap_or(Reply::Well)
    }

    fn stream(self: &Arc<Host>, from: usize, reply: Reply) -> Response {
        let last = match reply {
            Reply::CutAfter(n) | Reply::EndAfter(n) | Reply::SilentAfter(n) => from + n,
            Reply::Well | Reply::Raw(_) | Reply::Status(..) => usize::MAX,
        };
        let last = last.min(self.events.len());
        let host = Arc::clone(self);
        let events = futures::stream::iter(from..last).then(move |n| {
            let host = Arc::clone(&host);
            async move {
                tokio::time::sleep(host.pace).await;
                let mut happened = host.happened.lock().unwrap();
                *happened = (*happened).max(n + 1);
                Ok(format!("event: x\ndata: {}\n\n", host.events[n]))
            }
        });
        let end = futures::stream::once(async move {
            match reply {
                Reply::CutAfter(_) => {
                    // Long enough for the events before to have left the server's buffers.
                    tokio::time::sleep(Duration::from_millis(10)).await;
                    Err(io::Error::other("cut"))
                }
                Reply::SilentAfter(_) => std::future::pending().await,
                Reply::EndAfter(_) => Ok(String::new()),
                Reply::Well | Reply::Raw(_) | Reply::Status(..) => {
                    Ok("event: done\ndata: [DONE]\n\n".to_owned())
                }
            }
        });
        sse(Body::from_stream(events.chain(end)))
    }

    fn interaction(&self) -> Response {
        let mut happened = self.happened.lock().unwrap();
        *happened = (*happened + 2).min(self.events.len());
        let status = match *self.cancelled.lock().unwrap() {
            true => "cancelled",
            false if *happened == self.events.len() => "completed",
            false => "in_progress",
        };
        let text = json!([{"type": "text", "text": "all of it"}]);
        let steps = json!([{"type": "model_output", "content": text}]);
        let body = json!({"id": "v1_a", "status": status, "steps": steps});
        (
            [(header::CONTENT_TYPE, "application/json")],
            body.to_string(),
        )
            .into_response()
    }
}

fn sse(body: Body) -> Response {
    ([(header::CONTENT_TYPE, "text/event-stream")], body).into_response()
}

fn plain(reply: &Reply) -> Option<Response> {
    match reply {
        Reply::Status(status, headers, body) => {
            let mut response = (
                StatusCode::from_u16(*status).unwrap(),
                [(header::CONTENT_TYPE, "application/json")],
                *body,
            )
                .into_response();
            for (name, value) in *headers {
                response.headers_mut().insert(*name, value.parse().unwrap());
            }
            Some(response)
        }
        Reply::Raw(body) => Some(sse(Body::from(*body))),
        _ => None,
    }
}

async fn create(Shared(host): Shared<Arc<Host>>, body: String) -> Response {
    host.requests.lock().unwrap().push("POST create".to_owned());
    let reply = Host::next(&host.creates);
    if let Some(response) = plain(&reply) {
        return response;
    }
    let request: serde_json::Value = serde_json::from_str(&body).unwrap();
    if request["stream"] == true {
        return host.stream(0, reply);
    }
    host.interaction()
}

async fn look(
    Shared(host): Shared<Arc<Host>>,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    assert_eq!(id, "v1_a");
    if query.get("stream").is_some_and(|stream| stream == "true") {
        let after = query.get("last_event_id");
        let asked = after.map_or_else(String::new, |id| format!(" after {id}"));
        host.requests
            .lock()
            .unwrap()
            .push(format!("GET stream{asked}"));
        let reply = Host::next(&host.streams);
        if let Some(response) = plain(&reply) {
            return response;
        }
        let from = after.map_or(0, |id| {
            let id = format!("\"event_id\":\"{id}\"");
            let at = host.events.iter().position(|event| event.contains(&id));
            at.expect("only ids that were given are sent back") + 1
        });
        return host.stream(from, reply);
    }
    host.requests.lock().unwrap().push("GET look".to_owned());
    plain(&Host::next(&host.looks)).unwrap_or_else(|| host.interaction())
}

async fn cancel(Shared(host): Shared<Arc<Host>>) -> Response {
    host.requests.lock().unwrap().push("POST cancel".to_owned());
    *host.cancelled.lock().unwrap() = true;
    host.interaction()
}

/// Everything together.
pub(crate) struct Bench {
    pub(crate) memory: Arc<Memory>,
    pub(crate) care: Arc<Care>,
    pub(crate) way: Arc<Way>,
    pub(crate) runs: Runs,
}

impl Bench {
    pub(crate) fn to(base_url: &str) -> Bench {
        Bench::with(base_url, tuning())
    }

    pub(crate) fn with(base_url: &str, tuning: Tuning) -> Bench {
        let (memory, care, way) = (Arc::default(), Arc::default(), Way::to(base_url));
        Bench {
            runs: start(&memory, &way, &care, tuning),
            memory,
            care,
            way,
        }
    }

    pub(crate) async fn send(&self, request: CreateInteraction) -> RunId {
        let run = self.memory.write(request);
        self.runs.start(run).await.unwrap();
        run
    }

    pub(crate) async fn settled(&self, run: RunId) -> State {
        self.memory.until(run, State::is_settled).await
    }
}

pub(crate) fn start(
    memory: &Arc<Memory>,
    way: &Arc<Way>,
    care: &Arc<Care>,
    tuning: Tuning,
) -> Runs {
    Runs::new(memory.clone(), way.clone(), care.clone(), tuning)
}

/// Small delays, so that the tests are quick.
pub(crate) fn tuning() -> Tuning {
    Tuning {
        limits: Limits {
            first_delay: 2,
            longest_delay: 20,
            poll: (2, 10),
            ..Limits::default()
        },
        gather: Duration::from_millis(2),
        grace: Duration::from_millis(300),
        store_again: (Duration::from_millis(5), Duration::from_millis(20)),
        ..Tuning::default()
    }
}

pub(crate) fn question() -> CreateInteraction {
    CreateInteraction::model("errand-starter")
        .input("Why is the sky blue?")
        .stream(true)
}

pub(crate) fn job() -> CreateInteraction {
    CreateInteraction::model("errand-starter")
        .input("Compare the suppliers.")
        .background(true)
}

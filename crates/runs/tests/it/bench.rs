//! Stand-ins for the driver's three traits: a record in memory, access to one server, and an aftercare that counts
//! its calls.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use interactions::{Client, CreateEnvironment, CreateInteraction, EnvironmentId, RetryPolicy};
use runs::{
    Aftercare, AftercareError, AftercareTask, Change, Fault, Limits, Rebuilt, Record, RecordError,
    RunId, Runs, Servers, State, Stored, Tuning,
};
use secrecy::SecretString;
use uuid::Uuid;

/// A record in memory. States are kept as text, as a database would keep them.
#[derive(Default)]
pub(crate) struct Memory {
    rows: Mutex<HashMap<RunId, Row>>,
    /// The next so many changes cannot be stored.
    pub(crate) full_for: AtomicU32,
    pub(crate) complaints: AtomicU32,
}

pub(crate) struct Row {
    pub(crate) state: serde_json::Value,
    pub(crate) request: CreateInteraction,
    pub(crate) events: BTreeMap<u64, String>,
    pub(crate) whole: Option<String>,
    pub(crate) published: Vec<State>,
}

impl Memory {
    /// Stores a new run, ready to be sent.
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

    /// Waits until the state of the run fulfils the condition.
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
            if let Some(rebuilt) = &change.rebuilt {
                row.request = rebuilt.request.clone();
            }
            row.state = change.state.to_json();
            Ok(())
        }
        .boxed()
    }

    fn rebuild(&self, run: RunId) -> BoxFuture<'_, Result<Rebuilt, RecordError>> {
        let request = self.look(run, |row| row.request.clone());
        let request = CreateInteraction {
            previous_interaction_id: None,
            ..request.input("all of it anew")
        };
        let rebuilt = Rebuilt {
            terms: State::for_request(&request).terms,
            request,
            carried: serde_json::Value::Null,
        };
        async { Ok(rebuilt) }.boxed()
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

/// Access to one server, which fails while there is no key.
pub(crate) struct ServerAccess {
    base_url: String,
    key: Mutex<Option<&'static str>>,
}

impl ServerAccess {
    pub(crate) fn to(base_url: &str) -> Arc<ServerAccess> {
        Arc::new(ServerAccess {
            base_url: base_url.to_owned(),
            key: Mutex::new(Some("test-key")),
        })
    }

    pub(crate) fn set_key(&self, key: Option<&'static str>) {
        *self.key.lock().unwrap() = key;
    }
}

impl Servers for ServerAccess {
    fn client(&self, _run: RunId) -> BoxFuture<'_, Result<Client, Fault>> {
        async move {
            let key = *self.key.lock().unwrap();
            let key = key.ok_or_else(|| Fault::own(runs::OwnFault::NoKey, "There is no key."))?;
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

/// An aftercare that counts its calls, and fails as often as it is told to.
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
                fault: Fault::of_server("download", "The file did not arrive."),
                again: true,
            })
        }
        .boxed()
    }
}

/// A driver with all its stand-ins.
pub(crate) struct Bench {
    pub(crate) memory: Arc<Memory>,
    pub(crate) care: Arc<Care>,
    pub(crate) access: Arc<ServerAccess>,
    pub(crate) runs: Runs,
}

impl Bench {
    pub(crate) fn to(base_url: &str) -> Bench {
        Bench::with(base_url, tuning())
    }

    pub(crate) fn with(base_url: &str, tuning: Tuning) -> Bench {
        let (memory, care, access) = (Arc::default(), Arc::default(), ServerAccess::to(base_url));
        Bench {
            runs: start(&memory, &access, &care, tuning),
            memory,
            care,
            access,
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
    access: &Arc<ServerAccess>,
    care: &Arc<Care>,
    tuning: Tuning,
) -> Runs {
    Runs::new(memory.clone(), access.clone(), care.clone(), tuning)
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

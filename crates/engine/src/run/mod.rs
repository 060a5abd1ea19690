//! The runs that are alive: started, followed, cancelled, paused and taken up again.

mod agent;
pub(crate) mod engine_tools;
pub(crate) mod fences;
pub(crate) mod media;
mod pairs;
pub(crate) mod prompt;
mod recorder;
mod reminder;
mod round;
mod signature;
mod steps;
mod timeline;
pub(crate) mod wishes;
mod work;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use interactions::{
    AgentConfig, CreateInteraction, EnvironmentSpec, Interaction, Status, Step, StreamEvent, Usage,
};
use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::brain::Failed;
use crate::brain::registry::{Brains, Chosen};
use crate::egress::Rules;
use crate::files::EnvironmentFiles;
use crate::sandbox::Sandbox;
use crate::state::{EnvironmentRow, InteractionRow, Store, StoreError, StoredEvent};
use agent::Agent;
use engine_tools::EngineTools;
pub(crate) use recorder::seq_of;
use recorder::{Recorder, Sink};
use timeline::Timeline;
use wishes::Wishes;
use work::Work;

/// The first wait of a run whose events cannot be stored; it doubles with each try.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// The longest of these waits.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// All runs of this engine.
pub(crate) struct LiveRuns {
    store: Store,
    brains: Arc<Brains>,
    files: Arc<EnvironmentFiles>,
    sandbox: Arc<Sandbox>,
    live: Mutex<HashMap<String, Live>>,
    pause: CancellationToken,
    tasks: TaskTracker,
}

#[derive(Clone)]
struct Live {
    last: watch::Receiver<i64>,
    cancel: CancellationToken,
}

impl LiveRuns {
    pub(crate) fn new(
        store: Store,
        brains: Arc<Brains>,
        files: Arc<EnvironmentFiles>,
        sandbox: Arc<Sandbox>,
    ) -> Arc<Self> {
        Arc::new(Self {
            store,
            brains,
            files,
            sandbox,
            live: Mutex::default(),
            pause: CancellationToken::new(),
            tasks: TaskTracker::new(),
        })
    }

    /// Takes up every stored run that has not ended.
    pub(crate) async fn recover(self: &Arc<Self>) -> Result<(), StoreError> {
        for row in self.store.open_interactions().await? {
            tracing::info!(interaction = %row.id, "goes on after a restart");
            self.start(row);
        }
        Ok(())
    }

    /// Stores an interaction, with the environment that was made for it, and lets it run. Both are done even when the
    /// asker goes away in between: what is stored must also run.
    pub(crate) async fn begin(
        self: &Arc<Self>,
        row: InteractionRow,
        made: Option<EnvironmentRow>,
    ) -> Result<(), StoreError> {
        let runs = Arc::clone(self);
        let begun = self.tasks.spawn(async move {
            runs.store.create_interaction(row.clone(), made).await?;
            runs.start(row);
            Ok(())
        });
        begun.await.map_err(|_| StoreError::Closed)?
    }

    /// Lets a stored interaction run, whatever becomes of the connection that asked for it.
    pub(crate) fn start(self: &Arc<Self>, row: InteractionRow) {
        let (last_sender, last) = watch::channel(0);
        let cancel = CancellationToken::new();
        let id = row.id.clone();
        self.live().insert(
            id.clone(),
            Live {
                last,
                cancel: cancel.clone(),
            },
        );
        let runs = Arc::clone(self);
        self.tasks.spawn(async move {
            runs.run_to_its_end(&row, &last_sender, &cancel).await;
            runs.live().remove(&id);
        });
    }

    /// LiveRuns a stored interaction until it has ended or the engine pauses. While the record takes no writes, as on a
    /// full disk, it waits and goes on from what is stored: a run has no state besides that.
    async fn run_to_its_end(
        &self,
        row: &InteractionRow,
        last: &watch::Sender<i64>,
        cancel: &CancellationToken,
    ) {
        let id = &row.id;
        let mut pause = FIRST_PAUSE;
        loop {
            let stored = *last.borrow();
            let Err(error) = self.run_stored(row, last, cancel).await else {
                return;
            };
            if !error.is_passing() {
                tracing::error!(interaction = %id, %error, "a run stopped; it goes on at the next start");
                return;
            }
            if *last.borrow() > stored {
                pause = FIRST_PAUSE;
            }
            tracing::warn!(interaction = %id, %error, ?pause, "a run waits until its events can be stored");
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = self.pause.cancelled() => return,
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    async fn run_stored(
        &self,
        row: &InteractionRow,
        last: &watch::Sender<i64>,
        cancel: &CancellationToken,
    ) -> Result<(), StoreError> {
        let events = self.store.events_after(&row.id, 0, usize::MAX >> 1).await?;
        let last_seq = events.last().map_or(0, |event| event.seq);
        let parsed: Vec<_> = events
            .iter()
            .filter_map(|event| StreamEvent::parse(&event.raw).ok())
            .collect();
        // The row that the run began with does not know what was used since.
        let now = self.store.interaction(&row.id).await?;
        let usage = now.map_or(row.usage.clone(), |now| now.usage);
        let usage: Usage = serde_json::from_value(usage).unwrap_or_default();
        let replies = self.store.replies(&row.id).await?;
        let timeline = Timeline::restore(parsed.iter().map(|event| &event.event), replies, &usage);
        last.send_replace(last_seq);
        let sink = Sink::Stored {
            store: self.store.clone(),
            last: last.clone(),
        };
        let mut record = Recorder::new(head(row), sink, timeline, last_seq);
        match self.work(row, cancel.clone()).await {
            Ok(Ok(work)) => work.run(&mut record).await,
            Ok(Err(failed)) => record.fail(&failed).await,
            Err(error) if error.is_passing() => Err(error),
            Err(error) => {
                tracing::error!(interaction = %row.id, %error, "a run cannot be gone on with");
                let what = "What was stored of this cannot be read. Send it again.";
                record.fail(&Failed::new("api_error", what)).await
            }
        }
    }

    /// Lets an interaction run that is not stored. Its events come over the channel; it is cancelled with `cancel`.
    pub(crate) fn start_fleeting(
        self: &Arc<Self>,
        row: InteractionRow,
        cancel: CancellationToken,
    ) -> mpsc::UnboundedReceiver<StoredEvent> {
        let (sender, events) = mpsc::unbounded_channel();
        let runs = Arc::clone(self);
        self.tasks.spawn(async move {
            let mut record = Recorder::new(head(&row), Sink::Fleeting(sender), Timeline::new(), 0);
            let done = match runs.work(&row, cancel).await {
                Ok(Ok(work)) => work.run(&mut record).await,
                Ok(Err(failed)) => record.fail(&failed).await,
                Err(error) => Err(error),
            };
            if let Err(error) = done {
                tracing::error!(%error, "an unstored run stopped");
            }
        });
        events
    }

    async fn work(
        &self,
        row: &InteractionRow,
        cancel: CancellationToken,
    ) -> Result<Result<Work, Failed>, StoreError> {
        let request: CreateInteraction = serde_json::from_value(row.request.clone())?;
        let wishes = match Wishes::of(&request) {
            Ok(wishes) => wishes,
            Err(error) => return Ok(Err(Failed::new(&error.code, error.message))),
        };
        let tools = match EngineTools::of(&request) {
            Ok(tools) => tools,
            Err(error) => return Ok(Err(Failed::new(&error.code, error.message))),
        };
        let config = self.agent_config(&request).await?;
        let brain = match self.brain(&request, config.as_ref()) {
            Ok(brain) => brain,
            Err(failed) => return Ok(Err(failed)),
        };
        let input = request
            .input
            .clone()
            .and_then(interactions::Input::into_steps)
            .unwrap_or_default();
        let agent = match (&request.agent, &row.environment_id) {
            (Some(_), Some(environment)) => {
                Some(self.agent(&request, config.as_ref(), environment).await?)
            }
            _ => None,
        };
        let ask = prompt::ask(&input);
        let mut before = self.history(row.previous.clone()).await?;
        before.extend(input);
        Ok(Ok(Work {
            brain,
            before,
            ask,
            system: request.system_instruction.clone(),
            wishes,
            tools,
            agent,
            cancel,
            pause: self.pause.clone(),
        }))
    }

    /// The brain of the model that is asked, or that the agent works with.
    fn brain(
        &self,
        request: &CreateInteraction,
        config: Option<&AgentConfig>,
    ) -> Result<Chosen, Failed> {
        let model = match (&request.model, config.and_then(model_of)) {
            (Some(model), _) => model.to_string(),
            (None, Some(model)) => model.to_owned(),
            (None, None) => self.brains.default_model(),
        };
        self.brains.find(&model).ok_or_else(|| {
            let what = format!("There is no model '{model}' here any more. Choose another one.");
            Failed::new("model_not_found", what)
        })
    }

    /// How the agent is configured: by the request, or by a custom agent itself.
    async fn agent_config(
        &self,
        request: &CreateInteraction,
    ) -> Result<Option<AgentConfig>, StoreError> {
        let (Some(id), None) = (&request.agent, &request.agent_config) else {
            return Ok(request.agent_config.clone());
        };
        let custom = self.store.agent(id.as_str()).await?;
        let config = custom.and_then(|row| row.body.get("agent_config").cloned());
        Ok(config.and_then(|config| serde_json::from_value(config).ok()))
    }

    async fn agent(
        &self,
        request: &CreateInteraction,
        config: Option<&AgentConfig>,
        environment: &str,
    ) -> Result<Agent, StoreError> {
        let id = request.agent.as_ref().map_or("", |agent| agent.as_str());
        let custom = self.store.agent(id).await?.map(|row| row.body);
        let own = custom
            .as_ref()
            .and_then(|body| body.get("system_instruction")?.as_str());
        let asked = request.system_instruction.as_deref();
        Ok(Agent {
            instructions: Agent::instructions(&self.files, environment, own, asked).await,
            max_total_tokens: config.and_then(token_cap),
            environment_id: environment.to_owned(),
            files: Arc::clone(&self.files),
            sandbox: Arc::clone(&self.sandbox),
            network: self.network_of(environment).await?,
            env: match &request.environment {
                Some(EnvironmentSpec::Config(config)) => {
                    variables(config.env.as_ref().map(|env| &env.0))
                }
                _ => Vec::new(),
            },
        })
    }

    /// What an environment may reach. Rules that cannot be read open nothing.
    async fn network_of(&self, environment: &str) -> Result<Option<Arc<Rules>>, StoreError> {
        let row = self.store.environment(environment).await?;
        let network =
            row.and_then(|row| serde_json::from_value(row.settings["network"].clone()).ok());
        let rules = Rules::read(network.as_ref()).ok().flatten();
        Ok(rules.map(Arc::new))
    }

    /// The steps of the interactions before, oldest first. An interaction that was deleted ends the chain.
    async fn history(&self, mut previous: Option<String>) -> Result<Vec<Step>, StoreError> {
        let mut steps: Vec<Vec<Step>> = Vec::new();
        while let Some(id) = previous {
            let Some(row) = self.store.interaction(&id).await? else {
                break;
            };
            steps.push(self.timeline_of(&row).await?);
            previous = row.previous;
        }
        Ok(steps.into_iter().rev().flatten().collect())
    }

    /// Input and output steps of a stored interaction.
    pub(crate) async fn timeline_of(&self, row: &InteractionRow) -> Result<Vec<Step>, StoreError> {
        let request: CreateInteraction = serde_json::from_value(row.request.clone())?;
        let mut steps = request
            .input
            .and_then(interactions::Input::into_steps)
            .unwrap_or_default();
        steps.extend(self.output_of(&row.id).await?);
        Ok(steps)
    }

    /// Output steps of a stored interaction.
    pub(crate) async fn output_of(&self, id: &str) -> Result<Vec<Step>, StoreError> {
        let events = self.store.events_after(id, 0, usize::MAX >> 1).await?;
        Ok(output_steps(&events))
    }

    /// Asks a live run to stop and waits until it has. Nothing happens when it has ended already.
    pub(crate) async fn cancel(&self, id: &str) {
        let Some(mut live) = self.live().get(id).cloned() else {
            return;
        };
        live.cancel.cancel();
        // The sender goes away when the run has ended.
        while live.last.changed().await.is_ok() {}
    }

    /// Tells of each new event of a live run; None when it does not run.
    pub(crate) fn watch(&self, id: &str) -> Option<watch::Receiver<i64>> {
        self.live().get(id).map(|live| live.last.clone())
    }

    /// Ends when the engine pauses.
    pub(crate) fn paused(&self) -> CancellationToken {
        self.pause.clone()
    }

    /// Pauses every run at a safe place; they go on at the next start.
    pub(crate) async fn shutdown(&self) {
        self.pause.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }

    fn live(&self) -> std::sync::MutexGuard<'_, HashMap<String, Live>> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The steps that events tell.
pub(crate) fn output_steps(events: &[StoredEvent]) -> Vec<Step> {
    let mut fold = interactions::Accumulator::new();
    for event in events
        .iter()
        .filter_map(|event| StreamEvent::parse(&event.raw).ok())
    {
        fold.push(&event);
    }
    let mut steps = fold.steps().to_vec();
    for step in &mut steps {
        // Arguments that broke off are no object. The refusal that follows says so; the contract has objects here.
        if let Step::FunctionCall(call) = step
            && !call.arguments.as_ref().is_some_and(Value::is_object)
        {
            call.arguments = Some(json!({}));
        }
    }
    steps
}

/// What events say of the interaction itself (contract section 8.3).
fn head(row: &InteractionRow) -> Interaction {
    let text = |name: &str| row.request.get(name).and_then(Value::as_str);
    Interaction {
        id: Some(row.id.as_str().into()).filter(|_| !row.id.is_empty()),
        status: Some(Status::InProgress),
        object: Some("interaction".to_owned()),
        model: text("model").map(Into::into),
        agent: text("agent").map(Into::into),
        environment_id: row.environment_id.as_deref().map(Into::into),
        created: Some(row.created.clone()),
        updated: Some(row.updated.clone()),
        previous_interaction_id: row.previous.as_deref().map(Into::into),
        ..Interaction::default()
    }
}

/// The model that an agent is to work with.
pub(crate) fn model_of(config: &AgentConfig) -> Option<&str> {
    match config {
        AgentConfig::Antigravity(config) => config.model.as_deref(),
        AgentConfig::Dynamic(config) => config.extra.get("model")?.as_str(),
        _ => None,
    }
}

fn token_cap(config: &AgentConfig) -> Option<u64> {
    match config {
        AgentConfig::Antigravity(config) => config.max_total_tokens?.as_u64(),
        AgentConfig::Dynamic(config) => match config.extra.get("max_total_tokens")? {
            Value::String(text) => text.parse().ok(),
            number => number.as_u64(),
        },
        _ => None,
    }
}

/// `env` of an environment: name → string or `{value}` (contract section 9.1).
pub(crate) fn variables(env: Option<&Value>) -> Vec<(String, String)> {
    let entries = env.and_then(Value::as_object).into_iter().flatten();
    let text = |value: &Value| {
        value
            .as_str()
            .or_else(|| value.get("value")?.as_str())
            .map(str::to_owned)
    };
    entries
        .filter_map(|(name, value)| Some((name.clone(), text(value)?)))
        .collect()
}

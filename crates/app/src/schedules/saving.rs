//! Saves a schedule: it is checked, created at its server, then stored.

use interactions::{
    Client, CreateInteraction, EnvironmentId, Tool, Trigger, TriggerId, TriggerUpdate,
};
use ledger::ScheduleId;
use screen::view::conversation;

use words::say;

use super::trigger_state::{FAILURES, TriggerStanding, TriggerState};
use super::{KnownSchedule, StoredSchedule, when};
use crate::agents::OwnAgent;
use crate::bridge::{Attachment, Engine, ErrorCode, KeyStatus, Patch, ScheduleDraft};
use crate::commands::recorded_engine;
use crate::core::{Core, now};
use crate::errors::{self, Result};
use crate::request::placed_files::place_files;
use crate::request::{self, EarlierContext, Question};
use crate::who;

/// Maximum duration of a run at Gemini, in seconds, as in the contract's own example.
const GEMINI_TIMEOUT_SECONDS: u64 = 900;
/// Maximum duration of a run on this computer, where models are slow, in seconds.
const LOCAL_TIMEOUT_SECONDS: u64 = 4 * 60 * 60;

/// The agent that a schedule names.
struct ChosenAgent<'a> {
    engine: Engine,
    id: &'a str,
    /// Set if it is one of the person's own agents.
    own: Option<OwnAgent>,
}

/// Who does the work of a schedule, and with which tools.
struct Worker {
    /// The agent's id at the server.
    target: String,
    tools: Vec<Tool>,
}

/// The agent to ask and the request for it, as the server takes them.
struct AgentRequest {
    engine: Engine,
    /// The agent's id at the server.
    target: String,
    request: CreateInteraction,
    /// See [`StoredSchedule::headers_changed_at`].
    headers_changed_at: i64,
}

impl Core {
    /// Saves a schedule, in place of the one with this id. A server can only change a trigger's name (contract
    /// section 11), so a changed schedule is created there before the old one is deleted.
    ///
    /// # Errors
    /// What is not understood or missing, or why its server refuses it. Nothing is stored then.
    pub(crate) async fn save_schedule(
        &self,
        id: Option<ScheduleId>,
        draft: ScheduleDraft,
    ) -> Result<ScheduleId> {
        let _changing = self.schedules.changing.lock().await;
        let old = match id {
            Some(id) => Some(self.known_schedule(id).await?),
            None => None,
        };
        let mut draft = draft;
        let parsed = when::parse(&draft.words, draft.zone.as_deref()).map_err(errors::invalid)?;
        let agent_request = self.agent_request(&draft).await?;
        if draft.name.trim().is_empty() {
            draft.name = conversation::title(&draft.text, None);
        }
        let stored = StoredSchedule {
            draft,
            cron: parsed.cron,
            zone: parsed.zone,
            request: agent_request.request,
            headers_changed_at: agent_request.headers_changed_at,
        };
        let id = match &old {
            Some(old) if is_same_request(old, &stored) => self.rename(old, stored).await?,
            old => {
                let id = id.unwrap_or_else(ScheduleId::new);
                let old = old.clone().map(without_failures);
                self.create_and_store(
                    id,
                    old.as_ref(),
                    agent_request.engine,
                    agent_request.target,
                    stored,
                )
                .await?;
                id
            }
        };
        self.push_removals().await;
        self.deliver_removals();
        self.schedules.request_poll();
        self.screen.tell(Patch::Schedules);
        Ok(id)
    }

    /// Recreates a schedule at its server if its agent has another version by now, or the tool servers that it uses
    /// were changed or removed.
    ///
    /// # Errors
    /// The reason why its server refuses it. The schedule is then left as it is.
    pub(super) async fn update_request(&self, known: &KnownSchedule) -> Result<()> {
        let engine = conversation::engine(known.row.engine);
        let asked = who::parse(&known.stored.draft.who).map_or("", |(_, _, id)| id);
        let has_own_agent = self.own_agent_at(engine, asked).await?.is_some();
        if !has_own_agent && known.stored.draft.tools.is_none() {
            return Ok(());
        }
        let mut draft = known.stored.draft.clone();
        // An older Errand gave programs of this computer no network access, whatever the form said.
        if let Some(network) = request::network_of(&known.stored.request) {
            draft.network = network;
        }
        // Compared first: building a request reads whole files, and this is called at each poll.
        let worker = self
            .worker(&draft, &self.chosen_agent(&draft).await?)
            .await?;
        if worker.target == known.row.target
            && worker.tools == known.stored.request.tools
            && self.headers_changed_at(&worker.tools) == known.stored.headers_changed_at
        {
            return Ok(());
        }
        let agent_request = self.agent_request(&draft).await?;
        let stored = StoredSchedule {
            draft,
            request: agent_request.request,
            headers_changed_at: agent_request.headers_changed_at,
            ..known.stored.clone()
        };
        let mut known = known.clone();
        if TriggerState::of(&known.row).standing == TriggerStanding::Failing {
            known.row.paused_for.get_or_insert(FAILURES.to_owned());
        }
        let (id, target) = (known.row.id, agent_request.target);
        self.create_and_store(id, Some(&known), engine, target, stored)
            .await?;
        self.push_removals().await;
        self.deliver_removals();
        Ok(())
    }

    /// Returns the agent that a draft names.
    ///
    /// # Errors
    /// What is missing for it to do the work.
    async fn chosen_agent<'a>(&self, draft: &'a ScheduleDraft) -> Result<ChosenAgent<'a>> {
        let (engine, is_agent, id) =
            who::parse(&draft.who).ok_or_else(|| errors::invalid(say::choose_who()))?;
        if !is_agent {
            return Err(errors::invalid(say::schedule_needs_agent()));
        }
        if draft.text.trim().is_empty() {
            return Err(errors::invalid(say::schedule_say_what()));
        }
        if engine == Engine::Gemini && self.key_status().await == KeyStatus::None {
            return Err(errors::no_key(&self.base_url()));
        }
        let own = self.own_agent_at(engine, id).await?;
        let own_model = own.as_ref().and_then(|own| own.connected_model_at(engine));
        match own_model.or_else(|| who::model_of(engine, is_agent, id)) {
            Some(model) => drop(self.connected_model(model)?),
            None if engine == Engine::Local && !self.has_brain() => return Err(errors::no_model()),
            None => {}
        }
        Ok(ChosenAgent { engine, id, own })
    }

    /// Returns who does the work of a schedule, and with which tools. One of the person's own agents is created at the
    /// server if necessary.
    async fn worker(&self, draft: &ScheduleDraft, chosen: &ChosenAgent<'_>) -> Result<Worker> {
        let target = match &chosen.own {
            Some(own) => self.agent_at(chosen.engine, own).await?,
            None => chosen.id.to_owned(),
        };
        let tools = self
            .tools_for(None, draft.tools.as_ref(), &draft.who)
            .await?;
        Ok(Worker { target, tools })
    }

    /// Builds the request of a schedule.
    async fn agent_request(&self, draft: &ScheduleDraft) -> Result<AgentRequest> {
        let chosen = self.chosen_agent(draft).await?;
        let engine = chosen.engine;
        if who::needs_sandbox(chosen.id) {
            check_sizes(&draft.files)?;
        }
        let mut files = self.read_attachments(&draft.files).await?;
        if engine == Engine::Local {
            self.read_documents(&mut files, false).await?;
        }
        let Worker { target, tools } = self.worker(draft, &chosen).await?;
        let headers_changed_at = self.headers_changed_at(&tools);
        let network = chosen.own.map(|own| own.network);
        let request = request::build(&Question {
            is_agent: true,
            target: &target,
            role: who::model_role(engine, &target),
            text: &draft.text,
            files: &files,
            network: &draft.network,
            token_cap: self.token_cap(&target),
            options: Default::default(),
            tools,
            before: EarlierContext {
                network: request::network_of_new(engine, network),
                ..EarlierContext::default()
            },
        })?;
        Ok(AgentRequest {
            engine,
            target,
            request,
            headers_changed_at,
        })
    }

    /// Creates the trigger of a schedule and stores it in place of the old one.
    async fn create_and_store(
        &self,
        id: ScheduleId,
        old: Option<&KnownSchedule>,
        engine: Engine,
        target: String,
        stored: StoredSchedule,
    ) -> Result<()> {
        let origin = (engine == Engine::Gemini).then(|| self.base_url());
        let mut row = ledger::Schedule {
            id,
            engine: recorded_engine(engine),
            origin,
            trigger_id: String::new(),
            target,
            environment_id: None,
            body: serde_json::to_value(&stored).map_err(|cause| errors::internal(&cause))?,
            // Replaced below; until then it has the failures so far.
            seen: old.map_or_else(Default::default, |old| old.row.seen.clone()),
            paused_for: None,
            created_at: old.map_or_else(now, |old| old.row.created_at),
        };
        let client = self.client_of_schedule(&row).await?;
        let sandbox = old.and_then(|old| kept_sandbox(old, &row, &stored));
        let request = self.with_headers(stored.request.clone()).await?;
        let trigger = trigger(&stored, request, engine);
        let made = create_trigger(&client, trigger, sandbox.map(Into::into)).await;
        let mut made = made.map_err(|cause| errors::call(&cause))?;
        let trigger_id = made.id.clone().filter(|id| !id.as_str().is_empty());
        let trigger_id = trigger_id
            .ok_or_else(|| errors::internal(&"the server does not say which trigger it made"))?;
        let stays_paused = old.is_some_and(|old| {
            old.row.paused_for.is_some()
                || TriggerState::of(&old.row).standing == TriggerStanding::Paused
        });
        let written = async {
            if stays_paused {
                let paused = client.triggers().pause(&trigger_id).await;
                made = paused.map_err(|cause| errors::call(&cause))?;
                row.paused_for = old.and_then(|old| old.row.paused_for.clone());
            }
            row.trigger_id = trigger_id.to_string();
            row.environment_id = made.environment_id.as_ref().map(ToString::to_string);
            row.seen = TriggerState::of_schedule(&row, &made).json()?;
            let files = stored.files();
            self.ledger(move |ledger| ledger.keep_schedule(&row, &files, now()))
                .await
        };
        if let Err(error) = written.await {
            // A trigger that is not stored must not run.
            if let Err(error) = client.triggers().delete(&trigger_id).await {
                tracing::error!(%error, trigger = %trigger_id, "a trigger without a schedule stays at its server");
            }
            return Err(error);
        }
        Ok(())
    }

    /// Renames a schedule, here and at its server.
    async fn rename(&self, old: &KnownSchedule, stored: StoredSchedule) -> Result<ScheduleId> {
        let client = self.client_of_schedule(&old.row).await?;
        let update = TriggerUpdate {
            display_name: Some(stored.draft.name.clone()),
            ..TriggerUpdate::default()
        };
        let id = TriggerId::from(old.row.trigger_id.clone());
        let renamed = client.triggers().update(&id, &update).await;
        renamed.map_err(|cause| errors::call(&cause))?;
        let row = ledger::Schedule {
            body: serde_json::to_value(&stored).map_err(|cause| errors::internal(&cause))?,
            ..old.row.clone()
        };
        let (id, files) = (row.id, stored.files());
        self.ledger(move |ledger| ledger.keep_schedule(&row, &files, now()))
            .await?;
        Ok(id)
    }
}

/// Returns the sandbox that a changed schedule keeps, with what earlier runs left in it.
fn kept_sandbox(
    old: &KnownSchedule,
    row: &ledger::Schedule,
    stored: &StoredSchedule,
) -> Option<String> {
    let is_same_server = (old.row.engine, &old.row.origin) == (row.engine, &row.origin);
    // Changed files need a new sandbox, because an existing one is not given any.
    let has_same_files = old.stored.draft.files == stored.draft.files;
    let sandbox = old.row.environment_id.clone();
    sandbox.filter(|_| is_same_server && has_same_files)
}

/// A schedule that the person changes after failures begins anew.
fn without_failures(mut old: KnownSchedule) -> KnownSchedule {
    old.row.paused_for.take_if(|why| why == FAILURES);
    old
}

/// Checks that files fit into the request of a schedule. Larger ones cannot be put into the sandbox of each run.
fn check_sizes(files: &[Attachment]) -> Result<()> {
    let placed = place_files(files, []);
    match placed.iter().find(|place| !place.inline) {
        None => Ok(()),
        Some(place) => Err(errors::error(
            ErrorCode::Invalid,
            say::schedule_file_too_large(&place.file.name),
        )),
    }
}

/// Returns true if the server would do the same work as before.
fn is_same_request(old: &KnownSchedule, new: &StoredSchedule) -> bool {
    let before = &old.stored;
    let is_there = TriggerState::of(&old.row).standing != TriggerStanding::Gone;
    is_there
        && before.draft.who == new.draft.who
        && (&before.cron, &before.zone) == (&new.cron, &new.zone)
        && before.request == new.request
        && before.headers_changed_at == new.headers_changed_at
}

/// Builds the trigger of a schedule (contract section 11) for its request with all headers. Its runs are always in the
/// background.
fn trigger(stored: &StoredSchedule, request: CreateInteraction, engine: Engine) -> Trigger {
    let agent_request = CreateInteraction {
        background: None,
        stream: None,
        store: None,
        ..request
    };
    Trigger {
        display_name: Some(stored.draft.name.clone()),
        execution_timeout_seconds: Some(match engine {
            Engine::Gemini => GEMINI_TIMEOUT_SECONDS,
            Engine::Local => LOCAL_TIMEOUT_SECONDS,
        }),
        ..Trigger::new(&stored.cron, &stored.zone, agent_request)
    }
}

/// Creates a trigger, in an existing sandbox if the server still has it.
async fn create_trigger(
    client: &Client,
    trigger: Trigger,
    sandbox: Option<EnvironmentId>,
) -> Result<Trigger, interactions::Error> {
    if sandbox.is_some() {
        let there = Trigger {
            environment_id: sandbox,
            ..trigger.clone()
        };
        match client.triggers().create(&there).await {
            Err(interactions::Error::Api {
                status: 400 | 404, ..
            }) => {}
            made => return made,
        }
    }
    client.triggers().create(&trigger).await
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::bridge::{Network, Options, Role};

    const RECORDED: &str = include_str!("../../../interactions/tests/fixtures/requests.json");

    #[test]
    fn the_request_is_the_recorded_one() {
        let draft = ScheduleDraft {
            name: "Weekly report".into(),
            text: "Write the weekly report.".into(),
            files: Vec::new(),
            who: "gemini:agent:report-writer".into(),
            network: Network::Open,
            tools: None,
            words: "every Monday at 7".into(),
            zone: Some("Europe/Zurich".into()),
        };
        let parsed = when::parse(&draft.words, draft.zone.as_deref()).unwrap();
        let request = request::build(&Question {
            is_agent: true,
            target: "report-writer",
            role: Role::Other,
            text: &draft.text,
            files: &[],
            network: &draft.network,
            token_cap: None,
            options: Options::default(),
            tools: Vec::new(),
            before: EarlierContext::default(),
        });
        let stored = StoredSchedule {
            draft,
            cron: parsed.cron,
            zone: parsed.zone,
            request: request.unwrap(),
            headers_changed_at: 0,
        };
        let trigger = trigger(&stored, stored.request.clone(), Engine::Gemini);
        let ours = serde_json::to_value(trigger).unwrap();
        let recorded: Value = serde_json::from_str(RECORDED).unwrap();
        let calls = recorded["requests"].as_array().unwrap();
        let call = calls.iter().find(|call| call["call"] == "triggers.create");
        assert_eq!(ours, call.unwrap()["requests"][0]["body"]);
    }
}

//! Commands on turns: sending, stopping, checking and sending again.

use interactions::CreateInteraction;
use ledger::{ConversationId, DraftKey, NewConversation, NewInteraction, RunId};
use runs::Runs;
use screen::view::{conversation, turn};
use words::say;

use super::{actions, id};
use crate::aftercare::What;
use crate::bridge::*;
use crate::connected;
use crate::continuing::{Following, Plan, check_leaving, state_for};
use crate::core::{Core, now};
use crate::desk::Desk;
use crate::errors::{self, Result};
use crate::request::options::{self, fitting};
use crate::request::{self, Question};
use crate::who;

impl Desk {
    pub(super) async fn send(&self, request: SendRequest) -> Result<Sent> {
        let who = request.who.clone();
        let is_agent = matches!(who::parse(&who), Some((_, true, _)));
        let sent = self.submit(request).await?;
        let remembered = self.core.change_settings(move |settings| {
            let last = if is_agent {
                &mut settings.last_job_who
            } else {
                &mut settings.last_chat_who
            };
            *last = Some(who);
        });
        if let Err(error) = remembered.await {
            tracing::warn!(%error, "the choice of who does it cannot be remembered");
        }
        Ok(sent)
    }

    /// Stores a turn and begins it.
    pub(super) async fn submit(&self, request: SendRequest) -> Result<Sent> {
        let core = &self.core;
        let (engine, is_agent, target) =
            who::parse(&request.who).ok_or_else(|| errors::invalid(say::choose_who()))?;
        if engine == Engine::Gemini && core.key_status().await == KeyStatus::None {
            return Err(errors::no_key(&core.base_url()));
        }
        let own = match is_agent {
            true => core.own_agent_at(engine, target).await?,
            false => None,
        };
        let own_model = own.as_ref().and_then(|own| own.thinks_with(engine));
        let model = own_model.or_else(|| who::model_of(engine, is_agent, target));
        core.check_budget(engine, own_model.unwrap_or(target))
            .await?;
        let model = model.map(|model| core.provided(model)).transpose()?;
        let place = match &own {
            Some(own) => core.place_of_own(engine, own),
            None => core.place(engine, is_agent, target).await?,
        };
        let conversation: Option<ConversationId> = request
            .conversation
            .as_deref()
            .map(|text| id(text, say::conversation_gone))
            .transpose()?;
        let parent: Option<RunId> = request
            .parent
            .as_deref()
            .map(|text| id(text, say::turn_before_gone))
            .transpose()?;
        if parent.is_some() && conversation.is_none() {
            return Err(errors::invalid(say::turn_without_conversation()));
        }
        let draft: Option<DraftKey> = request
            .draft
            .as_deref()
            .map(|text| id(text, say::draft_gone))
            .transpose()?;
        let mut files = core.attached(&request.attachments).await?;
        if let Some(model) = model.filter(|_| !is_agent) {
            connected::takes(&model, &files)?;
        }
        if !is_agent {
            core.read_words(&mut files).await?;
        }
        let made = match &own {
            Some(own) => Some(core.agent_at(engine, own).await?),
            None => None,
        };
        let target = made.as_deref().unwrap_or(target);
        let role = who::model_role(engine, target);
        let mut plan = match parent.zip(conversation) {
            // A voice only receives the text that it reads aloud, and no earlier turns.
            Some((parent, conversation)) if !is_voice(engine, is_agent, target) => {
                let leaving = core.leaving(conversation, parent, place.clone()).await?;
                check_leaving(leaving.as_ref(), request.leaving.as_deref())?;
                let following = Following {
                    parent,
                    conversation,
                    engine,
                    is_agent,
                    target,
                    text: &request.text,
                    files: &files,
                };
                core.going_on(&following, false).await?
            }
            _ => Plan::default(),
        };
        let tools = core
            .tools_for(conversation, request.tools.as_ref(), &request.who)
            .await?;
        let environment = plan.before.environment.clone();
        if environment.is_none() {
            plan.before.network = request::network_of_new(engine, own.map(|own| own.network));
        }
        let create = request::build(&Question {
            is_agent,
            target,
            role,
            text: &request.text,
            files: &files,
            network: &request.network,
            token_cap: core.token_cap(target),
            options: fitting(request.options, &who::choices(engine, is_agent, target)),
            tools,
            before: plan.before,
        })?;
        let attachments: Vec<Attachment> =
            files.into_iter().map(|attached| attached.file).collect();
        let carried_files = plan.carried.iter().flat_map(|carried| &carried.files);
        let carried_files: Vec<_> = carried_files.cloned().collect();
        let state = state_for(&create, &attachments, &carried_files);
        let going_along = attachments.iter().map(|file| file.sha256.clone());
        let kept = core
            .kept_request(&create, conversation, going_along)
            .await?;
        let new = NewInteraction {
            parent_id: parent,
            engine: recorded_engine(engine),
            origin: place,
            target: recorded_target(is_agent),
            target_id: target.to_owned(),
            prompt: request.text.clone(),
            attachments: serde_json::to_value(&attachments)
                .map_err(|cause| errors::internal(&cause))?,
            request: kept,
            carried: plan
                .carried
                .map(serde_json::to_value)
                .transpose()
                .map_err(|cause| errors::internal(&cause))?,
            phase: state.to_json(),
            environment_id: environment.map(|id| id.to_string()),
            created_at: now(),
            draft,
        };
        let title = conversation::title(
            &request.text,
            attachments.first().map(|file| file.name.as_str()),
        );
        let row = core
            .ledger(move |ledger| match conversation {
                Some(conversation) => ledger.follow_up(conversation, &new),
                None => {
                    let kind = if is_agent {
                        ledger::Kind::Job
                    } else {
                        ledger::Kind::Chat
                    };
                    ledger
                        .create(&NewConversation { kind, title }, &new)
                        .map(|(_, row)| row)
                }
            })
            .await?;
        core.files.unread.notify_one();
        if conversation.is_none() && request.tools.is_some() {
            core.keep_tools(row.conversation_id, request.tools).await?;
        }
        // From here on the turn is stored: if a later step fails, the next start continues it.
        self.begin(&row).await
    }

    /// Begins a stored turn.
    pub(super) async fn begin(&self, row: &ledger::Interaction) -> Result<Sent> {
        self.core.begin(row, &self.runs).await
    }

    pub(super) async fn leaving(&self, request: LeavingRequest) -> Result<Option<Leaving>> {
        let (engine, is_agent, target) =
            who::parse(&request.who).ok_or_else(|| errors::not_found(say::who_gone()))?;
        if is_voice(engine, is_agent, target) {
            return Ok(None);
        }
        let conversation: ConversationId = id(&request.conversation, say::conversation_gone)?;
        let parent: RunId = id(&request.parent, say::turn_before_gone)?;
        let place = self.core.place(engine, is_agent, target).await?;
        self.core.leaving(conversation, parent, place).await
    }

    pub(super) async fn stop(&self, text: String) -> Result<()> {
        let run: RunId = id(&text, say::turn_gone)?;
        self.core.files.fetches.stop(What::Turn(run));
        self.runs
            .stop(run)
            .await
            .map_err(|cause| errors::run(&cause))
    }

    pub(super) async fn check_again(&self, text: String) -> Result<()> {
        let run: RunId = id(&text, say::turn_gone)?;
        let row = self
            .core
            .ledger(move |ledger| ledger.interaction(run))
            .await?;
        let row = row.ok_or_else(|| errors::not_found(say::turn_gone()))?;
        self.forgive_engine_of(&row).await;
        self.runs
            .check_again(run)
            .await
            .map(drop)
            .map_err(|cause| errors::run(&cause))
    }

    pub(super) async fn send_again(&self, text: String) -> Result<()> {
        let run: RunId = id(&text, say::turn_gone)?;
        let (row, sent) = self
            .core
            .ledger(move |ledger| Ok((ledger.interaction(run)?, ledger.request(run)?)))
            .await?;
        let row = row.ok_or_else(|| errors::not_found(say::turn_gone()))?;
        self.forgive_engine_of(&row).await;
        if !row.settled {
            let engine = conversation::engine(row.engine);
            self.core.check_budget(engine, &row.target_id).await?;
            let again = self.runs.send_again(run).await;
            return again.map(drop).map_err(|cause| errors::run(&cause));
        }
        // The turn is over, so sending it again makes a new turn beside it; nothing is overwritten.
        let sent: Option<CreateInteraction> =
            sent.and_then(|json| serde_json::from_str(&json).ok());
        // Answers to functions are not a prompt that could be sent as a new question: they are sent unchanged.
        if let Some(answers) = sent.as_ref().filter(|it| actions::is_answer(it)) {
            // It is not known who wrote the request of an imported turn, so it is never sent unchanged.
            if row.imported {
                return Err(errors::invalid(say::nothing_asked()));
            }
            let words = row.prompt.clone();
            let engine = conversation::engine(row.engine);
            self.core.check_budget(engine, &row.target_id).await?;
            let place = self.core.answers_go_to(&row).await?;
            return self
                .follow(&row, place, row.parent_id, answers, words)
                .await
                .map(drop);
        }
        // Of an imported turn only the words and files are used: others may have granted what its request allows.
        let sent = sent.filter(|_| !row.imported);
        let network = self.core.network_of_turn(run).await?;
        let network = network.filter(|_| !row.imported);
        let is_agent = row.target == ledger::Target::Agent;
        let request = SendRequest {
            conversation: Some(row.conversation_id.to_string()),
            parent: row.parent_id.map(|id| id.to_string()),
            who: who::name(conversation::engine(row.engine), is_agent, &row.target_id),
            text: row.prompt.clone(),
            attachments: turn::attachments(&row),
            network: network.unwrap_or(Network::Off),
            // The place of the first turn has received its content already.
            leaving: row.origin.clone().filter(|_| !row.imported),
            draft: None,
            options: sent.as_ref().map(options::of).unwrap_or_default(),
            tools: None,
        };
        self.send(request).await.map(drop)
    }

    /// Lets the engine on this computer try to start again, because a person asked for one of its turns. Only for
    /// such turns, because this waits for a start in progress.
    async fn forgive_engine_of(&self, row: &ledger::Interaction) {
        if row.engine == ledger::Engine::Local {
            self.core.connections.local.forgive().await;
        }
    }

    pub(super) async fn options_of(&self, text: String) -> Result<Options> {
        let run: RunId = id(&text, say::turn_gone)?;
        self.core.options_of_turn(run).await
    }

    pub(super) async fn raw_events(&self, text: String) -> Result<String> {
        let run: RunId = id(&text, say::turn_gone)?;
        let raw = self
            .core
            .ledger(move |ledger| {
                let mut raw = String::from("[");
                ledger.events(run, 0, |event| {
                    if raw.len() > 1 {
                        raw.push_str(",\n");
                    }
                    raw.push_str(&event.raw);
                    std::ops::ControlFlow::Continue(())
                })?;
                raw.push(']');
                Ok(raw)
            })
            .await?;
        Ok(raw)
    }
}

impl Core {
    /// Begins a stored turn.
    pub(crate) async fn begin(&self, row: &ledger::Interaction, runs: &Runs) -> Result<Sent> {
        self.screen.begins(row);
        let started = runs.start(row.id).await;
        started.map_err(|cause| errors::run(&cause))?;
        self.screen.began(row);
        // The new turn may answer one that waits.
        self.telling.asks.notify_one();
        let conversation = row.conversation_id;
        self.screen(move |screen| {
            screen.tell_line(conversation);
            Ok(())
        })
        .await?;
        Ok(Sent {
            conversation: row.conversation_id.to_string(),
            turn: row.id.to_string(),
        })
    }
}

/// Returns true if a model only reads aloud.
fn is_voice(engine: Engine, is_agent: bool, target: &str) -> bool {
    !is_agent && who::model_role(engine, target) == Role::Speaker
}

/// Converts an engine of the window to the ledger's type.
pub(crate) fn recorded_engine(engine: Engine) -> ledger::Engine {
    match engine {
        Engine::Gemini => ledger::Engine::Gemini,
        Engine::Local => ledger::Engine::Local,
    }
}

/// Returns the ledger's type for an agent or a model.
pub(super) fn recorded_target(is_agent: bool) -> ledger::Target {
    if is_agent {
        ledger::Target::Agent
    } else {
        ledger::Target::Model
    }
}

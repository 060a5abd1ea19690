//! Commands on turns that exist: stopping, checking and sending again.

use interactions::CreateInteraction;
use ledger::{ConversationId, RunId};
use runs::Runs;
use screen::view::{conversation, turn};
use words::say;

use super::{actions, parse_id};
use crate::aftercare::FetchTarget;
use crate::backend::Backend;
use crate::bridge::*;
use crate::core::Core;
use crate::errors::{self, Result};
use crate::request::options;
use crate::who;

impl Backend {
    /// Begins a stored turn.
    pub(super) async fn begin(&self, row: &ledger::Interaction) -> Result<SendResult> {
        self.core.begin(row, &self.runs).await
    }

    pub(super) async fn leaving(&self, request: LeavingRequest) -> Result<Option<Leaving>> {
        let (engine, is_agent, target) =
            who::parse(&request.who).ok_or_else(|| errors::not_found(say::who_gone()))?;
        if is_voice(engine, is_agent, target) {
            return Ok(None);
        }
        let conversation: ConversationId = parse_id(&request.conversation, say::conversation_gone)?;
        let parent: RunId = parse_id(&request.parent, say::turn_before_gone)?;
        let place = self.core.recipient_url(engine, is_agent, target).await?;
        self.core.leaving(conversation, parent, place).await
    }

    pub(super) async fn stop(&self, text: String) -> Result<()> {
        let run: RunId = parse_id(&text, say::turn_gone)?;
        self.core.files.fetches.stop(FetchTarget::Turn(run));
        self.runs
            .stop(run)
            .await
            .map_err(|cause| errors::run(&cause))
    }

    pub(super) async fn check_again(&self, text: String) -> Result<()> {
        let run: RunId = parse_id(&text, say::turn_gone)?;
        let row = self
            .core
            .ledger(move |ledger| ledger.interaction(run))
            .await?;
        let row = row.ok_or_else(|| errors::not_found(say::turn_gone()))?;
        self.reset_engine_failures(&row).await;
        self.runs
            .check_again(run)
            .await
            .map(drop)
            .map_err(|cause| errors::run(&cause))
    }

    pub(super) async fn send_again(&self, text: String) -> Result<()> {
        let run: RunId = parse_id(&text, say::turn_gone)?;
        let (row, sent) = self
            .core
            .ledger(move |ledger| Ok((ledger.interaction(run)?, ledger.request(run)?)))
            .await?;
        let row = row.ok_or_else(|| errors::not_found(say::turn_gone()))?;
        self.reset_engine_failures(&row).await;
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
            let place = self.core.answer_recipient_url(&row).await?;
            return self
                .store_and_begin(&row, place, row.parent_id, answers, words)
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
            who: who::entry_id(conversation::engine(row.engine), is_agent, &row.target_id),
            text: row.prompt.clone(),
            attachments: turn::attachments(&row),
            network: network.unwrap_or(Network::Off),
            // The place of the first turn has received its content already.
            leaving: row.origin.clone().filter(|_| !row.imported),
            draft: None,
            options: sent.as_ref().map(options::read).unwrap_or_default(),
            tools: None,
        };
        self.send(request).await.map(drop)
    }

    /// Lets the engine on this computer try to start again, because a person asked for one of its turns. Only for
    /// such turns, because this waits for a start in progress.
    async fn reset_engine_failures(&self, row: &ledger::Interaction) {
        if row.engine == ledger::Engine::Local {
            self.core.connections.local.reset_failures().await;
        }
    }

    pub(super) async fn options_of(&self, text: String) -> Result<Options> {
        let run: RunId = parse_id(&text, say::turn_gone)?;
        self.core.options_of_turn(run).await
    }

    pub(super) async fn raw_events(&self, text: String) -> Result<String> {
        let run: RunId = parse_id(&text, say::turn_gone)?;
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
    pub(crate) async fn begin(&self, row: &ledger::Interaction, runs: &Runs) -> Result<SendResult> {
        self.screen.announce_turn(row);
        let started = runs.start(row.id).await;
        started.map_err(|cause| errors::run(&cause))?;
        self.screen.send_begun_turn(row);
        // The new turn may answer one that waits.
        self.notifications.waiting_changed.notify_one();
        let conversation = row.conversation_id;
        self.screen(move |screen| {
            screen.tell_line(conversation);
            Ok(())
        })
        .await?;
        Ok(SendResult {
            conversation: row.conversation_id.to_string(),
            turn: row.id.to_string(),
        })
    }
}

/// Returns true if a model only reads aloud.
pub(super) fn is_voice(engine: Engine, is_agent: bool, target: &str) -> bool {
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

//! The command that sends a turn: checks what was chosen, builds the request, stores it and begins it.

use interactions::CreateInteraction;
use ledger::{ConversationId, DraftKey, Interaction, NewConversation, NewInteraction, RunId};
use screen::view::conversation;
use words::say;

use super::parse_id;
use super::turns::{is_voice, recorded_engine, recorded_target};
use crate::agents::OwnAgent;
use crate::backend::Backend;
use crate::bridge::*;
use crate::continuing::{CarriedContext, Continuation, FollowUp, check_leaving, state_for};
use crate::core::now;
use crate::errors::{self, Result};
use crate::model_servers;
use crate::request::options::accepted;
use crate::request::{self, AttachedFile, EarlierContext, Question};
use crate::who;

/// A turn that is about to be sent.
struct OutgoingTurn<'a> {
    request: &'a SendRequest,
    to: Recipient<'a>,
    /// The id that the server has for the model or agent.
    target: String,
    position: Position,
    files: Vec<AttachedFile>,
}

/// Who answers a turn.
struct Recipient<'a> {
    engine: Engine,
    is_agent: bool,
    /// The id of the model or agent as the list of who can be asked has it.
    listed: &'a str,
    /// The person's own agent, if it is one.
    own: Option<OwnAgent>,
    /// The model of a connected server that answers, or that the agent uses.
    model: Option<providers::Model>,
    /// The origin of the server that the words go to; `None` for this computer.
    origin: Option<String>,
}

/// The place of a turn among the others.
struct Position {
    /// `None` for a new conversation.
    conversation: Option<ConversationId>,
    /// The turn before.
    parent: Option<RunId>,
    /// The draft that it was typed in, which is deleted with it.
    draft: Option<DraftKey>,
}

impl Position {
    fn of(request: &SendRequest) -> Result<Self> {
        let (conversation, parent) = (request.conversation.as_deref(), request.parent.as_deref());
        let position = Self {
            conversation: conversation
                .map(|text| parse_id(text, say::conversation_gone))
                .transpose()?,
            parent: parent
                .map(|text| parse_id(text, say::turn_before_gone))
                .transpose()?,
            draft: request
                .draft
                .as_deref()
                .map(|text| parse_id(text, say::draft_gone))
                .transpose()?,
        };
        match position {
            Self {
                conversation: None,
                parent: Some(_),
                ..
            } => Err(errors::invalid(say::turn_without_conversation())),
            position => Ok(position),
        }
    }
}

impl Backend {
    pub(super) async fn send(&self, request: SendRequest) -> Result<SendResult> {
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
    pub(super) async fn submit(&self, request: SendRequest) -> Result<SendResult> {
        let turn = self.outgoing(&request).await?;
        let Continuation { before, carried } = self.plan(&turn).await?;
        let environment = before.environment.as_ref().map(ToString::to_string);
        let create = self.build(&turn, before).await?;
        let new = self.new_interaction(&turn, &create, carried, environment);
        let row = self.store(&turn, new.await?).await?;
        let is_new = turn.position.conversation.is_none();
        self.core.files.unread.notify_one();
        if is_new && request.tools.is_some() {
            self.core
                .keep_tools(row.conversation_id, request.tools)
                .await?;
        }
        // From here on the turn is stored: if a later step fails, the next start continues it.
        self.begin(&row).await
    }

    /// Checks what was chosen. An agent of the person's own is made at its server if it is not there as it is now.
    async fn outgoing<'a>(&self, request: &'a SendRequest) -> Result<OutgoingTurn<'a>> {
        let to = self.recipient(&request.who).await?;
        let position = Position::of(request)?;
        let files = self.files_for(&to, &request.attachments).await?;
        let target = match &to.own {
            Some(own) => self.core.agent_at(to.engine, own).await?,
            None => to.listed.to_owned(),
        };
        Ok(OutgoingTurn {
            request,
            to,
            target,
            position,
            files,
        })
    }

    /// Finds out who answers, and checks that they can be asked and may cost what they cost.
    async fn recipient<'a>(&self, who: &'a str) -> Result<Recipient<'a>> {
        let core = &self.core;
        let (engine, is_agent, listed) =
            who::parse(who).ok_or_else(|| errors::invalid(say::choose_who()))?;
        if engine == Engine::Gemini && core.key_status().await == KeyStatus::None {
            return Err(errors::no_key(&core.base_url()));
        }
        let own = match is_agent {
            true => core.own_agent_at(engine, listed).await?,
            false => None,
        };
        let own_model = own.as_ref().and_then(|own| own.connected_model_at(engine));
        let model = own_model.or_else(|| who::model_of(engine, is_agent, listed));
        core.check_budget(engine, own_model.unwrap_or(listed))
            .await?;
        let model = model.map(|model| core.connected_model(model)).transpose()?;
        let origin = match &own {
            Some(own) => core.recipient_url_of_agent(engine, own),
            None => core.recipient_url(engine, is_agent, listed).await?,
        };
        Ok(Recipient {
            engine,
            is_agent,
            listed,
            own,
            model,
            origin,
        })
    }

    /// Reads the attached files; a model gets the words of Office files, an agent the files themselves. The agent of
    /// this computer gets the words of documents as well.
    async fn files_for(
        &self,
        recipient: &Recipient<'_>,
        attachments: &[Attachment],
    ) -> Result<Vec<AttachedFile>> {
        let mut files = self.core.read_attachments(attachments).await?;
        let model = recipient.model.as_ref();
        if let Some(model) = model.filter(|_| !recipient.is_agent) {
            model_servers::check_accepts(model, &files)?;
        }
        let sees = model.map_or(Some(false), |model| model.images);
        self.core
            .read_for(recipient.engine, recipient.is_agent, sees, &mut files)
            .await?;
        Ok(files)
    }

    /// Plans what goes along of earlier turns, and checks that the person was told who gets it.
    async fn plan(&self, turn: &OutgoingTurn<'_>) -> Result<Continuation> {
        let Recipient {
            engine, is_agent, ..
        } = turn.to;
        let mut plan = match turn.position.parent.zip(turn.position.conversation) {
            // A voice only receives the text that it reads aloud, and no earlier turns.
            Some((parent, conversation)) if !is_voice(engine, is_agent, &turn.target) => {
                let origin = turn.to.origin.clone();
                let leaving = self.core.leaving(conversation, parent, origin).await?;
                check_leaving(leaving.as_ref(), turn.request.leaving.as_deref())?;
                let follow_up = FollowUp {
                    parent,
                    conversation,
                    engine,
                    is_agent,
                    target: &turn.target,
                    text: &turn.request.text,
                    files: &turn.files,
                };
                self.core.plan_continuation(&follow_up, false).await?
            }
            _ => Continuation::default(),
        };
        if plan.before.environment.is_none() {
            let own = turn.to.own.as_ref().map(|own| own.network.clone());
            plan.before.network = request::network_of_new(engine, own);
        }
        Ok(plan)
    }

    /// Builds the request as it will be sent.
    async fn build(
        &self,
        turn: &OutgoingTurn<'_>,
        before: EarlierContext,
    ) -> Result<CreateInteraction> {
        let Recipient {
            engine, is_agent, ..
        } = turn.to;
        let request = turn.request;
        let tools = self
            .core
            .tools_for(
                turn.position.conversation,
                request.tools.as_ref(),
                &request.who,
            )
            .await?;
        let choices = who::choices(engine, is_agent, &turn.target);
        request::build(&Question {
            is_agent,
            target: &turn.target,
            role: who::model_role(engine, &turn.target),
            text: &request.text,
            files: &turn.files,
            network: &request.network,
            token_cap: self.core.token_cap(&turn.target),
            options: accepted(request.options.clone(), &choices),
            tools,
            before,
        })
    }

    /// Makes the row of the turn.
    async fn new_interaction(
        &self,
        turn: &OutgoingTurn<'_>,
        create: &CreateInteraction,
        carried: Option<CarriedContext>,
        environment_id: Option<String>,
    ) -> Result<NewInteraction> {
        let attachments: Vec<Attachment> = turn.files.iter().map(|one| one.file.clone()).collect();
        let carried_files = carried.iter().flat_map(|carried| &carried.files);
        let carried_files: Vec<_> = carried_files.cloned().collect();
        let state = state_for(create, &attachments, &carried_files);
        let going_along = attachments.iter().map(|file| file.sha256.clone());
        let kept = self
            .core
            .stored_request(create, turn.position.conversation, going_along)
            .await?;
        let attachments = serde_json::to_value(attachments);
        let carried = carried.map(serde_json::to_value).transpose();
        Ok(NewInteraction {
            parent_id: turn.position.parent,
            engine: recorded_engine(turn.to.engine),
            origin: turn.to.origin.clone(),
            target: recorded_target(turn.to.is_agent),
            target_id: turn.target.clone(),
            prompt: turn.request.text.clone(),
            attachments: attachments.map_err(|cause| errors::internal(&cause))?,
            request: kept,
            carried: carried.map_err(|cause| errors::internal(&cause))?,
            phase: state.to_json(),
            environment_id,
            created_at: now(),
            draft: turn.position.draft,
        })
    }

    /// Stores the turn, in a new conversation unless it follows one.
    async fn store(&self, turn: &OutgoingTurn<'_>, new: NewInteraction) -> Result<Interaction> {
        let is_agent = turn.to.is_agent;
        let first_file = turn.files.first().map(|one| one.file.name.as_str());
        let title = conversation::title(&new.prompt, first_file);
        let conversation = turn.position.conversation;
        self.core
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
            .await
    }
}

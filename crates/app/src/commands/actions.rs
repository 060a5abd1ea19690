//! Commands on the function calls that a turn asks the person, and on their answers.

use interactions::{CreateInteraction, Input, Tool};
use ledger::{ConversationId, Interaction, NewInteraction, RunId};
use runs::{Outcome, State};
use screen::lock;
use screen::view::host::host;
use screen::view::{conversation, turn};
use words::{Sentence, say};

use super::parse_id;
use crate::actions::{self, CallOutcomes, PendingCalls};
use crate::backend::Backend;
use crate::bridge::*;
use crate::core::{Core, blocking, now};
use crate::errors::{self, Result};

/// Returns true if a request carries answers to function calls.
pub(crate) fn is_answer(request: &CreateInteraction) -> bool {
    let input = request.input.as_ref();
    input.is_some_and(|input| Input::function_results(input).next().is_some())
}

impl Backend {
    pub(crate) async fn requested_actions(&self, text: String) -> Result<RequestedActions> {
        let run: RunId = parse_id(&text, say::turn_gone)?;
        let (row, pending) = self.core.pending_calls(run).await?;
        let followers = self.core.ledger(move |ledger| {
            let children = ledger.children(run)?.into_iter();
            children
                .map(|child| Ok((child.id, ledger.request(child.id)?)))
                .collect::<Result<Vec<_>, ledger::Error>>()
        });
        let answers = |request: Option<String>| {
            let request = request.and_then(|json| serde_json::from_str(&json).ok());
            request.is_some_and(|request| is_answer(&request))
        };
        let mut followers = followers.await?.into_iter().rev();
        let answered_by = followers.find_map(|(id, request)| answers(request).then_some(id));
        Ok(RequestedActions {
            actions: match pending {
                Some(pending) => {
                    self.core
                        .requested_actions_of(row.conversation_id, &pending)
                        .await?
                }
                None => Vec::new(),
            },
            answered_by: answered_by.map(|id| id.to_string()),
        })
    }

    pub(crate) async fn answer_action(&self, request: ActionAnswers) -> Result<SendResult> {
        let run: RunId = parse_id(&request.turn, say::turn_gone)?;
        let (row, pending) = self.core.pending_calls(run).await?;
        let pending = pending.ok_or_else(|| errors::invalid(say::nothing_asked()))?;
        let place = self.core.answer_recipient_url(&row).await?;
        let forms = pending.actions();
        let answers = request.answers;
        let store = self.core.files.store.clone();
        let answers = blocking(move || actions::with_bytes(&forms, answers, &store)).await??;
        // Checked before anything is carried out, because the results are sent at once.
        let engine = conversation::engine(row.engine);
        self.core.check_budget(engine, &row.target_id).await?;
        let conversation = row.conversation_id;
        let outcomes = self.carry_out(conversation, &pending, &answers).await?;
        let language = self.core.language();
        let (create, words) = actions::answer(&pending, &answers, &outcomes, language)?;
        self.store_and_begin(&row, place, Some(run), &create, words)
            .await
    }

    /// Carries out what the person approved. Nothing is carried out if an answer is invalid: all are checked before.
    async fn carry_out(
        &self,
        conversation: ConversationId,
        pending: &PendingCalls,
        answers: &[ActionAnswer],
    ) -> Result<CallOutcomes> {
        let (mut jobs, mut outcomes) = (Vec::new(), CallOutcomes::new());
        for (id, call) in pending.calls() {
            let reply = answers.iter().find(|answer| answer.call == id);
            let prepared = self.core.prepare_call(conversation, pending, call).await?;
            let (Some(ActionAnswer { reply, .. }), Some(prepared)) = (reply, prepared) else {
                continue;
            };
            let nothing = Err(Sentence::quoted(""));
            outcomes.insert(id.to_owned(), (prepared.title.clone(), nothing));
            if let ActionReply::Approved { always } = reply {
                jobs.push((id.to_owned(), prepared, *always));
            }
        }
        actions::answer(pending, answers, &outcomes, self.core.language())?;
        for (id, prepared, always) in jobs {
            if always {
                let function = prepared.function.clone();
                self.core
                    .ledger(move |ledger| ledger.allow(conversation, &function))
                    .await?;
            }
            let title = prepared.title.clone();
            outcomes.insert(id, (title, self.core.carry_out(prepared).await));
        }
        Ok(outcomes)
    }

    /// Stores a turn that sends `create` to the server of `row`, which is at `place`
    /// ([`answer_recipient_url`](Core::answer_recipient_url)), and begins it. The caller has checked the month's limit.
    /// The draft of the conversation stays, because it was not sent.
    pub(super) async fn store_and_begin(
        &self,
        row: &Interaction,
        place: Option<String>,
        parent: Option<RunId>,
        create: &CreateInteraction,
        prompt: String,
    ) -> Result<SendResult> {
        let conversation = row.conversation_id;
        let kept = self
            .core
            .stored_request(create, Some(conversation), [])
            .await?;
        let new = NewInteraction {
            parent_id: parent,
            engine: row.engine,
            origin: place,
            carried: None,
            target: row.target,
            target_id: row.target_id.clone(),
            prompt,
            attachments: serde_json::Value::Array(Vec::new()),
            request: kept,
            phase: State::for_request(create).to_json(),
            environment_id: row.environment_id.clone(),
            created_at: now(),
            draft: None,
        };
        let written = self
            .core
            .ledger(move |ledger| ledger.follow_up(conversation, &new))
            .await?;
        self.begin(&written).await
    }
}

impl Core {
    /// Returns the base URL that the answers to a turn's calls go to: the server that asked, whatever the settings
    /// name now. `None` for this computer.
    ///
    /// # Errors
    /// `NoKey`, when there is no key for that server. `Leaving`, when the engine on this computer would pass the
    /// answers on to another server than the one that asked.
    pub(crate) async fn answer_recipient_url(&self, row: &Interaction) -> Result<Option<String>> {
        let engine = conversation::engine(row.engine);
        let is_agent = row.target == ledger::Target::Agent;
        let today = self
            .recipient_url_of_version(engine, is_agent, &row.target_id)
            .await?;
        if engine == Engine::Local {
            return match &today {
                Some(place) if row.origin != today => Err(errors::leaving(&host(place))),
                _ => Ok(row.origin.clone()),
            };
        }
        // An older Errand did not store where a turn was sent.
        let place = row.origin.clone().or(today);
        if let Some(base_url) = &place
            && self.key_status_of(base_url).await == KeyStatus::None
        {
            return Err(errors::no_key(base_url));
        }
        Ok(place)
    }

    /// Returns a turn with its calls; `None` for the calls when it does not wait for functions.
    pub(crate) async fn pending_calls(
        &self,
        run: RunId,
    ) -> Result<(Interaction, Option<PendingCalls>)> {
        let read = self.ledger(move |ledger| {
            let row = ledger.interaction(run)?;
            Ok((row, ledger.steps(run)?, ledger.request(run)?))
        });
        let (row, steps, request) = read.await?;
        let row = row.ok_or_else(|| errors::not_found(say::turn_gone()))?;
        let state = turn::state(&row);
        let ending = state.as_ref().and_then(State::ending);
        let request: Option<CreateInteraction> =
            request.and_then(|json| serde_json::from_str(&json).ok());
        let pending = request
            // An imported turn asks nothing, because it is not known who wrote it.
            .filter(|_| !row.imported)
            .filter(|_| ending.is_some_and(|ending| ending.outcome == Outcome::NeedsYou))
            .map(|request| {
                let defined = self.defined_tools(conversation::engine(row.engine), &request);
                PendingCalls::new(&row, turn::parse(&steps), request, defined)
            });
        Ok((row, pending))
    }

    /// Returns the tools in the definition of a request's agent, as its server listed it.
    fn defined_tools(&self, engine: Engine, request: &CreateInteraction) -> Vec<Tool> {
        let listed = lock(&self.connections.listings);
        let mut agents = listed.get(&engine).into_iter().flat_map(|it| &it.agents);
        let agent = agents.find(|agent| agent.id.is_some() && agent.id == request.agent);
        agent.map(|agent| agent.tools.clone()).unwrap_or_default()
    }
}

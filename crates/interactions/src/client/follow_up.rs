//! Requests that follow an interaction: continuation hops and function results (contract sections 4.3, 15.1).

use futures::{Stream, StreamExt, TryStreamExt};

use super::Client;
use crate::StreamEvent;
use crate::error::{Error, Result};
use crate::types::step::FunctionCall;
use crate::types::{
    CreateInteraction, EnvironmentSpec, Event, Input, Interaction, InteractionId, InvalidRequest,
    Status, Step, ToolOutput, Usage,
};

/// Maximum number of rounds of function calls; beyond it the model is assumed to be in a loop.
const MOST_ROUNDS: usize = 50;

impl CreateInteraction {
    /// The next hop after `requires_continuation`: the same request with the token, after the interaction that issued
    /// it and without input; if unstored, with the input again and no previous interaction (section 4.3).
    #[must_use]
    pub fn continued(&self, issuer: Option<&InteractionId>, token: impl Into<String>) -> Self {
        let mut next = self.clone();
        next.continuation_token = Some(token.into());
        if self.store != Some(false) {
            next.input = None;
            next.previous_interaction_id = issuer.cloned();
        }
        next
    }

    /// The follow-up request with the results of all pending calls (section 15.1): everything is sent again except
    /// the history, which an unstored request sends as steps with their signatures. An agent continues in the sandbox
    /// that it was given, with that sandbox's files and rules (section 3.5, rule 6).
    #[must_use]
    pub fn answered(&self, interaction: &Interaction, results: Vec<Step>) -> Self {
        let mut next = self.clone();
        next.continuation_token = None;
        if self.store == Some(false) {
            let mut history = self
                .input
                .clone()
                .and_then(Input::into_steps)
                .unwrap_or_default();
            let answers_only = interaction
                .steps
                .iter()
                .skip_while(|step| matches!(step, Step::UserInput(_)));
            history.extend(answers_only.cloned());
            history.extend(results);
            next.input = Some(Input::Steps(history));
        } else {
            next.input = Some(Input::Steps(results));
            next.previous_interaction_id.clone_from(&interaction.id);
        }
        if let (Some(_), Some(used)) = (&next.environment, &interaction.environment_id) {
            next.environment = Some(EnvironmentSpec::from(used));
        }
        next
    }

    /// Returns true if the client continues by itself after `requires_continuation`: for model calls that wait for
    /// the answer.
    fn continues(&self) -> bool {
        self.model.is_some() && self.background != Some(true)
    }
}

impl Interaction {
    /// The token to continue with, if the status asks for it and the token is not the one just used.
    fn next_token(&self, used: Option<&str>) -> Option<&str> {
        let token = self
            .continuation_token
            .as_deref()
            .filter(|token| !token.is_empty())?;
        (self.status == Some(Status::RequiresContinuation) && Some(token) != used).then_some(token)
    }

    /// Merges this hop and the next one: steps joined, usage summed, the other fields from the next.
    fn joined(self, mut next: Interaction) -> Interaction {
        let mut ids = self.continuation_ids;
        if ids.is_empty() {
            ids.extend(self.id);
        }
        ids.extend(next.id.clone());
        ids.retain(|id| !id.is_empty());
        next.continuation_ids = ids;
        let mut steps = self.steps;
        steps.append(&mut next.steps);
        next.steps = steps;
        next.usage = match (self.usage, next.usage) {
            (Some(usage), Some(more)) => Some(Usage::plus(usage, &more)),
            (usage, more) => usage.or(more),
        };
        next
    }
}

impl Client {
    /// [`Client::create`], continuing automatically while a model's answer requires continuation (section 4.3). The
    /// result has the steps of all hops and their summed usage; id and status are those of the last hop, and
    /// `continuation_ids` has the ids of all. Stops if a token is repeated. Errors as for [`Client::create`], also
    /// those of a later hop.
    pub async fn create_whole(&self, request: &CreateInteraction) -> Result<Interaction> {
        let mut whole = self.create(request).await?;
        let mut used = request.continuation_token.clone();
        while request.continues() {
            let Some(token) = whole.next_token(used.as_deref()).map(str::to_owned) else {
                break;
            };
            let next = self
                .create(&request.continued(whole.id.as_ref(), token.clone()))
                .await?;
            whole = whole.joined(next);
            used = Some(token);
        }
        Ok(whole)
    }

    /// [`Client::create_events`], continuing automatically while a model's answer requires continuation. The events
    /// of all hops follow each other: an `interaction.completed` with that status is not the end (section 4.3), and
    /// [`Accumulator::hops`](crate::Accumulator::hops) has the ids of all. Stops if a token is repeated.
    pub async fn create_whole_events(
        &self,
        request: &CreateInteraction,
    ) -> Result<impl Stream<Item = Result<StreamEvent>> + Send + 'static + use<>> {
        let first = self.create_events(request).await?;
        let start = (
            self.clone(),
            request.clone(),
            first,
            None::<Interaction>,
            request.continuation_token.clone(),
        );
        let hops = futures::stream::try_unfold(
            start,
            async |(client, request, mut events, ended, used)| {
                let (mut ended, mut used) = (ended, used);
                loop {
                    if let Some(event) = events.try_next().await? {
                        if let Event::Completed(completed) = &event.event {
                            ended = Some((*completed.interaction).clone());
                        }
                        return Ok(Some((event, (client, request, events, ended, used))));
                    }
                    let Some(hop) = ended.take().filter(|_| request.continues()) else {
                        return Ok(None);
                    };
                    let Some(token) = hop.next_token(used.as_deref()).map(str::to_owned) else {
                        return Ok(None);
                    };
                    events = client
                        .create_events(&request.continued(hop.id.as_ref(), token.clone()))
                        .await?;
                    used = Some(token);
                }
            },
        );
        Ok(hops.boxed())
    }

    /// Sends the request, runs the functions that the model calls, and sends all their results, until no call is
    /// pending (section 15.1); a background job is waited for. `run` returns a function's result, or an error text
    /// for the model. The result may have any status except `requires_action`: check it. Errors as for
    /// [`Client::create`] and [`Client::wait`]; after 50 rounds an [`Error::InvalidRequest`].
    pub async fn create_with_functions(
        &self,
        request: &CreateInteraction,
        mut run: impl AsyncFnMut(&FunctionCall) -> Result<ToolOutput, String>,
    ) -> Result<Interaction> {
        let mut request = request.clone();
        for _ in 0..MOST_ROUNDS {
            let mut answer = self.create_whole(&request).await?;
            if let (false, Some(id)) = (answer.is_terminal(), &answer.id) {
                answer = self.wait(id).await?;
            }
            let pending: Vec<FunctionCall> = answer.pending_calls().into_iter().cloned().collect();
            if pending.is_empty() {
                return Ok(answer);
            }
            let mut results = Vec::with_capacity(pending.len());
            for call in &pending {
                results.push(call.answer(run(call).await));
            }
            request = request.answered(&answer, results);
        }
        let reason = format!("the model still calls functions after {MOST_ROUNDS} rounds");
        Err(Error::InvalidRequest(InvalidRequest::new(reason)))
    }
}

impl FunctionCall {
    /// The step with the result of this call, or with an error text for the model (section 15.1).
    pub fn answer(&self, result: Result<ToolOutput, String>) -> Step {
        let is_error = result.is_err().then_some(true);
        let result = result.unwrap_or_else(ToolOutput::Text);
        Step::FunctionResult(crate::types::step::FunctionResult {
            call_id: self.id.clone(),
            name: self.name.clone(),
            result: Some(result),
            is_error,
            ..Default::default()
        })
    }
}

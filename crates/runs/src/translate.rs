//! Translates the API's types into the machine's inputs, and the machine's hops into create requests.

use std::hash::{DefaultHasher, Hash, Hasher};

use interactions::{ApiError, CreateInteraction, EnvironmentSpec, Event, Interaction, StreamEvent};

use crate::ending::Fault;
use crate::input::{EventKind, EventSummary, Snapshot};
use crate::state::{Aim, Hop, Phase, State, Terms};

impl State {
    /// Makes the state of a run for this request, stored and not yet sent.
    #[must_use]
    pub fn for_request(request: &CreateInteraction) -> State {
        State::ready(Terms {
            background: request.background == Some(true),
            store: request.store != Some(false),
            sandbox: request.agent.is_some() && request.environment.is_some(),
            ahead: false,
            leans: request.previous_interaction_id.is_some() || names_sandbox(request),
        })
    }

    /// Makes the state of a run that its server began by itself at `at`, as interaction `id`. It starts with a poll.
    #[must_use]
    pub fn begun_at_server(request: &CreateInteraction, id: &str, at: i64) -> State {
        State {
            phase: Phase::Polling {
                aim: Aim::Follow,
                attempt: 0,
            },
            id: Some(id.to_owned()),
            accepted_at: Some(at),
            ..State::for_request(request)
        }
    }

    /// Marks that the request needs files in its sandbox that it does not carry itself.
    #[must_use]
    pub fn with_files_ahead(mut self) -> State {
        self.terms.ahead = self.terms.sandbox;
        self
    }
}

fn names_sandbox(request: &CreateInteraction) -> bool {
    let environment = request.environment.as_ref();
    environment
        .and_then(EnvironmentSpec::environment_id)
        .is_some()
}

/// Extracts what the machine needs of an event.
pub(crate) fn summarise(event: &StreamEvent) -> EventSummary {
    let mut hasher = DefaultHasher::new();
    event.raw.hash(&mut hasher);
    EventSummary {
        event_id: event.event_id.clone().filter(|id| !id.is_empty()),
        fingerprint: hasher.finish(),
        kind: kind(&event.event),
    }
}

fn kind(event: &Event) -> EventKind {
    match event {
        Event::Created(event) => EventKind::Created(snapshot(&event.interaction)),
        Event::Completed(event) => EventKind::Completed(snapshot(&event.interaction)),
        Event::StatusUpdate(update) => EventKind::Status(Snapshot {
            id: update.interaction_id.as_ref().map(ToString::to_string),
            status: update
                .status
                .as_ref()
                .map(|status| status.as_str().to_owned()),
            continuation_token: update.continuation_token.clone(),
            ..Snapshot::default()
        }),
        Event::StepStart(_) | Event::StepDelta(_) | Event::StepStop(_) => EventKind::Step,
        Event::Error(event) => EventKind::Error(api_fault(event.error.as_ref())),
        _ => EventKind::Other,
    }
}

/// Extracts what the machine needs of an interaction.
pub(crate) fn snapshot(interaction: &Interaction) -> Snapshot {
    Snapshot {
        id: named(interaction.id.as_ref().map(|id| id.as_str())),
        status: named(interaction.status.as_ref().map(|status| status.as_str())),
        has_steps: !interaction.steps.is_empty(),
        fault: interaction
            .all_errors()
            .first()
            .map(|error| api_fault(Some(error))),
        environment_id: named(interaction.environment_id.as_ref().map(|id| id.as_str())),
        continuation_token: interaction.continuation_token.clone(),
    }
}

fn named(word: Option<&str>) -> Option<String> {
    word.filter(|word| !word.is_empty()).map(str::to_owned)
}

fn api_fault(error: Option<&ApiError>) -> Fault {
    let code = error.and_then(|error| error.code.as_deref());
    let message = error.and_then(|error| error.message.as_deref());
    Fault::of_server(
        code.unwrap_or("error"),
        message.unwrap_or("The server reported an error and did not say which."),
    )
}

/// Returns the request for a hop: the first is the stored request, in the sandbox that was prepared for it; later
/// ones continue from a token (contract 4.3).
pub(crate) fn request_for(
    hop: &Hop,
    written: &CreateInteraction,
    prepared: Option<&str>,
) -> CreateInteraction {
    let mut request = written.clone();
    if let Some(id) = prepared {
        request.environment = Some(match request.environment {
            Some(EnvironmentSpec::Config(mut config)) => {
                config.environment_id = Some(id.into());
                EnvironmentSpec::Config(config)
            }
            _ => EnvironmentSpec::Existing(id.into()),
        });
    }
    if let Some(token) = &hop.token {
        request.continuation_token = Some(token.clone());
        if written.store != Some(false) {
            request.input = None;
            request.previous_interaction_id = hop.previous.as_deref().map(Into::into);
        }
    }
    request
}

//! The interaction: the API's own resource (contract section 4).

use std::fmt;

use serde_json::{Map, Value};

use super::config::{AgentConfig, GenerationConfig, ResponseFormats, SafetySetting, WebhookConfig};
use super::content::{Audio, Content, Document, Image, Video};
use super::environment::EnvironmentSpec;
use super::ids::{AgentId, EnvironmentId, InteractionId, ModelId};
use super::input::Input;
use super::sound::{NotBase64, Sound};
use super::step::{FunctionCall, ModelOutput, Step};
use super::tool::Tool;
use super::usage::Usage;
use super::wire::Wire;
use super::words::{ServiceTier, Status};

objects! {
    /// One create call and everything that comes of it (contract section 4). Any field may be missing; the client
    /// rejects a 200 response without `id` and `status` (section 16, item 23).
    pub struct Interaction {
        /// The id; absent or meaningless with `store: false`.
        pub id: Option<InteractionId>,
        /// The current status.
        pub status: Option<Status>,
        /// `"interaction"`.
        pub object: Option<String>,
        /// The model, if a model answers.
        pub model: Option<ModelId>,
        /// The agent, if an agent works.
        pub agent: Option<AgentId>,
        /// The sandbox of the agent.
        pub environment_id: Option<EnvironmentId>,
        /// Creation time, ISO 8601 UTC.
        pub created: Option<String>,
        /// Time of the last change, ISO 8601 UTC.
        pub updated: Option<String>,
        /// The interaction before this one.
        pub previous_interaction_id: Option<InteractionId>,
        /// The request's input, only when asked for.
        pub input: Option<Input>,
        /// Output steps only in the response to a create; the whole timeline in the response to a get.
        pub steps: Vec<Step>,
        /// Tokens used.
        pub usage: Option<Usage>,
        /// The errors of a failed interaction.
        pub errors: Vec<ApiError>,
        /// Token for continuing after `requires_continuation` (section 4.3).
        pub continuation_token: Option<String>,
        /// The queue that served the request.
        pub service_tier: Option<ServiceTier>,
        /// Echo of the request.
        pub system_instruction: Option<String>,
        /// Echo of the request.
        pub tools: Vec<Tool>,
        /// Echo of the request.
        pub environment: Option<EnvironmentSpec>,
        /// Echo of the request.
        pub generation_config: Option<GenerationConfig>,
        /// Echo of the request.
        pub agent_config: Option<AgentConfig>,
        /// Echo of the request.
        pub response_format: Option<ResponseFormats>,
        /// Echo of the request.
        pub response_modalities: Vec<String>,
        /// Echo of the request.
        pub response_mime_type: Option<String>,
        /// Echo of the request.
        pub safety_settings: Vec<SafetySetting>,
        /// Echo of the request.
        pub labels: Option<Map<String, Value>>,
        /// Echo of the request.
        pub cached_content: Option<String>,
        /// Echo of the request.
        pub webhook_config: Option<WebhookConfig>,
        /// The ids of all hops of a continuation, in order, if there was more than one (section 4.3). Not sent by the
        /// service: [`Client::create_whole`](crate::Client::create_whole) sets it.
        pub continuation_ids: Vec<InteractionId>,
    }

    /// An error of the API (section 1.4, envelope A).
    pub struct ApiError {
        /// A snake_case code; an open set, even sentences were seen.
        pub code: Option<String>,
        /// Message text.
        pub message: Option<String>,
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.message.as_deref(), self.code.as_deref()) {
            (Some(message), Some(code)) => write!(f, "{message} ({code})"),
            (Some(text), None) | (None, Some(text)) => f.write_str(text),
            (None, None) => f.write_str("an error without a message"),
        }
    }
}

impl Interaction {
    /// Returns true if the interaction will not change any more.
    pub fn is_terminal(&self) -> bool {
        self.status.as_ref().is_some_and(Status::is_terminal)
    }

    /// Turns a list of `outputs` into steps, as the official SDKs do: the Lyria 3 previews still respond in that form
    /// (section 14). The client's calls do this already.
    pub fn outputs_to_steps(&mut self) {
        if !self.steps.is_empty() {
            return;
        }
        let Some(outputs) = self.extra.shift_remove("outputs") else {
            return;
        };
        match Vec::<Content>::read(outputs) {
            Ok(content) if content.is_empty() => {}
            Ok(content) => self.steps.push(Step::ModelOutput(ModelOutput {
                content,
                ..ModelOutput::default()
            })),
            Err(odd) => {
                self.extra.insert("outputs".to_owned(), odd);
            }
        }
    }

    /// The last run of text, as the official SDKs define it (section 4): text before an image or before the last
    /// tool step is not part of it.
    pub fn output_text(&self) -> String {
        output_text(&self.steps)
    }

    /// The last image of the last turn's output, as the official SDKs define it (section 4).
    pub fn output_image(&self) -> Option<&Image> {
        self.output_images().pop()
    }

    /// The last audio of the last turn's output, as the official SDKs define it (section 4). If raw audio came in
    /// pieces this is the last piece: see [`Interaction::output_sounds`].
    pub fn output_audio(&self) -> Option<&Audio> {
        self.output_media(|content| match content {
            Content::Audio(audio) => Some(audio),
            _ => None,
        })
        .pop()
    }

    /// The last video of the last turn's output, as the official SDKs define it (section 4).
    pub fn output_video(&self) -> Option<&Video> {
        self.output_videos().pop()
    }

    /// The images of the last turn's output, in order.
    pub fn output_images(&self) -> Vec<&Image> {
        self.output_media(|content| match content {
            Content::Image(image) => Some(image),
            _ => None,
        })
    }

    /// The audio of the last turn's output, in order, with the pieces of raw audio joined; an error if any data is
    /// not base64 (section 8.5, rule 4).
    pub fn output_sounds(&self) -> Result<Vec<Sound>, NotBase64> {
        Sound::all(self.output_media(Some))
    }

    /// The videos of the last turn's output, in order.
    pub fn output_videos(&self) -> Vec<&Video> {
        self.output_media(|content| match content {
            Content::Video(video) => Some(video),
            _ => None,
        })
    }

    /// The documents of the last turn's output, in order.
    pub fn output_documents(&self) -> Vec<&Document> {
        self.output_media(|content| match content {
            Content::Document(document) => Some(document),
            _ => None,
        })
    }

    /// The matching content of the model's output after the last user input.
    fn output_media<'a, T>(&'a self, wanted: fn(&'a Content) -> Option<T>) -> Vec<T> {
        let turn = self
            .steps
            .iter()
            .rposition(|step| matches!(step, Step::UserInput(_)))
            .map_or(0, |at| at + 1);
        self.steps[turn..]
            .iter()
            .filter(|step| matches!(step, Step::ModelOutput(_)))
            .flat_map(Step::content)
            .filter_map(wanted)
            .collect()
    }

    /// The function calls that wait for the client: the status is `requires_action` and no step has the result
    /// (section 5).
    pub fn pending_calls(&self) -> Vec<&FunctionCall> {
        if self.status != Some(Status::RequiresAction) {
            return Vec::new();
        }
        let answered = |id: Option<&str>| {
            id.is_some()
                && self
                    .steps
                    .iter()
                    .any(|step| matches!(step, Step::FunctionResult(_)) && step.call_id() == id)
        };
        let calls = self.steps.iter().filter_map(|step| match step {
            Step::FunctionCall(call) => Some(call),
            _ => None,
        });
        calls.filter(|call| !answered(call.id.as_deref())).collect()
    }

    /// The errors, including the singular `error` that a documentation sample shows.
    pub fn all_errors(&self) -> Vec<ApiError> {
        let singular = self.extra.get("error").and_then(Value::as_object);
        self.errors
            .iter()
            .cloned()
            .chain(singular.map(|map| ApiError::from_map(map.clone())))
            .collect()
    }
}

/// The last run of text in `steps`, by the rule of section 4.
pub(crate) fn output_text(steps: &[Step]) -> String {
    let mut pieces: Vec<&str> = Vec::new();
    'steps: for step in steps.iter().rev() {
        match step {
            Step::UserInput(_) => break,
            Step::Thought(_) => {}
            Step::ModelOutput(output) => {
                for content in output.content.iter().rev() {
                    match content {
                        Content::Text(text) => pieces.push(&text.text),
                        _ if pieces.is_empty() => {}
                        _ => break 'steps,
                    }
                }
            }
            _ if pieces.is_empty() => {}
            _ => break,
        }
    }
    pieces.reverse();
    pieces.concat()
}

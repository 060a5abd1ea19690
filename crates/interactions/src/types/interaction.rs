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
    /// One create call and all that comes of it (contract section 4). Everything may be missing; a 200 answer
    /// without `id` and `status` is refused by the client (section 16, item 23).
    pub struct Interaction {
        /// Its name; absent or meaningless with `store: false`.
        pub id: Option<InteractionId>,
        /// How far it has come.
        pub status: Option<Status>,
        /// `"interaction"`.
        pub object: Option<String>,
        /// The model that answers.
        pub model: Option<ModelId>,
        /// The agent that works.
        pub agent: Option<AgentId>,
        /// The sandbox that is used.
        pub environment_id: Option<EnvironmentId>,
        /// When it began, ISO 8601 UTC.
        pub created: Option<String>,
        /// When it changed last, ISO 8601 UTC.
        pub updated: Option<String>,
        /// The interaction that it follows.
        pub previous_interaction_id: Option<InteractionId>,
        /// The request's input, only when asked for.
        pub input: Option<Input>,
        /// The answer of a create holds output steps only, that of a get the whole timeline.
        pub steps: Vec<Step>,
        /// Tokens used.
        pub usage: Option<Usage>,
        /// Why it failed.
        pub errors: Vec<ApiError>,
        /// To go on after `requires_continuation` (section 4.3).
        pub continuation_token: Option<String>,
        /// The queue that served it.
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
        /// The ids of all hops of a continuation, in order, when there was more than one (section 4.3). Not sent by
        /// the service: [`Client::create_whole`](crate::Client::create_whole) puts them there.
        pub continuation_ids: Vec<InteractionId>,
    }

    /// An error as the API says it (section 1.4, envelope A).
    pub struct ApiError {
        /// A snake_case word, but open: even sentences were seen.
        pub code: Option<String>,
        /// In words.
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
    /// Whether the status says that nothing will change any more.
    pub fn is_terminal(&self) -> bool {
        self.status.as_ref().is_some_and(Status::is_terminal)
    }

    /// Turns a list of `outputs` into steps, as the official SDKs do: the Lyria 3 previews still answer in that
    /// shape (section 14). The client's calls have done it already.
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

    /// The last sound of the last turn's output, as the official SDKs define it (section 4). Of raw sound that came
    /// in pieces it is the last piece: see [`Interaction::output_sounds`].
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

    /// The sounds of the last turn's output, in order, raw sound in pieces as one; an error when the data of one is
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

    /// The contents of model output after the last user input.
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

    /// The function calls that wait for the client: the status is `requires_action` and no step holds the result
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

    /// The errors, also from the singular `error` that a documentation sample shows.
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

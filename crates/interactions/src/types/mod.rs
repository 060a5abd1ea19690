//! The wire data of the contract: requests, interactions, steps, content, tools, events and the other resources.
//!
//! Every type can be parsed and serialised, so that a server can use them too. Every enum is open, every object keeps
//! unknown fields in `extra`, and a field of an unexpected shape stays there verbatim, so parsing an object never
//! fails and serialising it again loses nothing.
//!
//! Objects grow with the contract: construct them with `..Default::default()`, so that a new field breaks nothing.

#[macro_use]
mod macros;
pub mod wire;

pub mod agent;
pub mod annotation;
pub mod config;
pub mod content;
pub mod credential;
pub mod delta;
pub mod environment;
pub mod event;
pub mod file;
mod forbidden;
pub mod generation;
mod ids;
mod input;
mod interaction;
pub mod live;
mod model;
mod numbers;
pub mod odd;
pub mod processing;
mod request;
mod secret;
pub mod sound;
pub mod step;
mod step_data;
pub mod tool;
mod tool_output;
pub mod trigger;
pub mod usage;
pub mod webhook;
mod words;

pub use agent::{Agent, AgentList};
pub use annotation::Annotation;
pub use config::{
    AgentConfig, GenerationConfig, ResponseFormat, ResponseFormats, SafetySetting, ToolChoice,
    WebhookConfig,
};
pub use content::{Content, Media};
pub use credential::{Credential, CredentialConfig, CredentialList, CredentialStatus};
pub use delta::Delta;
pub use environment::{
    CreateEnvironment, Environment, EnvironmentConfig, EnvironmentFile, EnvironmentFileList,
    EnvironmentList, EnvironmentSpec, Network, Source,
};
pub use event::Event;
pub use file::{File, FileSearchStore, FileState, Operation};
pub use forbidden::{InvalidRequest, RESERVED_AGENT_IDS};
pub use ids::{
    AgentId, CredentialId, EnvironmentId, FileId, InteractionId, ModelId, TriggerId, WebhookId,
};
pub use input::Input;
pub(crate) use interaction::output_text;
pub use interaction::{ApiError, Interaction};
pub use live::{AuthToken, CreateAuthToken, LiveEvent, LiveInput};
pub use model::{Model, ModelList};
pub use numbers::Int64;
pub use odd::Odd;
pub use request::CreateInteraction;
pub use secret::{Secret, SecretJson};
pub use sound::{NotBase64, Sound};
pub use step::Step;
pub use tool::Tool;
pub use tool_output::ToolOutput;
pub use trigger::{
    ExecutionStatus, Trigger, TriggerExecution, TriggerExecutionList, TriggerList, TriggerStatus,
    TriggerUpdate,
};
pub use usage::Usage;
pub use webhook::{
    RevocationBehavior, RotateSigningSecret, RotatedSecret, Webhook, WebhookDelivery, WebhookList,
    WebhookState,
};
pub use wire::{Extra, Wire};
pub use words::{
    EnvironmentMode, EnvironmentStatus, FileType, Language, Modality, ServiceTier, SourceType,
    Status, ThinkingLevel, ThinkingSummaries, ToolMode, UrlStatus,
};

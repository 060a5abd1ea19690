//! Client for servers of models, on this computer or of vendors: presets, availability, lists of models, and chats.
//!
//! Knows neither the Interactions API nor Errand. The types of a chat ([`chat`](mod@chat)) are the same for every
//! model; [`Dialect`] selects a vendor's wire format.
//!
//! The HTTP client is supplied by the caller, who knows about proxies: for a server on this computer it must not use
//! any. Requests are sent once; retries are up to the caller.

mod answer;
mod answer_text;
mod anthropic;
mod calls;
pub mod chat;
mod failure;
mod http;
mod local;
mod models;
mod openai;
mod presets;
mod provider;
mod signature;
pub mod thoughts;

pub use answer::chat;
pub use local::{LocalServer, answering, find_local};
pub use models::{Room, check, models, room};
pub use presets::{Preset, presets};
pub use provider::{Dialect, Model, Provider};

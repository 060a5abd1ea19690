//! Servers of models, on this computer or a vendor's: what they are called, whether they answer, which models they
//! have, and a chat with one of them.
//!
//! Knows neither the Interactions API nor Errand. The words of a chat ([`chat`](mod@chat)) are the same for every
//! model; what a vendor calls them on the wire is that vendor's [`Dialect`].
//!
//! The HTTP client is always the caller's, who knows about proxies: for a server on this computer it has to be one
//! without any. A request is made once; whether it is made again is the caller's choice, too.

mod answer;
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
mod words;

pub use answer::chat;
pub use local::{Found, answering, find_local};
pub use models::{Room, check, models, room};
pub use presets::{Preset, presets};
pub use provider::{Dialect, Model, Provider};

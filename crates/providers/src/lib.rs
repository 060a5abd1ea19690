//! Servers of models, on this computer or a vendor's: what they are called, whether they answer, which models they
//! have, and a chat with one of them.
//!
//! Knows neither the Interactions API nor Errand. The words of a chat ([`chat`]) are the same for every model; what a
//! vendor calls them on the wire is that vendor's [`Dialect`].

pub mod chat;
mod provider;

pub use provider::{Dialect, Model, Provider};

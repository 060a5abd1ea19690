//! The commands that the UI may call, their types, and what they ask of the host.

mod actions;
mod aftercare;
mod agents;
mod app;
pub mod bindings;
pub mod commands;
mod connected;
mod continuing;
mod core;
mod deletion;
mod desk;
mod errors;
mod farewell;
mod history;
mod host;
mod money;
mod naming;
pub mod network;
pub mod notices;
mod office;
mod page_news;
mod reading;
mod record;
mod request;
pub mod sealed;
mod servers;
mod tools;
mod who;

pub use app::{App, Options};
pub use commands::Medium;
pub use host::{Asked, Host, Pasted};
pub use interactions::Reach;
pub use page_news::{PageNews, window_cannot_be_shown};
pub use runs::Tuning;
pub use screen::bridge;

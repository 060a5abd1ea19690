//! The commands that the UI may call, their types, and what they ask of the host.

mod actions;
mod aftercare;
mod app;
pub mod bindings;
pub mod bridge;
pub mod commands;
mod core;
mod deletion;
mod desk;
mod errors;
mod farewell;
mod host;
mod live;
pub mod network;
pub mod notices;
mod page_news;
mod patches;
mod reading;
mod record;
mod request;
pub mod sealed;
mod servers;
#[cfg(test)]
mod testing;
mod view;
mod who;

pub use app::{App, Options};
pub use host::{Asked, Host, Pasted};
pub use interactions::Reach;
pub use page_news::{PageNews, window_cannot_be_shown};
pub use runs::Tuning;

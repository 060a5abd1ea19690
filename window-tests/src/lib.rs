//! Drives the real app on a desktop of its own: a virtual display with a window manager, a message bus, a keychain and
//! a notification daemon, isolated from the person's own desktop.
//!
//! [`Desktop`] is that desktop, [`ErrandWindow`] the app running on it, and [`journey`] and [`later`] are the journeys
//! through it. The tests and the `tour` program play the same journeys.

mod another;
mod desktop;
mod error;
mod everything;
pub mod journey;
pub mod later;
mod models;
mod notes;
mod notifications;
mod notifier;
mod patience;
mod person;
mod processes;
mod reader;
mod screen;
mod server;
mod steps;
mod tray;
mod wayland;
mod window;

pub use another::{AnotherProgram, GRIP};
pub use desktop::{Desktop, Equipment};
pub use error::{Error, Result};
pub use everything::EverythingServer;
pub use models::ModelServer;
pub use notes::notes;
pub use notifications::{Notification, Notifications};
pub use notifier::Notifier;
pub use patience::wait_until;
pub use person::answer_dialog;
pub use processes::{errand_program, inet_sockets, is_alive, named, starter_model};
pub use reader::{Node, ScreenReader, role};
pub use screen::Area;
pub use server::{Canary, ScriptedGoogle, files_with};
pub use steps::{Step, Steps};
pub use tray::Tray;
pub use wayland::Keyboard;
pub use window::{ErrandWindow, InBackground, Start};

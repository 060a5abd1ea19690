//! The commands that the UI may call, their types, and what they ask of the host.

pub mod bindings;
pub mod bridge;
pub mod commands;

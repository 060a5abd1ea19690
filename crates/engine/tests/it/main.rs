//! The engine as its clients see it: over HTTP, with a scripted brain, a real sandbox and real restarts.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails with the test")]

mod agent;
mod agents;
mod brains;
mod completions;
mod deleting;
mod egress;
mod environments;
mod forms;
mod front_door;
mod full_disk;
mod functions;
mod given;
mod interactions;
mod litellm;
mod long_talks;
mod mcp;
mod restart;
mod rules;
mod starter;
mod starter_model;
mod streams;
mod support;
mod through_client;
mod triggers;
mod vendor;
mod webhooks;
mod wishes;

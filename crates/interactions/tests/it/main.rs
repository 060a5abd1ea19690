//! The client against recorded transcripts and faulty servers.

#![expect(clippy::unwrap_used, reason = "a failed expectation is a failed test")]

mod chaos;
mod decoding;
mod deliveries;
mod error_bodies;
mod every_field;
mod fixture;
mod folding;
mod follow_ups;
mod lists;
mod live;
mod media;
mod network;
mod paths;
mod proxies;
mod recorded_calls;
mod refused_requests;
mod requests;
mod resources;
mod resuming;
mod server;
mod strictness;
mod text_deltas;
mod transfers;
mod uploads;

//! The commands through the whole road: a real ledger, real files, and a real server of the contract.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

mod actions;
mod agents;
mod attaching;
mod bindings;
mod connecting;
mod crashes;
mod deleting;
mod elsewhere;
mod engine;
mod fatal;
mod files;
mod here;
mod jobs;
mod language;
mod listing;
mod media;
mod meter;
mod model_server;
mod models;
mod money;
mod origins;
mod outliving;
mod person;
mod programs;
mod recorder;
mod schedules;
mod sound;
mod tables;
mod talking;
mod telling;
mod tool_server;
mod tools;
mod waiting;
mod way_out;
mod whole;

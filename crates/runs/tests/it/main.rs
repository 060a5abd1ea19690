//! The tests of `runs`: the machine by itself, and the driver with a real client and a server that misbehaves.

#![expect(
    clippy::unwrap_used,
    reason = "what a test cannot go on without fails it"
)]

mod any_order;
mod bench;
mod driver;
mod host;
mod life;
mod rules_create;
mod rules_end;
mod rules_follow;
mod rules_rebuild;
mod world;

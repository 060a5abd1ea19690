//! The tests of `runs`: the machine by itself, and the driver with a real client and a server that misbehaves.

mod any_order;
mod life;
mod rules_create;
mod rules_end;
mod rules_follow;

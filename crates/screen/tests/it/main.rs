//! Tests of the screen over a real ledger: a window that applies the patches it gets shows what is recorded, whatever
//! is requested in whatever order.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

mod pages;
mod window;
mod world;

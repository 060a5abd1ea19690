//! Archives and exports end to end: a real ledger, real files, real ZIP files.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

mod anything;
mod concurrent;
mod foreign;
mod hostile;
mod older;
mod round;
mod tables;
mod world;

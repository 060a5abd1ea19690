//! The reader of events against bytes as servers send them.

#![expect(clippy::unwrap_used, reason = "a failed expectation is a failed test")]

mod framing;

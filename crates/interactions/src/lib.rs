//! A typed async client of the Gemini Interactions API.
//!
//! A model id is a quick answer, an agent id is a job in its own sandbox, and both are the same create call.
//! [`Client`] makes the calls, [`types`] holds the wire data, [`Accumulator`] folds a stream's events into the
//! interaction so far.

pub mod accumulate;
pub mod client;
pub mod error;
pub mod sse;
mod stream_event;
pub mod types;

pub use accumulate::{Accumulator, Change};
pub use client::{
    Client, ClientBuilder, Download, GOOGLE, Paged, RawStream, RetryPolicy, Timeouts,
};
pub use error::{Error, Result};
pub use stream_event::{NotAnEvent, StreamEvent};
pub use types::*;

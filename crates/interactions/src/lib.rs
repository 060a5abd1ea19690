//! A typed async client of the Gemini Interactions API.
//!
//! A model id is a quick answer, an agent id is a job in its own sandbox, and both are the same create call.
//! [`Client`] makes the calls, [`types`] holds the wire data, [`Accumulator`] folds a stream's events into the
//! interaction so far.
//!
//! ```no_run
//! use futures::TryStreamExt;
//! use interactions::{Accumulator, Client, CreateInteraction, GOOGLE};
//!
//! # async fn ask(key: secrecy::SecretString) -> interactions::Result<()> {
//! let client = Client::builder(GOOGLE).key(key).build()?;
//! let question = CreateInteraction::model("gemini-3.8-flash").input("What is basalt?");
//! let mut events = client.create_events(&question).await?;
//! let mut answer = Accumulator::new();
//! while let Some(event) = events.try_next().await? {
//!     answer.push(&event);
//! }
//! println!("{}", answer.output_text());
//! # Ok(())
//! # }
//! ```

pub mod accumulate;
pub mod client;
pub mod error;
pub mod place;
mod stream_event;
mod text_event;
pub mod types;
pub mod webhook;

pub use accumulate::{Accumulator, Change};
pub use client::{
    Client, ClientBuilder, Download, EventStream, ExternalClient, GOOGLE, IncomingFile, Paged,
    Partial, PollPolicy, Proxies, RawStream, Reach, RetryPolicy, Timeouts, UploadOptions,
    proxy_url,
};
pub use error::{Error, ProxyFault, Result};
pub use sse;
pub use stream_event::{NotAnEvent, StreamEvent};
pub use types::*;

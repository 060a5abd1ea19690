//! A typed async client of the Gemini Interactions API.

mod stream_event;
pub mod types;

pub use stream_event::{NotAnEvent, StreamEvent};
pub use types::*;

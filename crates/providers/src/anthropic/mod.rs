//! The Messages dialect, as defined by Anthropic.

mod messages;
mod reader;
mod request;
mod schema;

pub(crate) use reader::reader;
pub(crate) use request::body;

//! Messages, as Anthropic defined them.

mod messages;
mod reader;
mod request;
mod schema;

pub(crate) use reader::reader;
pub(crate) use request::body;

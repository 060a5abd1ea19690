//! Chat Completions, as OpenAI defined them and most servers speak them, each a little differently.

mod customs;
mod delta;
mod messages;
mod reader;
mod request;
#[cfg(test)]
mod tests;
mod usage;

pub(crate) use reader::reader;
pub(crate) use request::body;

//! The Chat Completions dialect, as defined by OpenAI and spoken by most servers with small differences.

mod delta;
mod messages;
mod reader;
mod request;
#[cfg(test)]
mod tests;
mod usage;
mod vendor_rules;

pub(crate) use reader::reader;
pub(crate) use request::body;

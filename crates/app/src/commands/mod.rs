//! The list of commands, from which a dispatcher and TypeScript are made, and the commands themselves.

mod actions;
mod agents;
mod attach;
mod comparing;
mod conversations;
mod deleting;
mod engines;
mod files;
mod lists;
mod money;
mod opening;
mod overview;
mod pages;
mod previewing;
mod providers;
mod saving;
mod schedules;
mod search_server;
mod sending;
mod stores;
mod tables;
mod tool_programs;
mod tools;
mod transfers;
mod turns;
mod updates;

pub(crate) use actions::is_answer;
pub(crate) use overview::overview_without_ledger;
pub use previewing::Medium;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use ts_rs::{Config, TS, TypeVisitor as _};
pub(crate) use turns::recorded_engine;

use words::{Sentence, say};

use crate::backend::Backend;
use crate::errors::{self, Result};
use crate::{bindings::Types, bridge::*};

macro_rules! commands {
    ($( #[doc = $doc:literal] $(#[doc = $more:literal])* $name:ident($request:ty) -> $answer:ty; )*) => {
        /// The name of every command, for the host's permission list.
        pub const NAMES: &[&str] = &[$(stringify!($name)),*];

        impl Backend {
            /// Runs a command by its name.
            pub(crate) async fn call(&self, name: &str, request: Value) -> Result<Value> {
                $(
                    if name == stringify!($name) {
                        let request: $request = parse_request(name, request)?;
                        let answer: $answer = Box::pin(self.$name(request)).await?;
                        return self.core.language().speak(|| serialize_answer(&answer));
                    }
                )*
                Err(errors::invalid(say::no_command(&name)))
            }
        }

        /// Writes one line of TypeScript for each command; its types go to `types`.
        pub(crate) fn declare(config: &Config, types: &mut Types<'_>) -> String {
            let mut lines = String::new();
            $(
                types.visit::<$request>();
                types.visit::<$answer>();
                lines.push_str(&format!(
                    "  /**{}{} */\n  {}: [{}, {}];\n",
                    $doc,
                    concat!($($more),*),
                    stringify!($name),
                    <$request as TS>::name(config),
                    <$answer as TS>::name(config),
                ));
            )*
            lines
        }
    };
}

include!("list.rs");

/// Parses the request of a command. The parse error is not quoted, because it could contain the person's text.
fn parse_request<T: DeserializeOwned>(name: &str, request: Value) -> Result<T> {
    serde_json::from_value(request).map_err(|_| errors::invalid(say::request_not_read(name)))
}

fn serialize_answer<T: Serialize>(answer: &T) -> Result<Value> {
    serde_json::to_value(answer).map_err(|cause| errors::internal(&cause))
}

/// Parses an id from the window; it only ever selects a row. `gone` is the sentence for a missing row, such as
/// [`say::turn_gone`].
pub(crate) fn parse_id<T: std::str::FromStr>(text: &str, gone: fn() -> Sentence) -> Result<T> {
    text.parse().map_err(|_| errors::not_found(gone()))
}

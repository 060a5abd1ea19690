//! The list of commands, made into a dispatcher and into TypeScript.

use ts_rs::{Config, TS, TypeVisitor as _};

use crate::{bindings::Types, bridge::*};

macro_rules! commands {
    ($( #[doc = $doc:literal] $(#[doc = $more:literal])* $name:ident($request:ty) -> $answer:ty; )*) => {
        /// The name of every command, for the host's permission list.
        pub const NAMES: &[&str] = &[$(stringify!($name)),*];

        /// One line of TypeScript for each command; its types go to `types`.
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

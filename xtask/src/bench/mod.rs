//! What `cargo xtask bench` measures: always ratios within one run, and one JSON object at the end.

mod client;
mod ledger;
mod ui;

pub(crate) use client::client;
pub(crate) use ledger::ledger;
pub(crate) use ui::ui;

/// What goes to standard output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Print {
    /// What was measured, and the object of ratios as the last line.
    Everything,
    /// Only that line; the rest goes to standard error.
    JsonOnly,
}

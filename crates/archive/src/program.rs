//! Knowledge of the calling program that the archive lacks.

use ledger::{RunId, WholeStep};
use serde_json::Value;

/// Interprets the data of runs and agents for the archive.
pub trait Program: Send + Sync {
    /// Converts a run's phase to the one it has when nothing more happens: the same one if that is so already; `None`
    /// if it cannot be read.
    fn over(&self, phase: &Value) -> Option<Value>;

    /// Returns the phase of a run that ended successfully.
    fn done(&self) -> Value;

    /// Returns the steps so far of a live run, whose steps are not in the record yet. Blocks.
    fn steps(&self, run: RunId) -> Vec<WholeStep>;

    /// Returns the plain text of an answer, for search.
    fn words(&self, steps: &[WholeStep]) -> String;

    /// Returns a setting in the form for an archive, without secrets; `None` if it is to be left out. `kept` is its
    /// value in the ledger.
    fn setting(&self, key: &str, kept: Option<Value>) -> Option<Value>;

    /// Returns the tools of a conversation, without permissions to act unasked, for export and import; `None` if they
    /// cannot be read.
    fn tools(&self, tools: &Value) -> Option<Value>;

    /// Returns the body of an agent, without permissions to act unasked, for import; `None` if its head or body cannot
    /// be read.
    fn agent(&self, head: &Value, body: &Value) -> Option<Value>;
}

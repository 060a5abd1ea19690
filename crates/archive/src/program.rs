//! What the program knows that keeps an archive, and the archive does not.

use ledger::{RunId, WholeStep};
use serde_json::Value;

/// The words of runs and agents, for whom they mean something.
pub trait Program: Send + Sync {
    /// The phase of a run as it is when nothing more happens to it: the same one when that is so already; `None` when
    /// it cannot be read.
    fn over(&self, phase: &Value) -> Option<Value>;

    /// The phase of a run that ended well.
    fn done(&self) -> Value;

    /// The steps so far of a run that goes on, whose steps are not in the record yet. Blocks.
    fn steps(&self, run: RunId) -> Vec<WholeStep>;

    /// The plain words of an answer, for search.
    fn words(&self, steps: &[WholeStep]) -> String;

    /// A setting as an archive has it, without what gives away a secret; `None` when it has none. `kept` is what the
    /// ledger has.
    fn setting(&self, key: &str, kept: Option<Value>) -> Option<Value>;

    /// The tools of a conversation without what they may do unasked, as an archive has them and as they are taken in;
    /// `None` when they cannot be read.
    fn tools(&self, tools: &Value) -> Option<Value>;

    /// Whether an agent's head and body can be read.
    fn is_agent(&self, head: &Value, body: &Value) -> bool;
}

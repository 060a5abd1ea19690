//! Finds the step that wrote a file of a sandbox, as far as the steps name it.

use std::collections::HashMap;

use interactions::Step;
use ledger::{RunId, Source};
use screen::view::slots::{self, Slot};

use super::listing::WORKSPACE;
use super::sandbox_before::normalized;
use crate::core::Core;
use crate::errors::Result;

/// The agent's own tool for writing a file, which appears as a function call (contract section 5).
const WRITE_FILE: &str = "write_file";

/// The steps that wrote files, by run and path.
#[derive(Default)]
pub(super) struct WriteSteps(HashMap<(RunId, String), Option<u32>>);

impl WriteSteps {
    /// Adds the files that a run wrote.
    pub(super) async fn add(&mut self, core: &Core, run: RunId) -> Result<()> {
        for (path, step) in by_path(&core.steps_of(run).await?) {
            self.0.insert((run, path), Some(step));
        }
        // A recorded file keeps its step, so that it is recorded only once.
        let recorded = core
            .ledger(move |ledger| ledger.artifacts_of_run(run))
            .await?;
        for file in recorded {
            if let (Source::Environment, Some(path)) = (file.source, file.path) {
                self.0
                    .insert((run, normalized(&path).to_owned()), file.step_index);
            }
        }
        Ok(())
    }

    /// Returns the step of a run that wrote a file; `None` if unknown.
    pub(super) fn step(&self, run: RunId, path: &str) -> Option<u32> {
        let key = (run, normalized(path).to_owned());
        self.0.get(&key).copied().flatten()
    }
}

/// Returns the last step that wrote each file. A relative path is meant from the workspace.
fn by_path(steps: &[Step]) -> HashMap<String, u32> {
    let mut written = HashMap::new();
    for slot in slots::of(steps) {
        let Slot::Call { step, result } = slot else {
            continue;
        };
        let Step::FunctionCall(call) = &steps[step] else {
            continue;
        };
        let failed = matches!(
            result.map(|at| &steps[at]),
            Some(Step::FunctionResult(result)) if result.is_error == Some(true)
        );
        if failed || call.name.as_deref() != Some(WRITE_FILE) {
            continue;
        }
        let path = call.arguments.as_ref().and_then(|it| it.get("path"));
        let (Some(path), Ok(step)) = (path.and_then(|path| path.as_str()), u32::try_from(step))
        else {
            continue;
        };
        let path = normalized(path);
        written.insert(path.to_owned(), step);
        if !path.starts_with(&format!("{WORKSPACE}/")) {
            written.insert(format!("{WORKSPACE}/{path}"), step);
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_last_write_that_worked_is_the_one_that_made_a_file() {
        let steps: Vec<Step> = serde_json::from_value(json!([
            {"type": "user_input", "content": [{"type": "text", "text": "Go"}]},
            {"type": "function_call", "id": "a", "name": "write_file", "arguments": {"path": "/workspace/a.md"}},
            {"type": "function_result", "call_id": "a", "name": "write_file"},
            {"type": "function_call", "id": "b", "name": "write_file", "arguments": {"path": "/workspace/a.md"}},
            {"type": "function_result", "call_id": "b", "name": "write_file"},
            {"type": "function_call", "id": "c", "name": "write_file", "arguments": {"path": "/workspace/a.md"}},
            {"type": "function_result", "call_id": "c", "name": "write_file", "is_error": true},
            {"type": "function_call", "id": "d", "name": "read_file", "arguments": {"path": "b.md"}},
            {"type": "function_call", "id": "e", "name": "write_file", "arguments": {"path": "./c.md"}},
        ]))
        .unwrap();
        let written = by_path(&steps);
        assert_eq!(written.get("workspace/a.md"), Some(&3));
        assert_eq!(written.get("workspace/b.md"), None);
        assert_eq!(written.get("workspace/c.md"), Some(&8));
    }
}

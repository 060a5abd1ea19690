//! The third-party MCP server that the engine's tests use.

use crate::failure::{Failure, Outcome};
use crate::programs::{exists, program, run, say};
use crate::workspace;

/// Runs `npm ci` beside the engine's tests if the lock file changed since the last time.
pub(crate) fn install() -> Outcome {
    let folder = workspace::root().join("crates/engine/tests/mcp");
    if !exists("npm") && !exists("npm.cmd") {
        return Err(Failure::new(
            "Node.js is missing; the MCP server of the engine's tests needs it.",
        )
        .hint("Install Node.js 20.19 or newer (with npm), then try again."));
    }
    let state = workspace::sha256(&folder.join("package-lock.json"))?;
    let modules = folder.join("node_modules");
    workspace::once_per_state("mcp-server", &state, &modules, || {
        say(
            "Installing an MCP server into crates/engine/tests/mcp: the engine's tests talk to it.",
        );
        run(program(if cfg!(windows) { "npm.cmd" } else { "npm" })
            .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
            .current_dir(&folder))
    })
}

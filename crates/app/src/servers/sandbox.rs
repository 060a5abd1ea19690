//! Asks the engine's program whether it can run the programs of a job, before a person hands one over.

use std::process::Stdio;

use serde::Deserialize;
use tokio::process::Command;

use words::{Sentence, say};

use crate::bridge::{ErrorCode, SandboxStatus};
use crate::core::Core;
use crate::errors::{self, Result};

/// The output of the engine's program.
#[derive(Deserialize)]
struct SandboxReport {
    ready: bool,
    reason: Option<String>,
    obstacle: Option<Obstacle>,
    command: Option<String>,
}

/// The known obstacle.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Obstacle {
    Missing,
    Apparmor,
    Forbidden,
}

impl Core {
    /// Returns the state of the sandbox on this computer. The engine need not run for that.
    ///
    /// # Errors
    /// `Engine`, when its program cannot be run.
    pub(crate) async fn sandbox(&self) -> Result<SandboxStatus> {
        let failed = |cause: &dyn std::fmt::Display| {
            tracing::warn!(%cause, "the sandbox cannot be asked about");
            errors::error(ErrorCode::Engine, say::sandbox_not_asked())
        };
        let output = Command::new(self.host.engine())
            .arg("sandbox")
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .output()
            .await
            .map_err(|cause| failed(&cause))?;
        let told: SandboxReport =
            serde_json::from_slice(&output.stdout).map_err(|cause| failed(&cause))?;
        Ok(SandboxStatus {
            ready: told.ready,
            reason: match told.obstacle {
                Some(Obstacle::Missing) => Some(say::sandbox_missing()),
                Some(Obstacle::Apparmor) => Some(say::sandbox_apparmor()),
                Some(Obstacle::Forbidden) => Some(say::sandbox_forbidden()),
                None => told.reason.map(Sentence::quoted),
            },
            command: told.command,
        })
    }
}

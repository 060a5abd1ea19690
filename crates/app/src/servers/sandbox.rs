//! Asks the engine's program whether it can run the programs of a job, before a person hands one over.

use std::process::Stdio;

use tokio::process::Command;

use crate::bridge::{ErrorCode, SandboxStatus};
use crate::core::Core;
use crate::errors::{self, Result};

impl Core {
    /// How the sandbox on this computer is. The engine need not run for that.
    ///
    /// # Errors
    /// `Engine`, when its program cannot be asked.
    pub(crate) async fn sandbox(&self) -> Result<SandboxStatus> {
        let failed = |cause: &dyn std::fmt::Display| {
            tracing::warn!(%cause, "the sandbox cannot be asked about");
            errors::error(
                ErrorCode::Engine,
                "Errand cannot find out whether programs can be run on this computer.",
                "Install Errand again.",
            )
        };
        let output = Command::new(self.host.engine())
            .arg("sandbox")
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .output()
            .await
            .map_err(|cause| failed(&cause))?;
        serde_json::from_slice(&output.stdout).map_err(|cause| failed(&cause))
    }
}

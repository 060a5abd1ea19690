//! Environments whose tools run on their owner's machine (contract section 9.7), as far as the contract defines them.
//!
//! They can be created, listed and deleted, and their key is shown once. The protocol between a worker and its server
//! is not public, so no worker can connect, and work in such an environment is refused instead of waiting for ever.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use interactions::{CreateEnvironment, Environment, EnvironmentMode, EnvironmentStatus};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::SharedState;
use crate::error::ApiError;
use crate::state::{EnvironmentRow, now};

/// Creates a self-hosted environment; only this response has its key.
pub(super) async fn create(
    engine: &SharedState,
    asked: CreateEnvironment,
) -> Result<Environment, ApiError> {
    let foreign = [
        ("from_environment", asked.from_environment.is_some()),
        ("sources", !asked.sources.is_empty()),
        ("network", asked.network.is_some()),
        ("env", asked.env.is_some()),
    ];
    if let Some((name, _)) = foreign.iter().find(|(_, is_there)| *is_there) {
        return Err(ApiError::invalid(format!(
            "`{name}` is not for a self-hosted environment: its worker brings what it works with."
        )));
    }
    let mut key = [0; 32];
    aws_lc_rs::rand::fill(&mut key).map_err(|error| ApiError::internal(&error))?;
    let key = URL_SAFE_NO_PAD.encode(key);
    let row = EnvironmentRow {
        id: uuid::Uuid::new_v4().to_string(),
        created: now(),
        updated: now(),
        last_accessed: now(),
        settings: json!({
            "mode": "self_hosted",
            "custom_config": asked.custom_config,
            "system_instruction": asked.system_instruction,
            "key_sha256": URL_SAFE_NO_PAD.encode(Sha256::digest(&key)),
        }),
    };
    engine.store.create_environment(row.clone()).await?;
    Ok(Environment {
        environment_key: Some(key.into()),
        ..shape(row)
    })
}

/// Returns true if an environment is self-hosted.
pub(super) fn is(row: &EnvironmentRow) -> bool {
    row.settings["mode"] == "self_hosted"
}

/// Refuses access to its files, which are not on this computer.
pub(super) fn refuse(row: &EnvironmentRow) -> Result<(), ApiError> {
    if is(row) {
        return Err(no_worker(&row.id));
    }
    Ok(())
}

/// The error for work in such an environment.
pub(super) fn no_worker(name: &str) -> ApiError {
    ApiError::precondition(format!(
        "The environment '{name}' is self-hosted: its files and programs are with its worker, and no worker is \
         connected. Workers cannot connect to this computer's engine; use \"remote\"."
    ))
}

pub(super) fn shape(row: EnvironmentRow) -> Environment {
    let custom_config = Some(row.settings["custom_config"].clone());
    Environment {
        id: Some(row.id.into()),
        status: Some(EnvironmentStatus::Active),
        created: Some(row.created),
        updated: Some(row.updated),
        last_accessed: Some(row.last_accessed),
        mode: Some(EnvironmentMode::SelfHosted),
        custom_config: custom_config.filter(|config| !config.is_null()),
        ..Environment::default()
    }
}

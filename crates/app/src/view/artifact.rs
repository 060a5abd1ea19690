//! A file as the window shows it.

use ledger::{Artifact, ArtifactState};

use crate::bridge::{ArtifactView, BridgeError, ErrorCode, FileState};
use crate::errors;

/// A file as it is recorded.
pub(crate) fn view(artifact: &Artifact) -> ArtifactView {
    let state = match artifact.state {
        ArtifactState::Listed => FileState::Listed,
        ArtifactState::Fetching => FileState::Fetching {
            received: 0,
            rate: 0,
        },
        ArtifactState::Saved => FileState::Saved,
        ArtifactState::Failed => FileState::Failed {
            error: why(artifact),
        },
    };
    with_state(artifact, state)
}

/// A file on its way.
pub(crate) fn with_state(artifact: &Artifact, state: FileState) -> ArtifactView {
    ArtifactView {
        id: artifact.id.to_string(),
        turn: artifact.run_id.to_string(),
        conversation: artifact.conversation_id.to_string(),
        kind: super::conversation::kind(artifact.kind),
        conversation_title: artifact.conversation_title.clone(),
        name: artifact.name.clone(),
        path: artifact.path.clone(),
        mime: artifact.mime.clone(),
        size: artifact.size.and_then(|size| u64::try_from(size).ok()),
        sha256: artifact.sha256.clone(),
        state,
        created_at: artifact.created_at,
        step: artifact.step_index,
    }
}

fn why(artifact: &Artifact) -> BridgeError {
    let stored = artifact
        .error
        .clone()
        .and_then(|json| serde_json::from_value(json).ok());
    stored.unwrap_or_else(|| {
        errors::error(
            ErrorCode::File,
            format!("{} could not be fetched.", artifact.name),
            "Fetch it again.",
        )
    })
}

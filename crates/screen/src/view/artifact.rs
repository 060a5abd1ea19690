//! Files as the window shows them.

use ledger::{Artifact, ArtifactState};

use words::say;

use crate::bridge::{ArtifactView, BridgeError, ErrorCode, FileState, FolderView};
use crate::errors;

/// Returns the view of a recorded file.
pub fn view(artifact: &Artifact) -> ArtifactView {
    let state = match artifact.state {
        ArtifactState::Listed => FileState::Listed,
        ArtifactState::Fetching => FileState::Fetching {
            received: 0,
            rate: 0,
        },
        ArtifactState::Saved => FileState::Saved,
        ArtifactState::Failed => FileState::Failed {
            error: fetch_error(artifact),
        },
    };
    view_with_state(artifact, state)
}

/// Returns the view of a file in the given download state.
pub fn view_with_state(artifact: &Artifact, state: FileState) -> ArtifactView {
    let path = display_path(artifact);
    let (folder, name) = match path.rsplit_once('/') {
        Some((folder, name)) => (folder.to_owned(), name.to_owned()),
        None => (String::new(), path),
    };
    ArtifactView {
        id: artifact.id.to_string(),
        turn: artifact.run_id.to_string(),
        conversation: artifact.conversation_id.to_string(),
        kind: super::conversation::kind(artifact.kind),
        conversation_title: artifact.conversation_title.clone(),
        name,
        folder,
        path: artifact.path.clone(),
        holds: artifact.files.map(|files| FolderView {
            files,
            here: artifact.here.unwrap_or_default(),
        }),
        inside: artifact.folder_id.map(|folder| folder.to_string()),
        mime: artifact.mime.clone(),
        size: artifact.size.and_then(|size| u64::try_from(size).ok()),
        sha256: artifact.sha256.clone(),
        state,
        created_at: artifact.created_at,
        step: artifact.step_index,
    }
}

/// Returns the path of a file relative to the job's working folder, made safe for display.
pub fn workspace_path(path: &str) -> String {
    let shown = artifacts::shown_path(path);
    match shown.strip_prefix("workspace/") {
        Some(inside) => inside.to_owned(),
        None => shown,
    }
}

/// Returns the name of a local file without its folders, made safe for display.
pub fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    artifacts::shown_path(last)
}

/// Returns the path of a recorded file as [`workspace_path`] shows it; its name if it has no path.
pub fn display_path(artifact: &Artifact) -> String {
    match &artifact.path {
        Some(path) => workspace_path(path),
        None => artifact.name.clone(),
    }
}

fn fetch_error(artifact: &Artifact) -> BridgeError {
    let stored = artifact
        .error
        .clone()
        .and_then(|json| serde_json::from_value(json).ok());
    stored.unwrap_or_else(|| errors::error(ErrorCode::File, say::file_not_fetched(&artifact.name)))
}

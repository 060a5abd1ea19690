//! Commands that attach files: chosen, pasted, dropped. A file that cannot be attached does not prevent the others.

use std::path::{Path, PathBuf};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use screen::view::artifact;
use words::say;

use crate::backend::Backend;
use crate::bridge::*;
use crate::core::blocking;
use crate::errors::{self, Result};
use crate::{PastedContent, PickPurpose};

/// Maximum size in bytes of an attachment; a larger file cannot be sent anywhere.
const ATTACHMENT_LIMIT: u64 = 20 << 20;

impl Backend {
    pub(super) async fn attach_bytes(&self, request: AttachBytes) -> Result<Attachment> {
        let bytes = blocking(move || BASE64_STANDARD.decode(request.base64)).await?;
        let bytes = bytes.map_err(|_| errors::invalid(say::pasted_not_read()))?;
        self.keep(&request.name, Some(request.mime), bytes).await
    }

    pub(super) async fn choose_attachments(&self, (): ()) -> Result<AttachResult> {
        let paths = self.core.host.pick_files(PickPurpose::Attach).await;
        Ok(self.attach(paths).await)
    }

    pub(super) async fn paste_files(&self, (): ()) -> Result<PastedFiles> {
        Ok(match self.core.host.pasted().await {
            PastedContent::Nothing => PastedFiles::default(),
            PastedContent::Files(paths) => PastedFiles {
                attaching: self.attach(paths).await,
                text: None,
            },
            PastedContent::Picture { bytes, mime } => {
                let name = format!("picture.{}", mime.rsplit('/').next().unwrap_or("png"));
                let mut attaching = AttachResult::default();
                attaching.take(self.keep(&name, Some(mime), bytes).await);
                PastedFiles {
                    attaching,
                    text: None,
                }
            }
            PastedContent::Text(text) => PastedFiles {
                attaching: AttachResult::default(),
                text: Some(text),
            },
        })
    }

    /// Attaches files that were dropped on the window, and sends the page the result, without paths.
    pub(crate) async fn dropped(&self, paths: Vec<PathBuf>) {
        let attaching = self.attach(paths).await;
        self.core.screen.tell(Patch::Dropped { attaching });
    }

    async fn attach(&self, paths: Vec<PathBuf>) -> AttachResult {
        let mut attaching = AttachResult::default();
        for path in paths {
            attaching.take(self.attach_one(path).await);
        }
        attaching
    }

    async fn attach_one(&self, path: PathBuf) -> Result<Attachment> {
        let name = path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned();
        let bytes = blocking(move || read(&path)).await??;
        self.keep(&name, None, bytes).await
    }

    async fn keep(&self, name: &str, mime: Option<String>, bytes: Vec<u8>) -> Result<Attachment> {
        let name = artifact::file_name(name);
        if bytes.len() as u64 > ATTACHMENT_LIMIT {
            return Err(too_large(&name));
        }
        let announced = mime.filter(|mime| !mime.trim().is_empty());
        let mime =
            artifacts::media_type(&name, announced.as_deref(), &bytes[..bytes.len().min(512)]);
        let saved = self
            .core
            .files(move |store| store.put_bytes(&bytes))
            .await?;
        Ok(Attachment {
            sha256: saved.sha256,
            name,
            mime,
            size: saved.size,
        })
    }
}

/// Reads a regular file that is not too large. Blocks.
fn read(path: &Path) -> Result<Vec<u8>> {
    let name = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy();
    let failed = |cause| errors::file(say::file_not_read, path, &cause);
    let about = std::fs::metadata(path).map_err(failed)?;
    if about.is_dir() {
        return Err(errors::error(
            ErrorCode::Invalid,
            say::attach_folder(&*name),
        ));
    }
    if !about.is_file() {
        return Err(errors::error(
            ErrorCode::Invalid,
            say::attach_no_ordinary_file(&*name),
        ));
    }
    if about.len() > ATTACHMENT_LIMIT {
        return Err(too_large(&name));
    }
    std::fs::read(path).map_err(failed)
}

fn too_large(name: &str) -> BridgeError {
    errors::error(
        ErrorCode::Invalid,
        say::attach_too_large(name, ATTACHMENT_LIMIT >> 20),
    )
}

//! Downloading sandbox files into the store.

use interactions::{Client, Download, EnvironmentId};

use crate::checkpoint::CHECKPOINT_INTERVAL;
use crate::error::{Error, Result};
use crate::part::Part;
use crate::store::{Store, StoredFile};

/// Progress of a download.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Number of bytes received, including those of earlier attempts.
    pub received: u64,
    /// Announced total size in bytes.
    pub total: Option<u64>,
}

impl Store {
    /// Downloads the file at `path` of a sandbox (contract section 2.2) and stores it.
    ///
    /// `announced` is its size in the listing: more or fewer bytes are an error. A broken connection is resumed as
    /// described at [`Download::next_bytes`]. Dropping the future stops the download. The part is then removed once a
    /// pending write ends, except for a large file whose server provides a version: the next fetch resumes it, even
    /// after a crash.
    pub async fn fetch(
        &self,
        client: &Client,
        environment: &EnvironmentId,
        path: &str,
        announced: Option<u64>,
        mut progress: impl FnMut(Progress),
    ) -> Result<StoredFile> {
        let failed = |source| Error::Download {
            path: path.to_owned(),
            source,
        };
        let (store, sandbox, sandbox_path) = (self.clone(), environment.clone(), path.to_owned());
        let (mut part, room) =
            blocking(move || Ok((store.part_for(&sandbox, &sandbox_path)?, store.room()))).await?;
        let environments = client.environments();
        let response = match part.partial() {
            Some(partial) => {
                environments
                    .download_after(environment, path, &partial)
                    .await
            }
            None => environments.download(environment, path).await,
        };
        let mut download = match response {
            Ok(download) => download,
            Err(error) => {
                if error.is_not_found() {
                    part.discard();
                }
                return Err(failed(error));
            }
        };
        if download.received() < part.size() {
            part = blocking(move || part.start_over().map(|()| part)).await?;
        }
        part.set_version(download.version());
        match receive(&mut download, part, path, announced, room, &mut progress).await {
            Ok(part) => {
                let store = self.clone();
                blocking(move || store.store_part(part)).await
            }
            Err(error) => Err(error),
        }
    }
}

/// Writes the received bytes. A file of another length than announced is discarded.
async fn receive(
    download: &mut Download,
    mut part: Part,
    path: &str,
    announced: Option<u64>,
    room: Option<u64>,
    progress: &mut impl FnMut(Progress),
) -> Result<Part> {
    let total = announced.or_else(|| download.length());
    let mismatch = |mut part: Part, announced, received| {
        part.discard();
        Err(Error::LengthMismatch {
            path: path.to_owned(),
            announced,
            received,
        })
    };
    if let (Some(announced), Some(length)) = (announced, download.length())
        && announced != length
    {
        return mismatch(part, announced, length);
    }
    let missing = total.unwrap_or(0).saturating_sub(part.size());
    // A small file is attempted anyway: space may become free meanwhile.
    if missing > CHECKPOINT_INTERVAL
        && let Some(room) = room.filter(|room| missing > *room)
    {
        part.discard();
        return Err(Error::NoRoom {
            path: path.to_owned(),
            needed: missing,
            room,
        });
    }
    progress(Progress {
        received: part.size(),
        total,
    });
    loop {
        let bytes = match download.next_bytes().await {
            Ok(Some(bytes)) => bytes,
            Ok(None) => break,
            Err(source) => {
                if !source.is_retryable() {
                    part.discard();
                }
                return Err(Error::Download {
                    path: path.to_owned(),
                    source,
                });
            }
        };
        let received = part.size() + bytes.len() as u64;
        if let Some(announced) = announced.filter(|announced| received > *announced) {
            return mismatch(part, announced, received);
        }
        part = blocking(move || part.write(&bytes).map(|()| part)).await?;
        progress(Progress { received, total });
    }
    match announced.filter(|announced| part.size() != *announced) {
        Some(announced) => {
            let received = part.size();
            mismatch(part, announced, received)
        }
        None => Ok(part),
    }
}

/// Runs blocking file work outside of the async threads.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}

//! Fetching a file of a sandbox into the store.

use std::time::Duration;

use futures::StreamExt;
use interactions::{Client, Download, EnvironmentId};

use crate::error::{Error, Result};
use crate::store::{Saved, Store};

/// How often a download is begun in all.
const ATTEMPTS: u32 = 5;

/// The wait before the second attempt; it doubles.
const FIRST_DELAY: Duration = Duration::from_millis(250);

/// How far a download is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes that came. It falls back to 0 when a broken download starts over.
    pub received: u64,
    /// Bytes that were announced.
    pub total: Option<u64>,
}

impl Store {
    /// Fetches the file at `path` of a sandbox (contract section 2.2) and keeps it.
    ///
    /// `announced` is its size in the listing: more or fewer bytes are an error. A connection that
    /// breaks is tried again from the start, so that a file is the bytes of one answer.
    /// Dropping the future stops the download and removes what was written, once a write under way ends.
    pub async fn fetch(
        &self,
        client: &Client,
        environment: &EnvironmentId,
        path: &str,
        announced: Option<u64>,
        mut progress: impl FnMut(Progress),
    ) -> Result<Saved> {
        let failed = |source| Error::Download {
            path: path.to_owned(),
            source,
        };
        let mut delay = FIRST_DELAY;
        let mut attempt = 1;
        loop {
            // A call that fails before the first byte was already repeated as the client's policy says.
            let download = client
                .environments()
                .download(environment, path)
                .await
                .map_err(failed)?;
            let error = match self.receive(download, path, announced, &mut progress).await {
                Ok(saved) => return Ok(saved),
                Err(error) => error,
            };
            if attempt == ATTEMPTS || !is_broken_connection(&error) {
                return Err(error);
            }
            tracing::info!(%error, attempt, "a download starts over");
            tokio::time::sleep(delay).await;
            delay *= 2;
            attempt += 1;
        }
    }

    async fn receive(
        &self,
        mut download: Download,
        path: &str,
        announced: Option<u64>,
        progress: &mut impl FnMut(Progress),
    ) -> Result<Saved> {
        let total = announced.or_else(|| download.length());
        let mismatch = |announced, received| Error::LengthMismatch {
            path: path.to_owned(),
            announced,
            received,
        };
        if let (Some(announced), Some(length)) = (announced, download.length())
            && announced != length
        {
            return Err(mismatch(announced, length));
        }
        let store = self.clone();
        let mut part = blocking(move || store.part()).await?;
        progress(Progress { received: 0, total });
        while let Some(bytes) = download.next().await {
            let bytes = bytes.map_err(|source| Error::Download {
                path: path.to_owned(),
                source,
            })?;
            let received = part.size() + bytes.len() as u64;
            if let Some(announced) = announced.filter(|announced| received > *announced) {
                return Err(mismatch(announced, received));
            }
            part = blocking(move || part.write(&bytes).map(|()| part)).await?;
            progress(Progress { received, total });
        }
        if let Some(announced) = announced.filter(|announced| part.size() != *announced) {
            return Err(mismatch(announced, part.size()));
        }
        let store = self.clone();
        blocking(move || store.keep(part)).await
    }
}

/// Whether the bytes ended too early, so that another attempt may bring them all.
fn is_broken_connection(error: &Error) -> bool {
    matches!(error, Error::Download { source, .. } if source.is_retryable())
}

/// Runs file work off the async threads.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}

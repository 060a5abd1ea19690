//! Keeps media of an answer as files: those that carry their bytes, and those that come by URL.

use std::time::Duration;

use artifacts::{Store, StoredFile, StreamError};
use futures::{Stream, TryStreamExt};
use interactions::{Client, File, FileId, FileState, NotBase64, Sound, Step};
use ledger::{Artifact, ArtifactState, ArtifactUpdate, NewArtifact, RunId, Set, Source};
use screen::lock;
use screen::view::artifact;
use screen::view::media::{self, MediaItem, MediaSource};
use screen::view::turn;
use words::say;

use super::AftercareFailure;
use super::fetches::FetchTarget;
use super::progress::Progress;
use super::unasked::allowance;
use crate::bridge::{BridgeError, ErrorCode};
use crate::core::{Core, blocking, now};
use crate::errors::{self, Result};

/// Maximum size in bytes of a file of the service itself (contract section 2.4).
const SERVICE_LIMIT: u64 = 2 << 30;
/// Maximum size in bytes of a file from any other server.
const EXTERNAL_LIMIT: u64 = 512 << 20;
/// Number of polls of a file that is still being made, and the delay between them.
const MAX_POLLS: usize = 30;
const POLL_DELAY: Duration = Duration::from_secs(2);

/// The result of fetching a medium.
enum FetchResult {
    /// The medium is in the store; with the announced media type.
    Stored(StoredFile, Option<String>),
    /// The medium is larger than what is fetched without asking; with its size in bytes, if known.
    Deferred(Option<u64>),
    /// The person stopped the fetch, or it is in progress already.
    Stopped,
}

impl Core {
    /// Keeps the media of the output as files. A medium that cannot be fetched says so in its row; one too large for
    /// the disk or for fetching without asking waits for the person, as files of a sandbox do.
    pub(super) async fn keep_media(
        &self,
        run: RunId,
        steps: &[Step],
    ) -> Result<(), AftercareFailure> {
        let stays = |error: BridgeError| (error, false);
        let mut trouble = None;
        let mut left = allowance(self.disk_room().await.map_err(stays)?);
        for item in media::of(steps) {
            let new = NewArtifact {
                run_id: run,
                name: item.name(),
                path: None,
                source: Source::Media,
                mime: item.mime().unwrap_or("application/octet-stream").to_owned(),
                size: None,
                step_index: u32::try_from(item.step).ok(),
                created_at: now(),
            };
            let row = self
                .ledger(move |ledger| ledger.add_artifact(&new))
                .await
                .map_err(stays)?;
            if row.state == ArtifactState::Saved {
                continue;
            }
            match self.keep_medium(&row, &item, left).await {
                Ok(FetchResult::Stored(saved, _)) => left = left.saturating_sub(saved.size),
                Ok(FetchResult::Deferred(size)) => {
                    self.note_deferred(&row, size).await.map_err(stays)?
                }
                Ok(FetchResult::Stopped) => {}
                Err((error, _)) if error.code == ErrorCode::DiskFull => {
                    self.screen.tell_file(artifact::view(&row));
                    return Err((error, true));
                }
                Err((error, again)) => {
                    self.note_failed(&row, error.clone()).await.map_err(stays)?;
                    if again {
                        trouble = Some((error, true));
                    }
                }
            }
        }
        self.place_media(run, steps).await.map_err(stays)?;
        trouble.map_or(Ok(()), Err)
    }

    /// Fetches a medium of an answer again, unless that is in progress.
    pub(super) async fn fetch_medium(&self, row: &Artifact) -> Result<()> {
        let run = row.run_id;
        let stored = self.ledger(move |ledger| ledger.steps(run)).await?;
        let steps = turn::parse(&stored);
        let item = media::of(&steps)
            .into_iter()
            .find(|item| item.is_stored_as(row))
            .ok_or_else(|| errors::not_found(say::answer_of_file_gone()))?;
        let room = self.disk_room().await?.unwrap_or(u64::MAX);
        let error = match self.keep_medium(row, &item, room).await {
            Ok(FetchResult::Stored(..) | FetchResult::Stopped) => return Ok(()),
            Ok(FetchResult::Deferred(size)) => errors::artifact(&artifacts::Error::NoRoom {
                path: artifact::display_path(row),
                needed: size.unwrap_or(room),
                room,
            }),
            Err((error, _)) => error,
        };
        self.note_failed(row, error.clone()).await?;
        Err(error)
    }

    /// Returns the free space of the disk in bytes, if the system reports it.
    async fn disk_room(&self) -> Result<Option<u64>> {
        let store = self.files.store.clone();
        blocking(move || store.room()).await
    }

    /// Keeps a medium, unless it comes by URL and has more than `most` bytes.
    async fn keep_medium(
        &self,
        row: &Artifact,
        item: &MediaItem<'_>,
        most: u64,
    ) -> Result<FetchResult, AftercareFailure> {
        let stays = |error: BridgeError| (error, false);
        let announced = item.mime().map(str::to_owned);
        let (saved, mime) = match item.source {
            MediaSource::Inline(data) => {
                let (data, sound) = (data.to_owned(), item.raw_sound());
                let stored_file = self
                    .files(move |store| store_inline(store, &data, sound))
                    .await;
                (stored_file.map_err(stays)?, announced)
            }
            MediaSource::Stored(mark) => {
                let known = row.sha256.as_deref();
                let sha256 = known.filter(|known| *known == mark.sha256());
                let saved = self.check_stored(row, sha256).await;
                (saved.map_err(stays)?, Some(row.mime.clone()))
            }
            MediaSource::Uri(uri) => match self.fetch_by_address(row, uri, most).await? {
                FetchResult::Stored(saved, said) => (saved, announced.or(said)),
                other => return Ok(other),
            },
        };
        self.note_saved(row, &saved, mime.clone())
            .await
            .map_err(stays)?;
        Ok(FetchResult::Stored(saved, mime))
    }

    /// Records the size of a medium that is not fetched automatically, and clears the error of an earlier try.
    async fn note_deferred(&self, row: &Artifact, size: Option<u64>) -> Result<()> {
        let id = row.id;
        let update = ArtifactUpdate {
            size: Set::from(size.and_then(|size| i64::try_from(size).ok())),
            state: Some(ArtifactState::Listed),
            error: Set::Clear,
            ..ArtifactUpdate::default()
        };
        let row = self
            .ledger(move |ledger| ledger.update_artifact(id, &update))
            .await?;
        self.screen.tell_file(artifact::view(&row));
        Ok(())
    }

    /// Checks a medium whose only copy is in the store. Its file name is taken from the artifact's row only: a name
    /// in the answer came from the server.
    async fn check_stored(&self, row: &Artifact, sha256: Option<&str>) -> Result<StoredFile> {
        let Some(sha256) = sha256.map(str::to_owned) else {
            return Err(errors::artifact(&artifacts::Error::NotBase64));
        };
        let here = self.files(move |store| {
            let size = store.read(&sha256)?.len() as u64;
            Ok(StoredFile { sha256, size })
        });
        here.await.map_err(|error| {
            tracing::warn!(%error, "a medium is gone from the store");
            errors::medium_gone(&artifact::display_path(row))
        })
    }

    /// Fetches the file at an address in an answer, unless it has more than `most` bytes. The window shows the
    /// progress, and the person can stop it.
    async fn fetch_by_address(
        &self,
        row: &Artifact,
        uri: &str,
        most: u64,
    ) -> Result<FetchResult, AftercareFailure> {
        let Some(this) = self.files.fetches.begin_alone(FetchTarget::File(row.id)) else {
            return Ok(FetchResult::Stopped);
        };
        let mut progress = Progress::of(self, row);
        progress.set_received(0);
        tokio::select! {
        result = self.fetch_uri(row.run_id, uri, most, &mut progress) => result,
        () = this.stopped() => {
        self.screen.tell_file(artifact::view(row));
        Ok(FetchResult::Stopped)
        }
        }
    }

    /// Fetches the file at an address: with the key if it is one of the service's own files, otherwise without it.
    async fn fetch_uri(
        &self,
        run: RunId,
        uri: &str,
        most: u64,
        progress: &mut Progress<'_>,
    ) -> Result<FetchResult, AftercareFailure> {
        let row = self
            .ledger(move |ledger| ledger.interaction(run))
            .await
            .map_err(|error| (error, false))?;
        let row = row.ok_or_else(|| (errors::not_found(say::turn_gone()), false))?;
        let client = self.client_of(&row).await.map_err(|error| (error, true))?;
        if let Some(id) = client.files().of_uri(uri) {
            let file = poll_until_made(&client, &id).await?;
            let size = file.size_bytes.and_then(|size| size.as_u64());
            let limits = SizeLimits {
                hard: SERVICE_LIMIT,
                unasked: most,
            };
            if limits.defers(size)? {
                return Ok(FetchResult::Deferred(size));
            }
            let download = client.files().download(&id).await.map_err(failed)?;
            let size = size.or_else(|| download.length());
            let mime = download.mime_type().map(str::to_owned);
            let mime = file.mime_type.or(mime);
            return self
                .keep_stream(download, (size, mime), limits, progress)
                .await;
        }
        let external = self
            .external_client(uri)
            .await
            .map_err(|error| (error, false))?;
        let arriving = external.download(uri).await.map_err(failed)?;
        let said = (arriving.length(), arriving.mime_type.clone());
        let limits = SizeLimits {
            hard: EXTERNAL_LIMIT,
            unasked: most,
        };
        self.keep_stream(arriving.bytes(), said, limits, progress)
            .await
    }

    /// Stores a download; `size` and `mime` are the announced size and media type.
    async fn keep_stream<B: AsRef<[u8]> + Send + 'static>(
        &self,
        bytes: impl Stream<Item = Result<B, interactions::Error>>,
        (size, mime): (Option<u64>, Option<String>),
        limits: SizeLimits,
        progress: &mut Progress<'_>,
    ) -> Result<FetchResult, AftercareFailure> {
        if limits.defers(size)? {
            return Ok(FetchResult::Deferred(size));
        }
        progress.set_total(size);
        let mut received = 0;
        let bytes = bytes.inspect_ok(|bytes| {
            received += bytes.as_ref().len() as u64;
            progress.set_received(received);
        });
        match self
            .files
            .store
            .put_stream(bytes, limits.hard.min(limits.unasked))
            .await
        {
            Ok(saved) => Ok(FetchResult::Stored(saved, mime)),
            Err(StreamError::TooLarge { .. }) if limits.unasked < limits.hard => {
                Ok(FetchResult::Deferred(size))
            }
            Err(error) => Err(not_kept(error)),
        }
    }

    /// Updates the answer on the screen with the files of its media.
    async fn place_media(&self, run: RunId, steps: &[Step]) -> Result<()> {
        let artifacts = self
            .ledger(move |ledger| ledger.artifacts_of_run(run))
            .await?;
        let media = media::artifact_ids(steps, artifacts.iter());
        if !media.is_empty()
            && let Some(live) = self.screen.live_runs().get(run)
        {
            lock(&live).set_media(media);
        }
        Ok(())
    }
}

/// Limits on the size of a file to be fetched, in bytes.
#[derive(Clone, Copy)]
struct SizeLimits {
    /// Limit for any fetch.
    hard: u64,
    /// Limit for this fetch; a larger file waits until the person asks for it.
    unasked: u64,
}

impl SizeLimits {
    /// Returns true if a file of this size has to wait. Fails at once if it is too large for any fetch.
    fn defers(self, size: Option<u64>) -> Result<bool, AftercareFailure> {
        match size {
            Some(size) if size > self.hard => Err(too_large(self.hard)),
            Some(size) => Ok(size > self.unasked),
            None => Ok(false),
        }
    }
}

/// Keeps a medium that is in an answer: its data, or all of a sound that came in raw pieces. Blocks.
pub(crate) fn store_inline(
    store: &Store,
    data: &str,
    sound: Result<Option<Sound>, NotBase64>,
) -> artifacts::Result<StoredFile> {
    match sound {
        Ok(None) => store.put_base64(data),
        Ok(Some(sound)) => store.put_sound(&sound),
        Err(_) => Err(artifacts::Error::NotBase64),
    }
}

/// Polls until the service has made a file.
async fn poll_until_made(client: &Client, id: &FileId) -> Result<File, AftercareFailure> {
    for poll in 1.. {
        let file = client.files().get(id).await.map_err(failed)?;
        match file.state {
            Some(FileState::Failed) => {
                let error = errors::error(ErrorCode::File, say::file_not_made());
                return Err((error, false));
            }
            Some(FileState::Processing) if poll == MAX_POLLS => break,
            Some(FileState::Processing) => tokio::time::sleep(POLL_DELAY).await,
            _ => return Ok(file),
        }
    }
    let error = errors::error(ErrorCode::File, say::file_being_made());
    Err((error, true))
}

fn failed(error: interactions::Error) -> AftercareFailure {
    let again = error.is_retryable();
    (errors::external_fetch(&error), again)
}

fn not_kept(error: StreamError<interactions::Error>) -> AftercareFailure {
    match error {
        StreamError::Source(error) => failed(error),
        StreamError::Store(error) => (errors::artifact(&error), false),
        StreamError::TooLarge { limit } => too_large(limit),
    }
}

fn too_large(limit: u64) -> AftercareFailure {
    let error = errors::error(ErrorCode::File, say::fetched_too_large(limit >> 20));
    (error, false)
}

//! Media of an answer become files: those that carry their bytes, and those that come by address.

use std::time::Duration;

use artifacts::{Saved, Store, StreamError};
use interactions::{Client, FileId, FileState, NotBase64, Sound, Step};
use ledger::{Artifact, ArtifactState, NewArtifact, RunId, Source};
use screen::lock;
use screen::view::artifact;
use screen::view::media::{self, Bytes, Found};
use screen::view::turn;
use words::say;

use super::Trouble;
use crate::bridge::{BridgeError, ErrorCode};
use crate::core::{Core, now};
use crate::errors::{self, Result};

/// The most bytes of a file of the service itself (contract section 2.4).
const SERVICE_LIMIT: u64 = 2 << 30;
/// The most bytes of a file from anywhere else.
const ELSEWHERE_LIMIT: u64 = 512 << 20;
/// A file that is still being made is asked for so often, with this pause.
const LOOKS: usize = 30;
const LOOK_PAUSE: Duration = Duration::from_secs(2);

impl Core {
    /// Media of the output become files. What comes by address and cannot be had stands so at its file.
    pub(super) async fn keep_media(&self, run: RunId, steps: &[Step]) -> Result<(), Trouble> {
        let stays = |error: BridgeError| (error, false);
        let mut trouble = None;
        for found in media::of(steps) {
            let new = NewArtifact {
                run_id: run,
                name: found.name(),
                path: None,
                source: Source::Media,
                mime: found
                    .mime()
                    .unwrap_or("application/octet-stream")
                    .to_owned(),
                size: None,
                step_index: u32::try_from(found.step).ok(),
                created_at: now(),
            };
            let row = self
                .ledger(move |ledger| ledger.add_artifact(&new))
                .await
                .map_err(stays)?;
            if row.state == ArtifactState::Saved {
                continue;
            }
            if let Err((error, again)) = self.keep_medium(&row, &found).await {
                if error.code == ErrorCode::DiskFull {
                    return Err((error, true));
                }
                self.note_failed(&row, error.clone()).await.map_err(stays)?;
                if again {
                    trouble = Some((error, true));
                }
            }
        }
        self.place_media(run, steps).await.map_err(stays)?;
        trouble.map_or(Ok(()), Err)
    }

    /// Fetches a picture, a sound or a film of an answer again.
    pub(super) async fn fetch_medium(&self, row: &Artifact) -> Result<()> {
        let run = row.run_id;
        let stored = self.ledger(move |ledger| ledger.steps(run)).await?;
        let steps = turn::parse(&stored);
        let found = media::of(&steps)
            .into_iter()
            .find(|found| found.is_kept_as(row))
            .ok_or_else(|| errors::not_found(say::answer_of_file_gone()))?;
        if let Err((error, _)) = self.keep_medium(row, &found).await {
            self.note_failed(row, error.clone()).await?;
            return Err(error);
        }
        Ok(())
    }

    async fn keep_medium(&self, row: &Artifact, found: &Found<'_>) -> Result<(), Trouble> {
        let stays = |error: BridgeError| (error, false);
        let announced = found.mime().map(str::to_owned);
        let (saved, mime) = match found.bytes {
            Bytes::Here(data) => {
                let (data, sound) = (data.to_owned(), found.raw_sound());
                let kept = self.files(move |store| kept(store, &data, sound)).await;
                (kept.map_err(stays)?, announced)
            }
            Bytes::Kept(mark) => {
                let known = row.sha256.as_deref();
                let sha256 = known.filter(|known| *known == mark.sha256());
                let saved = self.still_here(row, sha256).await;
                (saved.map_err(stays)?, Some(row.mime.clone()))
            }
            Bytes::At(uri) => {
                let (saved, said) = self.fetch_uri(row.run_id, uri).await?;
                (saved, announced.or(said))
            }
        };
        self.note_saved(row, &saved, mime).await.map_err(stays)
    }

    /// A medium whose only copy is in the store. Only the artifact's own row says under which name: an answer that
    /// names a file came so from its server.
    async fn still_here(&self, row: &Artifact, sha256: Option<&str>) -> Result<Saved> {
        let Some(sha256) = sha256.map(str::to_owned) else {
            return Err(errors::artifact(&artifacts::Error::NotBase64));
        };
        let here = self.files(move |store| {
            let size = store.read(&sha256)?.len() as u64;
            Ok(Saved { sha256, size })
        });
        here.await.map_err(|error| {
            tracing::warn!(%error, "a medium is gone from the store");
            errors::medium_gone(&artifact::whole_name(row))
        })
    }

    /// Fetches what an address in an answer means: with the key when it is one of the service's own files, without
    /// it from anywhere else. Gives the media type that was announced, too.
    async fn fetch_uri(&self, run: RunId, uri: &str) -> Result<(Saved, Option<String>), Trouble> {
        let row = self
            .ledger(move |ledger| ledger.interaction(run))
            .await
            .map_err(|error| (error, false))?;
        let row = row.ok_or_else(|| (errors::not_found(say::turn_gone()), false))?;
        let client = self.client_of(&row).await.map_err(|error| (error, true))?;
        if let Some(id) = client.files().of_uri(uri) {
            let mime = when_made(&client, &id).await?;
            let download = client.files().download(&id).await.map_err(failed)?;
            let mime = mime.or_else(|| download.mime_type().map(str::to_owned));
            let kept = self.files.store.put_stream(download, SERVICE_LIMIT).await;
            return Ok((kept.map_err(not_kept)?, mime));
        }
        let elsewhere = self.elsewhere(uri).await.map_err(|error| (error, false))?;
        let arriving = elsewhere.download(uri).await.map_err(failed)?;
        let mime = arriving.mime_type.clone();
        let kept = self
            .files
            .store
            .put_stream(arriving.bytes(), ELSEWHERE_LIMIT);
        Ok((kept.await.map_err(not_kept)?, mime))
    }

    /// Tells the answer on the screen which files its media are.
    async fn place_media(&self, run: RunId, steps: &[Step]) -> Result<()> {
        let artifacts = self
            .ledger(move |ledger| ledger.artifacts_of_run(run))
            .await?;
        let places = media::places(steps, artifacts.iter());
        if !places.is_empty()
            && let Some(live) = self.screen.lives().get(run)
        {
            lock(&live).set_media(places);
        }
        Ok(())
    }
}

/// Keeps a medium that is in an answer: its data, or all of a sound that came in raw pieces. Blocks.
pub(crate) fn kept(
    store: &Store,
    data: &str,
    sound: Result<Option<Sound>, NotBase64>,
) -> artifacts::Result<Saved> {
    match sound {
        Ok(None) => store.put_base64(data),
        Ok(Some(sound)) => store.put_sound(&sound),
        Err(_) => Err(artifacts::Error::NotBase64),
    }
}

/// Waits until the service has made a file. Gives its media type.
async fn when_made(client: &Client, id: &FileId) -> Result<Option<String>, Trouble> {
    for look in 1.. {
        let file = client.files().get(id).await.map_err(failed)?;
        match file.state {
            Some(FileState::Failed) => {
                let error = errors::error(ErrorCode::File, say::file_not_made());
                return Err((error, false));
            }
            Some(FileState::Processing) if look == LOOKS => break,
            Some(FileState::Processing) => tokio::time::sleep(LOOK_PAUSE).await,
            _ => return Ok(file.mime_type),
        }
    }
    let error = errors::error(ErrorCode::File, say::file_being_made());
    Err((error, true))
}

fn failed(error: interactions::Error) -> Trouble {
    let again = error.is_retryable();
    (errors::elsewhere(&error), again)
}

fn not_kept(error: StreamError<interactions::Error>) -> Trouble {
    match error {
        StreamError::Source(error) => failed(error),
        StreamError::Kept(error) => (errors::artifact(&error), false),
        StreamError::TooLarge { limit } => {
            let error = errors::error(ErrorCode::File, say::fetched_too_large(limit >> 20));
            (error, false)
        }
    }
}

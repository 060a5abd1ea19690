//! Moves media of finished runs to files: in their events, steps and requests, the bytes are replaced by the name of
//! a file. This is done run by run in the background, also for the runs of an older ledger.

use std::sync::Weak;
use std::time::Duration;

use artifacts::{MediaFiles, Store};
use interactions::Step;
use ledger::{Artifact, ArtifactState, RunId};
use screen::view::media::{self, MediaItem, MediaSource};
use screen::view::turn;

use crate::aftercare::store_inline;
use crate::core::Core;
use crate::errors::Result;

/// Delay after the start.
const START_DELAY: Duration = Duration::from_secs(2);
/// Delay after each run, so that other work is not held up.
const RUN_PAUSE: Duration = Duration::from_millis(100);

/// Replaces media by names, now and whenever it is notified, until the core is dropped. It may be stopped at any
/// point and continues from there: each run is one transaction.
pub(crate) async fn move_media(core: Weak<Core>) {
    tokio::time::sleep(START_DELAY).await;
    loop {
        let Some(strong) = core.upgrade() else { return };
        let more = strong.files.unnamed.clone();
        drop(strong);
        let (mut after, mut any) = (0, false);
        loop {
            let Some(core) = core.upgrade() else { return };
            match core.move_next(after).await {
                Ok(Some((key, written))) => {
                    after = key;
                    any |= written;
                }
                Ok(None) => {
                    if any {
                        core.deleting.check_compaction();
                    }
                    break;
                }
                Err(error) => {
                    tracing::warn!(%error, "it cannot be read which media the record has");
                    break;
                }
            }
            drop(core);
            tokio::time::sleep(RUN_PAUSE).await;
        }
        more.notified().await;
    }
}

impl Core {
    /// Handles the next run after a key. Returns the run's key, and whether anything was written.
    async fn move_next(&self, after: i64) -> Result<Option<(i64, bool)>> {
        let next = self
            .ledger(move |ledger| ledger.next_unnamed_media(after))
            .await?;
        let Some(next) = next else { return Ok(None) };
        let named = async {
            let media_files = self.media_files_of(next.run_id).await?;
            self.ledger(move |ledger| {
                ledger.name_media(next, |json| media_files.replace_media(json))
            })
            .await
        };
        let written = named.await.unwrap_or_else(|error| {
            // Naming is tried again later; until then the bytes are stored twice, which is harmless.
            tracing::warn!(run = %next.run_id, %error, "media cannot be named in the record");
            0
        });
        Ok(Some((next.key, written > 0)))
    }

    /// Returns the files of a run's media, as far as they are intact.
    async fn media_files_of(&self, run: RunId) -> Result<MediaFiles> {
        let read = self.ledger(move |ledger| {
            let named = match ledger.interaction(run)? {
                Some(row) => ledger.files_of_conversation(row.conversation_id)?,
                None => Vec::new(),
            };
            Ok((ledger.steps(run)?, ledger.artifacts_of_run(run)?, named))
        });
        let (steps, files, named) = read.await?;
        self.files(move |store| {
            let mut media_files = media_files(store, &turn::parse(&steps), &files);
            for sha256 in named {
                if store.path(&sha256).is_ok() {
                    media_files.add_file(sha256);
                }
            }
            Ok(media_files)
        })
        .await
    }
}

/// Returns the files of these media. Blocks.
fn media_files(store: &Store, steps: &[Step], files: &[Artifact]) -> MediaFiles {
    let mut media_files = MediaFiles::default();
    for item in media::of(steps) {
        let is_its =
            |file: &&Artifact| file.state == ArtifactState::Saved && item.is_stored_as(file);
        let file = files.iter().find(is_its);
        let (Some(sha256), MediaSource::Inline(data)) =
            (file.and_then(|it| it.sha256.as_ref()), item.source)
        else {
            continue;
        };
        match stored_bytes(store, sha256, data, &item) {
            Ok(bytes) if item.is_raw_sound() => media_files.add_sound(sha256.clone(), bytes),
            Ok(_) => media_files.add_file(sha256.clone()),
            // The ledger has the only copy, and keeps it.
            Err(error) => tracing::info!(%error, "a medium keeps its place in the record"),
        }
    }
    media_files
}

/// Returns the bytes of a medium's file. If the file is missing, it is stored again from the answer.
fn stored_bytes(
    store: &Store,
    sha256: &str,
    data: &str,
    item: &MediaItem<'_>,
) -> artifacts::Result<Vec<u8>> {
    if let Err(artifacts::Error::NotStored { .. }) = store.path(sha256) {
        store_inline(store, data, item.raw_sound())?;
    }
    store.read(sha256)
}

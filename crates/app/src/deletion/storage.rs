//! The disk space used on this computer, and what of it can be freed.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use ledger::{Engine, Ledger, NewRemoval, RemovalKind};
use words::say;

use crate::bridge::{Freeable, Storage};
use crate::core::{Core, blocking, now};
use crate::errors::{self, Result};

impl Core {
    /// Returns the disk space used. It checks every file, so it is only for a screen that asks for it.
    pub(crate) async fn storage(&self) -> Result<Storage> {
        let (record, named, in_use) = self
            .ledger(|ledger| {
                Ok((
                    ledger.size()?,
                    ledger.referenced_files()?,
                    ledger.sandboxes_in_use()?,
                ))
            })
            .await?;
        let (files, unnamed) = self
            .files(move |store| {
                let unnamed = store.unreferenced(&named, artifacts::removable_before())?;
                Ok((store.size()?, unnamed.bytes + store.size_of_interrupted()?))
            })
            .await?;
        let (engine, model) = (self.engine_folder(), self.model_file());
        blocking(move || {
            let idle = sandboxes(&engine)
                .into_iter()
                .filter(|id| !in_use.contains(id));
            let folder = engine.join(SANDBOXES);
            let models = engine.join(MODELS);
            let elsewhere = model.filter(|model| !model.starts_with(&models));
            Storage {
                record: record.total + record.copies,
                record_free: record.free + record.copies,
                files,
                files_free: unnamed,
                sandboxes: size_of(&engine).saturating_sub(size_of(&models)),
                sandboxes_free: idle.map(|id| size_of(&folder.join(id))).sum(),
                model: size_of(&models) + elsewhere.map_or(0, |model| size_of(&model)),
            }
        })
        .await
    }

    /// Frees one kind of data.
    pub(crate) async fn free(&self, what: Freeable) -> Result<()> {
        match what {
            Freeable::Record => {
                self.ledger(Ledger::compact).await?;
            }
            Freeable::Files => {
                self.sweep_files(artifacts::removable_before()).await?;
                self.files(move |store| store.remove_interrupted()).await?;
            }
            Freeable::Sandboxes => self.free_sandboxes().await?,
        }
        Ok(())
    }

    /// Deletes the sandboxes of this computer that no job needs, through the engine.
    async fn free_sandboxes(&self) -> Result<()> {
        let in_use = self.ledger(Ledger::sandboxes_in_use).await?;
        let engine = self.engine_folder();
        let all = blocking(move || sandboxes(&engine)).await?;
        let removals: Vec<NewRemoval> = all
            .into_iter()
            .filter(|id| !in_use.contains(id))
            .map(|id| NewRemoval {
                engine: Engine::Local,
                origin: None,
                kind: RemovalKind::Environment,
                id,
                running: false,
            })
            .collect();
        let now = now();
        self.ledger(move |ledger| ledger.add_removals(&removals, now))
            .await?;
        self.deliver_due().await;
        Ok(())
    }

    /// Removes all data of the engine on this computer: answers, jobs and sandboxes.
    pub(super) async fn forget_engine(&self) -> Result<()> {
        let folder = self.engine_folder();
        self.connections
            .local
            .erase(&folder)
            .await
            .map_err(|cause| errors::file(say::file_not_removed, &folder, &cause))?;
        self.ledger(|ledger| {
            for removal in ledger.removals()? {
                if removal.engine == Engine::Local {
                    ledger.removal_is_done(removal.key)?;
                }
            }
            Ok(())
        })
        .await
    }
}

/// The engine's folder for sandboxes.
const SANDBOXES: &str = "environments";

/// The engine's folder for models.
const MODELS: &str = "models";

/// Returns the ids of the sandboxes on this computer. Blocks.
fn sandboxes(engine: &Path) -> HashSet<String> {
    let entries = fs::read_dir(engine.join(SANDBOXES));
    // The folder does not exist before the first job.
    let names = entries.into_iter().flatten().flatten();
    names
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect()
}

/// Returns the size of a file, or of all files below a folder, in bytes. Links are not followed. Blocks.
fn size_of(path: &Path) -> u64 {
    // A file that vanishes meanwhile, or cannot be read, counts as zero.
    let Ok(metadata) = fs::symlink_metadata(path) else {
        return 0;
    };
    if !metadata.is_dir() {
        return metadata.len();
    }
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    entries.map(|entry| size_of(&entry.path())).sum()
}

//! Commands on updates of Errand itself.

use crate::backend::Backend;
use crate::bridge::{UpdateStep, Updates};
use crate::errors::{self, Result};
use words::say;

impl Backend {
    pub(super) async fn updates(&self, (): ()) -> Result<Option<Updates>> {
        Ok(self.core.updates.view())
    }

    pub(super) async fn look_for_updates(&self, (): ()) -> Result<Updates> {
        self.core.look_for_update().await?;
        let view = self.core.updates.view();
        view.ok_or_else(|| errors::invalid(say::update_not_here()))
    }

    pub(super) async fn update(&self, (): ()) -> Result<()> {
        if !self.core.fetch_update().await? {
            return Ok(());
        }
        match self.running_here() {
            0 => self.install_update().await,
            running => {
                self.core.push_update_step(UpdateStep::Asking { running });
                Ok(())
            }
        }
    }

    pub(super) async fn restart_to_update(&self, (): ()) -> Result<()> {
        self.core.updates.updater()?;
        if !self.core.begin_installing() {
            return Ok(());
        }
        self.install_update().await
    }

    pub(super) async fn stop_update(&self, (): ()) -> Result<()> {
        self.core.stop_update()
    }

    pub(super) async fn put_off_update(&self, (): ()) -> Result<()> {
        self.core.put_off_update().await
    }

    /// Installs the version that was fetched, and starts it.
    async fn install_update(&self) -> Result<()> {
        let updater = self.core.updates.updater()?;
        self.core.note_installing(&*updater).await?;
        self.core.keep_drafts().await;
        let ends = updater.ends_to_install();
        if ends {
            self.shutdown().await;
        }
        match updater.install().await {
            Ok(()) => {}
            // Everything is shut down, so this version starts again, and says that the other was not installed.
            Err(failed) if ends => tracing::error!(?failed, "the newer version is not installed"),
            Err(failed) => return self.core.note_not_installed(&failed).await,
        }
        if !ends {
            self.shutdown().await;
        }
        updater.restart();
        Ok(())
    }
}

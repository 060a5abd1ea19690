//! Commands on stores of files: creating, filling, checking, removing.

use crate::PickPurpose;
use crate::backend::Backend;
use crate::bridge::*;
use crate::errors::Result;

impl Backend {
    pub(super) async fn file_stores(&self, (): ()) -> Result<Vec<FileStore>> {
        Ok(self.core.store_views())
    }

    pub(super) async fn make_file_store(&self, title: String) -> Result<FileStore> {
        self.core.make_store(&title).await
    }

    pub(super) async fn fill_file_store(&self, id: String) -> Result<FileStore> {
        let files = self.core.host.pick_files(PickPurpose::Store).await;
        self.core.fill_store(&id, files).await
    }

    pub(super) async fn check_file_store(&self, id: String) -> Result<FileStore> {
        self.core.ask_store(&id).await
    }

    pub(super) async fn remove_file_store(&self, id: String) -> Result<()> {
        self.core.remove_store(&id).await
    }
}

//! Office files and similar formats, read by `errand-reader` for previews, search, and models.

use std::path::Path;

use office::{Kind, Office};

use crate::core::Core;
use crate::errors::Result;
use crate::request::AttachedFile;

impl Core {
    /// Reads the file of this kind at `path`.
    ///
    /// # Errors
    /// When the file cannot be read at all.
    pub(crate) async fn read_office(
        &self,
        path: &Path,
        kind: Kind,
    ) -> std::result::Result<Office, reader::Error> {
        reader::office(&self.host.reader(), path, kind).await
    }

    /// Reads the text of the Office files among these, for a model that cannot open them. Files that cannot be read
    /// stay without.
    ///
    /// # Errors
    /// When a file is not in the store.
    pub(crate) async fn read_office_text(&self, files: &mut [AttachedFile]) -> Result<()> {
        for attached in files {
            let Some(kind) = Kind::of_file(&attached.file.name, &attached.file.mime) else {
                continue;
            };
            let sha256 = attached.file.sha256.clone();
            let path = self.files(move |store| store.path(&sha256)).await?;
            match self.read_office(&path, kind).await {
                Ok(office) => attached.words = Some(office.to_text()),
                Err(error) => tracing::info!(%error, "an Office file cannot be read"),
            }
        }
        Ok(())
    }
}

//! OpenDocument workbooks and documents, whose content is a single XML part.

mod sheet;
mod styles;
mod text;

pub(crate) use sheet::workbook;
pub(crate) use text::markdown;

use crate::Refusal;
use crate::archive::Archive;

/// Returns the content part.
fn content(bytes: &[u8]) -> Result<String, Refusal> {
    let mut archive = Archive::open(bytes)?;
    // In a file with a password the content is present, but encrypted.
    if let Some(manifest) = archive.text("META-INF/manifest.xml")?
        && manifest.contains("encryption-data")
    {
        return Err(Refusal::Locked);
    }
    archive.text("content.xml")?.ok_or(Refusal::Unreadable)
}

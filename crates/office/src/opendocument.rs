//! Files of OpenDocument: workbooks and documents, whose whole content is one XML part.

mod sheet;
mod styles;
mod text;

pub(crate) use sheet::workbook;
pub(crate) use text::markdown;

use crate::Refusal;
use crate::archive::Archive;

/// The part that holds what one reads.
fn content(bytes: &[u8]) -> Result<String, Refusal> {
    let mut archive = Archive::open(bytes)?;
    // The content of a file with a password is there, and encrypted.
    if let Some(manifest) = archive.text("META-INF/manifest.xml")?
        && manifest.contains("encryption-data")
    {
        return Err(Refusal::Locked);
    }
    archive.text("content.xml")?.ok_or(Refusal::Unreadable)
}

//! OpenDocument workbooks and documents, whose content is a single XML part.

mod margins;
mod master_pages;
mod sheet;
mod styles;
mod text;

pub(crate) use sheet::{each_row, workbook};
pub(crate) use text::markdown;

use crate::Refusal;
use crate::archive::Archive;

/// Root element of a file that is a single XML document.
const FLAT: &[u8] = b"<office:document";
/// Number of bytes in which it begins.
const HEAD: usize = 4096;

/// Returns the content part, or all of a file that is a single XML document (`.fods`, `.fodt`).
fn content(bytes: &[u8]) -> Result<String, Refusal> {
    if is_flat(bytes) {
        return crate::text(bytes);
    }
    let mut archive = Archive::open(bytes)?;
    // In a file with a password the content is present, but encrypted.
    if let Some(manifest) = archive.text("META-INF/manifest.xml")?
        && manifest.contains("encryption-data")
    {
        return Err(Refusal::Locked);
    }
    archive.text("content.xml")?.ok_or(Refusal::Unreadable)
}

fn is_flat(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    head.windows(FLAT.len()).any(|window| window == FLAT)
}

//! Preparation for deleting folders that a program nested so deeply, or made so unreadable, that a plain recursive
//! delete fails.

use std::io;
use std::path::{Path, PathBuf};

use cap_std::ambient_authority;
use cap_std::fs::Dir;

use super::{MAX_DEPTH, rights};

/// Makes every folder below `folder` readable, and moves what is nested too deeply up into it.
pub(super) fn flatten(folder: &Path) -> io::Result<()> {
    let top = Dir::open_ambient_dir(folder, ambient_authority())?;
    while let Some((parent, name)) = too_deep(&top, MAX_DEPTH)? {
        let lifted = format!("deep-{}", uuid::Uuid::new_v4().simple());
        parent.rename(&name, &top, lifted)?;
    }
    Ok(())
}

/// The first folder found `levels` levels down: its parent and its name.
fn too_deep(dir: &Dir, levels: usize) -> io::Result<Option<(Dir, PathBuf)>> {
    for entry in dir.entries()? {
        let entry = entry?;
        if !entry.file_type()?.is_dir() {
            continue;
        }
        let name = PathBuf::from(entry.file_name());
        if levels == 0 {
            return Ok(Some((dir.try_clone()?, name)));
        }
        let inner = rights::open_dir(dir, &name)?;
        if let Some(found) = too_deep(&inner, levels - 1)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

//! Restores the permissions of folders and files that a program made unreadable; the engine owns them.

use std::io;
use std::path::Path;

use cap_std::fs::Dir;
#[cfg(unix)]
use cap_std::fs::PermissionsExt as _;

/// Opens a folder of `dir`, making it readable first if necessary.
pub(super) fn open_dir(dir: &Dir, path: &Path) -> io::Result<Dir> {
    make_readable(dir, path)?;
    dir.open_dir(path)
}

/// Gives the owner the right to read a file, and to list and change a folder. A link exposes nothing: its target is
/// resolved inside `dir`.
#[cfg(unix)]
pub(super) fn make_readable(dir: &Dir, path: &Path) -> io::Result<()> {
    let metadata = dir.metadata(path)?;
    let mut permissions = metadata.permissions();
    let needed = if metadata.is_dir() { 0o700 } else { 0o400 };
    if permissions.mode() & needed != needed {
        permissions.set_mode(permissions.mode() | needed);
        dir.set_permissions(path, permissions)?;
    }
    Ok(())
}

/// Other systems have no sandbox whose programs could change permissions.
#[cfg(not(unix))]
pub(super) fn make_readable(_: &Dir, _: &Path) -> io::Result<()> {
    Ok(())
}

//! The disk space that may be used without making the disk too full for everything else.

use std::path::Path;

/// Number of bytes kept free for others, the record of conversations among them.
const RESERVE: u64 = 256 << 20;

/// Returns the number of bytes that may be written in this folder; `None` if the system does not tell.
#[cfg(unix)]
pub(crate) fn room(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    Some(free.saturating_sub(RESERVE))
}

#[cfg(not(unix))]
pub(crate) fn room(_folder: &Path) -> Option<u64> {
    None
}

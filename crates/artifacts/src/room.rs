//! How much may be written before the disk is too full for everything else on it.

use std::path::Path;

/// So many bytes of the disk are left to others, the record of conversations among them.
const RESERVE: u64 = 256 << 20;

/// How many bytes may be written in this folder; `None` where the system does not tell.
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

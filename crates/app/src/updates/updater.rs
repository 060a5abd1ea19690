//! The interface through which a newer version of Errand is looked for, fetched and installed.

use interactions::Proxies;

use crate::HostFuture;
use crate::bridge::UpdatedBy;

/// A version that is newer than this one, as the list of versions tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundVersion {
    /// The version, such as `1.2.3`.
    pub version: String,
    /// What changed, as plain text; may be empty.
    pub notes: String,
    /// The URL of its package.
    pub package: String,
}

/// Why a newer version could not be looked for, fetched or installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UpdateFailure {
    /// No answer came, or it broke off.
    Unreachable,
    /// The answer was not what was asked for; with the reason.
    Unreadable(String),
    /// The newer version has no package for this system.
    NotForHere,
    /// The package does not have the signature of whoever made this copy, or has one for another version.
    NotSigned,
    /// The disk is full.
    DiskFull,
    /// The package could not be put in place; with the reason.
    NotInstalled(String),
    /// The package could not be put in place, and neither could this program again; with the path where it is now.
    NotRestored(String),
}

/// Told of each piece that was fetched: the bytes so far, and those of the whole if they are known.
pub type DownloadProgress = Box<dyn FnMut(u64, Option<u64>) + Send>;

/// What replaces this program by a newer version. It asks only the address that it was built with and the package that
/// this names, and only when it is told to.
pub trait Updater: Send + Sync + 'static {
    /// Returns who updates this copy. The other methods are called only if it is Errand itself.
    fn updated_by(&self) -> UpdatedBy;

    /// Returns the URL of the list of versions.
    fn list(&self) -> String;

    /// Reads the list of versions; `None` if there is no newer one.
    fn look(&self, proxies: Proxies) -> HostFuture<Result<Option<FoundVersion>, UpdateFailure>>;

    /// Fetches the package of the version that was found last and checks its signature. Dropping the future stops
    /// that.
    fn fetch(
        &self,
        proxies: Proxies,
        fetched: DownloadProgress,
    ) -> HostFuture<Result<(), UpdateFailure>>;

    /// Drops the package that was fetched.
    fn forget(&self);

    /// Puts the package that was fetched in the place of this program. It fails without one. If
    /// [`Self::ends_to_install`], it returns only on failure.
    fn install(&self) -> HostFuture<Result<(), UpdateFailure>>;

    /// Returns true if [`Self::install`] ends this program, so that everything has to be stored before.
    fn ends_to_install(&self) -> bool;

    /// Ends this program and starts the one that is now in its place.
    fn restart(&self);
}

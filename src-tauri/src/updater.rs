//! Updates of this program, by Tauri's updater.
//!
//! A build is given the public key and the URL of the list of versions when it is compiled, in the variables
//! `ERRAND_UPDATE_KEY` and `ERRAND_UPDATE_URL`. A build without them has no updater.

use std::cell::Cell;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::bridge::UpdatedBy;
use app::{DownloadProgress, FoundVersion, HostFuture, Proxies, UpdateFailure, Updater};
use serde_json::json;
use tauri::{
    AppHandle, Config, Runtime, Url,
    utils::{config::BundleType, platform::bundle_type},
};
use tauri_plugin_updater::{Error, Update, UpdaterExt};
use tokio::sync::{Notify, oneshot};

/// The longest wait for a connection, and for the next bytes.
const PATIENCE: Duration = Duration::from_secs(30);
/// The longest time in which the list of versions must be read.
const LONGEST_LOOK: Duration = Duration::from_secs(60);

/// The largest package that is fetched, in bytes: it is held in memory.
const LARGEST: u64 = 1_000_000_000;

/// Where newer versions come from: the URL of their list, and the key that they are signed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    list: Url,
    key: String,
    /// True if what is sent and fetched has to be encrypted. A test's server is not.
    is_encrypted: bool,
}

impl Source {
    /// Returns the source that this program was built with.
    pub(crate) fn of_this_build() -> Option<Self> {
        Self::new(
            option_env!("ERRAND_UPDATE_URL"),
            option_env!("ERRAND_UPDATE_KEY"),
            true,
        )
    }

    /// Returns the source, if both are given and the list can be asked. An unset variable of a workflow is empty.
    fn new(list: Option<&str>, key: Option<&str>, is_encrypted: bool) -> Option<Self> {
        let given = |value: Option<&str>| {
            let value = value.unwrap_or_default().trim().to_owned();
            (!value.is_empty()).then_some(value)
        };
        let (list, key) = (given(list)?, given(key)?);
        match checked(&list, is_encrypted) {
            Ok(list) => Some(Self {
                list,
                key,
                is_encrypted,
            }),
            Err(why) => {
                tracing::error!("this build has no updates: ERRAND_UPDATE_URL {why}");
                None
            }
        }
    }

    /// Adds the settings of Tauri's updater, which reads them when it is registered.
    pub(crate) fn configure(&self, config: &mut Config) {
        let settings = json!({
            "pubkey": self.key,
            // Otherwise a list that somebody changed could offer an old version, which is signed too, as a new one.
            "requireSignedVersion": true,
        });
        config.plugins.0.insert("updater".to_owned(), settings);
    }
}

/// Returns the URL of the list of versions, or why it is not asked. `xtask bundle` refuses the same ones.
fn checked(list: &str, is_encrypted: bool) -> Result<Url, &'static str> {
    let url: Url = list.parse().map_err(|_| "is no URL")?;
    if is_encrypted && url.scheme() != "https" {
        return Err("is not https");
    }
    // Tauri's updater would put the version that asks in their place.
    let address = url.as_str().to_lowercase().replace("%7b", "{");
    if address.contains("{{") {
        return Err("has variables");
    }
    Ok(url)
}

/// Tauri's updater, which has to be registered.
pub(crate) struct PluginUpdater<R: Runtime> {
    handle: AppHandle<R>,
    source: Source,
    /// The largest package that is fetched, in bytes.
    largest: u64,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    /// The proxies of the next request.
    proxies: Mutex<Proxies>,
    /// The version that was found last.
    found: Mutex<Option<Update>>,
    /// Its package, once it was fetched and checked.
    package: Mutex<Option<Vec<u8>>>,
}

impl<R: Runtime> PluginUpdater<R> {
    /// Makes the updater.
    pub(crate) fn new(handle: AppHandle<R>, source: &Source) -> Self {
        Self {
            handle,
            source: source.clone(),
            largest: LARGEST,
            state: Arc::default(),
        }
    }

    /// Sets the proxies of the next request. It must not be made if that fails: it would go out directly.
    fn set_proxies(&self, proxies: Proxies) -> Result<(), UpdateFailure> {
        let tried = proxies.of(Default::default());
        drop(tried.map_err(|_| UpdateFailure::Unreachable)?);
        *lock(&self.state.proxies) = proxies;
        Ok(())
    }

    fn checker(&self) -> Result<tauri_plugin_updater::Updater, Error> {
        let state = Arc::clone(&self.state);
        let is_encrypted = self.source.is_encrypted;
        self.handle
            .updater_builder()
            .endpoints(vec![self.source.list.clone()])?
            .configure_client(move |client| {
                let proxies = lock(&state.proxies).clone();
                let client = client
                    .user_agent("errand")
                    .referer(false)
                    // Where a request is passed on to, too.
                    .https_only(is_encrypted)
                    .connect_timeout(PATIENCE)
                    .read_timeout(PATIENCE);
                // `set_proxies` has tried it.
                proxies.of(client).unwrap_or_default()
            })
            .build()
    }
}

impl<R: Runtime> Updater for PluginUpdater<R> {
    fn updated_by(&self) -> UpdatedBy {
        let program = std::env::current_exe().unwrap_or_default();
        updated_by(bundle_type().as_ref(), &program)
    }

    fn list(&self) -> String {
        self.source.list.to_string()
    }

    fn look(&self, proxies: Proxies) -> HostFuture<Result<Option<FoundVersion>, UpdateFailure>> {
        let is_set = self.set_proxies(proxies);
        let (checker, state) = (self.checker(), Arc::clone(&self.state));
        let is_encrypted = self.source.is_encrypted;
        Box::pin(async move {
            is_set?;
            let checker = checker.map_err(|error| failure(&error))?;
            let found = tokio::time::timeout(LONGEST_LOOK, checker.check())
                .await
                .map_err(|_| UpdateFailure::Unreachable)?
                .map_err(|error| failure(&error))?;
            *lock(&state.package) = None;
            *lock(&state.found) = None;
            let found = if is_encrypted {
                encrypted(found)?
            } else {
                found
            };
            lock(&state.found).clone_from(&found);
            Ok(found.map(|update| FoundVersion {
                package: update.download_url.to_string(),
                version: update.version,
                notes: update.body.unwrap_or_default(),
            }))
        })
    }

    fn fetch(
        &self,
        proxies: Proxies,
        mut fetched: DownloadProgress,
    ) -> HostFuture<Result<(), UpdateFailure>> {
        let is_set = self.set_proxies(proxies);
        let (state, largest) = (Arc::clone(&self.state), self.largest);
        Box::pin(async move {
            is_set?;
            let found = lock(&state.found).clone();
            let found = found.ok_or_else(|| nothing("no version was found"))?;
            // Dropping this future drops the sender, which stops the download.
            let (_wanted, unwanted) = oneshot::channel::<()>();
            // A fast download does not yield and the check is long, so they get a thread of their own: otherwise nobody
            // could be told how far it is.
            let runtime = tokio::runtime::Handle::current();
            let downloading = tokio::task::spawn_blocking(move || {
                runtime.block_on(async {
                    tokio::select! {
                        package = download(&found, largest, &mut fetched) => package.map(Some),
                        _ = unwanted => Ok(None),
                    }
                })
            });
            let package = downloading
                .await
                .map_err(|error| UpdateFailure::NotInstalled(error.to_string()))??;
            *lock(&state.package) = package;
            Ok(())
        })
    }

    fn forget(&self) {
        *lock(&self.state.package) = None;
    }

    fn install(&self) -> HostFuture<Result<(), UpdateFailure>> {
        let found = lock(&self.state.found).clone();
        let package = lock(&self.state.package).take();
        Box::pin(async move {
            let (Some(found), Some(package)) = (found, package) else {
                return Err(nothing("no version was fetched"));
            };
            // The package is checked once more.
            let installed = tokio::task::spawn_blocking(move || found.install(package)).await;
            installed
                .map_err(|error| UpdateFailure::NotInstalled(error.to_string()))?
                .map_err(|error| not_installed(&error))
        })
    }

    fn ends_to_install(&self) -> bool {
        cfg!(windows)
    }

    fn restart(&self) {
        self.handle.request_restart();
    }
}

/// Returns the version that was found, unless its package would come without encryption.
fn encrypted(found: Option<Update>) -> Result<Option<Update>, UpdateFailure> {
    let is_open = |update: &Update| update.download_url.scheme() != "https";
    match found.as_ref().is_some_and(is_open) {
        true => Err(UpdateFailure::Unreadable("no https".to_owned())),
        false => Ok(found),
    }
}

/// Downloads the package of a version and checks its signature. It stops at more than `largest` bytes.
async fn download(
    found: &Update,
    largest: u64,
    fetched: &mut DownloadProgress,
) -> Result<Vec<u8>, UpdateFailure> {
    let mut done = 0;
    let (is_too_large, too_large) = (Cell::new(false), Notify::new());
    let told = |bytes, total: Option<u64>| {
        done += bytes as u64;
        if done.max(total.unwrap_or_default()) > largest {
            is_too_large.set(true);
            too_large.notify_one();
        }
        fetched(done, total);
    };
    let package = tokio::select! {
        package = found.download(told, || {}) => package.map_err(|error| failure(&error)),
        // The rest is not fetched.
        () = too_large.notified() => Ok(Vec::new()),
    };
    match is_too_large.get() {
        true => Err(UpdateFailure::Unreadable(format!("> {largest} bytes"))),
        false => package,
    }
}

/// Returns who updates a copy of Errand, by the package that this program is from and its path.
fn updated_by(package: Option<&BundleType>, program: &Path) -> UpdatedBy {
    match package {
        Some(BundleType::AppImage | BundleType::App | BundleType::Nsis | BundleType::Msi) => {
            UpdatedBy::Itself
        }
        // The tarball has the files of the Debian package, and is installed in a person's own folder.
        Some(BundleType::Deb | BundleType::Rpm)
            if program.starts_with("/usr") && !program.starts_with("/usr/local") =>
        {
            UpdatedBy::System
        }
        _ => UpdatedBy::Person,
    }
}

/// Returns the failure of looking or fetching.
fn failure(error: &Error) -> UpdateFailure {
    match error {
        Error::Reqwest(error) if is_no_json(error) => {
            UpdateFailure::Unreadable("no JSON".to_owned())
        }
        // Its text may name a proxy with a password.
        Error::Reqwest(_) => UpdateFailure::Unreachable,
        Error::Serialization(error) => UpdateFailure::Unreadable(error.to_string()),
        Error::TargetNotFound(_) | Error::TargetsNotFound(_) => UpdateFailure::NotForHere,
        Error::Minisign(_)
        | Error::Base64(_)
        | Error::SignatureUtf8(_)
        | Error::SignedVersionMismatch { .. }
        | Error::MissingSignedVersion => UpdateFailure::NotSigned,
        Error::Io(_) => not_installed(error),
        Error::Network(reason) => UpdateFailure::Unreadable(reason.clone()),
        other => UpdateFailure::Unreadable(other.to_string()),
    }
}

/// Returns true if an answer came whole and is no JSON. An answer that breaks off is an error of decoding too.
fn is_no_json(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut causes = std::iter::successors(Some(error), |error| error.source());
    causes.any(<dyn std::error::Error>::is::<serde_json::Error>)
}

/// Returns the failure of installing.
fn not_installed(error: &Error) -> UpdateFailure {
    match error {
        Error::Io(error)
            if matches!(
                error.kind(),
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
            ) =>
        {
            UpdateFailure::DiskFull
        }
        Error::Minisign(_) | Error::SignedVersionMismatch { .. } | Error::MissingSignedVersion => {
            UpdateFailure::NotSigned
        }
        Error::PreviousAppNotRestored(path) => {
            UpdateFailure::NotRestored(path.display().to_string())
        }
        other => UpdateFailure::NotInstalled(other.to_string()),
    }
}

fn nothing(reason: &str) -> UpdateFailure {
    UpdateFailure::NotInstalled(reason.to_owned())
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;

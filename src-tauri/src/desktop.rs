//! The `Host` of the commands, implemented with Tauri.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use app::words::{Language, say};
use app::{
    Host, HostFuture, PastedContent, PickPurpose, Updater, bridge::Patch, notices::Notification,
};
use serde::Serialize;
use tauri::{AppHandle, Manager, ipc::Channel};
use tauri_plugin_dialog::{DialogExt, FilePath};
use tauri_plugin_opener::OpenerExt;
use tokio::sync::oneshot;

#[cfg(target_os = "linux")]
use crate::outgoing_files;
use crate::updater::{PluginUpdater, Source};
use crate::{autostart, bundled_files, notification, proxy, tray, window};

/// The desktop that the commands run in.
pub(crate) struct Desktop {
    handle: AppHandle,
    data: PathBuf,
    /// The page that patches are sent to; `None` until it has subscribed.
    subscriber: Mutex<Option<Subscriber>>,
    language: Mutex<Language>,
    updater: Option<Arc<dyn Updater>>,
}

/// A page that has subscribed to patches.
struct Subscriber {
    channel: Channel<Batch>,
    /// Number of batches sent to it.
    sent: u64,
    /// Senders that are told once the page has shown a batch, by the batch's number.
    unacknowledged: HashMap<u64, oneshot::Sender<()>>,
}

/// A batch of patches for the page, which reports the number once it has shown them.
#[derive(Clone, Serialize)]
pub(crate) struct Batch {
    number: u64,
    patches: Vec<Patch>,
}

impl Desktop {
    /// Makes the host. `data` is the data folder.
    pub(crate) fn new(handle: AppHandle, data: &Path) -> Self {
        let updater = Source::of_this_build().map(|source| -> Arc<dyn Updater> {
            Arc::new(PluginUpdater::new(handle.clone(), &source))
        });
        Self {
            updater,
            handle,
            data: data.to_owned(),
            subscriber: Mutex::new(None),
            language: Mutex::new(Language::of_system()),
        }
    }

    /// Sends patches to this channel from now on. Batches that an earlier page has not shown are dropped.
    pub(crate) fn subscribe(&self, channel: Channel<Batch>) {
        *self.subscriber() = Some(Subscriber {
            channel,
            sent: 0,
            unacknowledged: HashMap::new(),
        });
    }

    /// Handles the page's report that it has shown a batch.
    pub(crate) fn acknowledge(&self, number: u64) {
        let acknowledged = self
            .subscriber()
            .as_mut()
            .and_then(|subscriber| subscriber.unacknowledged.remove(&number));
        if let Some(acknowledged) = acknowledged {
            // The receiver is gone when the program ends.
            let _ = acknowledged.send(());
        }
    }

    /// Returns the current language.
    pub(crate) fn language(&self) -> Language {
        *self.language.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn subscriber(&self) -> MutexGuard<'_, Option<Subscriber>> {
        self.subscriber
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Host for Desktop {
    fn set_language(&self, language: Language) {
        *self.language.lock().unwrap_or_else(PoisonError::into_inner) = language;
        tray::set_language(language);
    }

    fn send(&self, patches: Vec<Patch>) -> HostFuture<()> {
        let (shown, wait) = oneshot::channel();
        let language = self.language();
        if let Some(subscriber) = self.subscriber().as_mut() {
            subscriber.sent += 1;
            let number = subscriber.sent;
            let batch = Batch { number, patches };
            // The channel serialises the batch before it returns.
            match language.speak(|| subscriber.channel.send(batch)) {
                Ok(()) => drop(subscriber.unacknowledged.insert(number, shown)),
                Err(error) => tracing::warn!(%error, "the window did not take a batch"),
            }
        }
        // The receiver also ends without a page, or when the page is loaded anew.
        Box::pin(async move { wait.await.unwrap_or_default() })
    }

    fn pick_files(&self, what_for: PickPurpose) -> HostFuture<Vec<PathBuf>> {
        let (sender, received) = oneshot::channel();
        let title = match what_for {
            PickPurpose::Attach => say::dialog_attach(),
            PickPurpose::Import => say::dialog_import(),
            PickPurpose::Store => say::dialog_store(),
            PickPurpose::Skills => say::dialog_skills(),
            PickPurpose::Program => say::dialog_program(),
            PickPurpose::Agent => say::dialog_agent(),
        };
        self.handle
            .dialog()
            .file()
            .set_title(self.language().say(&title))
            .pick_files(move |files| {
                let _ = sender.send(
                    files
                        .unwrap_or_default()
                        .into_iter()
                        .filter_map(into_path)
                        .collect(),
                );
            });
        Box::pin(async move { received.await.unwrap_or_default() })
    }

    fn pick_folder_to_read(&self) -> HostFuture<Option<PathBuf>> {
        let (sender, received) = oneshot::channel();
        self.handle
            .dialog()
            .file()
            .set_title(self.language().say(&say::dialog_read_folder()))
            .pick_folder(move |folder| {
                let _ = sender.send(folder.and_then(into_path));
            });
        Box::pin(async move { received.await.unwrap_or_default() })
    }

    #[cfg(target_os = "linux")]
    fn pasted(&self) -> HostFuture<PastedContent> {
        crate::incoming_files::pasted(&self.handle)
    }

    /// On other systems the webview passes pasted content to the page itself.
    #[cfg(not(target_os = "linux"))]
    fn pasted(&self) -> HostFuture<PastedContent> {
        Box::pin(std::future::ready(PastedContent::Nothing))
    }

    fn pick_model_file(&self) -> HostFuture<Option<PathBuf>> {
        let (sender, received) = oneshot::channel();
        self.handle
            .dialog()
            .file()
            .set_title(self.language().say(&say::dialog_model()))
            .add_filter(self.language().say(&say::dialog_model_filter()), &["gguf"])
            .pick_file(move |file| {
                let _ = sender.send(file.and_then(into_path));
            });
        Box::pin(async move { received.await.unwrap_or_default() })
    }

    fn pick_folder(&self) -> HostFuture<Option<PathBuf>> {
        let (sender, received) = oneshot::channel();
        let mut dialog = self
            .handle
            .dialog()
            .file()
            .set_title(self.language().say(&say::dialog_save_folder()));
        if let Some(downloads) = self.downloads().filter(|folder| folder.is_dir()) {
            dialog = dialog.set_directory(downloads);
        }
        dialog.pick_folder(move |folder| {
            let _ = sender.send(folder.and_then(into_path));
        });
        Box::pin(async move { received.await.unwrap_or_default() })
    }

    fn pick_new_file(&self, name: &str) -> HostFuture<Option<PathBuf>> {
        let (sender, received) = oneshot::channel();
        let mut dialog = self
            .handle
            .dialog()
            .file()
            .set_title(self.language().say(&say::dialog_save_as()))
            .set_file_name(name);
        if let Some(downloads) = self.downloads().filter(|folder| folder.is_dir()) {
            dialog = dialog.set_directory(downloads);
        }
        dialog.save_file(move |file| {
            let _ = sender.send(file.and_then(into_path));
        });
        Box::pin(async move { received.await.unwrap_or_default() })
    }

    fn open_link(&self, url: &str) -> Result<(), String> {
        self.handle
            .opener()
            .open_url(url, None::<&str>)
            .map_err(|error| error.to_string())
    }

    fn open_file(&self, path: &Path) -> Result<(), String> {
        self.handle
            .opener()
            .open_path(path.to_string_lossy(), None::<&str>)
            .map_err(|error| error.to_string())
    }

    /// Untested on other systems.
    fn hands_out_files(&self) -> bool {
        cfg!(target_os = "linux")
    }

    #[cfg(target_os = "linux")]
    fn open_with(&self, path: &Path) -> HostFuture<Result<(), String>> {
        outgoing_files::open_with(&self.handle, path)
    }

    #[cfg(target_os = "linux")]
    fn copy_file(&self, path: &Path) -> HostFuture<Result<(), String>> {
        outgoing_files::copy(&self.handle, path)
    }

    #[cfg(target_os = "linux")]
    fn drag_file(&self, path: &Path) -> HostFuture<Result<(), String>> {
        outgoing_files::drag(&self.handle, path)
    }

    #[cfg(not(target_os = "linux"))]
    fn open_with(&self, _path: &Path) -> HostFuture<Result<(), String>> {
        unsupported()
    }

    #[cfg(not(target_os = "linux"))]
    fn copy_file(&self, _path: &Path) -> HostFuture<Result<(), String>> {
        unsupported()
    }

    #[cfg(not(target_os = "linux"))]
    fn drag_file(&self, _path: &Path) -> HostFuture<Result<(), String>> {
        unsupported()
    }

    fn show_in_folder(&self, path: &Path) -> Result<(), String> {
        let opener = self.handle.opener();
        let shown = if path.is_dir() {
            opener.open_path(path.to_string_lossy(), None::<&str>)
        } else {
            opener.reveal_item_in_dir(path)
        };
        shown.map_err(|error| error.to_string())
    }

    fn notify(&self, notification: Notification) -> Result<(), String> {
        notification::show(&self.handle, notification, self.language())
    }

    fn show_waiting(&self, count: usize) {
        tray::show_waiting(count, self.language());
    }

    fn is_in_front(&self) -> bool {
        window::is_in_front(&self.handle)
    }

    fn raise(&self) {
        window::raise(&self.handle);
    }

    fn quit(&self) {
        self.handle.exit(0);
    }

    fn starts_with_desktop(&self) -> Option<bool> {
        autostart::is_on()
    }

    fn start_with_desktop(&self, start: bool) -> Result<(), String> {
        autostart::set(start)
    }

    fn starter_model(&self) -> Option<PathBuf> {
        bundled_files::starter_model(&self.data)
    }

    fn engine(&self) -> PathBuf {
        bundled_files::engine()
    }

    fn desktop_proxy(&self, url: &str) -> Option<String> {
        proxy::of_desktop(url)
    }

    fn reader(&self) -> PathBuf {
        bundled_files::reader()
    }

    fn updater(&self) -> Option<Arc<dyn Updater>> {
        self.updater.clone()
    }

    fn downloads(&self) -> Option<PathBuf> {
        let path = self.handle.path();
        // A desktop that names no download folder gets the usual one.
        path.download_dir()
            .or_else(|_| path.home_dir().map(|home| home.join("Downloads")))
            .ok()
    }
}

/// The answer of the methods that [`Host::hands_out_files`] says are not offered.
#[cfg(not(target_os = "linux"))]
fn unsupported() -> HostFuture<Result<(), String>> {
    let reason = "files are handed out on Linux only";
    Box::pin(std::future::ready(Err(reason.to_owned())))
}

fn into_path(file: FilePath) -> Option<PathBuf> {
    file.into_path().ok()
}

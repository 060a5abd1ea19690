//! The interface through which the commands use the desktop.

use std::{future::Future, path::PathBuf, pin::Pin, sync::Arc};

use words::Language;

use crate::bridge::Patch;
use crate::notices::Notification;
use crate::updates::Updater;

/// A future that resolves when the person, or the window, has answered.
pub type HostFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Content pasted into the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PastedContent {
    /// Nothing that the page has not been given already.
    Nothing,
    /// Copied files.
    Files(Vec<PathBuf>),
    /// A copied picture.
    Picture {
        /// The bytes of the image file.
        bytes: Vec<u8>,
        /// The MIME type.
        mime: String,
    },
    /// Copied text.
    Text(String),
}

/// The purpose for which files are chosen, shown in the dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PickPurpose {
    /// To attach them to a message.
    Attach,
    /// To import them into the record.
    Import,
    /// To put them into a store of files.
    Store,
    /// To give them to an agent.
    Skills,
    /// To run a program with tools.
    Program,
    /// To open an agent that another person shared.
    Agent,
}

/// The desktop that the commands run in: one window, dialogs, notifications.
///
/// Left out on purpose, so that a command cannot do it: reading or writing files through the window, running
/// programs, reaching the network, reading a clipboard that the person did not paste, evaluating script, and anything
/// that names a second window. Keys are left out too: they go from a command straight into the vault. What updates this
/// program reaches the network, but only the address that it was built with.
pub trait Host: Send + Sync + 'static {
    /// Sets the language of patches, dialogs and the tray. Called at the start, and whenever the person chooses
    /// another.
    fn set_language(&self, language: Language);

    /// Sends one batch of patches to the window; the batch is dropped when no window listens. The future resolves
    /// once the window has shown the batch or is gone.
    fn send(&self, patches: Vec<Patch>) -> HostFuture<()>;

    /// Lets the person choose files; empty when they closed the dialog.
    fn pick_files(&self, what_for: PickPurpose) -> HostFuture<Vec<PathBuf>>;

    /// Returns what the person has just pasted into the window; [`PastedContent::Nothing`] on systems whose webview
    /// gives the page its files itself, and when called more than once for one paste.
    fn pasted(&self) -> HostFuture<PastedContent>;

    /// Lets the person choose a folder whose files are read; `None` when they closed the dialog.
    fn pick_folder_to_read(&self) -> HostFuture<Option<PathBuf>>;

    /// Lets the person choose one GGUF model file; `None` when they closed the dialog.
    fn pick_model_file(&self) -> HostFuture<Option<PathBuf>>;

    /// Lets the person choose a folder to save files in; `None` when they closed the dialog.
    fn pick_folder(&self) -> HostFuture<Option<PathBuf>>;

    /// Lets the person choose where a file is written, with `name` as the proposed name; `None` when they closed the
    /// dialog. The dialog has asked before an existing file is replaced.
    fn pick_new_file(&self, name: &str) -> HostFuture<Option<PathBuf>>;

    /// Opens a URL in the person's browser or mail program. The caller has checked that it is `http`, `https` or
    /// `mailto`.
    ///
    /// # Errors
    /// The reason as text, when the system has no program for it.
    fn open_link(&self, url: &str) -> Result<(), String>;

    /// Opens a file in the person's default program for its type.
    ///
    /// # Errors
    /// The reason as text, when the system has no program for it.
    fn open_file(&self, path: &std::path::Path) -> Result<(), String>;

    /// Returns true if [`Self::open_with`], [`Self::copy_file`] and [`Self::drag_file`] work on this system.
    fn hands_out_files(&self) -> bool;

    /// Lets the person choose the program that opens a file, and opens it there; does nothing when they closed the
    /// dialog. Resolves when they have answered. The error is text.
    fn open_with(&self, path: &std::path::Path) -> HostFuture<Result<(), String>>;

    /// Puts a file on the clipboard, as a file manager does. The error is text.
    fn copy_file(&self, path: &std::path::Path) -> HostFuture<Result<(), String>>;

    /// Begins a drag of a file to another window, if the pointer's button is still held. The error is text.
    fn drag_file(&self, path: &std::path::Path) -> HostFuture<Result<(), String>>;

    /// Shows a file or a folder in the file manager.
    ///
    /// # Errors
    /// The reason as text, when the system has no file manager.
    fn show_in_folder(&self, path: &std::path::Path) -> Result<(), String>;

    /// Shows a notification of the system. The person's action on it is passed to
    /// [`crate::App::notification_answered`].
    ///
    /// # Errors
    /// The reason as text, when there is no notification service.
    fn notify(&self, notification: Notification) -> Result<(), String>;

    /// Shows outside of the window (in the tray) how many turns wait for the person.
    fn show_waiting(&self, count: usize);

    /// Returns true if the window is shown and has the focus.
    fn is_in_front(&self) -> bool;

    /// Shows the window and gives it the focus.
    fn raise(&self);

    /// Ends the program. The caller has stored everything.
    fn quit(&self);

    /// Returns whether the program starts with the desktop, without a window; `None` if that cannot be determined.
    /// Blocks.
    fn starts_with_desktop(&self) -> Option<bool>;

    /// Switches the start with the desktop on or off. Blocks.
    ///
    /// # Errors
    /// The reason as text, when it cannot be set.
    fn start_with_desktop(&self, start: bool) -> Result<(), String>;

    /// Returns the starter model's file, if it came with the program.
    fn starter_model(&self) -> Option<PathBuf>;

    /// Returns the path of the local engine's program.
    fn engine(&self) -> PathBuf;

    /// Returns the path of the program that reads files that others made (crate `reader`).
    fn reader(&self) -> PathBuf;

    /// Returns the proxy for this URL in the desktop's own settings, such as `http://proxy.example:3128`; `None` for
    /// a direct connection. Blocks.
    fn desktop_proxy(&self, url: &str) -> Option<String>;

    /// Returns what updates this program, if this build has that.
    fn updater(&self) -> Option<Arc<dyn Updater>> {
        None
    }

    /// Returns the person's Downloads folder, which may not exist yet; `None` when its path cannot be determined.
    fn downloads(&self) -> Option<PathBuf>;
}

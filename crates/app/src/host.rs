//! What the commands may ask of whoever runs them.

use std::{future::Future, path::PathBuf, pin::Pin};

use words::Language;

use crate::bridge::Patch;
use crate::notices::Notification;

/// An answer that the person gives in their own time.
pub type Asked<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// What was pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pasted {
    /// Nothing, or nothing that the page has not been given.
    Nothing,
    /// Copied files.
    Files(Vec<PathBuf>),
    /// A copied picture.
    Picture {
        /// Its bytes.
        bytes: Vec<u8>,
        /// MIME type.
        mime: String,
    },
    /// Copied text.
    Text(String),
}

/// What files are chosen for: the dialog says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picking {
    /// They go along with a message.
    Attach,
    /// They are read into the record.
    Import,
    /// They are put into a store.
    Store,
    /// An agent gets them.
    Skills,
    /// A program with tools.
    Program,
    /// An agent that somebody shared.
    Agent,
}

/// The desktop around the commands: one window, dialogs, notifications.
///
/// Left out on purpose, so that a command cannot do it: reading or writing files through the window,
/// running programs, reaching the network, reading a clipboard that the person did not paste, evaluating script, and anything that
/// names a second window. Keys are left out too: they go from a command straight into the vault.
pub trait Host: Send + Sync + 'static {
    /// From now on this language is spoken: in patches, dialogs and the tray. Said at the start, and whenever the person
    /// chooses another.
    fn speak(&self, language: Language);

    /// Sends one batch of patches to the window; dropped when no window listens. What it gives is ready once
    /// the window has shown them, or is gone.
    fn send(&self, patches: Vec<Patch>) -> Asked<()>;

    /// Lets the person choose files for something; empty when they closed the dialog.
    fn pick_files(&self, what_for: Picking) -> Asked<Vec<PathBuf>>;

    /// What the person has just pasted into the window. Only where the page is not given files by its
    /// browser, and only once for each time that they asked for it; else [`Pasted::Nothing`].
    fn pasted(&self) -> Asked<Pasted>;

    /// Lets the person choose a folder whose files are read.
    fn pick_folder_to_read(&self) -> Asked<Option<PathBuf>>;

    /// Lets the person choose one GGUF model file.
    fn pick_model_file(&self) -> Asked<Option<PathBuf>>;

    /// Lets the person choose a folder to save files in.
    fn pick_folder(&self) -> Asked<Option<PathBuf>>;

    /// Lets the person choose where a file is written, with a name to begin with. They were asked when it would replace
    /// another.
    fn pick_new_file(&self, name: &str) -> Asked<Option<PathBuf>>;

    /// Opens an address in the person's browser or mail program. The caller has checked that it is
    /// `http`, `https` or `mailto`.
    ///
    /// # Errors
    /// When the system has no program for it, in words.
    fn open_link(&self, url: &str) -> Result<(), String>;

    /// Opens a file in the person's program for its kind.
    ///
    /// # Errors
    /// When the system has no program for it, in words.
    fn open_file(&self, path: &std::path::Path) -> Result<(), String>;

    /// Whether files can be handed to other programs in the ways of [`Self::open_with`], [`Self::copy_file`] and
    /// [`Self::drag_file`].
    fn hands_out_files(&self) -> bool;

    /// Lets the person choose the program that opens a file, and opens it there; nothing happens when they closed the
    /// dialog. Ready when they have answered. The error is in words.
    fn open_with(&self, path: &std::path::Path) -> Asked<Result<(), String>>;

    /// Puts a file on the clipboard, as a file manager does. The error is in words.
    fn copy_file(&self, path: &std::path::Path) -> Asked<Result<(), String>>;

    /// Lets the pointer take a file to another window, if its button is still held. The error is in words.
    fn drag_file(&self, path: &std::path::Path) -> Asked<Result<(), String>>;

    /// Shows a file or a folder in the file manager.
    ///
    /// # Errors
    /// When the system has no file manager, in words.
    fn show_in_folder(&self, path: &std::path::Path) -> Result<(), String>;

    /// Shows a notification of the system. What the person does with it comes back through
    /// [`crate::App::notification_answered`].
    ///
    /// # Errors
    /// When there is no notification service, in words.
    fn notify(&self, notification: Notification) -> Result<(), String>;

    /// So many turns wait for an answer of the person; said where the desktop shows it without a window.
    fn waiting(&self, count: usize);

    /// Whether the window is shown and has the focus.
    fn is_in_front(&self) -> bool;

    /// Shows the window and gives it the focus.
    fn raise(&self);

    /// Ends the program. Everything is safe when this is called.
    fn quit(&self);

    /// Whether the program starts with the desktop, without a window; `None` where the desktop has no way to say so.
    /// Blocks.
    fn starts_with_desktop(&self) -> Option<bool>;

    /// Has the program start with the desktop, or not any more. Blocks.
    ///
    /// # Errors
    /// Why it cannot be set, in words.
    fn start_with_desktop(&self, start: bool) -> Result<(), String>;

    /// The starter model's file, if it came with the program.
    fn starter_model(&self) -> Option<PathBuf>;

    /// The program of the local engine.
    fn engine(&self) -> PathBuf;

    /// The program that reads files that others made (crate `reader`).
    fn reader(&self) -> PathBuf;

    /// The proxy that the desktop's own settings name for this address, such as `http://proxy.example:3128`; `None`
    /// for none. Blocks.
    fn desktop_proxy(&self, url: &str) -> Option<String>;

    /// The person's Downloads folder, which may not be there yet; `None` when nobody knows where it would be.
    fn downloads(&self) -> Option<PathBuf>;
}

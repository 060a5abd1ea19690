//! Files that arrive at the window from other programs on Linux, by paste or drop.
//!
//! WebKitGTK passes a page neither, so GTK is asked. The page never learns a path: the commands attach the files, and
//! the page is given the attachments.

use std::cell::Cell;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::{Duration, Instant};

use app::{App, HostFuture, PastedContent};
use gtk::gdk;
use gtk::prelude::*;
use tauri::{AppHandle, Manager, WebviewWindow};
use tokio::sync::oneshot;
use webkit2gtk::{ContextMenuAction, ContextMenuExt, ContextMenuItemExt, WebView, WebViewExt};

/// Time for which a keypress or menu click for a paste permits reading the clipboard.
const PASTE_REQUEST_VALIDITY: Duration = Duration::from_secs(5);

/// The target for files on the clipboard and in a drag.
pub(crate) const URI_LIST: &str = "text/uri-list";
/// The target that some file managers use for copied files: a line with `copy` or `cut`, then one URI a line.
pub(crate) const COPIED_FILES: &str = "x-special/gnome-copied-files";

/// Time of the person's last request for a paste; without one the clipboard is not read.
#[derive(Default)]
pub(crate) struct PasteRequest(Mutex<Option<Instant>>);

impl PasteRequest {
    fn record(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// Returns true if there was a request within [`PASTE_REQUEST_VALIDITY`]. Each request counts once.
    fn take(&self) -> bool {
        let request = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        request.is_some_and(|at| at.elapsed() < PASTE_REQUEST_VALIDITY)
    }
}

/// Watches the window for requests to paste and for files that are dragged over it.
pub(crate) fn watch(window: &WebviewWindow) -> tauri::Result<()> {
    let handle = window.app_handle().clone();
    handle.manage(PasteRequest::default());
    window.with_webview(move |webview| {
        let webview = webview.inner();
        watch_keys(&webview, handle.clone());
        watch_menu(&webview, handle.clone());
        watch_drags(&webview, handle);
    })
}

/// Returns the content of the clipboard, if the person has just requested a paste.
pub(crate) fn pasted(handle: &AppHandle) -> HostFuture<PastedContent> {
    let (sender, received) = oneshot::channel();
    let request = handle.try_state::<PasteRequest>();
    if request.is_some_and(|request| request.take())
        && let Err(error) = handle.run_on_main_thread(move || read_clipboard(sender))
    {
        tracing::warn!(%error, "the clipboard cannot be read");
    }
    Box::pin(async move { received.await.unwrap_or(PastedContent::Nothing) })
}

fn watch_keys(webview: &impl IsA<gtk::Widget>, handle: AppHandle) {
    webview.connect_key_press_event(move |_, event| {
        let held = event.state();
        let key = event.keyval().to_lower();
        let is_paste = (held.contains(gdk::ModifierType::CONTROL_MASK)
            && key == gdk::keys::constants::v)
            || (held.contains(gdk::ModifierType::SHIFT_MASK)
                && key == gdk::keys::constants::Insert)
            || key == gdk::keys::constants::Paste;
        if is_paste {
            handle.state::<PasteRequest>().record();
        }
        gtk::glib::Propagation::Proceed
    });
}

/// The context menu pastes too.
fn watch_menu(webview: &WebView, handle: AppHandle) {
    webview.connect_context_menu(move |_, menu, _, _| {
        for item in menu.items() {
            if item.stock_action() == ContextMenuAction::Paste
                && let Some(action) = item.gaction()
                && let Ok(action) = action.downcast::<gtk::gio::SimpleAction>()
            {
                let handle = handle.clone();
                action.connect_activate(move |_, _| handle.state::<PasteRequest>().record());
            }
        }
        false
    });
}

/// Reads files before text, because their text is only their path, and text before a picture, because a picture is
/// then only a rendering of the text.
fn read_clipboard(sender: oneshot::Sender<PastedContent>) {
    let clipboard = gtk::Clipboard::get(&gdk::SELECTION_CLIPBOARD);
    clipboard.request_contents(&gdk::Atom::intern("TARGETS"), move |clipboard, offered| {
        let targets = offered.targets().unwrap_or_default();
        let named = |name: &str| targets.iter().find(|target| target.name() == name).copied();
        let picture = named("image/png").or_else(|| {
            let is_picture = |target: &&gdk::Atom| target.name().starts_with("image/");
            targets.iter().find(is_picture).copied()
        });
        let has_text = targets.iter().any(|target| is_text(&target.name()));
        if let Some(files) = named(URI_LIST).or_else(|| named(COPIED_FILES)) {
            clipboard.request_contents(&files, move |clipboard, data| {
                let paths = paths(&String::from_utf8_lossy(&data.data()));
                if paths.is_empty() {
                    read_text(clipboard, sender);
                } else {
                    reply(sender, PastedContent::Files(paths));
                }
            });
        } else if has_text {
            read_text(clipboard, sender);
        } else if let Some(target) = picture {
            clipboard.request_contents(&target, move |_, data| {
                let pasted = PastedContent::Picture {
                    bytes: data.data(),
                    mime: target.name().to_string(),
                };
                reply(sender, pasted);
            });
        } else {
            reply(sender, PastedContent::Nothing);
        }
    });
}

fn read_text(clipboard: &gtk::Clipboard, sender: oneshot::Sender<PastedContent>) {
    clipboard.request_text(move |_, text| {
        let pasted = text.map_or(PastedContent::Nothing, |text| {
            PastedContent::Text(text.to_owned())
        });
        reply(sender, pasted);
    });
}

/// Sends the answer; it fails if the receiver has stopped waiting.
fn reply(sender: oneshot::Sender<PastedContent>, pasted: PastedContent) {
    let _ = sender.send(pasted);
}

fn is_text(target: &str) -> bool {
    matches!(
        target,
        "UTF8_STRING" | "STRING" | "TEXT" | "COMPOUND_TEXT" | "text/plain"
    ) || target.starts_with("text/plain;")
}

/// Returns the local files in a list of URIs. Comments, web addresses and the first line of [`COPIED_FILES`] are
/// skipped.
fn paths(list: &str) -> Vec<PathBuf> {
    list.lines()
        .map(str::trim)
        .filter(|line| line.starts_with("file:"))
        .filter_map(|uri| gtk::gio::File::for_uri(uri).path())
        .collect()
}

/// The state of the drag over the window.
#[derive(Default)]
struct Drag {
    paths: Cell<Vec<PathBuf>>,
    /// True if files are held over the window, as the page was told.
    is_over: Cell<bool>,
}

impl Drag {
    fn set_over(&self, handle: &AppHandle, over: bool) {
        if self.is_over.replace(over) != over {
            handle.state::<App>().files_over(over);
        }
    }
}

/// Watches drags. WebKit asks for the data of a drag as soon as it is over the window, and connects its own handlers
/// after these, so drags with files are kept from it; every other drag is left to the page.
fn watch_drags(webview: &impl IsA<gtk::Widget>, handle: AppHandle) {
    let drag = Rc::new(Drag::default());

    let (drag_state, app_handle) = (Rc::clone(&drag), handle.clone());
    webview.connect_drag_data_received(move |webview, context, _, _, data, _, _| {
        let is_own = context
            .drag_get_source_widget()
            .is_some_and(|source| &source == webview.upcast_ref());
        if is_own || data.target().name() != URI_LIST {
            return;
        }
        let paths = paths(&String::from_utf8_lossy(&data.data()));
        drag_state.set_over(&app_handle, !paths.is_empty());
        drag_state.paths.set(paths);
    });

    let drag_state = Rc::clone(&drag);
    webview.connect_drag_motion(move |_, context, _, _, time| {
        if drag_state.is_over.get() {
            context.drag_status(gdk::DragAction::COPY, time);
        }
        drag_state.is_over.get()
    });

    let (drag_state, app_handle) = (Rc::clone(&drag), handle.clone());
    webview.connect_drag_drop(move |_, context, _, _, time| {
        let paths = drag_state.paths.take();
        if paths.is_empty() {
            return false;
        }
        drag_state.set_over(&app_handle, false);
        context.drop_finish(true, time);
        let commands = app_handle.state::<App>().inner().clone();
        tauri::async_runtime::spawn(async move { commands.dropped(paths).await });
        true
    });

    webview.connect_drag_leave(move |_, _, _| {
        // GTK reports a leave before a drop; the drop takes the paths right after, so they are cleared later.
        drag.set_over(&handle, false);
        let drag = Rc::clone(&drag);
        gtk::glib::idle_add_local_once(move || drag.paths.set(Vec::new()));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_this_computer_are_found_in_both_kinds_of_list() {
        let list = "# a comment\r\nfile:///home/ada/r%C3%A9sum%C3%A9%20%231.txt\r\nhttps://example.org/\r\n";
        assert_eq!(paths(list), [PathBuf::from("/home/ada/résumé #1.txt")]);
        assert_eq!(
            paths("copy\nfile:///tmp/a\nfile:///tmp/b"),
            [PathBuf::from("/tmp/a"), PathBuf::from("/tmp/b")]
        );
        assert_eq!(paths("https://example.org/"), Vec::<PathBuf>::new());
    }

    #[test]
    fn a_paste_is_granted_once_for_each_time_it_was_asked_for() {
        let request = PasteRequest::default();
        assert!(!request.take());
        request.record();
        assert!(request.take());
        assert!(!request.take());
    }
}

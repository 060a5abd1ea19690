//! Files that come to the window from other programs on Linux: pasted and dropped.
//!
//! WebKitGTK hands a page neither, so GTK is asked. The page never learns a path: what was chosen here is
//! attached by the commands, and the page is given the attachments.

use std::cell::Cell;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::{Duration, Instant};

use app::{App, Asked, Pasted};
use gtk::gdk;
use gtk::prelude::*;
use tauri::{AppHandle, Manager, WebviewWindow};
use tokio::sync::oneshot;
use webkit2gtk::{ContextMenuAction, ContextMenuExt, ContextMenuItemExt, WebView, WebViewExt};

/// How long after the keys for it a paste may be asked for.
const FRESH: Duration = Duration::from_secs(5);

/// How files are named on the clipboard and in a drag.
pub(crate) const URI_LIST: &str = "text/uri-list";
/// How some file managers name copied files: a line that says `copy` or `cut`, then one URI a line.
pub(crate) const COPIED_FILES: &str = "x-special/gnome-copied-files";

/// When the person last asked for a paste: the clipboard is read for nobody else.
#[derive(Default)]
pub(crate) struct Pressed(Mutex<Option<Instant>>);

impl Pressed {
    fn now(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// Whether it was just now. Each time counts once.
    fn take(&self) -> bool {
        let pressed = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        pressed.is_some_and(|at| at.elapsed() < FRESH)
    }
}

/// Watches the window for what asks for a paste and for files that are dragged over it.
pub(crate) fn watch(window: &WebviewWindow) -> tauri::Result<()> {
    let handle = window.app_handle().clone();
    handle.manage(Pressed::default());
    window.with_webview(move |webview| {
        let webview = webview.inner();
        watch_keys(&webview, handle.clone());
        watch_menu(&webview, handle.clone());
        watch_drags(&webview, handle);
    })
}

/// What is on the clipboard, if the person has just asked for a paste.
pub(crate) fn pasted(handle: &AppHandle) -> Asked<Pasted> {
    let (answer, asked) = oneshot::channel();
    let pressed = handle.try_state::<Pressed>();
    if pressed.is_some_and(|pressed| pressed.take())
        && let Err(error) = handle.run_on_main_thread(move || read_clipboard(answer))
    {
        tracing::warn!(%error, "the clipboard cannot be read");
    }
    Box::pin(async move { asked.await.unwrap_or(Pasted::Nothing) })
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
            handle.state::<Pressed>().now();
        }
        gtk::glib::Propagation::Proceed
    });
}

/// The menu of the right mouse button pastes too.
fn watch_menu(webview: &WebView, handle: AppHandle) {
    webview.connect_context_menu(move |_, menu, _, _| {
        for item in menu.items() {
            if item.stock_action() == ContextMenuAction::Paste
                && let Some(action) = item.gaction()
                && let Ok(action) = action.downcast::<gtk::gio::SimpleAction>()
            {
                let handle = handle.clone();
                action.connect_activate(move |_, _| handle.state::<Pressed>().now());
            }
        }
        false
    });
}

/// Files win over text, which is their path; text wins over a picture, which is a drawing of it.
fn read_clipboard(answer: oneshot::Sender<Pasted>) {
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
                    read_text(clipboard, answer);
                } else {
                    reply(answer, Pasted::Files(paths));
                }
            });
        } else if has_text {
            read_text(clipboard, answer);
        } else if let Some(target) = picture {
            clipboard.request_contents(&target, move |_, data| {
                let pasted = Pasted::Picture {
                    bytes: data.data(),
                    mime: target.name().to_string(),
                };
                reply(answer, pasted);
            });
        } else {
            reply(answer, Pasted::Nothing);
        }
    });
}

fn read_text(clipboard: &gtk::Clipboard, answer: oneshot::Sender<Pasted>) {
    clipboard.request_text(move |_, text| {
        let pasted = text.map_or(Pasted::Nothing, |text| Pasted::Text(text.to_owned()));
        reply(answer, pasted);
    });
}

/// Nobody waits for it any more when this fails.
fn reply(answer: oneshot::Sender<Pasted>, pasted: Pasted) {
    let _ = answer.send(pasted);
}

fn is_text(target: &str) -> bool {
    matches!(
        target,
        "UTF8_STRING" | "STRING" | "TEXT" | "COMPOUND_TEXT" | "text/plain"
    ) || target.starts_with("text/plain;")
}

/// The files of this computer that a list of URIs names. Comments, addresses of the web and the first line
/// of [`COPIED_FILES`] name none.
fn paths(list: &str) -> Vec<PathBuf> {
    list.lines()
        .map(str::trim)
        .filter(|line| line.starts_with("file:"))
        .filter_map(|uri| gtk::gio::File::for_uri(uri).path())
        .collect()
}

/// What is known of the drag that is over the window.
#[derive(Default)]
struct Drag {
    paths: Cell<Vec<PathBuf>>,
    /// Files are held over the window; the page was told so.
    over: Cell<bool>,
}

impl Drag {
    fn set_over(&self, handle: &AppHandle, over: bool) {
        if self.over.replace(over) != over {
            handle.state::<App>().files_over(over);
        }
    }
}

/// WebKit asks for the data of a drag as soon as it comes over the window, and connects its own handlers
/// after these. What brings files is kept from it; every other drag is the page's.
fn watch_drags(webview: &impl IsA<gtk::Widget>, handle: AppHandle) {
    let drag = Rc::new(Drag::default());

    let (known, told) = (Rc::clone(&drag), handle.clone());
    webview.connect_drag_data_received(move |webview, context, _, _, data, _, _| {
        let is_own = context
            .drag_get_source_widget()
            .is_some_and(|source| &source == webview.upcast_ref());
        if is_own || data.target().name() != URI_LIST {
            return;
        }
        let paths = paths(&String::from_utf8_lossy(&data.data()));
        known.set_over(&told, !paths.is_empty());
        known.paths.set(paths);
    });

    let known = Rc::clone(&drag);
    webview.connect_drag_motion(move |_, context, _, _, time| {
        if known.over.get() {
            context.drag_status(gdk::DragAction::COPY, time);
        }
        known.over.get()
    });

    let (known, told) = (Rc::clone(&drag), handle.clone());
    webview.connect_drag_drop(move |_, context, _, _, time| {
        let paths = known.paths.take();
        if paths.is_empty() {
            return false;
        }
        known.set_over(&told, false);
        context.drop_finish(true, time);
        let commands = told.state::<App>().inner().clone();
        tauri::async_runtime::spawn(async move { commands.dropped(paths).await });
        true
    });

    webview.connect_drag_leave(move |_, _, _| {
        // A drop is a leave first; its files are taken right after.
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
        let pressed = Pressed::default();
        assert!(!pressed.take());
        pressed.now();
        assert!(pressed.take());
        assert!(!pressed.take());
    }
}

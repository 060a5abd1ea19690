//! Files that leave the window for other programs on Linux: opened in one that the person chooses, copied, and dragged.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use app::HostFuture;
use gtk::glib::SignalHandlerId;
use gtk::prelude::*;
use gtk::{TargetEntry, TargetFlags, gdk, gio};
use tauri::AppHandle;
use tokio::sync::oneshot;

use crate::incoming_files::{COPIED_FILES, URI_LIST};
use crate::window;

/// The result of an action; the error is text for the person.
type Outcome = Result<(), String>;

/// Lets the person choose the program that opens a file, and opens it there.
pub(crate) fn open_with(handle: &AppHandle, path: &Path) -> HostFuture<Outcome> {
    with_gtk_window(handle, path, ask_for_program)
}

/// Puts a file on the clipboard.
pub(crate) fn copy(handle: &AppHandle, path: &Path) -> HostFuture<Outcome> {
    with_gtk_window(handle, path, |_, path, sender| {
        send_outcome(sender, copy_to_clipboard(&path));
    })
}

/// Begins a drag of a file, if the pointer's button is held.
pub(crate) fn drag(handle: &AppHandle, path: &Path) -> HostFuture<Outcome> {
    with_gtk_window(handle, path, |window, path, sender| {
        send_outcome(sender, begin_drag(&window, &path));
    })
}

/// Runs an action with a file on GTK's own thread.
fn with_gtk_window(
    handle: &AppHandle,
    path: &Path,
    act: impl FnOnce(gtk::ApplicationWindow, PathBuf, oneshot::Sender<Outcome>) + Send + 'static,
) -> HostFuture<Outcome> {
    let (sender, received) = oneshot::channel();
    let (path, window) = (path.to_owned(), window::get(handle));
    let posted =
        handle.run_on_main_thread(move || match window.map(|window| window.gtk_window()) {
            Some(Ok(window)) => act(window, path, sender),
            Some(Err(error)) => send_outcome(sender, Err(error.to_string())),
            None => send_outcome(sender, Err("the window is closed".to_owned())),
        });
    Box::pin(async move {
        posted.map_err(|error| error.to_string())?;
        received
            .await
            .map_err(|_| "the window went away".to_owned())?
    })
}

/// Sends the answer; it fails if the receiver has stopped waiting.
fn send_outcome(sender: oneshot::Sender<Outcome>, outcome: Outcome) {
    let _ = sender.send(outcome);
}

fn ask_for_program(
    window: gtk::ApplicationWindow,
    path: PathBuf,
    sender: oneshot::Sender<Outcome>,
) {
    let file = gio::File::for_path(path);
    let flags = gtk::DialogFlags::MODAL | gtk::DialogFlags::DESTROY_WITH_PARENT;
    let dialog = gtk::AppChooserDialog::new(Some(&window), flags, &file);
    let sender = Cell::new(Some(sender));
    dialog.connect_response(move |dialog, response| {
        // The dialog also responds when it is closed.
        let Some(sender) = sender.take() else { return };
        let chosen = dialog
            .app_info()
            .filter(|_| response == gtk::ResponseType::Ok);
        let opened = chosen.map_or(Ok(()), |program| {
            let context = dialog.display().app_launch_context();
            program.launch(std::slice::from_ref(&file), context.as_ref())
        });
        send_outcome(sender, opened.map_err(|error| error.to_string()));
        dialog.close();
    });
    dialog.show();
}

/// Puts the file on the clipboard in two targets, told apart by their numbers: a URI list, and the file managers' own
/// format.
fn copy_to_clipboard(path: &Path) -> Outcome {
    let uri = gio::File::for_path(path).uri();
    let targets = [
        TargetEntry::new(URI_LIST, TargetFlags::empty(), 0),
        TargetEntry::new(COPIED_FILES, TargetFlags::empty(), 1),
    ];
    let clipboard = gtk::Clipboard::get(&gdk::SELECTION_CLIPBOARD);
    let is_owner = clipboard.set_with_data(&targets, move |_, data, target| match target {
        0 => {
            data.set_uris(&[uri.as_str()]);
        }
        _ => data.set(&data.target(), 8, format!("copy\n{uri}").as_bytes()),
    });
    if is_owner {
        Ok(())
    } else {
        Err("the clipboard could not be taken".to_owned())
    }
}

/// Begins the drag with the window as its source, because drags of the view in it are WebKit's.
fn begin_drag(window: &gtk::ApplicationWindow, path: &Path) -> Outcome {
    if !is_button_held(window) {
        return Ok(());
    }
    let uri = gio::File::for_path(path).uri();
    let of_data = window.connect_drag_data_get(move |_, _, data, _, _| {
        data.set_uris(&[uri.as_str()]);
    });
    let handlers: Rc<Cell<Vec<SignalHandlerId>>> = Rc::default();
    let to_end = Rc::clone(&handlers);
    let of_end = window.connect_drag_end(move |window, _| {
        for handler in to_end.take() {
            window.disconnect(handler);
        }
    });
    handlers.set(vec![of_data, of_end]);
    let targets = gtk::TargetList::new(&[TargetEntry::new(URI_LIST, TargetFlags::empty(), 0)]);
    let begun = window.drag_begin_with_coordinates(
        &targets,
        gdk::DragAction::COPY,
        gdk::ffi::GDK_BUTTON_PRIMARY,
        None,
        -1,
        -1,
    );
    let Some(drag) = begun else {
        for handler in handlers.take() {
            window.disconnect(handler);
        }
        return Err("the desktop lets nothing be dragged".to_owned());
    };
    let (kind, _) = gio::content_type_guess(Some(path), &[]);
    drag.drag_set_icon_gicon(&gio::content_type_get_icon(&kind), 0, 0);
    Ok(())
}

/// Returns true if the pointer's button is held. A drag begun after its release would never end.
fn is_button_held(window: &gtk::ApplicationWindow) -> bool {
    let pointer = window
        .display()
        .default_seat()
        .and_then(|seat| seat.pointer());
    match (window.window(), pointer) {
        (Some(surface), Some(pointer)) => {
            let (_, _, _, held) = surface.device_position(&pointer);
            held.contains(gdk::ModifierType::BUTTON1_MASK)
        }
        _ => false,
    }
}

//! A GTK program on the desktop, to exchange data with: it owns or reads the clipboard, offers a file to drag, or
//! accepts dropped files.
//!
//! `another-program clipboard KIND FILE…` offers each kind with the content of the file after it.
//! `another-program drag FILE` shows a window to drag FILE from.
//! `another-program drop FILE` opens a window to drop files on, and writes their URIs to FILE, one per line.
//! `another-program front` shows a window, and prints an activation token for another program at each key.
//! These print `ready` and run until they are killed.
//! `another-program paste KIND` writes the clipboard's data of this kind to standard output, and exits.

use std::error::Error;
use std::io::Write;

use gtk::prelude::*;
use gtk::{TargetEntry, TargetFlags, gdk, gio, glib};

fn main() -> Result<(), Box<dyn Error>> {
    gtk::init()?;
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.split_first() {
        Some((what, offers)) if what == "clipboard" => own_clipboard(offers)?,
        Some((what, [file])) if what == "drag" => show_file(file),
        Some((what, [file])) if what == "drop" => take_files(file),
        Some((what, [])) if what == "front" => be_in_front()?,
        Some((what, [kind])) if what == "paste" => return paste(kind),
        _ => {
            let usage =
                "say `clipboard KIND FILE…`, `drag FILE`, `drop FILE`, `front` or `paste KIND`";
            return Err(usage.into());
        }
    }
    println!("ready");
    gtk::main();
    Ok(())
}

fn own_clipboard(offers: &[String]) -> Result<(), Box<dyn Error>> {
    let mut targets = Vec::new();
    let mut contents = Vec::new();
    for offer in offers.chunks_exact(2) {
        let number = u32::try_from(contents.len())?;
        targets.push(TargetEntry::new(&offer[0], TargetFlags::empty(), number));
        contents.push(std::fs::read(&offer[1])?);
    }
    let clipboard = gtk::Clipboard::get(&gdk::SELECTION_CLIPBOARD);
    let is_owner = clipboard.set_with_data(&targets, move |_, data, number| {
        if let Some(content) = contents.get(number as usize) {
            data.set(&data.target(), 8, content);
        }
    });
    if is_owner {
        Ok(())
    } else {
        Err("the clipboard could not be taken".into())
    }
}

fn paste(kind: &str) -> Result<(), Box<dyn Error>> {
    let clipboard = gtk::Clipboard::get(&gdk::SELECTION_CLIPBOARD);
    let content = clipboard
        .wait_for_contents(&gdk::Atom::intern(kind))
        .ok_or("the clipboard has nothing of this kind")?;
    std::io::stdout().write_all(&content.data())?;
    Ok(())
}

fn list_of_addresses() -> [TargetEntry; 1] {
    [TargetEntry::new("text/uri-list", TargetFlags::empty(), 0)]
}

fn show_file(file: &str) {
    let uri = gio::File::for_path(file).uri();
    let grip = gtk::EventBox::new();
    grip.drag_source_set(
        gdk::ModifierType::BUTTON1_MASK,
        &list_of_addresses(),
        gdk::DragAction::COPY,
    );
    grip.connect_drag_data_get(move |_, _, data, _, _| {
        data.set_uris(&[uri.as_str()]);
    });
    show(&grip);
}

fn take_files(file: &str) {
    let file = file.to_owned();
    let place = gtk::EventBox::new();
    place.drag_dest_set(
        gtk::DestDefaults::ALL,
        &list_of_addresses(),
        gdk::DragAction::COPY,
    );
    place.connect_drag_data_received(move |_, _, _, _, data, _, _| {
        let addresses: Vec<String> = data.uris().iter().map(ToString::to_string).collect();
        if let Err(error) = std::fs::write(&file, addresses.join("\n")) {
            eprintln!("{file} cannot be written: {error}");
        }
    });
    show(&place);
}

/// Opens a window, and prints a token at each key, with which another program may have the focus.
fn be_in_front() -> Result<(), glib::Error> {
    let other = gio::AppInfo::create_from_commandline(
        "errand",
        Some("errand"),
        gio::AppInfoCreateFlags::SUPPORTS_STARTUP_NOTIFICATION,
    )?;
    let window = gtk::Window::new(gtk::WindowType::Toplevel);
    window.set_title("Another program");
    window.set_default_size(300, 200);
    window.connect_key_press_event(move |window, _| {
        let context = window.display().app_launch_context();
        if let Some(token) = context.and_then(|it| it.startup_notify_id(&other, &[])) {
            println!("token {token}");
        }
        glib::Propagation::Proceed
    });
    window.connect_destroy(|_| gtk::main_quit());
    window.show_all();
    Ok(())
}

/// Opens a window in the corner of the screen that is filled by `content`.
fn show(content: &gtk::EventBox) {
    let window = gtk::Window::new(gtk::WindowType::Popup);
    content.set_size_request(120, 120);
    window.add(content);
    window.move_(0, 0);
    window.connect_destroy(|_| gtk::main_quit());
    window.show_all();
    glib::MainContext::default().iteration(false);
}

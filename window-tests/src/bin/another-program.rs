//! Another program on the desktop, made with GTK as many are: it owns the clipboard, or lets a file be dragged.
//!
//! `another-program clipboard KIND FILE…` offers each kind with the content of the file after it.
//! `another-program drag FILE` shows a window to drag FILE from. Both say `ready` and go on until they are ended.

use std::error::Error;

use gtk::prelude::*;
use gtk::{TargetEntry, TargetFlags, gdk, gio, glib};

fn main() -> Result<(), Box<dyn Error>> {
    gtk::init()?;
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.split_first() {
        Some((what, offers)) if what == "clipboard" => own_clipboard(offers)?,
        Some((what, [file])) if what == "drag" => show_file(file),
        _ => return Err("say `clipboard KIND FILE…` or `drag FILE`".into()),
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

fn show_file(file: &str) {
    let uri = gio::File::for_path(file).uri();
    let window = gtk::Window::new(gtk::WindowType::Popup);
    let grip = gtk::EventBox::new();
    grip.set_size_request(120, 120);
    let targets = [TargetEntry::new("text/uri-list", TargetFlags::empty(), 0)];
    grip.drag_source_set(
        gdk::ModifierType::BUTTON1_MASK,
        &targets,
        gdk::DragAction::COPY,
    );
    grip.connect_drag_data_get(move |_, _, data, _, _| {
        data.set_uris(&[uri.as_str()]);
    });
    window.add(&grip);
    window.move_(0, 0);
    window.connect_destroy(|_| gtk::main_quit());
    window.show_all();
    glib::MainContext::default().iteration(false);
}

//! The size of the window over starts, without the frame.
//!
//! The plugin for the rest of the window's state would store the size with the title bar and the shadow that GTK draws
//! itself on Wayland, so that the window grew by both at each start.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use gtk::gdk::WindowState;
use gtk::glib;
use gtk::prelude::{GtkWindowExt, WidgetExt};
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Manager, WebviewWindow};

use crate::window;

/// The file's name in the data folder.
const FILE_NAME: &str = "window.json";
/// Sides longer than this are a broken file's.
const LONGEST_SIDE: u32 = 32_767;
/// Time after a change until the size counts: the desktop says after the size that the window is maximised.
const SETTLED: Duration = Duration::from_millis(300);

/// The size as stored, in logical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Size {
    width: u32,
    height: u32,
}

const USUAL: Size = Size {
    width: window::USUAL_SIZE.0,
    height: window::USUAL_SIZE.1,
};

/// The size for the next start, and its file.
struct WindowSize {
    file: PathBuf,
    stored: Mutex<Size>,
}

impl WindowSize {
    /// Reads the size that the last start left; the usual one if there is none.
    fn open(data: &Path) -> Self {
        let file = data.join(FILE_NAME);
        let stored = Mutex::new(read(&file).unwrap_or(USUAL));
        Self { file, stored }
    }

    /// Returns width and height.
    fn at_start(&self) -> (u32, u32) {
        let stored = self.stored.lock().unwrap_or_else(PoisonError::into_inner);
        (stored.width, stored.height)
    }

    /// Stores a size at once, because a session may end without a word. If it cannot, the next window has the size
    /// before it.
    fn store(&self, size: Size) {
        let mut stored = self.stored.lock().unwrap_or_else(PoisonError::into_inner);
        if size == *stored {
            return;
        }
        *stored = size;
        let written = serde_json::to_vec(&size)
            .map_err(std::io::Error::from)
            .and_then(|json| {
                let part = self.file.with_extension("part");
                std::fs::write(&part, json)?;
                std::fs::rename(&part, &self.file)
            });
        if let Err(error) = written {
            tracing::warn!(%error, "the size of the window is not kept");
        }
    }
}

fn read(file: &Path) -> Option<Size> {
    let json = std::fs::read(file).ok()?;
    let size: Size = serde_json::from_slice(&json).ok()?;
    Some(Size {
        width: size.width.clamp(window::MIN_SIZE.0, LONGEST_SIDE),
        height: size.height.clamp(window::MIN_SIZE.1, LONGEST_SIDE),
    })
}

/// Returns the width and height that the window opens with, which no screen is too small for; the handle keeps them up
/// to date from [`watch`] on.
pub(crate) fn open(handle: &AppHandle, data: &Path) -> (u32, u32) {
    let size = WindowSize::open(data);
    let (width, height) = size.at_start();
    handle.manage(size);
    let (screen_width, screen_height) = largest_screen(handle);
    (width.min(screen_width), height.min(screen_height))
}

/// Returns the width and height of the largest screen in logical pixels; without limit if they are unknown.
fn largest_screen(handle: &AppHandle) -> (u32, u32) {
    let monitors = handle.available_monitors().unwrap_or_default();
    let sizes = monitors.iter().map(|monitor| {
        let size = monitor.size().to_logical::<u32>(monitor.scale_factor());
        (size.width, size.height)
    });
    sizes.max().unwrap_or((u32::MAX, u32::MAX))
}

/// Stores each size that the person gives the window.
pub(crate) fn watch(window: &WebviewWindow) -> tauri::Result<()> {
    let handle = window.app_handle().clone();
    let is_waiting = Rc::new(Cell::new(false));
    window
        .gtk_window()?
        .connect_size_allocate(move |window, _| {
            if is_waiting.replace(true) {
                return;
            }
            let (window, handle) = (window.clone(), handle.clone());
            let is_waiting = Rc::clone(&is_waiting);
            glib::timeout_add_local_once(SETTLED, move || {
                is_waiting.set(false);
                store(&window, &handle);
            });
        });
    Ok(())
}

/// Stores the size, unless the desktop chose it.
fn store(window: &gtk::ApplicationWindow, handle: &AppHandle) {
    let chosen_by_desktop = WindowState::MAXIMIZED
        | WindowState::FULLSCREEN
        | WindowState::ICONIFIED
        | WindowState::WITHDRAWN
        | WindowState::TILED
        | WindowState::TOP_TILED
        | WindowState::RIGHT_TILED
        | WindowState::BOTTOM_TILED
        | WindowState::LEFT_TILED;
    let is_free = window
        .window()
        .is_some_and(|shown| !shown.state().intersects(chosen_by_desktop));
    let (width, height) = window.size();
    if let (true, Ok(width), Ok(height)) = (is_free, u32::try_from(width), u32::try_from(height)) {
        handle.state::<WindowSize>().store(Size { width, height });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_window_is_as_large_as_the_last_one() {
        let folder = tempfile::tempdir().unwrap();
        let first = WindowSize::open(folder.path());
        assert_eq!(first.at_start(), window::USUAL_SIZE);
        first.store(USUAL);
        assert!(!folder.path().join(FILE_NAME).exists(), "nothing changed");
        first.store(Size {
            width: 1400,
            height: 900,
        });
        assert_eq!(WindowSize::open(folder.path()).at_start(), (1400, 900));
    }

    #[test]
    fn a_broken_file_opens_a_window_that_can_be_used() {
        let folder = tempfile::tempdir().unwrap();
        let opened = |text: &str| {
            std::fs::write(folder.path().join(FILE_NAME), text).unwrap();
            WindowSize::open(folder.path()).at_start()
        };
        assert_eq!(opened("{}"), window::USUAL_SIZE);
        assert_eq!(opened(r#"{"width":-5,"height":900}"#), window::USUAL_SIZE);
        assert_eq!(opened(r#"{"width":1,"height":1}"#), window::MIN_SIZE);
        let huge = opened(r#"{"width":4000000000,"height":900}"#);
        assert_eq!(huge, (LONGEST_SIDE, 900));
    }
}

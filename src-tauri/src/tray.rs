//! The tray icon and its menu, on desktops that have a tray.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use app::App;
use app::words::{Language, say};
use tauri::{
    AppHandle, Manager, Wry,
    menu::{Menu, MenuItem},
    tray::{MouseButton, MouseButtonState, TrayIconBuilder, TrayIconEvent},
};

use crate::window;

static IS_SHOWN: AtomicBool = AtomicBool::new(false);
/// The entries of the menu.
static MENU_ITEMS: OnceLock<MenuItems> = OnceLock::new();
/// Number of turns that wait for the person.
static WAITING_TURNS: AtomicUsize = AtomicUsize::new(0);

struct MenuItems {
    /// The entry that says how many turns wait for the person.
    waiting: MenuItem<Wry>,
    open: MenuItem<Wry>,
    quit: MenuItem<Wry>,
}

/// Adds the icon to the tray if the desktop has one.
pub(crate) fn start(handle: &AppHandle, language: Language) {
    if !desktop_has_tray() {
        tracing::info!("this desktop has no tray: closing the window quits");
        return;
    }
    // The library that draws the icon is loaded on first use, and its loader panics when the library is not
    // installed. Errand works without a tray, so that panic must not end it.
    let built = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| build(handle, language)));
    match built {
        Ok(Ok(())) => IS_SHOWN.store(true, Ordering::Release),
        Ok(Err(error)) => tracing::warn!(%error, "no icon in the tray"),
        Err(_) => tracing::warn!("no icon in the tray: libayatana-appindicator3 is not installed"),
    }
}

/// Returns true if the window can hide to the tray now.
pub(crate) fn is_available() -> bool {
    IS_SHOWN.load(Ordering::Acquire) && desktop_has_tray()
}

fn build(handle: &AppHandle, language: Language) -> tauri::Result<()> {
    let item = |id, says| {
        let says = language.say(&says);
        MenuItem::with_id(handle, id, says, id != "waiting", None::<&str>)
    };
    let items = MenuItems {
        waiting: item("waiting", say::tray_waiting(0))?,
        open: item("open", say::tray_open())?,
        quit: item("quit", say::tray_quit())?,
    };
    let menu = Menu::with_items(handle, &[&items.waiting, &items.open, &items.quit])?;
    // The icon is built once, so the cell is empty.
    let _ = MENU_ITEMS.set(items);
    let icon = tauri::include_image!("../icons/tray.png");
    TrayIconBuilder::with_id("errand")
        .icon(icon)
        .tooltip("Errand")
        .menu(&menu)
        // For systems that report clicks; on Linux a click opens the menu.
        .show_menu_on_left_click(false)
        .on_tray_icon_event(|icon, event| {
            if let TrayIconEvent::Click {
                button: MouseButton::Left,
                button_state: MouseButtonState::Up,
                ..
            } = event
            {
                window::raise(icon.app_handle());
            }
        })
        .on_menu_event(|handle, event| match event.id().as_ref() {
            "open" | "waiting" => window::raise(handle),
            "quit" => {
                let commands = handle.state::<App>().inner().clone();
                tauri::async_runtime::spawn(async move { commands.quit_requested().await });
            }
            _ => {}
        })
        .build(handle)?;
    Ok(())
}

/// Shows in the menu how many turns wait for the person; a click on that entry opens the window. Tooltips are not
/// shown on Linux.
pub(crate) fn show_waiting(count: usize, language: Language) {
    WAITING_TURNS.store(count, Ordering::Release);
    let Some(items) = MENU_ITEMS.get() else {
        return;
    };
    let shown = items
        .waiting
        .set_text(language.say(&say::tray_waiting(count)))
        .and_then(|()| items.waiting.set_enabled(count > 0));
    if let Err(error) = shown {
        tracing::warn!(%error, "the tray cannot say what waits");
    }
}

/// Switches the menu to this language.
pub(crate) fn set_language(language: Language) {
    let Some(items) = MENU_ITEMS.get() else {
        return;
    };
    let shown = items
        .open
        .set_text(language.say(&say::tray_open()))
        .and_then(|()| items.quit.set_text(language.say(&say::tray_quit())));
    if let Err(error) = shown {
        tracing::warn!(%error, "the tray cannot speak another language");
    }
    show_waiting(WAITING_TURNS.load(Ordering::Acquire), language);
}

/// Returns true if the session's bus has a service that shows tray icons. Without it, a hidden window could not be
/// found again.
#[cfg(target_os = "linux")]
fn desktop_has_tray() -> bool {
    let ask = || -> zbus::Result<bool> {
        let bus = zbus::blocking::Connection::session()?;
        let name = zbus::names::BusName::try_from("org.kde.StatusNotifierWatcher")?;
        Ok(zbus::blocking::fdo::DBusProxy::new(&bus)?.name_has_owner(name)?)
    };
    ask().unwrap_or(false)
}

#[cfg(not(target_os = "linux"))]
fn desktop_has_tray() -> bool {
    true
}

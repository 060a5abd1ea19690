//! The tray, where there is one.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use app::App;
use tauri::{
    AppHandle, Manager, Wry,
    menu::{Menu, MenuItem},
    tray::{MouseButton, MouseButtonState, TrayIconBuilder, TrayIconEvent},
};

use crate::window;

static SHOWN: AtomicBool = AtomicBool::new(false);
/// The line of the menu that says what waits for the person.
static WAITING: OnceLock<MenuItem<Wry>> = OnceLock::new();

/// Puts the icon into the tray if the desktop has one.
pub(crate) fn start(handle: &AppHandle) {
    if !desktop_has_one() {
        tracing::info!("this desktop has no tray: closing the window quits");
        return;
    }
    // The library that draws the icon is loaded when it is first used, and its loader panics when the
    // library is not installed. Without a tray the program is whole, so that is no reason to end.
    let built = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| build(handle)));
    match built {
        Ok(Ok(())) => SHOWN.store(true, Ordering::Release),
        Ok(Err(error)) => tracing::warn!(%error, "no icon in the tray"),
        Err(_) => tracing::warn!("no icon in the tray: libayatana-appindicator3 is not installed"),
    }
}

/// Whether the window can hide to the tray now.
pub(crate) fn is_there() -> bool {
    SHOWN.load(Ordering::Acquire) && desktop_has_one()
}

fn build(handle: &AppHandle) -> tauri::Result<()> {
    let open = MenuItem::with_id(handle, "open", "Open Errand", true, None::<&str>)?;
    let quit = MenuItem::with_id(handle, "quit", "Quit", true, None::<&str>)?;
    let waiting = MenuItem::with_id(handle, "waiting", waiting_words(0), false, None::<&str>)?;
    let menu = Menu::with_items(handle, &[&waiting, &open, &quit])?;
    // There is one icon, so there is one such line.
    let _ = WAITING.set(waiting);
    let icon = tauri::include_image!("../icons/tray.png");
    TrayIconBuilder::with_id("errand")
        .icon(icon)
        .tooltip("Errand")
        .menu(&menu)
        // Where the system tells of clicks; on Linux a click opens the menu.
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

/// Says in the menu how many turns wait for the person; a click on it opens the window. Tooltips are not shown on Linux.
pub(crate) fn say_waiting(count: usize) {
    let Some(line) = WAITING.get() else { return };
    let said = line
        .set_text(waiting_words(count))
        .and_then(|()| line.set_enabled(count > 0));
    if let Err(error) = said {
        tracing::warn!(%error, "the tray cannot say what waits");
    }
}

fn waiting_words(count: usize) -> String {
    match count {
        0 => "Nothing needs you".to_owned(),
        1 => "1 needs you".to_owned(),
        many => format!("{many} need you"),
    }
}

/// On Linux an icon is shown only by a service on the session's bus; a window hidden without one could
/// not be found again.
#[cfg(target_os = "linux")]
fn desktop_has_one() -> bool {
    let ask = || -> zbus::Result<bool> {
        let bus = zbus::blocking::Connection::session()?;
        let name = zbus::names::BusName::try_from("org.kde.StatusNotifierWatcher")?;
        Ok(zbus::blocking::fdo::DBusProxy::new(&bus)?.name_has_owner(name)?)
    };
    ask().unwrap_or(false)
}

#[cfg(not(target_os = "linux"))]
fn desktop_has_one() -> bool {
    true
}

//! The one window: opened, closed, raised, and confined to its own page.

use std::path::Path;

use app::App;
use sha2::{Digest, Sha256};
use tauri::{
    AppHandle, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Wry,
    plugin::TauriPlugin,
    webview::{NewWindowResponse, PermissionResponse},
};
use tauri_plugin_window_state::StateFlags;

use crate::{activation, autostart, data_dir, file_argument, restart, sealed, tray};
#[cfg(target_os = "linux")]
use crate::{page::Page, window_size};

/// The window's label, to which its permissions are granted.
pub(crate) const LABEL: &str = "main";

/// Width and height of the first window, in logical pixels.
pub(crate) const USUAL_SIZE: (u32, u32) = (1120, 760);
/// The smallest width and height that the page is made for.
pub(crate) const MIN_SIZE: (u32, u32) = (480, 560);

/// Makes the window; it is visible if `shown`, else hidden until it is raised.
pub(crate) fn open(handle: &AppHandle, data: &Path, shown: bool) -> tauri::Result<()> {
    #[cfg(target_os = "linux")]
    let (width, height) = window_size::open(handle, data);
    #[cfg(not(target_os = "linux"))]
    let (width, height) = USUAL_SIZE;
    let window = WebviewWindowBuilder::new(handle, LABEL, WebviewUrl::App("index.html".into()))
        .title("Errand")
        .inner_size(width.into(), height.into())
        .min_inner_size(MIN_SIZE.0.into(), MIN_SIZE.1.into())
        .visible(shown)
        .data_directory(data.join("webview"))
        // Dropped files reach the page as bytes or as attachments; it is given no paths.
        .disable_drag_drop_handler()
        .on_navigation(is_own_url)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_permission_request(|_, _| PermissionResponse::Deny)
        .build()?;
    #[cfg(target_os = "linux")]
    {
        restore_without_size(&window)?;
        window_size::watch(&window)?;
        crate::page::watch(&window)?;
        crate::incoming_files::watch(&window)?;
    }
    #[cfg(not(target_os = "linux"))]
    drop(window);
    Ok(())
}

/// Returns true if a URL belongs to the program itself: its page, or a document in a frame of a preview.
fn is_own_url(url: &Url) -> bool {
    match url.scheme() {
        "tauri" | sealed::SCHEME => url.host_str() == Some("localhost"),
        "http" | "https" => {
            cfg!(windows) && matches!(url.host_str(), Some("tauri.localhost" | "sealed.localhost"))
        }
        "about" => url.path() == "blank",
        _ => false,
    }
}

/// Returns the window, if it is open.
pub(crate) fn get(handle: &AppHandle) -> Option<WebviewWindow> {
    handle.get_webview_window(LABEL)
}

/// Returns true if the window is shown and has the focus.
pub(crate) fn is_in_front(handle: &AppHandle) -> bool {
    is_on_screen(handle) && get(handle).is_some_and(|window| window.is_focused().unwrap_or(false))
}

/// Returns true if the window is shown and not minimised.
pub(crate) fn is_on_screen(handle: &AppHandle) -> bool {
    get(handle).is_some_and(|window| {
        window.is_visible().unwrap_or(false) && !window.is_minimized().unwrap_or(false)
    })
}

/// Shows the window and gives it the focus, with the stored activation token.
pub(crate) fn raise(handle: &AppHandle) {
    let Some(window) = get(handle) else { return };
    #[cfg(target_os = "linux")]
    handle.state::<Page>().window_raised();
    if let Err(error) = present(handle, window) {
        tracing::warn!(%error, "the window could not be raised");
    }
}

/// Runs in one call on GTK's own thread, because a request for the focus before the window is shown is lost.
#[cfg(target_os = "linux")]
fn present(handle: &AppHandle, window: WebviewWindow) -> tauri::Result<()> {
    use gtk::prelude::{GtkWindowExt, WidgetExt};
    handle.run_on_main_thread(move || match window.gtk_window() {
        Ok(window) => {
            if let Some(token) = crate::activation::take() {
                crate::activation::pass_to(&window, &token);
            }
            window.show_all();
            window.deiconify();
            window.present();
        }
        Err(error) => tracing::warn!(%error, "the window could not be raised"),
    })
}

#[cfg(not(target_os = "linux"))]
fn present(_handle: &AppHandle, window: WebviewWindow) -> tauri::Result<()> {
    window.show()?;
    window.unminimize()?;
    window.set_focus()
}

/// Sets the zoom of the page; the size of the window stays.
pub(crate) fn zoom(handle: &AppHandle, percent: u64) {
    let Some(window) = get(handle) else { return };
    if let Err(error) = window.set_zoom(factor(percent)) {
        tracing::warn!(%error, "the page keeps the size it is drawn at");
    }
}

/// Converts a percentage to the webview's factor, from half to three times, so that no setting makes the page
/// unreadable.
fn factor(percent: u64) -> f64 {
    let percent = u16::try_from(percent).unwrap_or(u16::MAX);
    f64::from(percent.clamp(50, 300)) / 100.0
}

/// Handles the closing of the window: it hides to the tray if there is one, else the program quits.
pub(crate) fn close(handle: &AppHandle) {
    let commands = handle.state::<App>().inner().clone();
    let window = get(handle).filter(|_| tray::is_available());
    tauri::async_runtime::spawn(async move {
        let Some(window) = window else {
            return commands.quit_requested().await;
        };
        commands.keep_drafts().await;
        if window.hide().is_ok() {
            commands.hidden_to_tray().await;
        } else {
            commands.quit_requested().await;
        }
    });
}

/// A second start raises the window of the first. Starts with different data folders are separate programs.
pub(crate) fn single_instance() -> TauriPlugin<Wry> {
    let builder =
        tauri_plugin_single_instance::Builder::new().callback(|handle, arguments, folder| {
            if autostart::is_requested_by(&arguments) {
                // The desktop started the program a second time; no window was asked for.
                return;
            }
            if let Some(token) = activation::token_in(&arguments) {
                activation::store(token);
            }
            if let Some(file) = file_argument::in_arguments(&arguments, &folder) {
                handle.state::<App>().agent_file(file);
            }
            raise(handle);
        });
    match data_dir::from_environment().and_then(|folder| std::path::absolute(folder).ok()) {
        #[cfg(target_os = "linux")]
        Some(folder) => {
            let digest = Sha256::digest(folder.as_os_str().as_encoded_bytes());
            let short: String = digest
                .iter()
                .take(8)
                .map(|byte| format!("{byte:02x}"))
                .collect();
            builder
                .dbus_id(format!("app.errand.desktop.at{short}"))
                .build()
        }
        _ => builder.build(),
    }
}

/// Called if the first start holds the name but cannot be reached, because it is just ending, as after a crash. After
/// a second this process starts itself again in place; it does so once.
pub(crate) fn restart_once() {
    const MARK: &str = "ERRAND_STARTED_ONCE_MORE";
    if std::env::var_os(MARK).is_some() {
        return;
    }
    std::thread::sleep(std::time::Duration::from_secs(1));
    if let Err(error) = restart::in_place(&[], &[(MARK, "1")]) {
        tracing::error!(%error, "the program cannot be started once more");
    }
}

/// Stores the window's position, and whether it is maximised, and restores them; on Linux that is left to
/// [`restore_without_size`].
pub(crate) fn remembered_state() -> TauriPlugin<Wry> {
    let builder = tauri_plugin_window_state::Builder::new()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED);
    if cfg!(target_os = "linux") {
        builder.skip_initial_state(LABEL).build()
    } else {
        builder.build()
    }
}

/// Restores all but the size, which the plugin stores together with GTK's frame; see [`window_size`].
#[cfg(target_os = "linux")]
fn restore_without_size(window: &WebviewWindow) -> tauri::Result<()> {
    use tauri_plugin_window_state::WindowExt;
    window.restore_state(StateFlags::POSITION | StateFlags::MAXIMIZED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_setting_draws_the_page_smaller_than_half_or_larger_than_three_times() {
        let close = |percent, expected: f64| (factor(percent) - expected).abs() < 1e-9;
        assert!(close(100, 1.0) && close(67, 0.67));
        assert!(close(0, 0.5) && close(301, 3.0) && close(u64::MAX, 3.0));
    }

    #[test]
    fn the_window_stays_on_its_own_pages() {
        let own = |url: &str| is_own_url(&Url::parse(url).unwrap());
        assert!(own("tauri://localhost/index.html"));
        assert!(own("sealed://localhost/0199f3c2"));
        for elsewhere in [
            "https://example.org/",
            "tauri://elsewhere/",
            "sealed://elsewhere/",
            "about:srcdoc",
            "file:///etc/passwd",
            "data:text/html,hi",
            "javascript:alert(1)",
            "blob:tauri://localhost/1",
        ] {
            assert!(!own(elsewhere), "{elsewhere}");
        }
    }
}

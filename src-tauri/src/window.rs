//! The one window: opened, closed, raised, and kept from going anywhere else.

use std::path::Path;

use app::App;
use sha2::{Digest, Sha256};
use tauri::{
    AppHandle, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Wry,
    plugin::TauriPlugin,
    webview::{NewWindowResponse, PermissionResponse},
};

use crate::{data_dir, sealed, tray};

/// The window's name, by which its permissions are given.
const LABEL: &str = "main";

/// Opens the window.
pub(crate) fn open(handle: &AppHandle, data: &Path) -> tauri::Result<()> {
    WebviewWindowBuilder::new(handle, LABEL, WebviewUrl::App("index.html".into()))
        .title("Errand")
        .inner_size(1120.0, 760.0)
        .min_inner_size(480.0, 560.0)
        .data_directory(data.join("webview"))
        // Files dropped on the window reach the page as bytes; the page is given no paths.
        .disable_drag_drop_handler()
        .on_navigation(is_own)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_permission_request(|_, _| PermissionResponse::Deny)
        .build()?;
    Ok(())
}

/// Whether an address belongs to the program itself: its page, or a document in a frame of a preview.
fn is_own(url: &Url) -> bool {
    match url.scheme() {
        "tauri" | sealed::SCHEME => url.host_str() == Some("localhost"),
        "http" | "https" => {
            cfg!(windows) && matches!(url.host_str(), Some("tauri.localhost" | "sealed.localhost"))
        }
        "about" => url.path() == "blank",
        _ => false,
    }
}

/// The window.
pub(crate) fn get(handle: &AppHandle) -> Option<WebviewWindow> {
    handle.get_webview_window(LABEL)
}

/// Whether the window is shown and has the focus.
pub(crate) fn is_in_front(handle: &AppHandle) -> bool {
    get(handle).is_some_and(|window| {
        window.is_visible().unwrap_or(false)
            && !window.is_minimized().unwrap_or(false)
            && window.is_focused().unwrap_or(false)
    })
}

/// Shows the window and gives it the focus.
pub(crate) fn raise(handle: &AppHandle) {
    if let Some(window) = get(handle) {
        let raised = window
            .show()
            .and_then(|()| window.unminimize())
            .and_then(|()| window.set_focus());
        if let Err(error) = raised {
            tracing::warn!(%error, "the window could not be raised");
        }
    }
}

/// The person closed the window: it hides to the tray if there is one, else the program quits.
pub(crate) fn close(handle: &AppHandle) {
    let commands = handle.state::<App>().inner().clone();
    if tray::is_there()
        && let Some(window) = get(handle)
        && window.hide().is_ok()
    {
        tauri::async_runtime::spawn(async move { commands.hidden_to_tray().await });
    } else {
        tauri::async_runtime::spawn(async move { commands.quit_requested().await });
    }
}

/// A second start raises the first. Two starts with different data folders are two programs.
pub(crate) fn single_instance() -> TauriPlugin<Wry> {
    let builder = tauri_plugin_single_instance::Builder::new()
        .callback(|handle, _arguments, _folder| raise(handle));
    match data_dir::named().and_then(|folder| std::path::absolute(folder).ok()) {
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

/// The first start could not be reached although it holds the name: it is ending at this very moment,
/// as after a crash. In a second there is room for this one, which takes its own place; it does so once.
pub(crate) fn start_once_more() {
    const MARK: &str = "ERRAND_STARTED_ONCE_MORE";
    if std::env::var_os(MARK).is_some() {
        return;
    }
    std::thread::sleep(std::time::Duration::from_secs(1));
    let Ok(program) = std::env::current_exe() else {
        return;
    };
    let mut again = std::process::Command::new(program);
    again.args(std::env::args_os().skip(1)).env(MARK, "1");
    #[cfg(unix)]
    let outcome: std::io::Result<()> = Err(std::os::unix::process::CommandExt::exec(&mut again));
    #[cfg(not(unix))]
    let outcome = again.spawn().map(drop);
    if let Err(error) = outcome {
        tracing::error!(%error, "the program cannot be started once more");
    }
}

/// Size and place are remembered.
pub(crate) fn remembered_state() -> TauriPlugin<Wry> {
    use tauri_plugin_window_state::StateFlags;
    tauri_plugin_window_state::Builder::new()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_stays_on_its_own_pages() {
        let own = |url: &str| is_own(&Url::parse(url).unwrap());
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

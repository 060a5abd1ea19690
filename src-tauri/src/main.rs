//! The Errand desktop app: one window, a tray, notifications and dialogs around the commands of `app`.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod data_dir;
mod desktop;
mod ipc;
mod logging;
mod notification;
mod places;
mod sealed;
mod tray;
mod window;

use std::sync::Arc;

use tauri::{Manager, RunEvent, WindowEvent};

use crate::desktop::Desktop;

fn main() {
    logging::start();
    if !has_display() {
        tracing::error!(
            "there is no display to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set"
        );
        std::process::exit(1);
    }
    let built = tauri::Builder::default()
        .plugin(window::single_instance())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(window::remembered_state())
        .register_asynchronous_uri_scheme_protocol(sealed::SCHEME, sealed::answer)
        .invoke_handler(ipc::handle)
        .setup(|handle| Ok(start(handle)?))
        .build(tauri::generate_context!());
    let errand = match built {
        Ok(errand) => errand,
        Err(error) => {
            if let tauri::Error::PluginInitialization(plugin, _) = &error
                && plugin == "single-instance"
            {
                window::start_once_more();
            }
            tracing::error!(%error, "the window cannot be opened");
            std::process::exit(1);
        }
    };
    errand.run(|handle, event| match event {
        RunEvent::WindowEvent {
            event: WindowEvent::CloseRequested { api, .. },
            ..
        } => {
            api.prevent_close();
            window::close(handle);
        }
        // The last window being gone is not the end: `Host::quit` is.
        RunEvent::ExitRequested {
            code: None, api, ..
        } => api.prevent_exit(),
        _ => {}
    });
}

/// Whether there is something to draw on; elsewhere than on Linux there always is.
fn has_display() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(not(target_os = "linux")) || named("DISPLAY") || named("WAYLAND_DISPLAY")
}

/// Opens the ledger and the window. A ledger that cannot be opened still gets a window that says so.
fn start(errand: &mut tauri::App) -> tauri::Result<()> {
    let folder = data_dir::find(errand.handle())?;
    let desktop = Arc::new(Desktop::new(errand.handle().clone(), &folder));
    let commands = tauri::async_runtime::block_on(app::App::open(&folder, desktop.clone()));
    errand.manage(desktop);
    errand.manage(commands);
    tray::start(errand.handle());
    window::open(errand.handle(), &folder)?;
    Ok(())
}

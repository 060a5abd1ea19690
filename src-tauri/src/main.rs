//! The Errand desktop app: one window, a tray, notifications and dialogs around the commands of `app`.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod activation;
mod autostart;
mod bundled_files;
#[cfg(target_os = "linux")]
mod context_menu;
mod data_dir;
mod desktop;
mod file_argument;
#[cfg(target_os = "linux")]
mod incoming_files;
mod ipc;
mod logging;
mod media;
mod notification;
#[cfg(target_os = "linux")]
mod outgoing_files;
#[cfg(target_os = "linux")]
mod page;
mod proxy;
#[cfg(target_os = "linux")]
mod renderer;
mod restart;
mod sealed;
mod tray;
mod updater;
mod window;
#[cfg(target_os = "linux")]
mod window_size;

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
    #[cfg(target_os = "linux")]
    restart_if_needed();
    let mut context = tauri::generate_context!();
    let mut builder = tauri::Builder::default();
    if let Some(source) = updater::Source::of_this_build() {
        source.configure(context.config_mut());
        builder = builder.plugin(tauri_plugin_updater::Builder::new().build());
    }
    let built = builder
        .plugin(window::single_instance())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(window::remembered_state())
        .register_asynchronous_uri_scheme_protocol(sealed::SCHEME, sealed::answer)
        .register_asynchronous_uri_scheme_protocol(media::SCHEME, media::answer)
        .invoke_handler(ipc::handle)
        .setup(|handle| Ok(set_up(handle)?))
        .build(context);
    let errand = match built {
        Ok(errand) => errand,
        Err(error) => {
            if let tauri::Error::PluginInitialization(plugin, _) = &error
                && plugin == "single-instance"
            {
                window::restart_once();
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
        RunEvent::WindowEvent {
            event: WindowEvent::Focused(true),
            ..
        } => {
            #[cfg(target_os = "linux")]
            handle.state::<page::Page>().window_raised();
            let commands = handle.state::<app::App>().inner().clone();
            tauri::async_runtime::spawn(async move { commands.came_to_front().await });
        }
        // Closing the last window does not end the program; only `Host::quit` does.
        RunEvent::ExitRequested {
            code: None, api, ..
        } => api.prevent_exit(),
        _ => {}
    });
}

/// Returns true if there is a display; always true on systems other than Linux.
fn has_display() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(not(target_os = "linux")) || named("DISPLAY") || named("WAYLAND_DISPLAY")
}

/// Starts the process again if it lacks variables or arguments that it needs from the start: the renderer is chosen
/// by variables, which libraries read before `main`; and the activation token of a first start is passed on as an
/// argument.
#[cfg(target_os = "linux")]
fn restart_if_needed() {
    let variables = data_dir::find()
        .ok()
        .and_then(|folder| renderer::variables(&folder, std::path::Path::new("/dev")));
    let argument = activation::argument_of_this_start();
    if variables.is_none() && argument.is_none() {
        return;
    }
    if let Err(error) = restart::in_place(argument.as_slice(), variables.unwrap_or_default()) {
        tracing::warn!(%error, "the program goes on as it was started");
    }
}

/// Opens the ledger and the window. If the ledger cannot be opened, the window opens and says so.
fn set_up(errand: &mut tauri::App) -> tauri::Result<()> {
    let folder = data_dir::find()?;
    let desktop = Arc::new(Desktop::new(errand.handle().clone(), &folder));
    let commands = tauri::async_runtime::block_on(app::App::open(&folder, desktop.clone()));
    let language = desktop.language();
    errand.manage(desktop);
    errand.manage(commands.clone());
    tray::start(errand.handle(), language);
    #[cfg(target_os = "linux")]
    errand.manage(page::Page::new(&folder));
    window::open(errand.handle(), &folder, !autostart::is_background_start())?;
    if let Some(file) = file_argument::of_this_start() {
        commands.agent_file(file);
    }
    Ok(())
}

//! Notifications where `notify-rust` knows how: Windows and macOS.

use app::notices::Notification;
use tauri::AppHandle;

/// See [`super::show`].
pub(super) fn show(_handle: &AppHandle, notification: Notification) -> Result<(), String> {
    let mut native = notify_rust::Notification::new();
    native
        .appname("Errand")
        .summary(&notification.title)
        .body(&notification.body);
    for action in &notification.actions {
        native.action(action.id(), action.label());
    }
    native.show().map(drop).map_err(|error| error.to_string())
}

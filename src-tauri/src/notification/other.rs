//! Notifications where `notify-rust` knows how: Windows and macOS.

use app::notices::Notification;
use app::words::Language;
use tauri::AppHandle;

/// See [`super::show`].
pub(super) fn show(
    _handle: &AppHandle,
    notification: Notification,
    language: Language,
) -> Result<(), String> {
    let mut native = notify_rust::Notification::new();
    native
        .appname("Errand")
        .summary(&notification.title)
        .body(&notification.body);
    for action in &notification.actions {
        native.action(action.id(), &language.say(&action.label()));
    }
    native.show().map(drop).map_err(|error| error.to_string())
}

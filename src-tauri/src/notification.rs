//! Notifications of the system, and the person's actions on them.

use app::words::Language;
use app::{
    App,
    notices::{Action, Notification},
};
use tauri::{AppHandle, Manager};

#[cfg(target_os = "linux")]
mod freedesktop;
#[cfg(target_os = "linux")]
use freedesktop as native;

#[cfg(not(target_os = "linux"))]
mod other;
#[cfg(not(target_os = "linux"))]
use other as native;

/// Shows a notification, always with normal urgency: a more urgent one would break through the person's
/// do-not-disturb setting. Its buttons are in `language`. Waits for the notification service, but not for the person.
///
/// # Errors
/// The reason as text, when no service takes it.
pub(crate) fn show(
    handle: &AppHandle,
    notification: Notification,
    language: Language,
) -> Result<(), String> {
    native::show(handle, notification, language)
}

/// Handles an action of the person on a notification.
#[cfg_attr(
    not(target_os = "linux"),
    expect(dead_code, reason = "other systems report no action")
)]
fn handle_action(
    handle: &AppHandle,
    conversation: Option<String>,
    turn: Option<String>,
    action: Action,
) {
    let commands = handle.state::<App>().inner().clone();
    tauri::async_runtime::spawn(async move {
        commands
            .notification_answered(conversation, turn, action)
            .await;
    });
}

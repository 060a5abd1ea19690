//! Notifications of the system, and what the person does with them.

use app::{
    App,
    notices::{Action, News, Notification},
};
use tauri::{AppHandle, Manager};

/// Shows a notification. Waits for the notification service, then leaves a thread to wait for the person.
///
/// # Errors
/// When no service takes it, in words.
pub(crate) fn show(handle: &AppHandle, notification: Notification) -> Result<(), String> {
    let mut native = notify_rust::Notification::new();
    native
        .appname("Errand")
        .summary(&notification.title)
        .body(&body(&notification.body));
    dress(&mut native, &notification);
    let shown = native.show().map_err(|error| error.to_string())?;
    wait(handle.clone(), shown, notification.conversation)
}

#[cfg(target_os = "linux")]
fn dress(native: &mut notify_rust::Notification, notification: &Notification) {
    use notify_rust::{Hint, Urgency};
    native
        .icon("errand")
        .hint(Hint::DesktopEntry("Errand".into()))
        .urgency(match notification.news {
            News::Done => Urgency::Normal,
            News::Failed | News::NeedsYou => Urgency::Critical,
        });
    // A click on the notification itself. Services show no button for this name.
    native.action("default", Action::Open.label());
    for action in &notification.actions {
        native.action(action.id(), action.label());
    }
}

#[cfg(not(target_os = "linux"))]
fn dress(native: &mut notify_rust::Notification, notification: &Notification) {
    let _ = notification.news == News::Done;
    for action in &notification.actions {
        native.action(action.id(), action.label());
    }
}

/// Services that show markup get the text with its signs escaped: a title is the person's or a model's.
#[cfg(target_os = "linux")]
fn body(text: &str) -> String {
    let markup = notify_rust::get_capabilities()
        .is_ok_and(|capabilities| capabilities.iter().any(|name| name == "body-markup"));
    if markup {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    } else {
        text.to_owned()
    }
}

#[cfg(not(target_os = "linux"))]
fn body(text: &str) -> String {
    text.to_owned()
}

#[cfg(target_os = "linux")]
fn wait(
    handle: AppHandle,
    shown: notify_rust::NotificationHandle,
    conversation: Option<String>,
) -> Result<(), String> {
    std::thread::Builder::new()
        .name("notification".into())
        .spawn(move || {
            shown.wait_for_action(|id| {
                if let Some(action) = Action::from_id(id) {
                    answered(&handle, conversation, action);
                }
            });
        })
        .map(drop)
        .map_err(|error| error.to_string())
}

#[cfg(not(target_os = "linux"))]
fn wait(
    _handle: AppHandle,
    _shown: notify_rust::NotificationHandle,
    _conversation: Option<String>,
) -> Result<(), String> {
    Ok(())
}

#[cfg_attr(
    not(target_os = "linux"),
    expect(dead_code, reason = "other systems report no action")
)]
fn answered(handle: &AppHandle, conversation: Option<String>, action: Action) {
    let commands = handle.state::<App>().inner().clone();
    tauri::async_runtime::spawn(async move {
        commands.notification_answered(conversation, action).await;
    });
}

//! Notifications over the session's bus, by the Desktop Notifications Specification.
//!
//! Implemented with zbus, because with a click some services send a token without which a Wayland desktop does not
//! raise the window (`ActivationToken`), and `notify-rust` does not pass it on.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use app::notices::{Action, Notification};
use app::words::Language;
use futures::StreamExt;
use tauri::AppHandle;
use zbus::zvariant::Value;

use crate::activation;

/// The urgency "normal" of the specification.
const NORMAL: u8 = 1;
/// The timeout that leaves the duration to the service.
const DEFAULT_TIMEOUT: i32 = -1;

/// The methods of the notification service.
#[zbus::proxy(
    interface = "org.freedesktop.Notifications",
    default_service = "org.freedesktop.Notifications",
    default_path = "/org/freedesktop/Notifications",
    gen_blocking = false
)]
trait Service {
    /// Returns the names of the service's capabilities.
    fn get_capabilities(&self) -> zbus::Result<Vec<String>>;

    /// Shows a notification and returns its id.
    #[expect(clippy::too_many_arguments, reason = "so the specification has it")]
    fn notify(
        &self,
        app_name: &str,
        replaces_id: u32,
        app_icon: &str,
        summary: &str,
        body: &str,
        actions: &[&str],
        hints: HashMap<&str, Value<'_>>,
        expire_timeout: i32,
    ) -> zbus::Result<u32>;
}

/// The subjects of shown notifications, by the service's id.
type ShownNotifications = Arc<Mutex<HashMap<u32, Subject>>>;

/// The subject of a notification.
struct Subject {
    conversation: Option<String>,
    turn: Option<String>,
}

/// The one connection, opened for the first notification.
static CONNECTION: tokio::sync::Mutex<Option<Connection>> = tokio::sync::Mutex::const_new(None);

struct Connection {
    service: ServiceProxy<'static>,
    shown: ShownNotifications,
}

/// See [`super::show`].
pub(super) fn show(
    handle: &AppHandle,
    notification: Notification,
    language: Language,
) -> Result<(), String> {
    tauri::async_runtime::block_on(async {
        let mut connection = CONNECTION.lock().await;
        let shown = async {
            let connected = match connection.take() {
                Some(connected) => connected,
                None => Connection::connect(handle).await?,
            };
            connected.show(notification, language).await?;
            Ok::<_, zbus::Error>(connected)
        };
        // After an error the next notification opens a new connection.
        *connection = Some(shown.await.map_err(|error| error.to_string())?);
        Ok(())
    })
}

impl Connection {
    async fn connect(handle: &AppHandle) -> zbus::Result<Self> {
        let bus = zbus::Connection::session().await?;
        let service = ServiceProxy::new(&bus).await?;
        let shown = ShownNotifications::default();
        let mut signals = service.inner().receive_all_signals().await?;
        let (handle, known) = (handle.clone(), Arc::clone(&shown));
        tauri::async_runtime::spawn(async move {
            while let Some(message) = signals.next().await {
                handle_signal(&handle, &known, &message);
            }
        });
        Ok(Self { service, shown })
    }

    async fn show(&self, notification: Notification, language: Language) -> zbus::Result<()> {
        let capabilities = self.service.get_capabilities().await?;
        let has_markup = capabilities.iter().any(|name| name == "body-markup");
        // The action of a click on the notification itself. Services show no button for this name.
        let mut actions = vec!["default".to_owned(), language.say(&Action::Open.label())];
        for action in &notification.actions {
            actions.extend([action.id().to_owned(), language.say(&action.label())]);
        }
        let actions: Vec<&str> = actions.iter().map(String::as_str).collect();
        let hints = HashMap::from([
            ("urgency", Value::from(NORMAL)),
            ("desktop-entry", Value::from("Errand")),
        ]);
        let body = body(&notification.body, has_markup);
        let notify = self.service.notify(
            "Errand",
            0,
            "errand",
            &notification.title,
            &body,
            &actions,
            hints,
            DEFAULT_TIMEOUT,
        );
        let id = notify.await?;
        let subject = Subject {
            conversation: notification.conversation,
            turn: notification.turn,
        };
        lock(&self.shown).insert(id, subject);
        Ok(())
    }
}

/// Handles a signal of the service about one of our notifications.
fn handle_signal(handle: &AppHandle, shown: &ShownNotifications, message: &zbus::Message) {
    let (header, body) = (message.header(), message.body());
    match header.member().map(|member| member.as_str()) {
        Some("ActivationToken") => {
            if let Ok((id, token)) = body.deserialize::<(u32, String)>()
                && lock(shown).contains_key(&id)
            {
                activation::store(token);
            }
        }
        Some("ActionInvoked") => {
            if let Ok((id, key)) = body.deserialize::<(u32, String)>()
                && let Some(action) = Action::from_id(&key)
                && let Some(subject) = lock(shown).remove(&id)
            {
                super::handle_action(handle, subject.conversation, subject.turn, action);
            }
        }
        Some("NotificationClosed") => {
            if let Ok((id, _)) = body.deserialize::<(u32, u32)>() {
                lock(shown).remove(&id);
            }
        }
        _ => {}
    }
}

fn lock(shown: &ShownNotifications) -> MutexGuard<'_, HashMap<u32, Subject>> {
    shown.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Escapes the text for services that render markup: a title is the person's or a model's words.
fn body(text: &str, has_markup: bool) -> String {
    if has_markup {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_no_markup() {
        assert_eq!(body("<b>5 & 6</b>", true), "&lt;b&gt;5 &amp; 6&lt;/b&gt;");
        assert_eq!(body("5 & 6", false), "5 & 6");
    }
}
